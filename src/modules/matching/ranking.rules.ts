import { bandFloor, mutualOf } from '../../platform/search/bound.ts';
import type { SortKey } from '../../platform/search/engine.ts';
import type { Credit } from './fit.rules.ts';
import { open, talentFitOf } from './fit.rules.ts';
import type { Match, TalentCriterion } from './matching.pair.ts';
import { fitsBehind } from './matching.rules.ts';

/** The order of lists, and what a firm sees of a talent's side before the talent discloses it. */

export { bandFloor };

/** FULL: the exact Match. BEFORE_DISCLOSURE: talent fit without pay, as its band's floor. */
export type MatchView = 'FULL' | 'BEFORE_DISCLOSURE';

/** A match as a firm sees it before disclosure; nothing in it changes with the pay that it offers. */
export interface WithheldMatch extends Omit<Match, 'talentFit'> {
  /** Lower edge of the band of talent fit without pay: 0, 4,000, 7,000; null when the talent leaves all else open. */
  talentBand: 0 | 4_000 | 7_000 | null;
}

export function withheldMatch(match: Match): WithheldMatch {
  const { talentFit: _withheld, ...shown } = match;
  const talentBand = talentBandOf(match);
  const employer = match.employerFit.total;
  return {
    ...shown,
    talentBand,
    mutual: mutualOf(employer, talentBand),
    mutualOf: fitsBehind(employer, talentBand),
  };
}

function talentBandOf({ talentFit }: Match): WithheldMatch['talentBand'] {
  const credits = Object.fromEntries(talentFit.criteria.map((one) => [one.criterion, one])) as unknown as Record<
    TalentCriterion,
    Credit
  >;
  const { total } = talentFitOf({ ...credits, PAY: open });
  return total === null ? null : bandFloor(total);
}

/** What a list is sorted by, in basis points; a fit of which all is open sorts as 0. */
export function sortKeyOf(match: Match, key: SortKey, view: MatchView): number {
  if (key === 'EMPLOYER') return match.employerFit.total ?? 0;
  if (view === 'FULL') return key === 'TALENT' ? (match.talentFit.total ?? 0) : match.mutual;
  const talentBand = talentBandOf(match);
  return key === 'TALENT' ? (talentBand ?? 0) : mutualOf(match.employerFit.total, talentBand);
}

/** One row of a list: the talent or the position that is listed, with the key that it is sorted by. */
export interface RankedMatch {
  eligible: boolean;
  /** As `sortKeyOf` gives it. */
  key: number;
  /** Milliseconds since 1970 of the listed record. */
  createdAt: number;
  id: string;
}

/** Eligible ones first, then the greater key, the later record, the smaller id. */
export function compareMatches(a: RankedMatch, b: RankedMatch): number {
  if (a.eligible !== b.eligible) return a.eligible ? -1 : 1;
  return b.key - a.key || b.createdAt - a.createdAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

const halfCredit = 5_000;
const goodFit = 6_000;

/** What "how many fit" counts: eligible, every must-have credited at least ½, employer fit at least 6,000. */
export function fitsWell(match: Match): boolean {
  const covered = match.skills.every(({ list, creditBp }) => list === 'NICE' || creditBp >= halfCredit);
  return match.eligible && covered && (match.employerFit.total ?? 0) >= goodFit;
}
