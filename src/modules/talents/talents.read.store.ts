import { Prisma } from '../../generated/prisma/client.ts';
import { idsAmong } from '../../kernel/ids.ts';
import type { Client } from '../../platform/db/db.ts';
import type { Consent, StoredTalent } from './talents.record.ts';
import { type TalentRow, talentColumns, talentOf } from './talents.row.store.ts';
import type { Sight } from './talents.sight.ts';

/** Whole records in one statement, whatever their number. The résumé, long and seldom wanted, only when asked. */
async function readWhere(client: Client, condition: Prisma.Sql, withResume: boolean): Promise<StoredTalent[]> {
  const rows = await client.$queryRaw<TalentRow[]>`
    SELECT ${talentColumns}, ${withResume ? Prisma.sql`t.resume` : Prisma.sql`NULL::text`} AS resume
    FROM talent t LEFT JOIN talent_contact contact ON contact.talent_id = t.id
    WHERE ${condition}`;
  return rows.map(talentOf);
}

/** Records by id, whoever asks; archived ones too. */
export async function readTalents(
  client: Client,
  ids: readonly string[],
  withResume = false,
): Promise<Map<string, StoredTalent>> {
  if (ids.length === 0) return new Map();
  const found = await readWhere(client, Prisma.sql`t.id = ANY(${[...ids]}::uuid[])`, withResume);
  return new Map(found.map((talent) => [talent.id, talent]));
}

const readOnce = new WeakMap<readonly string[], Promise<Map<string, StoredTalent>>>();

/** Read once for one list of ids, the very array: the parts of a projection are asked one after the other for the same. */
export function readTalentsOnce(client: Client, ids: readonly string[]): Promise<Map<string, StoredTalent>> {
  const known = readOnce.get(ids);
  if (known) return known;
  const read = readTalents(client, ids);
  readOnce.set(ids, read);
  return read;
}

/**
 * Records of an owner by its own ids, résumés included, so that an import can compare. One without an own id is called by
 * that which we gave it.
 */
export async function readTalentsByExternalId(
  client: Client,
  organizationId: string,
  externalIds: readonly string[],
): Promise<StoredTalent[]> {
  const ids = idsAmong(externalIds);
  const named = Prisma.sql`t.external_id = ANY(${[...externalIds]}::text[])`;
  const either =
    ids.length === 0 ? named : Prisma.sql`(${named} OR (t.external_id IS NULL AND t.id = ANY(${ids}::uuid[])))`;
  return readWhere(client, Prisma.sql`t.organization_id = ${organizationId}::uuid AND ${either}`, true);
}

/** Of these ids, the records that are in sight. `regions` are all regions within the one that the office serves. */
export async function readTalentsInSight(
  client: Client,
  ids: readonly string[],
  sight: Sight,
  regions: readonly string[],
  withResume = false,
): Promise<Map<string, StoredTalent>> {
  if (ids.length === 0 || sight.kind === 'NONE') return new Map();
  const found = await readWhere(
    client,
    Prisma.sql`t.id = ANY(${[...ids]}::uuid[]) AND ${inSight(sight, regions)}`,
    withResume,
  );
  return new Map(found.map((talent) => [talent.id, talent]));
}

/** Twin of `visibleTo` in talents.sight.ts: who changes one changes both. */
export function inSight(sight: Exclude<Sight, { kind: 'NONE' }>, regions: readonly string[]): Prisma.Sql {
  if (sight.kind === 'ALL') return Prisma.sql`t.archived_at IS NULL`;
  const { userId, organizationId, finds, schoolId, region } = sight;
  const consented = (purpose: Consent['purpose']): Prisma.Sql =>
    Prisma.sql`EXISTS (SELECT FROM talent_consent c WHERE c.talent_id = t.id AND c.purpose = ${purpose}::consent_purpose)`;
  const ways = [Prisma.sql`t.user_id = ${userId}::uuid`];
  if (organizationId !== null) {
    ways.push(
      Prisma.sql`(t.user_id IS NULL AND t.organization_id = ${organizationId}::uuid)`,
      Prisma.sql`EXISTS (SELECT FROM talent_disclosure d
        WHERE d.talent_id = t.id AND d.organization_id = ${organizationId}::uuid AND d.revoked_at IS NULL)`,
    );
  }
  if (finds) {
    ways.push(
      Prisma.sql`(NOT t.refuses_ranking AND NOT t.hidden_from && ${[...finds.hiding]}::uuid[] AND ${consented(finds.purpose)})`,
    );
  }
  if (schoolId !== null) {
    ways.push(Prisma.sql`(${consented('SHARED_WITH_SCHOOL')}
      AND EXISTS (SELECT FROM talent_education e WHERE e.talent_id = t.id AND e.school_id = ${schoolId}::uuid))`);
  }
  if (region !== null) {
    ways.push(
      Prisma.sql`(${consented('SHARED_WITH_OFFICE')} AND coalesce(t.residence, t.wish_regions[1]) = ANY(${[...regions]}::text[]))`,
    );
  }
  return Prisma.sql`t.archived_at IS NULL AND (${Prisma.join(ways, ' OR ')})`;
}

export async function readResumes(client: Client, ids: readonly string[]): Promise<Map<string, string | null>> {
  const rows = await client.talent.findMany({ where: { id: { in: [...ids] } }, select: { id: true, resume: true } });
  return new Map(rows.map(({ id, resume }) => [id, resume]));
}

/** The one record of a user, archived or not. */
export function readTalentIdOfUser(
  client: Client,
  userId: string,
): Promise<{ id: string; archivedAt: Date | null } | null> {
  return client.talent.findUnique({ where: { userId }, select: { id: true, archivedAt: true } });
}

export function readTalentIdByExternalId(
  client: Client,
  organizationId: string,
  externalId: string,
): Promise<{ id: string; archivedAt: Date | null } | null> {
  return client.talent.findUnique({
    where: { organizationId_externalId: { organizationId, externalId } },
    select: { id: true, archivedAt: true },
  });
}

/** Rows that have a search document: all but archived ones. */
export async function readDocumentRows(
  client: Client,
  ids: readonly string[],
): Promise<Map<string, { version: number; createdAt: Date }>> {
  const rows = await client.$queryRaw<{ id: string; version: number; createdAt: Date }[]>`
    SELECT id, version, created_at AS "createdAt" FROM talent WHERE id = ANY(${[...ids]}::uuid[]) AND archived_at IS NULL`;
  return new Map(rows.map(({ id, version, createdAt }) => [id, { version, createdAt }]));
}

export async function readTalentIds(client: Client, after: string | null, limit: number): Promise<string[]> {
  const from = after === null ? Prisma.empty : Prisma.sql`AND id > ${after}::uuid`;
  const rows = await client.$queryRaw<{ id: string }[]>`
    SELECT id FROM talent WHERE archived_at IS NULL ${from} ORDER BY id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}
