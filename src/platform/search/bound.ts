import type { Alternative, CoverageList, Criterion, RecallRequest, Side } from './engine.ts';

/**
 * The upper bound by which candidates are recalled, as every adapter has to compute it. All figures are basis points.
 *
 * - Criterion: the first alternative that fits gives its credit, none gives 0. Coverage: a list earns
 *   min(10,000, ⌈(Σ k·credit of exact keys + min(adjacent keys, count − exact keys)·credit) / count⌉), and the criterion
 *   ⌈(8·must + 2·nice) / 10⌉, or the one list that is asked.
 * - Left out: a criterion whose open key the document has, and coverage of which neither list is asked.
 * - Side: min(10,000, ⌈Σ weight·credit / Σ weight⌉ + 5); null when all criteria are left out.
 * - Key: the side, or of both `mutualOf`; with `talentBands`, talent fit is floored to its band first.
 */

/** Weights are rounded to whole basis points before a score uses them: at most one more in each of four criteria. */
const roundingBp = 5;
const full = 10_000;

/** Lower edges of the bands of talent fit, highest first. */
export const bandFloors = [7_000, 4_000] as const;

/** The part of a request that a bound rests on. */
export type BoundRequest = Pick<RecallRequest, 'key' | 'criteria' | 'talentBands'>;

/** A document as a bound sees it: all its keys in one namespace, and its NUMBER fields. */
export interface BoundDocument {
  keys: ReadonlySet<string>;
  numbers: Readonly<Record<string, number | null>>;
}

/** Lower edge of the band that holds a fit: 0, 4,000 or 7,000. */
export function bandFloor(total: number): 0 | 4_000 | 7_000 {
  return bandFloors.find((floor) => total >= floor) ?? 0;
}

/** ⌊2·E·T/(E+T)⌋; the other fit alone where one is null; 0 when both are 0 or null. */
export function mutualOf(employer: number | null, talent: number | null): number {
  if (employer === null || talent === null) return employer ?? talent ?? 0;
  return employer + talent === 0 ? 0 : Math.floor((2 * employer * talent) / (employer + talent));
}

/** Upper bound of a document's sort key, 0–10,000. */
export function boundOf(request: BoundRequest, document: BoundDocument): number {
  const employer = sideBound(request, 'EMPLOYER', document);
  const talent = sideBound(request, 'TALENT', document);
  return keyOf(request, employer, talent);
}

function keyOf(request: BoundRequest, employer: number | null, talent: number | null): number {
  const seen = talent !== null && request.talentBands === true ? bandFloor(talent) : talent;
  if (request.key === 'EMPLOYER') return employer ?? 0;
  return request.key === 'TALENT' ? (seen ?? 0) : mutualOf(employer, seen);
}

function sideBound(request: BoundRequest, side: Side, document: BoundDocument): number | null {
  let weights = 0;
  let earned = 0;
  for (const criterion of request.criteria) {
    if (criterion.side !== side) continue;
    const credit = creditOf(criterion, document);
    if (credit === null) continue;
    weights += criterion.weight;
    earned += criterion.weight * credit;
  }
  return weights === 0 ? null : rounded(earned, weights);
}

function rounded(earned: number, weights: number): number {
  return Math.min(full, Math.ceil(earned / weights) + roundingBp);
}

/** Null when the document leaves the criterion open. */
function creditOf(criterion: Criterion, document: BoundDocument): number | null {
  if (criterion.openKey !== undefined && document.keys.has(criterion.openKey)) return null;
  if ('alternatives' in criterion) {
    return criterion.alternatives.find((alternative) => fits(alternative, document.keys))?.creditBp ?? 0;
  }
  const { must, nice } = criterion.coverage;
  return joined(shareOf(must, document), shareOf(nice, document));
}

function fits(alternative: Alternative, keys: ReadonlySet<string>): boolean {
  return alternative.allOf.every((anyOf) => anyOf.some((key) => keys.has(key)));
}

function joined(must: number | null, nice: number | null): number | null {
  if (must === null || nice === null) return must ?? nice;
  return Math.ceil((8 * must + 2 * nice) / 10);
}

/** What a list earns, 0–10,000; null when it asks nothing. */
function shareOf(list: CoverageList, document: BoundDocument): number | null {
  const count = typeof list.count === 'number' ? list.count : (document.numbers[list.count.field] ?? 0);
  if (count <= 0) return null;
  let exactCount = 0;
  let sum = 0;
  for (const { keys, creditBp } of list.exact) {
    const held = countHeld(keys, document.keys);
    exactCount += held;
    sum += held * creditBp;
  }
  const room = Math.max(0, count - exactCount);
  sum += Math.min(room, countHeld(list.adjacent.keys, document.keys)) * list.adjacent.creditBp;
  return Math.min(full, Math.ceil(sum / count));
}

function countHeld(keys: readonly string[], held: ReadonlySet<string>): number {
  return keys.reduce((count, key) => (held.has(key) ? count + 1 : count), 0);
}

/** The best that a side can reach, and whether a document may leave the whole side open. */
interface Reach {
  total: number | null;
  mayBeOpen: boolean;
}

/**
 * Upper bound of the sort key of every document that has none of the probe keys: what needs one of them cannot be had,
 * whatever a document may leave open counts as open where that raises the bound.
 */
export function outsideBound(request: BoundRequest, probeKeys: Iterable<string>): number {
  const probes = new Set(probeKeys);
  const employer = sideReach(request, 'EMPLOYER', probes);
  const talent = sideReach(request, 'TALENT', probes);
  const bounds = [keyOf(request, employer.total, talent.total)];
  if (employer.mayBeOpen) bounds.push(keyOf(request, null, talent.total));
  if (talent.mayBeOpen) bounds.push(keyOf(request, employer.total, null));
  return Math.max(...bounds);
}

function sideReach(request: BoundRequest, side: Side, probes: ReadonlySet<string>): Reach {
  let weights = 0;
  let earned = 0;
  const optional: { weight: number; credit: number }[] = [];
  for (const criterion of request.criteria) {
    if (criterion.side !== side) continue;
    const { credit, mayBeOpen } = criterionReach(criterion, probes);
    if (credit === null) continue;
    if (mayBeOpen) {
      optional.push({ weight: criterion.weight, credit });
    } else {
      weights += criterion.weight;
      earned += criterion.weight * credit;
    }
  }
  const mayBeOpen = weights === 0;
  // A weighted mean is greatest with just those optional criteria that lie above it: take them from the best down.
  for (const { weight, credit } of optional.sort((a, b) => b.credit - a.credit)) {
    if (weights > 0 && credit * weights <= earned) break;
    weights += weight;
    earned += weight * credit;
  }
  return { total: weights === 0 ? null : rounded(earned, weights), mayBeOpen };
}

function criterionReach(
  criterion: Criterion,
  probes: ReadonlySet<string>,
): { credit: number | null; mayBeOpen: boolean } {
  const keyOpens = criterion.openKey !== undefined && !probes.has(criterion.openKey);
  if ('alternatives' in criterion) {
    const reachable = criterion.alternatives.filter(({ allOf }) =>
      allOf.every((keys) => keys.some((key) => !probes.has(key))),
    );
    return { credit: Math.max(0, ...reachable.map(({ creditBp }) => creditBp)), mayBeOpen: keyOpens };
  }
  const { must, nice } = criterion.coverage;
  const mustShare = shareReach(must, probes);
  const niceShare = shareReach(nice, probes);
  const shares = [joined(mustShare, niceShare)];
  // A document's own count may be 0: the other list is then the whole of the criterion.
  if (typeof must.count !== 'number') shares.push(niceShare);
  if (typeof nice.count !== 'number') shares.push(mustShare);
  const known = shares.filter((share) => share !== null);
  const unasked = [must.count, nice.count].every((count) => typeof count !== 'number' || count <= 0);
  return { credit: known.length === 0 ? null : Math.max(...known), mayBeOpen: keyOpens || unasked };
}

/** The best share of a list without the probe keys; a list whose length is the document's own may be as short as one. */
function shareReach(list: CoverageList, probes: ReadonlySet<string>): number | null {
  const count = typeof list.count === 'number' ? list.count : 1;
  if (count <= 0) return null;
  const credits = [...list.exact, list.adjacent]
    .flatMap(({ keys, creditBp }) => keys.filter((key) => !probes.has(key)).map(() => creditBp))
    .sort((a, b) => b - a)
    .slice(0, count);
  return Math.min(full, Math.ceil(credits.reduce((sum, credit) => sum + credit, 0) / count));
}
