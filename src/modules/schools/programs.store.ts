import { Prisma } from '../../generated/prisma/client.ts';
import { type Actor, organizationOf } from '../../kernel/actor.ts';
import { idsAmong } from '../../kernel/ids.ts';
import type { Client } from '../../platform/db/db.ts';
import type { OccupationLink } from './program-links.rules.ts';
import type { ProgramRecord } from './programs.rules.ts';

/** One statement reads whole programs with their figures, outcomes and own links; days come as counts of days. */
const selected = Prisma.raw(`
  p.id, p.school_id AS "schoolId", o.name AS "schoolName", o.region AS "schoolRegion", p.external_id AS "externalId", p.name,
  p.major, p.level, p.years_tenths AS "yearsTenths", p.kind::text AS kind, p.firm_id AS "firmId", p.skills,
  p.status::text AS status, p.version, p.created_at AS "createdAt", p.updated_at AS "updatedAt", p.archived_at AS "archivedAt",
  COALESCE((SELECT jsonb_agg(jsonb_build_object('year', y.year, 'places', y.places, 'enrolled', y.enrolled,
    'graduatesDue', y.graduates_due, 'graduatesActual', y.graduates_actual) ORDER BY y.year)
    FROM program_year y WHERE y.program_id = p.id), '[]') AS figures,
  COALESCE((SELECT jsonb_agg(jsonb_build_object('year', c.year, 'occupation', c.occupation, 'count', c.count,
    'inRegion', c.in_region) ORDER BY c.year, c.occupation COLLATE "C")
    FROM program_outcome c WHERE c.program_id = p.id), '[]') AS outcomes,
  COALESCE((SELECT jsonb_agg(jsonb_build_object('occupation', l.occupation, 'weightBp', l.weight_bp, 'source', l.source,
    'validFrom', l.valid_from - DATE '1970-01-01', 'validTo', l.valid_to - DATE '1970-01-01')
    ORDER BY l.occupation COLLATE "C", l.source, l.valid_from)
    FROM program_occupation l WHERE l.program_id = p.id), '[]') AS links`);

export async function readPrograms(client: Client, ids: readonly string[]): Promise<Map<string, ProgramRecord>> {
  const rows = await client.$queryRaw<ProgramRecord[]>`
    SELECT ${selected} FROM program p JOIN organization o ON o.id = p.school_id WHERE p.id = ANY(${[...ids]}::uuid[])`;
  return byId(rows);
}

/** The SQL of `visibleTo`: in use, or the actor's own school's. */
export async function readVisiblePrograms(
  client: Client,
  ids: readonly string[],
  actor: Actor,
): Promise<Map<string, ProgramRecord>> {
  const organization = organizationOf(actor)?.id ?? null;
  const rows = await client.$queryRaw<ProgramRecord[]>`
    SELECT ${selected} FROM program p JOIN organization o ON o.id = p.school_id
    WHERE p.id = ANY(${[...ids]}::uuid[]) AND (${actor.kind === 'SYSTEM'}
      OR p.school_id = ${organization}::uuid OR (p.archived_at IS NULL AND o.archived_at IS NULL))`;
  return byId(rows);
}

/**
 * Programs of schools under their own external ids, keyed `school external-id`; one that has none is called by the id
 * that we gave it.
 */
export async function readProgramsByExternalId(
  client: Client,
  keys: readonly { schoolId: string; externalId: string }[],
): Promise<Map<string, ProgramRecord>> {
  const ids = idsAmong(keys.map((key) => key.externalId));
  const unnamed = ids.length === 0 ? [] : [...(await readPrograms(client, ids)).values()];
  const rows = await client.$queryRaw<ProgramRecord[]>`
    SELECT ${selected}
    FROM unnest(${keys.map((key) => key.schoolId)}::uuid[], ${keys.map((key) => key.externalId)}::text[]) AS k (school, external)
    JOIN program p ON p.school_id = k.school AND p.external_id = k.external JOIN organization o ON o.id = p.school_id`;
  const found = [...unnamed.filter((row) => row.externalId === null), ...rows];
  return new Map(found.map((row) => [`${row.schoolId} ${row.externalId ?? row.id}`, row]));
}

/** Locks the program until the transaction ends, so that of two writers with one version the second is refused. */
export async function lockProgram(tx: Client, id: string): Promise<ProgramRecord | null> {
  await tx.$queryRaw`SELECT 1 FROM program WHERE id = ${id}::uuid FOR UPDATE`;
  return (await readPrograms(tx, [id])).get(id) ?? null;
}

/** Programs that have a search document: neither they nor their schools are archived. */
export async function readDocumentRows(
  client: Client,
  ids: readonly string[],
): Promise<Map<string, { version: number; createdAt: Date }>> {
  const rows = await client.$queryRaw<{ id: string; version: number; createdAt: Date }[]>`
    SELECT p.id, p.version, p.created_at AS "createdAt" FROM program p JOIN organization o ON o.id = p.school_id
    WHERE p.id = ANY(${[...ids]}::uuid[]) AND p.archived_at IS NULL AND o.archived_at IS NULL`;
  return byId(rows);
}

export async function readProgramIds(client: Client, after: string | null, limit: number): Promise<string[]> {
  const rows = await client.program.findMany({
    where: after === null ? {} : { id: { gt: after } },
    orderBy: { id: 'asc' },
    take: limit,
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

export interface ProgramPlace {
  school: string | null;
  /** Only those that the actor writes; an office those of schools in these regions that nobody has claimed. */
  own: { actor: Actor; regions: readonly string[] } | null;
  after: string | null;
  limit: number;
}

/** Ids of programs in use, of schools in use, ascending: what stands in everybody's list. */
export async function readProgramIdsInUse(
  client: Client,
  { school, own, after, limit }: ProgramPlace,
): Promise<string[]> {
  const rows = await client.program.findMany({
    where: {
      archivedAt: null,
      school: { organization: { archivedAt: null, ...(own === null ? {} : writtenBy(own)) } },
      ...(school === null ? {} : { schoolId: school }),
      ...(after === null ? {} : { id: { gt: after } }),
    },
    orderBy: { id: 'asc' },
    take: limit,
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

/** `mayWriteFor` over a school's organization. */
function writtenBy({ actor, regions }: NonNullable<ProgramPlace['own']>): Prisma.OrganizationWhereInput {
  const own = organizationOf(actor);
  if (actor.kind === 'SYSTEM') return {};
  if (own?.kind === 'OFFICE') return { region: { in: [...regions] }, members: { none: {} } };
  return { id: { in: own?.kind === 'SCHOOL' ? [own.id] : [] } };
}

export async function readProgramIdsOfSchools(client: Client, schoolIds: readonly string[]): Promise<string[]> {
  const rows = await client.program.findMany({ where: { schoolId: { in: [...schoolIds] } }, select: { id: true } });
  return rows.map((row) => row.id);
}

/** Of a program, what its share in the supply of an occupation rests on. */
export interface DueProgram {
  id: string;
  schoolId: string;
  schoolRegion: string;
  major: string;
  level: number;
  kind: ProgramRecord['kind'];
  /** Graduates due in the year asked; null is unknown. */
  graduatesDue: number | null;
  links: OccupationLink[];
}

export interface DueQuery {
  year: number;
  /** School's regions; null is everywhere. */
  regions: readonly string[] | null;
  /** Programs of these majors and those with own links to these occupations; null is all programs. */
  among: { majors: readonly string[]; occupations: readonly string[] } | null;
}

/** Programs in use with own links and graduates due, in one statement. */
export function readDuePrograms(client: Client, { year, regions, among }: DueQuery): Promise<DueProgram[]> {
  const wanted = among
    ? Prisma.sql`AND (p.major = ANY(${[...among.majors]}::text[])
        OR p.id IN (SELECT l.program_id FROM program_occupation l WHERE l.occupation = ANY(${[...among.occupations]}::text[])))`
    : Prisma.empty;
  const there = regions ? Prisma.sql`AND o.region = ANY(${[...regions]}::text[])` : Prisma.empty;
  return client.$queryRaw<DueProgram[]>`
    SELECT p.id, p.school_id AS "schoolId", o.region AS "schoolRegion", p.major, p.level, p.kind::text AS kind,
      y.graduates_due AS "graduatesDue",
      COALESCE((SELECT jsonb_agg(jsonb_build_object('occupation', l.occupation, 'weightBp', l.weight_bp, 'source', l.source,
        'validFrom', l.valid_from - DATE '1970-01-01', 'validTo', l.valid_to - DATE '1970-01-01'))
        FROM program_occupation l WHERE l.program_id = p.id), '[]') AS links
    FROM program p JOIN organization o ON o.id = p.school_id
    LEFT JOIN program_year y ON y.program_id = p.id AND y.year = ${year}
    WHERE p.archived_at IS NULL AND o.archived_at IS NULL ${there} ${wanted}
    ORDER BY p.id`;
}

function byId<T extends { id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}
