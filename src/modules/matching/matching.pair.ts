import type { DayNumber } from '../../kernel/day.ts';
import type { PayRange } from '../../kernel/money.ts';

/**
 * What a score sees of a talent and of a position: codes, days, fen and months, nothing that the law forbids to rank by.
 * Both stand packed in the search document, so no row is loaded to score.
 */

export const evidences = ['CERTIFIED', 'VERIFIED', 'CLAIMED', 'INFERRED'] as const;
export type Evidence = (typeof evidences)[number];

export const workKinds = ['FULL', 'PART', 'INTERN', 'TEMPORARY', 'FLEXIBLE'] as const;
export type WorkKind = (typeof workKinds)[number];

export const hardFilterKinds = ['EDUCATION', 'MAJORS', 'GRADE', 'LICENCES', 'REGION', 'EXPERIENCE'] as const;
export type HardFilter = (typeof hardFilterKinds)[number];

export interface ScoredTalent {
  id: string;
  /** Milliseconds since 1970, for the order of equals. */
  createdAt: number;
  /** Coded experiences; `to` null is "until now". */
  experiences: { occupation: string; from: DayNumber; to: DayNumber | null }[];
  /** Occupations that graduated majors lead to by links of weight ≥ 0.3. */
  trained: string[];
  grades: { occupation: string; grade: number }[];
  titleRanks: { series: string; rank: number }[];
  educations: { level: number; major: string | null; graduated: boolean }[];
  skills: { skill: string; evidence: Evidence; level: number | null; wantsToUse: boolean }[];
  licences: { licence: string; validTo: DayNumber | null }[];
  residence: string | null;
  wish: {
    /** In order of wish, at most 5. */
    occupations: string[];
    regions: string[];
    /** Expected pay in fen a month. */
    pay: number | null;
    kinds: WorkKind[];
    from: DayNumber | null;
  };
}

export interface ScoredPosition {
  id: string;
  createdAt: number;
  occupation: string;
  region: string;
  pay: PayRange | null;
  kind: WorkKind | null;
  startFrom: DayNumber | null;
  /** Least level asked, 1–6. */
  education: number | null;
  /** Any of these; codes of any level of the major scheme. */
  majors: string[];
  /** Least skill grade asked, 1–8. */
  grade: number | null;
  titleRank: { series: string; rank: number } | null;
  experienceMonths: number | null;
  /** Disjoint lists. */
  mustHave: { skill: string; level: number | null }[];
  niceToHave: { skill: string; level: number | null }[];
  licences: string[];
  hardFilters: HardFilter[];
}

/** What a score asks of the taxonomy; every code may be an alias's or a retired concept's and is made current first. */
export interface ScoreTaxonomy {
  current(scheme: 'occupation' | 'region' | 'major' | 'skill' | 'licence', code: string): string;
  /** The concept and its ancestors by level, nearest first, itself included; empty for an unknown code. */
  lineage(scheme: 'occupation' | 'region' | 'major', code: string): readonly { code: string; level: number }[];
  /** Siblings in one group, parent and child, or declared substitutes; symmetric. */
  adjacentSkills(skill: string): ReadonlySet<string>;
  /** Licences that the law demands for the occupation (its own and its ancestors' links). */
  requiredLicences(occupation: string): readonly string[];
}

export const employerCriteria = [
  'SKILLS',
  'OCCUPATION',
  'EDUCATION_AND_MAJOR',
  'GRADE_OR_TITLE',
  'EXPERIENCE',
] as const;
export const talentCriteria = ['OCCUPATION_WANTED', 'REGION', 'PAY', 'KIND_AND_START', 'SKILLS_TO_USE'] as const;
export type EmployerCriterion = (typeof employerCriteria)[number];
export type TalentCriterion = (typeof talentCriteria)[number];

export interface CriterionScore<Name extends string = string> {
  criterion: Name;
  /** SCORED; OPEN: its own side asks nothing, left out; NOT_STATED: the other side has not said, earns 0. */
  state: 'SCORED' | 'OPEN' | 'NOT_STATED';
  /** Share of the fit in basis points; the applicable ones add up to 10,000; 0 when open. */
  weightBp: number;
  creditBp: number;
  /** ⌊weightBp · creditBp / 10,000⌋ */
  points: number;
}

/** How one asked skill was credited. */
export interface SkillCredit {
  asked: string;
  list: 'MUST' | 'NICE';
  /** The talent's skill that was credited to it, or null. */
  by: string | null;
  relation: 'EXACT' | 'ADJACENT' | 'NONE';
  evidence: Evidence | null;
  creditBp: number;
}

export interface Fit<Name extends string> {
  /** Sum of points, 0–10,000; null when every criterion is open. */
  total: number | null;
  criteria: CriterionScore<Name>[];
}

export type IneligibleReason =
  | { reason: 'LICENCE_DEMANDED_BY_LAW'; licence: string }
  | { reason: 'HARD_FILTER'; filter: HardFilter };

export interface Match {
  formula: 'score-1';
  talentId: string;
  positionId: string;
  employerFit: Fit<EmployerCriterion>;
  talentFit: Fit<TalentCriterion>;
  skills: SkillCredit[];
  /** ⌊2·E·T/(E+T)⌋; the other fit alone where one is null; 0 when both are 0 or null. */
  mutual: number;
  /** Which fits `mutual` rests on. */
  mutualOf: 'BOTH' | 'EMPLOYER' | 'TALENT' | 'NONE';
  eligible: boolean;
  ineligible: IneligibleReason[];
}
