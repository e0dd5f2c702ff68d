import type { CoverageList } from '../engine.ts';
import { all, any, type Condition, has } from './condition.rules.ts';

/** How keys and fields of a request are found in documents. */
export interface Attributes {
  /** A key has a token in each TOKENS field that ever held it. */
  tokensOf(key: string): readonly number[];
  numberOf(field: string): string;
}

/** Lists up to this length are written out; of longer ones at most "two of them". */
const writtenOut = 8;
/** Up to here "two of them" is still worth its comparisons. */
const longestForTwo = 16;

/**
 * Documents of which at least `count` of the groups are met, each by any of its tokens. Never less than these; of long
 * lists more. Halving needs 48 comparisons for four of eight; as an OR of all ANDs it would be 280.
 */
export function atLeast(count: number, groups: readonly (readonly number[])[]): Condition {
  if (count > groups.length) return false;
  const most = groups.length <= writtenOut ? count : groups.length <= longestForTwo ? 2 : 1;
  return someOf(Math.min(count, most), groups);
}

function someOf(count: number, groups: readonly (readonly number[])[]): Condition {
  if (count <= 0) return true;
  if (count > groups.length) return false;
  if (count === 1) return has(groups.flat());
  if (count === groups.length) return all(groups.map(has));
  const middle = groups.length >> 1;
  const [left, right] = [groups.slice(0, middle), groups.slice(middle)];
  return any(Array.from({ length: count + 1 }, (_, place) => all([someOf(place, left), someOf(count - place, right)])));
}

/** Documents that earn at least `share` basis points of a list of a given length, and perhaps more of them. */
export function earns(share: number, list: CoverageList, attributes: Attributes): Condition {
  if (share <= 0) return true;
  const tokens = (keys: readonly string[]) => keys.flatMap((key) => attributes.tokensOf(key));
  const adjacent = has(tokens(list.adjacent.keys));
  // A share is rounded up: it is reached with anything above one less.
  const needed = (share - 1) * Number(list.count) + 1;
  const groups = groupsOf(list, attributes);
  const credits = [...new Set(list.exact.filter(({ keys }) => keys.length > 0).map(({ creditBp }) => creditBp))];
  // Of classes that need as many keys, the lowest holds for the others too.
  const alone = new Map<number, Condition>();
  const beside = new Map<number, Condition>();
  for (const best of credits.sort((a, b) => b - a)) {
    const classes = list.exact.filter(({ creditBp }) => creditBp >= best);
    const hasClass = has(tokens(classes.flatMap(({ keys }) => keys)));
    const needsAlone = best > 0 ? Math.ceil(needed / best) : Number.POSITIVE_INFINITY;
    const needsBeside = besideAdjacent(needed, best, list);
    alone.set(needsAlone, hasClass);
    if (needsBeside < needsAlone) beside.set(needsBeside, hasClass);
  }
  const written = (needs: ReadonlyMap<number, Condition>) =>
    any([...needs].map(([count, hasClass]) => all([hasClass, atLeast(count, groups)])));
  const onlyAdjacent = besideAdjacent(needed, 0, list) === 0;
  return any([written(alone), all([adjacent, onlyAdjacent || written(beside)])]);
}

/** What a document can meet one by one: the places of classes that exclude each other, else each key. */
function groupsOf({ exact, exclusive }: CoverageList, { tokensOf }: Attributes): number[][] {
  const length = Math.max(0, ...exact.map(({ keys }) => keys.length));
  const groups = exclusive
    ? Array.from({ length }, (_, place) => exact.flatMap(({ keys }) => keys.slice(place, place + 1).flatMap(tokensOf)))
    : exact.flatMap(({ keys }) => keys.map((key) => [...tokensOf(key)]));
  return groups.filter((tokens) => tokens.length > 0);
}

/** How many exact keys are needed where whatever they leave is credited as adjacent. */
function besideAdjacent(needed: number, best: number, { adjacent, count }: CoverageList): number {
  const length = Number(count);
  for (let exact = 0; exact <= length; exact += 1) {
    if (exact * best + Math.min(length - exact, adjacent.keys.length) * adjacent.creditBp >= needed) return exact;
  }
  return Number.POSITIVE_INFINITY;
}
