import type { Filter, RecallAnswer, RecallRequest, SearchEngine } from '../../platform/search/engine.ts';
import type { Match } from './matching.pair.ts';
import { type ListRequest, pageOf, type RankedPage, ranked } from './page.rules.ts';
import type { MatchView } from './ranking.rules.ts';

/** Candidates scored for a list at most; for each parent of a nested list. */
export const scoredAtMost = 2_000;
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

/** A list of its own, or one a parent in a nested query. */
export type ListDepth = 'TOP' | 'NESTED';

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

/** One list to be drawn: what to recall, how to score it, which page is wanted. */
export interface ListJob {
  recall: Omit<RecallRequest, 'limit' | 'index'> & Pool;
  scoreOne(packed: unknown): Match;
  list: ListRequest;
}

/**
 * One look for all lists; a second, at the whole budget, for those of their own whose order is not yet exact. What cannot
 * come before the last of a full page is of no use to that.
 */
export async function rankLists(
  engine: SearchEngine,
  jobs: readonly (ListJob | null)[],
  depth: ListDepth,
): Promise<(RankedPage | null)[]> {
  const pages: (RankedPage | null)[] = jobs.map(() => null);
  let open = jobs.flatMap((job, index) => (job ? [{ job, index }] : []));
  for (const lookOf of depth === 'TOP' ? [firstLookOf, lookAgain] : [nestedLookOf]) {
    if (open.length === 0) break;
    const looks = open.map(({ job, index }) => ({ ...job.recall, ...lookOf(job.list, pages[index]) }));
    const answers = await engine.recall(looks);
    open.forEach(({ job, index }, at) => {
      pages[index] = scorePage(job, answers[at], looks[at]?.floor);
    });
    open = open.filter(({ index }) => pages[index]?.orderExact === false);
  }
  return pages;
}

type Look = Pick<RecallRequest, 'limit' | 'enough' | 'floor'>;

function firstLookOf({ first, after }: ListRequest): Look {
  return after === null ? lookAhead(first, firstLook) : { limit: lookBehind };
}

/** What is found now comes before what was found, or nothing does. */
function lookAgain({ first }: ListRequest, found: RankedPage | null | undefined): Look {
  const last = found?.items[first - 1];
  return { limit: scoredAtMost, ...(last?.eligible && { floor: last.key }) };
}

function nestedLookOf({ first, after }: ListRequest): Look {
  return after === null ? lookAhead(first, nestedLook) : { limit: nestedBudget };
}

function lookAhead(first: number, pages: number): Look {
  const length = Math.max(first, leastLook);
  return { limit: pages * length, enough: enoughAbove * length };
}

function scorePage(job: ListJob, answer: RecallAnswer | undefined, floor = 0): RankedPage {
  const found: RecallAnswer = answer ?? { candidates: [], leftOutBound: null, leftOut: 0 };
  const scored = found.candidates.map(({ id, packed }) => {
    const { createdAt } = packed as { createdAt: number };
    return ranked(job.scoreOne(packed), id, createdAt, job.list);
  });
  return pageOf(scored, found, job.list, floor);
}

export function idsOf(pages: readonly (RankedPage | null)[], idOf: (match: Match) => string): string[] {
  return [...new Set(pages.flatMap((page) => page?.items.map(({ match }) => idOf(match)) ?? []))];
}

/** Rows that went out of sight between recall and load are dropped. */
export function withRows<Row>(
  page: RankedPage,
  job: ListJob | null | undefined,
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
