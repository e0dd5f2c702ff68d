import type { Alternative, Criterion, Side } from '../../platform/search/engine.ts';
import { employerWeights, fullCredit, talentWeights } from './fit.rules.ts';
import type { EmployerCriterion, TalentCriterion } from './matching.pair.ts';
import { keyOf } from './recall-fields.rules.ts';

/** Pieces of criteria that both directions of a recall share. */

interface Base<CriterionSide extends Side, Name extends string> {
  side: CriterionSide;
  name: Name;
  weight: number;
  openKey?: string;
}

/** To say that the searched documents, not the searching side, decide whether a criterion is open. */
export const mayBeOpen = true;

export function employerCriterion(name: EmployerCriterion, opens = false): Base<'EMPLOYER', EmployerCriterion> {
  return { side: 'EMPLOYER', name, weight: employerWeights[name], ...(opens ? { openKey: keyOf('open', name) } : {}) };
}

export function talentCriterion(name: TalentCriterion, opens = false): Base<'TALENT', TalentCriterion> {
  return { side: 'TALENT', name, weight: talentWeights[name], ...(opens ? { openKey: keyOf('open', name) } : {}) };
}

/** The conditions of one credit, each any of its keys; one without keys can never be had. */
export interface Term {
  creditBp: number;
  allOf: readonly (readonly string[])[];
}

/** Alternatives of a criterion, the greatest credit first; terms that earn nothing or cannot be had are left out. */
export function withAlternatives(base: Base<Side, string>, terms: readonly Term[]): Criterion {
  const alternatives: Alternative[] = terms
    .filter(({ creditBp, allOf }) => creditBp > 0 && allOf.every((keys) => keys.length > 0))
    .map(({ creditBp, allOf }) => ({ allOf, creditBp }))
    .sort((a, b) => b.creditBp - a.creditBp);
  return { ...base, alternatives };
}

/** Keys gathered by the credit of any one of them. */
export class CreditKeys {
  readonly #keys = new Map<number, string[]>();

  add(creditBp: number, keys: Iterable<string>): this {
    const sameCredit = this.#keys.get(creditBp) ?? [];
    this.#keys.set(creditBp, sameCredit);
    sameCredit.push(...keys);
    return this;
  }

  terms(): Term[] {
    return [...this.#keys].map(([creditBp, keys]) => ({ creditBp, allOf: [[...new Set(keys)]] }));
  }
}

/** Products of two conditions of which each is met in full or half: 1, ½, ½, ¼. */
export function productTerms(first: FullOrHalf, second: FullOrHalf): Term[] {
  return [
    { creditBp: fullCredit, allOf: [first.full, second.full] },
    { creditBp: fullCredit / 2, allOf: [first.full, second.half] },
    { creditBp: fullCredit / 2, allOf: [first.half, second.full] },
    { creditBp: fullCredit / 4, allOf: [first.half, second.half] },
  ];
}

export interface FullOrHalf {
  full: readonly string[];
  half: readonly string[];
}

/** Experience is bounded in tenths, upwards: its weight is 8 of 100, so a tenth is less than a point. */
export function tenthsUp(creditBp: number): number {
  return Math.min(fullCredit, Math.ceil(creditBp / 1_000) * 1_000);
}

/** Numbers from `first` to `last`. */
export function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => first + place);
}

export const highestEducation = 6;
export const highestGrade = 8;
export const highestTitleRank = 5;
