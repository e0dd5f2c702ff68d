import type { Client } from '../../platform/db/db.ts';
import {
  emptyContacts,
  emptyList,
  insertConsents,
  insertContacts,
  insertList,
  type ListName,
  listNames,
} from './talents.lists.store.ts';
import type { Consent, TalentContent, TalentOwner } from './talents.record.ts';

export interface NewTalent extends TalentOwner {
  id: string;
  content: TalentContent;
  consents: readonly Pick<Consent, 'purpose' | 'textVersion'>[];
}

export interface ChangedTalent {
  id: string;
  /** The version that the change was made on. */
  version: number;
  content: TalentContent;
}

/** The columns that content fills, as PostgreSQL reads them out of JSON; days are counts of days since 1970-01-01. */
function rowOf({ wish, ...content }: TalentContent): object {
  const { educations: _e, experiences: _x, skills: _s, grades: _g, titleRanks: _t, licences: _l, ...row } = content;
  return {
    ...row,
    wishOccupations: wish.occupations,
    wishRegions: wish.regions,
    wishPay: wish.pay,
    wishKinds: wish.kinds,
    wishFrom: wish.from,
  };
}

/** Puts talents in with all their lists: a dozen statements, whatever their number. Some thousands a call. */
export async function insertTalents(tx: Client, talents: readonly NewTalent[]): Promise<void> {
  if (talents.length === 0) return;
  const rows = talents.map(({ id, userId, organizationId, content }) => ({
    id,
    userId,
    organizationId,
    ...rowOf(content),
  }));
  await tx.$executeRaw`
    INSERT INTO talent (id, user_id, organization_id, external_id, name, birth_year, residence, wish_occupations, wish_regions,
      wish_pay, wish_kinds, wish_from, availability, unavailable_until, refuses_ranking, hidden_from, talent_class, resume)
    SELECT r.id, r."userId", r."organizationId", r."externalId", r.name, r."birthYear", r.residence, r."wishOccupations",
      r."wishRegions", r."wishPay", r."wishKinds", DATE '1970-01-01' + r."wishFrom", r.availability,
      DATE '1970-01-01' + r."unavailableUntil", r."refusesRanking", r."hiddenFrom", r."talentClass", r.resume
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r(id uuid, "userId" uuid, "organizationId" uuid, "externalId" text,
      name text, "birthYear" smallint, residence text, "wishOccupations" text[], "wishRegions" text[], "wishPay" int,
      "wishKinds" work_kind[], "wishFrom" int, availability availability, "unavailableUntil" int, "refusesRanking" boolean,
      "hiddenFrom" uuid[], "talentClass" text, resume text)`;
  await insertContacts(tx, talents);
  for (const list of listNames) await insertList(tx, list, talents);
  await insertConsents(tx, talents);
}

/**
 * Writes the content of talents that still stand at the version given and are not archived, the named lists anew.
 * @returns the ids that were written; those missing have changed since.
 */
export async function updateTalents(
  tx: Client,
  talents: readonly ChangedTalent[],
  lists: readonly ListName[] = listNames,
): Promise<string[]> {
  const rows = talents.map(({ id, version, content }) => ({ id, version, ...rowOf(content) }));
  const written = await tx.$queryRaw<{ id: string }[]>`
    UPDATE talent t SET version = t.version + 1, updated_at = now(), external_id = r."externalId", name = r.name,
      birth_year = r."birthYear", residence = r.residence, wish_occupations = r."wishOccupations", wish_regions = r."wishRegions",
      wish_pay = r."wishPay", wish_kinds = r."wishKinds", wish_from = DATE '1970-01-01' + r."wishFrom",
      availability = r.availability, unavailable_until = DATE '1970-01-01' + r."unavailableUntil",
      refuses_ranking = r."refusesRanking", hidden_from = r."hiddenFrom", talent_class = r."talentClass", resume = r.resume
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r(id uuid, version int, "externalId" text, name text,
      "birthYear" smallint, residence text, "wishOccupations" text[], "wishRegions" text[], "wishPay" int,
      "wishKinds" work_kind[], "wishFrom" int, availability availability, "unavailableUntil" int, "refusesRanking" boolean,
      "hiddenFrom" uuid[], "talentClass" text, resume text)
    WHERE t.id = r.id AND t.version = r.version AND t.archived_at IS NULL
    RETURNING t.id`;
  const ids = new Set(written.map(({ id }) => id));
  const changed = talents.filter(({ id }) => ids.has(id));
  if (changed.length === 0) return [];
  await emptyContacts(tx, [...ids]);
  await insertContacts(tx, changed);
  for (const list of lists) {
    await emptyList(tx, list, [...ids]);
    await insertList(tx, list, changed);
  }
  return [...ids];
}

/** Raises the version of a record in use and holds other writers off until the transaction ends. False when it is none. */
export async function touchTalent(tx: Client, id: string): Promise<boolean> {
  const { count } = await tx.talent.updateMany({
    where: { id, archivedAt: null },
    data: { version: { increment: 1 } },
  });
  return count === 1;
}

export async function archiveTalent(tx: Client, id: string, version: number): Promise<boolean> {
  const { count } = await tx.talent.updateMany({
    where: { id, version, archivedAt: null },
    data: { version: { increment: 1 }, archivedAt: new Date() },
  });
  return count === 1;
}

export async function writeConsent(
  tx: Client,
  talentId: string,
  purpose: Consent['purpose'],
  textVersion: string,
): Promise<void> {
  const given = { textVersion, givenAt: new Date() };
  await tx.talentConsent.upsert({
    where: { talentId_purpose: { talentId, purpose } },
    create: { talentId, purpose, ...given },
    update: given,
  });
}

export async function deleteConsent(tx: Client, talentId: string, purpose: Consent['purpose']): Promise<void> {
  await tx.talentConsent.deleteMany({ where: { talentId, purpose } });
}

export async function writeDisclosure(
  tx: Client,
  talentId: string,
  organizationId: string,
  open: boolean,
): Promise<void> {
  const now = new Date();
  const change = open ? { grantedAt: now, revokedAt: null } : { revokedAt: now };
  await tx.talentDisclosure.upsert({
    where: { talentId_organizationId: { talentId, organizationId } },
    create: { talentId, organizationId, ...change },
    update: change,
  });
}
