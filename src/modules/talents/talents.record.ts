import type { DayNumber } from '../../kernel/day.ts';

export const evidences = ['CERTIFIED', 'VERIFIED', 'CLAIMED', 'INFERRED'] as const;
export type Evidence = (typeof evidences)[number];

export const availabilities = ['AVAILABLE', 'OPEN', 'UNAVAILABLE'] as const;
export type Availability = (typeof availabilities)[number];

export const consentPurposes = [
  'FOUND_BY_EMPLOYERS',
  'FOUND_BY_AGENCIES',
  'SHARED_WITH_SCHOOL',
  'SHARED_WITH_OFFICE',
] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];

export const workKinds = ['FULL', 'PART', 'INTERN', 'TEMPORARY', 'FLEXIBLE'] as const;
export type WorkKind = (typeof workKinds)[number];

/** 人才层次, highest first. */
export const talentClasses = ['A', 'B', 'C', 'D', 'E', 'F'] as const;

export interface Education {
  /** 1 初中及以下 … 6 博士. */
  level: number;
  /** The school as an organization, or else its name as written. */
  schoolId: string | null;
  schoolName: string | null;
  major: string | null;
  from: DayNumber | null;
  to: DayNumber | null;
  graduated: boolean;
}

export interface Experience {
  employerName: string | null;
  /** As written by the person or the keeper. */
  title: string;
  occupation: string | null;
  from: DayNumber;
  /** Null while it lasts. */
  to: DayNumber | null;
}

export interface HeldSkill {
  skill: string;
  level: number | null;
  evidence: Evidence;
  /** Who or what says so: a certificate, an employer, a test. */
  source: string | null;
  wantsToUse: boolean;
}

export interface HeldGrade {
  occupation: string;
  /** 1 学徒工 … 8 首席技师. */
  grade: number;
  certificateNo: string | null;
  issuer: string | null;
  issuedOn: DayNumber | null;
}

export interface HeldTitleRank {
  series: string;
  /** 1 员级 … 5 正高级. */
  rank: number;
  issuedOn: DayNumber | null;
}

export interface HeldLicence {
  licence: string;
  validTo: DayNumber | null;
}

export interface Wish {
  /** In order of wish. */
  occupations: string[];
  regions: string[];
  /** Fen a month before tax. */
  pay: number | null;
  kinds: WorkKind[];
  from: DayNumber | null;
}

/** Lists that are kept as rows of their own. */
export interface TalentLists {
  educations: Education[];
  experiences: Experience[];
  skills: HeldSkill[];
  grades: HeldGrade[];
  titleRanks: HeldTitleRank[];
  licences: HeldLicence[];
}

/** All that a person or a keeper says of a talent. */
export interface TalentContent extends TalentLists {
  externalId: string | null;
  name: string;
  phone: string | null;
  email: string | null;
  birthYear: number | null;
  residence: string | null;
  wish: Wish;
  availability: Availability;
  unavailableUntil: DayNumber | null;
  refusesRanking: boolean;
  hiddenFrom: string[];
  talentClass: string | null;
  resume: string | null;
}

export interface Consent {
  purpose: ConsentPurpose;
  textVersion: string;
  givenAt: Date;
}

export interface Disclosure {
  organizationId: string;
  grantedAt: Date;
  revokedAt: Date | null;
}

/** Who keeps a talent: the person, or an organization until the person claims the record. */
export interface TalentOwner {
  userId: string | null;
  organizationId: string | null;
}

/** A talent as it is stored, whoever asks; it stays inside the module. */
export interface StoredTalent extends TalentContent, TalentOwner {
  id: string;
  consents: Consent[];
  disclosures: Disclosure[];
  version: number;
  createdAt: Date;
  updatedAt: Date;
  archivedAt: Date | null;
}

/** A talent as one actor sees it. */
export interface TalentRecord extends StoredTalent {
  /** Kept by the actor: the person, or the organization until the record is claimed. */
  own: boolean;
  /** Name, contact, employers' names and résumé are open to the actor: it keeps the record, or was disclosed it. */
  disclosed: boolean;
  /** Expected pay is open to the actor: closed only to those who offer pay, before a disclosure. */
  paySeen: boolean;
}

/**
 * What a score may know of a talent. It has the shape that matching scores, less what matching works out itself
 * (the occupations that majors lead to): nothing here names or reaches a person.
 */
export interface TalentFacts {
  id: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  experiences: { occupation: string; from: DayNumber; to: DayNumber | null }[];
  grades: { occupation: string; grade: number }[];
  titleRanks: { series: string; rank: number }[];
  educations: { level: number; major: string | null; graduated: boolean }[];
  skills: { skill: string; evidence: Evidence; level: number | null; wantsToUse: boolean }[];
  licences: { licence: string; validTo: DayNumber | null }[];
  residence: string | null;
  wish: Wish;
}

/** An entry as given; the rules say what must be there. */
type Given<Item> = { [Field in keyof Item]?: Item[Field] | null | undefined };

/** What a caller may give: what is absent stays as it is, null clears it; a list replaces the list that was there. */
export type TalentDraft = Given<Omit<TalentContent, 'wish' | keyof TalentLists>> & {
  [List in keyof TalentLists]?: readonly Given<TalentLists[List][number]>[] | null | undefined;
} & { wish?: Given<Wish> | null | undefined };

/** What was said of a stored talent, without what the store adds. */
export function contentOf(talent: StoredTalent): TalentContent {
  const {
    id: _i,
    userId: _u,
    organizationId: _o,
    consents: _c,
    disclosures: _d,
    version: _v,
    createdAt: _a,
    updatedAt: _b,
    archivedAt: _z,
    ...content
  } = talent;
  return content;
}
