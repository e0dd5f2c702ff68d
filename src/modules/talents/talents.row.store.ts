import { Prisma } from '../../generated/prisma/client.ts';
import type { DayNumber } from '../../kernel/day.ts';
import type { Availability, Consent, Disclosure, StoredTalent, TalentLists, WorkKind } from './talents.record.ts';

/** How a talent with all its lists stands in one row of a query, and what becomes of it. */

/** Days travel as whole numbers, so that no zone can shift them. */
const day = (column: string): Prisma.Sql => Prisma.raw(`(${column} - DATE '1970-01-01')`);

const jsonList = (object: string, from: string, order: string): Prisma.Sql =>
  Prisma.raw(
    `(SELECT coalesce(json_agg(json_build_object(${object}) ORDER BY ${order}), '[]') FROM ${from} c WHERE c.talent_id = t.id)`,
  );
const dayText = (column: string): string => `c.${column} - DATE '1970-01-01'`;

/** The children, each list in one order: as given (by id), or by code where the order says nothing. */
const lists = Prisma.join(
  [
    Prisma.sql`${jsonList(
      `'level', c.level, 'schoolId', c.school_id, 'schoolName', c.school_name, 'major', c.major,
       'from', ${dayText('starts_on')}, 'to', ${dayText('ends_on')}, 'graduated', c.graduated`,
      'talent_education',
      'c.id',
    )} AS educations`,
    Prisma.sql`${jsonList(
      `'employerName', c.employer_name, 'title', c.title, 'occupation', c.occupation,
       'from', ${dayText('starts_on')}, 'to', ${dayText('ends_on')}`,
      'talent_experience',
      'c.id',
    )} AS experiences`,
    Prisma.sql`${jsonList(
      `'skill', c.skill, 'level', c.level, 'evidence', c.evidence, 'source', c.source, 'wantsToUse', c.wants_to_use`,
      'talent_skill',
      'c.skill COLLATE "C"',
    )} AS skills`,
    Prisma.sql`${jsonList(
      `'occupation', c.occupation, 'grade', c.grade, 'certificateNo', c.certificate_no, 'issuer', c.issuer,
       'issuedOn', ${dayText('issued_on')}`,
      'talent_grade',
      'c.occupation COLLATE "C", c.grade',
    )} AS grades`,
    Prisma.sql`${jsonList(
      `'series', c.series, 'rank', c.rank, 'issuedOn', ${dayText('issued_on')}`,
      'talent_title_rank',
      'c.series COLLATE "C", c.rank',
    )} AS "titleRanks"`,
    Prisma.sql`${jsonList(`'licence', c.licence, 'validTo', ${dayText('valid_to')}`, 'talent_licence', 'c.licence COLLATE "C"')} AS licences`,
    Prisma.sql`${jsonList(
      `'purpose', c.purpose, 'textVersion', c.text_version, 'givenAt', c.given_at`,
      'talent_consent',
      'c.purpose',
    )} AS consents`,
    Prisma.sql`${jsonList(
      `'organizationId', c.organization_id, 'grantedAt', c.granted_at, 'revokedAt', c.revoked_at`,
      'talent_disclosure',
      'c.granted_at, c.organization_id',
    )} AS disclosures`,
  ],
  ', ',
);

export interface TalentRow extends TalentLists {
  id: string;
  userId: string | null;
  organizationId: string | null;
  externalId: string | null;
  name: string;
  phone: string | null;
  email: string | null;
  birthYear: number | null;
  residence: string | null;
  wishOccupations: string[];
  wishRegions: string[];
  wishPay: number | null;
  wishKinds: string[];
  wishFrom: DayNumber | null;
  availability: Availability;
  unavailableUntil: DayNumber | null;
  refusesRanking: boolean;
  hiddenFrom: string[];
  talentClass: string | null;
  resume: string | null;
  consents: { purpose: Consent['purpose']; textVersion: string; givenAt: string }[];
  disclosures: { organizationId: string; grantedAt: string; revokedAt: string | null }[];
  version: number;
  createdAt: Date;
  updatedAt: Date;
  archivedAt: Date | null;
}

/** All columns but the résumé. */
export const talentColumns = Prisma.sql`
  t.id, t.user_id AS "userId", t.organization_id AS "organizationId", t.external_id AS "externalId", t.name,
  contact.phone, contact.email, t.birth_year AS "birthYear", t.residence, t.wish_occupations AS "wishOccupations",
  t.wish_regions AS "wishRegions", t.wish_pay AS "wishPay", t.wish_kinds::text[] AS "wishKinds",
  ${day('t.wish_from')} AS "wishFrom", t.availability::text AS availability,
  ${day('t.unavailable_until')} AS "unavailableUntil", t.refuses_ranking AS "refusesRanking",
  t.hidden_from::text[] AS "hiddenFrom", t.talent_class AS "talentClass",
  t.version,
  t.created_at AS "createdAt", t.updated_at AS "updatedAt", t.archived_at AS "archivedAt", ${lists}`;

export function talentOf(row: TalentRow): StoredTalent {
  const { wishOccupations, wishRegions, wishPay, wishKinds, wishFrom, consents, disclosures, ...rest } = row;
  return {
    ...rest,
    wish: {
      occupations: wishOccupations,
      regions: wishRegions,
      pay: wishPay,
      kinds: wishKinds as WorkKind[],
      from: wishFrom,
    },
    consents: consents.map((consent): Consent => ({ ...consent, givenAt: new Date(consent.givenAt) })),
    disclosures: disclosures.map(
      (disclosure): Disclosure => ({
        ...disclosure,
        grantedAt: new Date(disclosure.grantedAt),
        revokedAt: disclosure.revokedAt === null ? null : new Date(disclosure.revokedAt),
      }),
    ),
  };
}
