import type { CriterionScore, EmployerCriterion, Fit, TalentCriterion } from './matching.pair.ts';
import { employerCriteria, talentCriteria } from './matching.pair.ts';

/** How credits become points: the weights of score-1 and the arithmetic that makes whole points add up. */

export const fullCredit = 10_000;

/** Published weights; a change is a new version of the score. */
export const employerWeights: Readonly<Record<EmployerCriterion, number>> = {
  SKILLS: 50,
  OCCUPATION: 20,
  EDUCATION_AND_MAJOR: 12,
  GRADE_OR_TITLE: 10,
  EXPERIENCE: 8,
};

export const talentWeights: Readonly<Record<TalentCriterion, number>> = {
  OCCUPATION_WANTED: 30,
  REGION: 25,
  PAY: 25,
  KIND_AND_START: 10,
  SKILLS_TO_USE: 10,
};

/** What one criterion earns before it is weighed. */
export interface Credit {
  state: CriterionScore['state'];
  /** 0–10,000; 0 unless scored. */
  creditBp: number;
}

/** The side whose fit it is asks nothing. */
export const open: Credit = { state: 'OPEN', creditBp: 0 };
/** The other side has not said. */
export const notStated: Credit = { state: 'NOT_STATED', creditBp: 0 };

export function scored(creditBp: number): Credit {
  return { state: 'SCORED', creditBp };
}

export function employerFitOf(credits: Readonly<Record<EmployerCriterion, Credit>>): Fit<EmployerCriterion> {
  return fitOf(employerCriteria, employerShares, credits);
}

export function talentFitOf(credits: Readonly<Record<TalentCriterion, Credit>>): Fit<TalentCriterion> {
  return fitOf(talentCriteria, talentShares, credits);
}

/** @param shares per set of applicable criteria, written as a bit mask in table order. */
function fitOf<Name extends string>(
  names: readonly Name[],
  shares: readonly (readonly number[])[],
  credits: Readonly<Record<Name, Credit>>,
): Fit<Name> {
  let mask = 0;
  names.forEach((name, place) => {
    if (credits[name].state !== 'OPEN') mask |= 1 << place;
  });
  let total = 0;
  const criteria = names.map((criterion, place): CriterionScore<Name> => {
    const { state, creditBp } = credits[criterion];
    const weightBp = shares[mask]?.[place] ?? 0;
    const points = Math.floor((weightBp * creditBp) / fullCredit);
    total += points;
    return { criterion, state, weightBp, creditBp, points };
  });
  return { total: mask === 0 ? null : total, criteria };
}

/**
 * Weights as whole basis points that sum to 10,000: the largest remainders are rounded up, the table's order breaks
 * ties. A weight of 0 stays 0.
 */
export function basisPoints(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 0) return weights.map(() => 0);
  const shares = weights.map((weight) => Math.floor((weight * fullCredit) / sum));
  const missing = fullCredit - shares.reduce((total, share) => total + share, 0);
  const remainder = (place: number): number => ((weights[place] ?? 0) * fullCredit) % sum;
  // Array.sort is stable, so equal remainders stay in table order.
  const order = weights.map((_, place) => place).sort((a, b) => remainder(b) - remainder(a));
  for (const place of order.slice(0, missing)) shares[place] = (shares[place] ?? 0) + 1;
  return shares;
}

/** The shares of every set of applicable criteria, by bit mask: 32 sets of five. */
function sharesByMask(weights: readonly number[]): number[][] {
  return Array.from({ length: 1 << weights.length }, (_, mask) =>
    basisPoints(weights.map((weight, place) => ((mask >> place) & 1 ? weight : 0))),
  );
}

const employerShares = sharesByMask(employerCriteria.map((name) => employerWeights[name]));
const talentShares = sharesByMask(talentCriteria.map((name) => talentWeights[name]));
