import { Prisma } from '../../generated/prisma/client.ts';
import { newId } from '../../kernel/ids.ts';
import type { Client } from '../../platform/db/db.ts';
import type { Consent, TalentContent, TalentLists } from './talents.record.ts';

/** The lists and the contact of talents, written for many talents at once: one statement a list. */

export type ListName = keyof TalentLists;
export const listNames = [
  'educations',
  'experiences',
  'skills',
  'grades',
  'titleRanks',
  'licences',
] as const satisfies readonly ListName[];

interface Written {
  id: string;
  content: TalentContent;
}

const tables: Record<ListName, Prisma.Sql> = {
  educations: Prisma.sql`talent_education`,
  experiences: Prisma.sql`talent_experience`,
  skills: Prisma.sql`talent_skill`,
  grades: Prisma.sql`talent_grade`,
  titleRanks: Prisma.sql`talent_title_rank`,
  licences: Prisma.sql`talent_licence`,
};

export async function emptyList(tx: Client, list: ListName, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`DELETE FROM ${tables[list]} WHERE talent_id = ANY(${[...ids]}::uuid[])`;
}

export async function insertList(tx: Client, list: ListName, talents: readonly Written[]): Promise<void> {
  // Ids grow in the order given, by which these two lists are read again; the others have none.
  const withId = list === 'educations' || list === 'experiences';
  const rows = talents.flatMap(({ id, content }) =>
    content[list].map((item) => (withId ? { id: newId(), talentId: id, ...item } : { talentId: id, ...item })),
  );
  if (rows.length > 0) await insertions[list](tx, JSON.stringify(rows));
}

export async function emptyContacts(tx: Client, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`DELETE FROM talent_contact WHERE talent_id = ANY(${[...ids]}::uuid[])`;
}

/** A talent without a contact has no row. */
export async function insertContacts(tx: Client, talents: readonly Written[]): Promise<void> {
  const rows = talents
    .filter(({ content }) => content.phone !== null || content.email !== null)
    .map(({ id, content: { phone, email } }) => ({ talentId: id, phone, email }));
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO talent_contact (talent_id, phone, email)
    SELECT r."talentId", r.phone, r.email
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r("talentId" uuid, phone text, email text)`;
}

export async function insertConsents(
  tx: Client,
  talents: readonly { id: string; consents: readonly Pick<Consent, 'purpose' | 'textVersion'>[] }[],
): Promise<void> {
  const rows = talents.flatMap(({ id, consents }) =>
    consents.map(({ purpose, textVersion }) => ({ talentId: id, purpose, textVersion })),
  );
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO talent_consent (talent_id, purpose, text_version)
    SELECT r."talentId", r.purpose, r."textVersion"
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r("talentId" uuid, purpose consent_purpose, "textVersion" text)`;
}

const insertions: Record<ListName, (tx: Client, rows: string) => Promise<unknown>> = {
  educations: (tx, rows) => tx.$executeRaw`
    INSERT INTO talent_education (id, talent_id, level, school_id, school_name, major, starts_on, ends_on, graduated)
    SELECT r.id, r."talentId", r.level, r."schoolId", r."schoolName", r.major, DATE '1970-01-01' + r."from",
      DATE '1970-01-01' + r."to", r.graduated
    FROM json_to_recordset(${rows}::json) AS r(id uuid, "talentId" uuid, level smallint, "schoolId" uuid, "schoolName" text,
      major text, "from" int, "to" int, graduated boolean)`,
  experiences: (tx, rows) => tx.$executeRaw`
    INSERT INTO talent_experience (id, talent_id, employer_name, title, occupation, starts_on, ends_on)
    SELECT r.id, r."talentId", r."employerName", r.title, r.occupation, DATE '1970-01-01' + r."from", DATE '1970-01-01' + r."to"
    FROM json_to_recordset(${rows}::json) AS r(id uuid, "talentId" uuid, "employerName" text, title text, occupation text,
      "from" int, "to" int)`,
  skills: (tx, rows) => tx.$executeRaw`
    INSERT INTO talent_skill (talent_id, skill, level, evidence, source, wants_to_use)
    SELECT r."talentId", r.skill, r.level, r.evidence, r.source, r."wantsToUse"
    FROM json_to_recordset(${rows}::json) AS r("talentId" uuid, skill text, level smallint, evidence evidence, source text,
      "wantsToUse" boolean)`,
  grades: (tx, rows) => tx.$executeRaw`
    INSERT INTO talent_grade (talent_id, occupation, grade, certificate_no, issuer, issued_on)
    SELECT r."talentId", r.occupation, r.grade, r."certificateNo", r.issuer, DATE '1970-01-01' + r."issuedOn"
    FROM json_to_recordset(${rows}::json) AS r("talentId" uuid, occupation text, grade smallint, "certificateNo" text,
      issuer text, "issuedOn" int)`,
  titleRanks: (tx, rows) => tx.$executeRaw`
    INSERT INTO talent_title_rank (talent_id, series, rank, issued_on)
    SELECT r."talentId", r.series, r.rank, DATE '1970-01-01' + r."issuedOn"
    FROM json_to_recordset(${rows}::json) AS r("talentId" uuid, series text, rank smallint, "issuedOn" int)`,
  licences: (tx, rows) => tx.$executeRaw`
    INSERT INTO talent_licence (talent_id, licence, valid_to)
    SELECT r."talentId", r.licence, DATE '1970-01-01' + r."validTo"
    FROM json_to_recordset(${rows}::json) AS r("talentId" uuid, licence text, "validTo" int)`,
};
