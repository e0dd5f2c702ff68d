import type { Alternative, CoverageList, Criterion } from '../engine.ts';
import { type Attributes, earns } from './at-least.rules.ts';
import { all, any, type Condition, has } from './condition.rules.ts';

const full = 10_000;
const mostParts = 8;

/** A part of a criterion that earns by itself: its weight, and by what a document earns how much of it. */
export interface Share {
  weight: number;
  points: readonly Point[];
}

interface Point {
  /** In basis points; null where the document leaves the criterion open. */
  credit: number | null;
  condition: Condition;
}

/**
 * What a share adds when the mean of its side is to reach a level: weight × (credit − level). A document that leaves it
 * open gains 0, as if it earned the level itself: so a mean over what is applicable becomes a sum.
 */
export interface Step {
  gain: number;
  /** Holds for every document that gains as much or more. */
  condition: Condition;
}

/** Falling gains; the last is had by every document. */
export type Factor = readonly Step[];

/** `grain`: gains that differ by less are taken for the higher one, to write less. */
export function sharesOf(criterion: Criterion, grain: number, attributes: Attributes): Share[] {
  const { weight, openKey } = criterion;
  const open = openKey === undefined ? false : has(attributes.tokensOf(openKey));
  if ('alternatives' in criterion) {
    const points = alternativePoints(criterion.alternatives, grain / weight, attributes);
    return [{ weight, points: [...points, { credit: null, condition: open }] }];
  }
  const { must, nice } = criterion.coverage;
  const asked = [must, nice].filter(({ count }) => typeof count !== 'number' || count > 0);
  if (asked.some(({ count }) => typeof count !== 'number')) {
    const isOpen = any([open, unasked(asked, attributes)]);
    const points = ownPoints(must, nice, attributes);
    return [{ weight, points: [...points, { credit: null, condition: isOpen }] }];
  }
  return asked.map((list): Share => {
    const part = weight * (asked.length < 2 ? 1 : list === must ? 0.8 : 0.2);
    const points = cutsOf(Number(list.count), part / grain).map(([credit, from]) => ({
      credit,
      condition: earns(from, list, attributes),
    }));
    return { weight: part, points: [...points, { credit: null, condition: open }] };
  });
}

/** Those whose credits are about the same are one, at the higher credit. */
function alternativePoints(alternatives: readonly Alternative[], apart: number, { tokensOf }: Attributes): Point[] {
  const groups: { credit: number; conditions: Condition[] }[] = [];
  for (const { allOf, creditBp } of alternatives) {
    const condition = all(allOf.map((keys) => has(keys.flatMap(tokensOf))));
    const last = groups.at(-1);
    if (last && last.credit - creditBp < apart) last.conditions.push(condition);
    else groups.push({ credit: creditBp, conditions: [condition] });
  }
  return groups.map(({ credit, conditions }) => ({ credit, condition: any(conditions) }));
}

/** Where a share is cut: what lies between two cuts is taken for the upper one. */
function cutsOf(length: number, grains: number): [credit: number, from: number][] {
  const finest = Math.min(mostParts, Math.floor(grains * full));
  // What equal keys can earn are the best cuts.
  const parts = [2 * length, length, Math.ceil(length / 2)].find((count) => count <= finest) ?? 1;
  const cut = (part: number) => Math.floor((full * part) / parts);
  return Array.from({ length: parts }, (_, place) => [cut(parts - place), cut(parts - place - 1) + 1]);
}

/** Where a length is the document's own, one key may be all that it asks; what is only adjacent earns its credit at most. */
function ownPoints(must: CoverageList, nice: CoverageList, attributes: Attributes): Point[] {
  const keysOf = ({ keys }: { keys: readonly string[] }) => keys.flatMap(attributes.tokensOf);
  const exact = (list: CoverageList) => has(list.exact.flatMap(keysOf));
  const best = ({ exact: classes }: CoverageList) => Math.max(0, ...classes.map(({ creditBp }) => creditBp));
  const joined = (mustBp: number, niceBp: number) => Math.ceil((8 * mustBp + 2 * niceBp) / 10);
  // Whatever is not looked at may be had in full.
  const [mustBest, niceBest] = [
    Math.max(best(must), must.adjacent.creditBp),
    Math.max(best(nice), nice.adjacent.creditBp),
  ];
  const isOnlyNice = unasked([must], attributes);
  const hasNice = any([exact(nice), has(keysOf(nice.adjacent))]);
  return [
    { credit: Math.max(mustBest, joined(mustBest, niceBest)), condition: exact(must) },
    { credit: niceBest, condition: all([hasNice, isOnlyNice]) },
    {
      credit: Math.max(must.adjacent.creditBp, joined(must.adjacent.creditBp, niceBest)),
      condition: has(keysOf(must.adjacent)),
    },
    { credit: joined(0, niceBest), condition: hasNice },
  ];
}

/** None of the lists is asked: each length is 0 or, the document's own, missing. */
export function unasked(lists: readonly CoverageList[], { numberOf }: Attributes): Condition {
  return all(
    lists.map(
      ({ count }): Condition =>
        typeof count === 'number' ? count <= 0 : { op: 'TEXT', text: `(NOT ${numberOf(count.field)} > "0")` },
    ),
  );
}

export function factorOf({ weight, points }: Share, level: number, grain: number): Factor {
  const steps: Step[] = [];
  let condition: Condition = false;
  const known = points.map((point) => ({ credit: point.credit ?? level, condition: point.condition }));
  const sorted = known.sort((a, b) => b.credit - a.credit);
  for (const point of [...sorted, { credit: 0, condition: true as const }]) {
    condition = any([condition, point.condition]);
    const gain = weight * (point.credit - level);
    const before = steps.at(-1);
    if (condition === false) continue;
    if (before && before.gain - gain < grain) before.condition = condition;
    else steps.push({ gain, condition });
    if (condition === true) break;
  }
  return steps;
}
