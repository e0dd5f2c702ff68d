import { type Actor, organizationOf } from '../../kernel/actor.ts';
import type { DayNumber } from '../../kernel/day.ts';
import { DomainError, notFound } from '../../kernel/errors.ts';
import { checkPageSize } from '../../kernel/page.ts';
import type { Db } from '../../platform/db/db.ts';
import type { Filter, RecallAnswer, RecallRequest, SearchEngine, SortKey } from '../../platform/search/engine.ts';
import { openOn, type PositionRecord, type PositionsService } from '../positions/index.ts';
import { availableOn, rankable, type TalentRecord, type TalentsService } from '../talents/index.ts';
import type { TaxonomySource } from '../taxonomy/index.ts';
import { scoredPositions, scoredTalents, type TrainedFor } from './matching.facts.ts';
import type { Match, ScoredPosition, ScoredTalent } from './matching.pair.ts';
import { score, scorePrepared } from './matching.rules.ts';
import { type ListRequest, pageOf, type RankedPage, ranked } from './page.rules.ts';
import { preparePosition, prepareTalent, type ScoreContext } from './prepared.rules.ts';
import { fitsWell, type MatchView } from './ranking.rules.ts';
import { criteriaForPosition, criteriaForTalent } from './recall.rules.ts';

/** Candidates scored for a list at most; for each parent of a nested list. */
const budget = 2_000;
const nestedBudget = 200;
/** Candidates looked at first, a page's length each: in a city of 100 k talents an exact page of 20 needs 20–85. */
const firstLook = 6;
/** The same for nested lists, which have no second look: statements must not grow with the parents. */
const nestedLook = 10;
/** How many of these, a page's length each, have to lie above what was not read. */
const enoughAbove = 3;
/** Looked at first behind a cursor: how deep it lies is not known. */
const lookBehind = 400;
/** Shorter pages are looked for like one of this length. */
const leastLook = 5;
const maxNestedPage = 10;
/** Employer fit from which a talent "fits". */
const fittingFit = 6_000;

export interface ListArguments {
  first: number;
  after: string | null;
  order: SortKey;
}

/** All that a list was drawn from, to be counted when somebody asks. */
export interface Pool {
  index: 'talent' | 'position';
  filter: Filter;
}

export interface MatchPage<Row> extends Omit<RankedPage, 'items'> {
  items: { match: Match; row: Row }[];
  view: MatchView;
  pool: Pool;
}

interface Job {
  recall: Omit<RecallRequest, 'limit' | 'index'> & Pool;
  scoreOne(packed: unknown): Match;
  list: ListRequest;
}

export interface MatchingDeps {
  db: Db;
  engine: SearchEngine;
  taxonomy: TaxonomySource;
  talents: TalentsService;
  positions: PositionsService;
  trainedFor: TrainedFor;
  today: () => DayNumber;
}

export class MatchingService {
  private readonly deps: MatchingDeps;

  constructor(deps: MatchingDeps) {
    this.deps = deps;
  }

  async matchesForPosition(actor: Actor, positionId: string, args: ListArguments): Promise<MatchPage<TalentRecord>> {
    checkPageSize(args.first);
    const [page] = await this.talentsFor(actor, [positionId], args, budget);
    if (!page) throw notFound('position', positionId);
    return page;
  }

  async matchesForTalent(actor: Actor, talentId: string, args: ListArguments): Promise<MatchPage<PositionRecord>> {
    checkPageSize(args.first);
    const [page] = await this.positionsFor(actor, [talentId], args, budget);
    if (page) return page;
    const visible = await this.deps.talents.visibleByIds(actor, [talentId]);
    throw visible.has(talentId) ? refusal : notFound('talent', talentId);
  }

  /** Lists of several positions at once, at most 10 talents each; null for a position that the actor may not see. */
  async nestedTalents(
    actor: Actor,
    positionIds: readonly string[],
    args: ListArguments,
  ): Promise<(MatchPage<TalentRecord> | null)[]> {
    checkPageSize(args.first, 'first', maxNestedPage);
    return this.talentsFor(actor, positionIds, args, nestedBudget);
  }

  /** Lists of several talents at once, at most 10 positions each; null for one out of sight or who refuses ranking. */
  async nestedPositions(
    actor: Actor,
    talentIds: readonly string[],
    args: ListArguments,
  ): Promise<(MatchPage<PositionRecord> | null)[]> {
    checkPageSize(args.first, 'first', maxNestedPage);
    return this.positionsFor(actor, talentIds, args, nestedBudget);
  }

  /** One pair, scored. Whoever may see both may ask, unless the talent refuses automated ranking. */
  async match(
    actor: Actor,
    talentId: string,
    positionId: string,
  ): Promise<{ match: Match; talent: TalentRecord; position: PositionRecord; view: MatchView }> {
    const [talent, position] = await Promise.all([
      this.deps.talents.visibleByIds(actor, [talentId]).then((rows) => rows.get(talentId)),
      this.deps.positions.visibleByIds(actor, [positionId]).then((rows) => rows.get(positionId)),
    ]);
    if (!talent) throw notFound('talent', talentId);
    if (!position) throw notFound('position', positionId);
    if (!mayBeRanked(talent)) throw refusal;
    const [talents, positions] = await Promise.all([this.talentFacts([talentId]), this.positionFacts([positionId])]);
    const [talentFacts, positionFacts] = [talents.get(talentId), positions.get(positionId)];
    if (!talentFacts) throw notFound('talent', talentId);
    if (!positionFacts) throw notFound('position', positionId);
    return {
      match: score(talentFacts, positionFacts, this.context()),
      talent,
      position,
      view: talent.disclosed ? 'FULL' : viewOf(actor),
    };
  }

  /**
   * How many available talents fit a position: eligible, every must-have credited at least half, employer fit ≥ 6,000.
   * Counted over everybody, whoever asks; `estimated` when more would have had to be scored than the budget allows.
   */
  async fittingTalents(actor: Actor, positionId: string): Promise<{ ids: string[]; estimated: boolean }> {
    const visible = await this.deps.positions.visibleByIds(actor, [positionId]);
    const position = visible.has(positionId) ? (await this.positionFacts([positionId])).get(positionId) : undefined;
    if (!position) throw notFound('position', positionId);
    const context = this.context();
    const [answer] = await this.deps.engine.recall([
      {
        index: 'talent',
        key: 'EMPLOYER',
        criteria: criteriaForPosition(position, context.taxonomy, context.day, 'FULL').criteria,
        filter: this.pool({ op: 'TRUE' }),
        limit: budget,
        floor: fittingFit,
      },
    ]);
    const scored = (answer?.candidates ?? []).map(({ packed }) => score(packed as ScoredTalent, position, context));
    return {
      ids: scored.filter(fitsWell).map(({ talentId }) => talentId),
      estimated: (answer?.leftOutBound ?? -1) >= fittingFit,
    };
  }

  private async talentsFor(
    actor: Actor,
    positionIds: readonly string[],
    args: ListArguments,
    most: number,
  ): Promise<(MatchPage<TalentRecord> | null)[]> {
    const { positions, talents } = this.deps;
    const [visible, facts] = await Promise.all([
      positions.visibleByIds(actor, positionIds),
      this.positionFacts(positionIds),
    ]);
    const view = viewOf(actor);
    const context = this.context();
    const jobs = positionIds.map((id): Job | null => {
      const position = visible.has(id) ? facts.get(id) : undefined;
      if (!position) return null;
      const prepared = preparePosition(position, context.taxonomy);
      return {
        recall: {
          index: 'talent',
          key: args.order,
          criteria: criteriaForPosition(position, context.taxonomy, context.day, view).criteria,
          talentBands: view === 'BEFORE_DISCLOSURE',
          filter: this.pool(talents.visibleTo(actor)),
        },
        scoreOne: (packed) => scorePrepared(prepareTalent(packed as ScoredTalent, context), prepared),
        list: { ...args, view },
      };
    });
    const pages = await this.rank(jobs, most);
    const rows = await talents.visibleByIds(
      actor,
      idsOf(pages, (match) => match.talentId),
    );
    return pages.map((page, at) => page && withRows(page, jobs[at], (match) => rows.get(match.talentId)));
  }

  private async positionsFor(
    actor: Actor,
    talentIds: readonly string[],
    args: ListArguments,
    most: number,
  ): Promise<(MatchPage<PositionRecord> | null)[]> {
    const { positions, talents } = this.deps;
    const [visible, facts] = await Promise.all([talents.visibleByIds(actor, talentIds), this.talentFacts(talentIds)]);
    const view = viewOf(actor);
    const context = this.context();
    const { day } = context;
    const jobs = talentIds.map((id): Job | null => {
      const record = visible.get(id);
      const talent = record && mayBeRanked(record) ? facts.get(id) : undefined;
      if (!talent) return null;
      const prepared = prepareTalent(talent, context);
      return {
        recall: {
          index: 'position',
          key: args.order,
          criteria: criteriaForTalent(talent, context.taxonomy, day, view).criteria,
          talentBands: view === 'BEFORE_DISCLOSURE',
          filter: { op: 'AND', of: [openOn(day), positions.visibleTo(actor)] },
        },
        scoreOne: (packed) => scorePrepared(prepared, preparePosition(packed as ScoredPosition, context.taxonomy)),
        list: { ...args, view },
      };
    });
    const pages = await this.rank(jobs, most);
    const rows = await positions.visibleByIds(
      actor,
      idsOf(pages, (match) => match.positionId),
    );
    return pages.map((page, at) => page && withRows(page, jobs[at], (match) => rows.get(match.positionId)));
  }

  /** How many stand in each pool, in one statement. */
  async poolSizes(pools: readonly Pool[]): Promise<number[]> {
    const cells = await this.deps.engine.count(
      pools.map((pool) => ({ ...pool, axes: [], measures: [{ op: 'COUNT' as const }] })),
    );
    return cells.map(([cell]) => cell?.values[0] ?? 0);
  }

  /** Who is ranked at all: available on the day and not refusing it. */
  private pool(visible: Filter): Filter {
    return { op: 'AND', of: [rankable(), availableOn(this.deps.today()), visible] };
  }

  /** One look for all lists; a second, at the whole budget, for those whose order is not yet exact. */
  private async rank(jobs: readonly (Job | null)[], most: number): Promise<(RankedPage | null)[]> {
    const pages: (RankedPage | null)[] = jobs.map(() => null);
    let open = jobs.flatMap((job, index) => (job ? [{ job, index }] : []));
    for (const lookOf of most === budget ? [firstLookOf, () => ({ limit: most })] : [nestedLookOf]) {
      if (open.length === 0) break;
      const answers = await this.deps.engine.recall(open.map(({ job }) => ({ ...job.recall, ...lookOf(job.list) })));
      open.forEach(({ job, index }, at) => {
        pages[index] = scorePage(job, answers[at]);
      });
      open = open.filter(({ index }) => pages[index]?.orderExact === false);
    }
    return pages;
  }

  private context(): ScoreContext {
    return { taxonomy: this.deps.taxonomy.now, day: this.deps.today() };
  }

  private talentFacts(ids: readonly string[]): Promise<Map<string, ScoredTalent>> {
    return scoredTalents(this.deps.db.prisma, ids, this.deps.trainedFor);
  }

  private positionFacts(ids: readonly string[]): Promise<Map<string, ScoredPosition>> {
    return scoredPositions(this.deps.db.prisma, ids);
  }
}

const refusal = new DomainError('FORBIDDEN', 'This talent refuses automated ranking.', { path: 'talentId' });

/** Who refuses automated ranking is matched only for the person, the keeper and those to whom it is disclosed. */
function mayBeRanked({ refusesRanking, disclosed }: TalentRecord): boolean {
  return !refusesRanking || disclosed;
}

type Look = Pick<RecallRequest, 'limit' | 'enough'>;

function firstLookOf({ first, after }: ListRequest): Look {
  return after === null ? lookAhead(first, firstLook) : { limit: lookBehind };
}

function nestedLookOf({ first, after }: ListRequest): Look {
  return after === null ? lookAhead(first, nestedLook) : { limit: nestedBudget };
}

function lookAhead(first: number, pages: number): Look {
  const length = Math.max(first, leastLook);
  return { limit: pages * length, enough: enoughAbove * length };
}

/** Firms see the talent's side as a band; everybody else who may see a talent sees it whole. */
function viewOf(actor: Actor): MatchView {
  const kind = organizationOf(actor)?.kind;
  return kind === 'EMPLOYER' || kind === 'AGENCY' ? 'BEFORE_DISCLOSURE' : 'FULL';
}

function scorePage(job: Job, answer: RecallAnswer | undefined): RankedPage {
  const found: RecallAnswer = answer ?? { candidates: [], leftOutBound: null, leftOut: 0 };
  const scored = found.candidates.map(({ id, packed }) => {
    const { createdAt } = packed as { createdAt: number };
    return ranked(job.scoreOne(packed), id, createdAt, job.list);
  });
  return pageOf(scored, found, job.list);
}

function idsOf(pages: readonly (RankedPage | null)[], idOf: (match: Match) => string): string[] {
  return [...new Set(pages.flatMap((page) => page?.items.map(({ match }) => idOf(match)) ?? []))];
}

/** Rows that went out of sight between recall and load are dropped. */
function withRows<Row>(
  page: RankedPage,
  job: Job | null | undefined,
  rowOf: (match: Match) => Row | undefined,
): MatchPage<Row> | null {
  if (!job) return null;
  const items = page.items.flatMap(({ match }) => {
    const row = rowOf(match);
    return row === undefined ? [] : [{ match, row }];
  });
  const { index, filter } = job.recall;
  return { ...page, items, view: job.list.view, pool: { index, filter } };
}
