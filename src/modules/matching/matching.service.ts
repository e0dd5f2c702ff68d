import { type Actor, organizationOf } from '../../kernel/actor.ts';
import type { DayNumber } from '../../kernel/day.ts';
import { DomainError, notFound } from '../../kernel/errors.ts';
import { checkPageSize } from '../../kernel/page.ts';
import type { Db } from '../../platform/db/db.ts';
import type { Filter, SearchEngine, SortKey } from '../../platform/search/engine.ts';
import { openOn, type PositionRecord, type PositionsService } from '../positions/index.ts';
import { availableOn, rankable, type TalentRecord, type TalentsService } from '../talents/index.ts';
import type { TaxonomySource } from '../taxonomy/index.ts';
import { scoredPositions, scoredTalents, type TrainedFor } from './matching.facts.ts';
import {
  idsOf,
  type ListDepth,
  type ListJob,
  type MatchPage,
  type Pool,
  rankLists,
  scoredAtMost,
  withRows,
} from './matching.lists.ts';
import type { Match, ScoredPosition, ScoredTalent } from './matching.pair.ts';
import { score, scorePrepared } from './matching.rules.ts';
import { preparePosition, prepareTalent, type ScoreContext } from './prepared.rules.ts';
import { fitsWell, type MatchView } from './ranking.rules.ts';
import { criteriaForPosition, criteriaForTalent } from './recall.rules.ts';

const maxNestedPage = 10;
/** Employer fit from which a talent "fits". */
const fittingFit = 6_000;

export interface ListArguments {
  first: number;
  after: string | null;
  order: SortKey;
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
    const [page] = await this.talentsFor(actor, [positionId], args, 'TOP');
    if (!page) throw notFound('position', positionId);
    return page;
  }

  async matchesForTalent(actor: Actor, talentId: string, args: ListArguments): Promise<MatchPage<PositionRecord>> {
    checkPageSize(args.first);
    const [page] = await this.positionsFor(actor, [talentId], args, 'TOP');
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
    return this.talentsFor(actor, positionIds, args, 'NESTED');
  }

  /** Lists of several talents at once, at most 10 positions each; null for one out of sight or who refuses ranking. */
  async nestedPositions(
    actor: Actor,
    talentIds: readonly string[],
    args: ListArguments,
  ): Promise<(MatchPage<PositionRecord> | null)[]> {
    checkPageSize(args.first, 'first', maxNestedPage);
    return this.positionsFor(actor, talentIds, args, 'NESTED');
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
        limit: scoredAtMost,
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
    depth: ListDepth,
  ): Promise<(MatchPage<TalentRecord> | null)[]> {
    const { positions, talents } = this.deps;
    const [visible, facts] = await Promise.all([
      positions.visibleByIds(actor, positionIds),
      this.positionFacts(positionIds),
    ]);
    const view = viewOf(actor);
    const context = this.context();
    const jobs = positionIds.map((id): ListJob | null => {
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
    const pages = await rankLists(this.deps.engine, jobs, depth);
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
    depth: ListDepth,
  ): Promise<(MatchPage<PositionRecord> | null)[]> {
    const { positions, talents } = this.deps;
    const [visible, facts] = await Promise.all([talents.visibleByIds(actor, talentIds), this.talentFacts(talentIds)]);
    const view = viewOf(actor);
    const context = this.context();
    const { day } = context;
    const jobs = talentIds.map((id): ListJob | null => {
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
    const pages = await rankLists(this.deps.engine, jobs, depth);
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

/** Firms see the talent's side as a band; everybody else who may see a talent sees it whole. */
function viewOf(actor: Actor): MatchView {
  const kind = organizationOf(actor)?.kind;
  return kind === 'EMPLOYER' || kind === 'AGENCY' ? 'BEFORE_DISCLOSURE' : 'FULL';
}
