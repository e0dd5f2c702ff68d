import { decodeListCursor, encodeListCursor } from '../../kernel/page.ts';
import type { RecallAnswer, SortKey } from '../../platform/search/engine.ts';
import type { Match } from './matching.pair.ts';
import { compareMatches, type MatchView, type RankedMatch, sortKeyOf } from './ranking.rules.ts';

/** A scored candidate in a list. */
export interface Ranked extends RankedMatch {
  match: Match;
}

export interface RankedPage {
  items: Ranked[];
  nextCursor: string | null;
  orderExact: boolean;
  scored: number;
}

export interface ListRequest {
  order: SortKey;
  view: MatchView;
  first: number;
  after: string | null;
}

export function ranked(match: Match, id: string, createdAt: number, { order, view }: ListRequest): Ranked {
  return { match, id, createdAt, eligible: match.eligible, key: sortKeyOf(match, order, view) };
}

/**
 * The page after a cursor out of what was recalled and scored. The order is exact when the last item of the page is
 * eligible and its key is greater than the bound of all that was left out, or nothing was left out.
 * @param floor of the recall: below it are others, of which this page needs none and the next one does
 */
export function pageOf(scored: readonly Ranked[], answer: RecallAnswer, request: ListRequest, floor = 0): RankedPage {
  const { first, after } = request;
  // A key of one order, or of one view, is none of another.
  const list = `matches ${request.order} ${request.view}`;
  const sorted = [...scored].sort(compareMatches);
  const start = after === null ? 0 : indexAfter(sorted, readCursor(list, after));
  const items = sorted.slice(start, start + first);
  const last = items.at(-1);
  const reached = items.length === first && last?.eligible === true && last.key > (answer.leftOutBound ?? 0);
  const isMore = start + first < sorted.length || (floor > 0 && answer.leftOutBound !== null);
  return {
    items,
    nextCursor: last && isMore ? writeCursor(list, last) : null,
    orderExact: answer.leftOutBound === null || reached,
    scored: sorted.length,
  };
}

function writeCursor(list: string, { eligible, key, createdAt, id }: RankedMatch): string {
  return encodeListCursor(list, [eligible, key, createdAt, id]);
}

function readCursor(list: string, cursor: string): RankedMatch {
  const [eligible, key, createdAt, id] = decodeListCursor(list, cursor, 4);
  return { eligible: eligible === true, key: Number(key), createdAt: Number(createdAt), id: String(id) };
}

/** The first place after the cursor's, whether or not its own item is still there. */
function indexAfter(sorted: readonly Ranked[], cursor: RankedMatch): number {
  const index = sorted.findIndex((item) => compareMatches(item, cursor) > 0);
  return index < 0 ? sorted.length : index;
}
