import { type BoundRequest, bandFloor, mutualOf, outsideBound } from './bound.ts';
import type { CoverageList, Criterion } from './engine.ts';

const full = 10_000;
/** Edges are shares of the highest bound that there can be, in percent. Lower ones are the bound of no k-th best score. */
const lowEnough = 50;
/** Above it the probes exclude too little to be worth a second look at the rows outside. */
const tooHigh = 85;
/** Outside bounds below which a tier of its own pays: lists of popular trades end above the first, most above the second. */
const tierEdges = [90, 70] as const;
/** Alternatives of less credit (the same 大类) are held by a large share of all rows: no use as a probe. */
const leastProbedCredit = 5_000;

/** Rows worth computing a bound for: those with a probe key, or that leave one of these coverages unasked. */
export interface Probes {
  keys: ReadonlySet<string>;
  /** NUMBER fields: a row of which all of one entry are 0 is near too. */
  unasked: readonly (readonly string[])[];
  /** Where given, a near row has one of these too. */
  also?: ReadonlySet<string>;
  /** Upper bound of all other rows. */
  outside: number;
}

/**
 * Chooses probe keys, criterion by criterion from the heaviest of the side that decides, until what has none of them is
 * bounded low enough. Each tier holds the one before, so the rows of a list can be read tier by tier until those found
 * lie above the bound of all others. None when that cannot be: every row is then worth its bound.
 */
export function tiersOf(request: BoundRequest): Probes[] {
  const share = (percent: number) => Math.floor((highestOf(request) * percent) / 100);
  const cuts = cutsOf(request, share(lowEnough));
  const last = cuts.at(-1);
  if (!last || last.outside > share(tooHigh)) return [];
  const chosen = tierEdges.map((edge) => cuts.find(({ outside }) => outside <= share(edge)));
  const tiers = [...new Set([...chosen, last])].filter((cut) => cut !== undefined);
  const [first] = tiers;
  const also = first && wantedToo(request, share(tierEdges[0]));
  return also ? [{ ...first, also: also.keys, outside: Math.max(first.outside, also.outside) }, ...tiers] : tiers;
}

/** What a pair that agrees in all reaches. */
export function highestOf({ key, talentBands }: BoundRequest): number {
  if (!talentBands || key === 'EMPLOYER') return full;
  return key === 'TALENT' ? bandFloor(full) : mutualOf(full, bandFloor(full));
}

/** Keys of the other side's heaviest criterion: of a popular skill's thousands, those that want the trade. */
function wantedToo(request: BoundRequest, edge: number): { keys: ReadonlySet<string>; outside: number } | null {
  if (request.key !== 'MUTUAL') return null;
  const [deciding] = decidingCriteria(request);
  const others = request.criteria.filter(({ side }) => side !== deciding?.side);
  const heaviest = others.reduce<Criterion | null>(
    (best, one) => (best && best.weight >= one.weight ? best : one),
    null,
  );
  if (!heaviest || 'coverage' in heaviest) return null;
  const keys = new Set(stepsOf(heaviest).flat());
  const outside = outsideBound(request, keys);
  return keys.size > 0 && outside <= edge ? { keys, outside } : null;
}

/** Where the reading could stop: after each further set of keys. */
function cutsOf(request: BoundRequest, enough: number): Probes[] {
  const keys = new Set<string>();
  const closed = new Map<Criterion, readonly string[]>();
  const cuts: Probes[] = [];
  let outside = outsideBound(request, keys);
  for (const criterion of decidingCriteria(request)) {
    for (const step of stepsOf(criterion)) {
      if (outside <= enough) return cuts;
      for (const key of step) keys.add(key);
      const countFields = fieldsOfCounts(criterion);
      if (countFields.length > 0 && keysOfCoverage(criterion).every((key) => keys.has(key)))
        closed.set(criterion, countFields);
      const criteria = request.criteria.map((each) => (closed.has(each) ? unearned(each) : each));
      outside = outsideBound({ ...request, criteria }, keys);
      if (keys.size > 0) cuts.push({ keys: new Set(keys), unasked: [...closed.values()], outside });
    }
  }
  return cuts;
}

/** Of the side that decides, the heaviest first. */
function decidingCriteria({ key, criteria }: BoundRequest): Criterion[] {
  const side = key === 'TALENT' || !criteria.some((criterion) => criterion.side === 'EMPLOYER') ? 'TALENT' : 'EMPLOYER';
  return criteria.filter((criterion) => criterion.side === side).sort((a, b) => b.weight - a.weight);
}

/** What each further set of keys takes away, the best credits first. */
function stepsOf(criterion: Criterion): string[][] {
  const open = criterion.openKey === undefined ? [] : [criterion.openKey];
  if ('coverage' in criterion) {
    const { must, nice } = criterion.coverage;
    const exact = (list: CoverageList) => list.exact.flatMap(({ keys }) => keys);
    return [[...open, ...exact(must)], exact(nice), [...must.adjacent.keys, ...nice.adjacent.keys]];
  }
  return criterion.alternatives
    .filter(({ creditBp, allOf }) => creditBp >= leastProbedCredit && allOf.length > 0)
    .sort((a, b) => b.creditBp - a.creditBp)
    .map(({ allOf }) => [...open, ...allOf.reduce((least, keys) => (keys.length < least.length ? keys : least))]);
}

/** The document's own counts, where they alone say whether anything is asked. */
function fieldsOfCounts(criterion: Criterion): string[] {
  if (!('coverage' in criterion)) return [];
  const counts = [criterion.coverage.must.count, criterion.coverage.nice.count];
  if (counts.some((count) => typeof count === 'number' && count > 0)) return [];
  return counts.flatMap((count) => (typeof count === 'number' ? [] : [count.field]));
}

function keysOfCoverage(criterion: Criterion): string[] {
  if (!('coverage' in criterion)) return [];
  const keysOf = ({ exact, adjacent }: CoverageList) => [...exact.flatMap(({ keys }) => keys), ...adjacent.keys];
  return [...keysOf(criterion.coverage.must), ...keysOf(criterion.coverage.nice)];
}

/** A coverage of which a row outside asks something and has no key. */
function unearned({ side, name, weight, openKey }: Criterion): Criterion {
  return { side, name, weight, alternatives: [], ...(openKey === undefined ? {} : { openKey }) };
}
