import type { Client } from '../../platform/db/db.ts';
import type { SchoolKind, SchoolRecord, SchoolStanding } from './schools.rules.ts';

export async function readSchools(client: Client, ids: readonly string[]): Promise<Map<string, SchoolRecord>> {
  const rows = await client.school.findMany({ where: { organizationId: { in: [...ids] } } });
  return new Map(rows.map(({ organizationId: id, kind, tierTags, version }) => [id, { id, kind, tierTags, version }]));
}

/** Makes the row or writes over it, and counts the version up. */
export async function writeSchool(tx: Client, id: string, kind: SchoolKind, tierTags: string[]): Promise<SchoolRecord> {
  const { version } = await tx.school.upsert({
    where: { organizationId: id },
    create: { organizationId: id, kind, tierTags },
    update: { kind, tierTags, version: { increment: 1 } },
  });
  return { id, kind, tierTags, version };
}

/** Locks the organization until the transaction ends: of two writers of its school row the second waits. */
export async function lockSchool(tx: Client, id: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM organization WHERE id = ${id}::uuid FOR UPDATE`;
}

export async function readStanding(client: Client, id: string): Promise<SchoolStanding | null> {
  return (await readStandings(client, [id])).get(id) ?? null;
}

export async function readStandings(client: Client, ids: readonly string[]): Promise<Map<string, SchoolStanding>> {
  if (ids.length === 0) return new Map();
  const rows = await client.$queryRaw<SchoolStanding[]>`
    SELECT o.id, o.region, o.kind = 'SCHOOL' AS "isSchool", o.archived_at IS NOT NULL AS archived,
      EXISTS (SELECT FROM school s WHERE s.organization_id = o.id) AS described,
      EXISTS (SELECT FROM member m WHERE m.organization_id = o.id) AS claimed
    FROM organization o WHERE o.id = ANY(${[...new Set(ids)]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

export async function isEmployer(client: Client, id: string): Promise<boolean> {
  const row = await client.organization.findUnique({ where: { id }, select: { kind: true, archivedAt: true } });
  return row?.kind === 'EMPLOYER' && row.archivedAt === null;
}
