import { type BoundRequest, bandFloors } from '../bound.ts';
import type { Criterion, Side as SideName } from '../engine.ts';
import type { Attributes } from './at-least.rules.ts';
import { all, any, type Condition, comparisonsOf, has } from './condition.rules.ts';
import { type Factor, factorOf, type Share, sharesOf, unasked } from './factors.rules.ts';

/**
 * A threshold of a bound as one condition: all documents whose bound reaches it, and perhaps some more. Their exact bound
 * is computed afterwards, so what is written too wide costs reading and never a wrong list.
 */

const full = 10_000;
/** What rounding may add to a bound: 5 by rule, 1 each by rounding up credits and the mean. */
const roundedUp = 7;
const mostComparisons = 90;
/** Cuts of talent fit under which a mutual fit is written: within each, the employer fit that it takes is the least. */
const talentCuts = 3;
/** Into so many parts a side's weight is told apart: as finely as the condition stays short enough. */
const grains = [3, 5, 8, 12, 18, 27, 40] as const;
/** Sums of fractions are that exact. */
const roughly = 1e-6;

/** Writes the thresholds of one request. */
export class Thresholds {
  readonly #request: BoundRequest;
  readonly #attributes: Attributes;
  readonly #sides = new Map<string, Side>();
  readonly #isTalentOpen: Condition;

  constructor(request: BoundRequest, attributes: Attributes) {
    this.#request = request;
    this.#attributes = attributes;
    this.#isTalentOpen = all(this.#criteriaOf('TALENT').map((criterion) => mayBeOpen(criterion, attributes)));
  }

  /** Of this one, the finest condition that is short enough. */
  reaches(threshold: number): Condition {
    let found: Condition = true;
    if (threshold <= 0) return found;
    for (const parts of grains) {
      const condition = this.#write(threshold, parts);
      if (comparisonsOf(condition) > mostComparisons) break;
      found = condition;
    }
    return found;
  }

  #criteriaOf(side: SideName): Criterion[] {
    return this.#request.criteria.filter((criterion) => criterion.side === side);
  }

  #side(name: SideName, parts: number): Side {
    const key = `${name} ${parts}`;
    const known = this.#sides.get(key);
    if (known) return known;
    const side = new Side(this.#criteriaOf(name), parts, this.#attributes);
    this.#sides.set(key, side);
    return side;
  }

  #write(threshold: number, parts: number): Condition {
    const { key, talentBands = false } = this.#request;
    const [employers, talents] = [this.#side('EMPLOYER', parts), this.#side('TALENT', parts)];
    const talent = (least: number) => {
      const seen = talentBands ? [...bandFloors].reverse().find((floor) => floor >= least) : least;
      return seen === undefined ? false : talents.reaches(seen);
    };
    if (key === 'EMPLOYER' || (key === 'MUTUAL' && talents.isEmpty)) return employers.reaches(threshold);
    if (key === 'TALENT' || employers.isEmpty) return talent(threshold);
    const cells = cellsOf(threshold, talentBands).map(([leastTalent, leastEmployer]) =>
      all([talent(leastTalent), employers.reaches(leastEmployer)]),
    );
    // Who leaves all of the talent's side open is listed by employer fit alone.
    const isOpen = talentBands && this.#isTalentOpen;
    return any([...cells, isOpen !== false && all([isOpen, employers.reaches(threshold)])]);
  }
}

/** Pairs of a least talent fit and the employer fit that the best of it takes: one of them holds for every pair above. */
function cellsOf(threshold: number, inBands: boolean): [talent: number, employer: number][] {
  const other = (fit: number) => Math.floor((threshold * fit) / (2 * fit - threshold));
  const isReached = (fit: number) => 2 * fit > threshold && other(fit) <= full;
  if (inBands) return bandFloors.filter(isReached).map((floor) => [floor, other(floor)]);
  const least = other(full);
  const edges = Array.from({ length: talentCuts + 1 }, (_, cut) =>
    Math.floor(full - ((full - least) * cut) / talentCuts),
  );
  return edges.slice(1).map((edge, cut) => [edge, other(edges[cut] ?? full)]);
}

function mayBeOpen(criterion: Criterion, attributes: Attributes): Condition {
  const isOpen = criterion.openKey === undefined ? false : has(attributes.tokensOf(criterion.openKey));
  if ('alternatives' in criterion) return isOpen;
  const { must, nice } = criterion.coverage;
  return any([isOpen, unasked([must, nice], attributes)]);
}

/** What the criteria of one side ask, told apart into so many parts of its weight. */
class Side {
  readonly isEmpty: boolean;
  readonly #shares: readonly Share[];
  readonly #grain: number;
  readonly #known = new Map<number, Condition>();

  constructor(criteria: readonly Criterion[], parts: number, attributes: Attributes) {
    this.isEmpty = criteria.length === 0;
    this.#grain = (criteria.reduce((sum, { weight }) => sum + weight, 0) * full) / parts;
    this.#shares = [...criteria]
      .sort((a, b) => b.weight - a.weight)
      .flatMap((criterion) => sharesOf(criterion, this.#grain, attributes));
  }

  reaches(threshold: number): Condition {
    const level = threshold - roundedUp;
    if (level <= 0) return true;
    if (this.isEmpty) return false;
    const known = this.#known.get(level);
    if (known !== undefined) return known;
    const factors = this.#shares.map((share) => factorOf(share, level, this.#grain));
    const condition = new Sum(factors).reaches();
    this.#known.set(level, condition);
    return condition;
  }
}

/** Documents whose gains add up to 0 or more. */
class Sum {
  readonly #factors: readonly Factor[];
  /** What the factors from a place on can add up to, rising. */
  readonly #sums: readonly (readonly number[])[];
  readonly #known = new Map<string, Condition>();

  constructor(factors: readonly Factor[]) {
    this.#factors = factors;
    const sums: number[][] = [[0]];
    for (const factor of factors.toReversed()) {
      const rest = sums[0] ?? [];
      const all = factor.flatMap(({ gain }) => rest.map((sum) => sum + gain));
      sums.unshift(distinct(all));
    }
    this.#sums = sums;
  }

  reaches(): Condition {
    return this.#from(0, 0);
  }

  /** Documents that gain as much from this factor and those after it. */
  #from(place: number, needed: number): Condition {
    const sums = this.#sums[place] ?? [];
    // Between two sums that can be had, what is needed is the upper one.
    const at = sums.findIndex((sum) => sum >= needed - roughly);
    if (at === 0) return true;
    if (at < 0) return false;
    const name = `${place} ${at}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const condition = this.#write(this.#factors[place] ?? [], place, sums[at] ?? needed);
    this.#known.set(name, condition);
    return condition;
  }

  #write(factor: Factor, place: number, need: number): Condition {
    const rests = factor.map(({ gain }) => this.#from(place + 1, need - gain));
    // Where a lower gain leaves the same to be had, the higher one says nothing more.
    return any(factor.map(({ condition }, at) => rests[at] !== rests[at + 1] && all([condition, rests[at] ?? false])));
  }
}

function distinct(sums: readonly number[]): number[] {
  const sorted = [...sums].sort((a, b) => a - b);
  return sorted.filter((sum, at) => at === 0 || sum - (sorted[at - 1] ?? 0) > roughly);
}
