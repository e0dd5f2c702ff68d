import { Prisma } from '../../generated/prisma/client.ts';
import { type Actor, organizationOf } from '../../kernel/actor.ts';
import { type DayNumber, formatDay } from '../../kernel/day.ts';
import type { Client } from '../../platform/db/db.ts';
import type { CatalogRecord, CatalogStatus, EntryLevel, EntryRecord, StandingCatalog } from './catalogs.rules.ts';

/** Days come as counts of days. */
export const catalogColumns = Prisma.raw(`
  c.id, c.issuer_id AS "issuerId", c.external_id AS "externalId", c.region, c.title, c.mode::text AS mode,
  c.valid_from - DATE '1970-01-01' AS "validFrom", c.valid_to - DATE '1970-01-01' AS "validTo", c.edition,
  c.status::text AS status, c.published_at AS "publishedAt", c.version, c.created_at AS "createdAt",
  c.updated_at AS "updatedAt", c.archived_at AS "archivedAt",
  (SELECT count(*)::int FROM catalog_entry e WHERE e.catalog_id = c.id) AS "entryCount"`);

/** An entry as JSON: a statement on catalogs brings theirs along. */
export const entryJson = Prisma.raw(`json_build_object('id', e.id, 'catalogId', e.catalog_id, 'line', e.line,
  'occupation', e.occupation, 'tradeName', e.trade_name, 'level', e.level, 'headcount', e.headcount, 'majors', e.majors,
  'education', e.education, 'grade', e.grade, 'schools', e.schools,
  'pay', CASE WHEN COALESCE(e.pay_from, e.pay_to) IS NOT NULL THEN json_build_object('from', e.pay_from, 'to', e.pay_to) END,
  'remark', e.remark, 'withdraws', e.withdraws)`);

const isPublic = Prisma.raw(`c.status IN ('PUBLISHED', 'SUPERSEDED') AND c.archived_at IS NULL`);

/** The SQL of who sees a catalog: everybody what is published, its issuer all of it. */
export function visibleTo(actor: Actor): Prisma.Sql {
  const organization = organizationOf(actor)?.id ?? null;
  return Prisma.sql`(${actor.kind === 'SYSTEM'} OR c.issuer_id = ${organization}::uuid OR (${isPublic}))`;
}

export async function readCatalog(client: Client, id: string): Promise<CatalogRecord | null> {
  const [row] = await client.$queryRaw<
    CatalogRecord[]
  >`SELECT ${catalogColumns} FROM shortage_catalog c WHERE c.id = ${id}::uuid`;
  return row ?? null;
}

export async function readVisibleCatalog(client: Client, id: string, actor: Actor): Promise<CatalogRecord | null> {
  const [row] = await client.$queryRaw<CatalogRecord[]>`
    SELECT ${catalogColumns} FROM shortage_catalog c WHERE c.id = ${id}::uuid AND ${visibleTo(actor)}`;
  return row ?? null;
}

/**
 * Holds other writers of an issuer's catalogs off until the transaction ends: of two with one version the second is
 * refused, and a catalog is published or archived against all its siblings.
 */
export async function lockIssuer(tx: Client, issuerId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`catalogs of ${issuerId}`}))`;
}

/** The catalog as it stands once its issuer is locked. */
export async function lockCatalog(tx: Client, id: string): Promise<CatalogRecord | null> {
  const row = await tx.shortageCatalog.findUnique({ where: { id }, select: { issuerId: true } });
  if (!row) return null;
  await lockIssuer(tx, row.issuerId);
  return readCatalog(tx, id);
}

export interface CatalogFilter {
  regions: readonly string[] | null;
  status: CatalogStatus | null;
  issuer: string | null;
  /** Only rows older than this id. */
  before: string | null;
  take: number;
}

/** Newest first, without archived ones. */
export function listCatalogs(client: Client, actor: Actor, filter: CatalogFilter): Promise<CatalogRecord[]> {
  const conditions = [Prisma.sql`c.archived_at IS NULL`, visibleTo(actor)];
  if (filter.regions !== null) conditions.push(Prisma.sql`c.region = ANY(${[...filter.regions]}::text[])`);
  if (filter.status !== null) conditions.push(Prisma.sql`c.status::text = ${filter.status}`);
  if (filter.issuer !== null) conditions.push(Prisma.sql`c.issuer_id = ${filter.issuer}::uuid`);
  if (filter.before !== null) conditions.push(Prisma.sql`c.id < ${filter.before}::uuid`);
  return client.$queryRaw<CatalogRecord[]>`
    SELECT ${catalogColumns} FROM shortage_catalog c WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY c.id DESC LIMIT ${filter.take}`;
}

/** Where a page of entries goes on. */
export interface EntryPlace {
  line: number;
  id: string;
}

/** The entries of several catalogs by their lines, up to `take` of each, in one statement. */
export async function readEntryPages(
  client: Client,
  catalogIds: readonly string[],
  after: EntryPlace | null,
  take: number,
): Promise<Map<string, EntryRecord[]>> {
  const rest = after === null ? Prisma.empty : Prisma.sql`AND (e.line, e.id) > (${after.line}::int, ${after.id}::uuid)`;
  const rows = await client.$queryRaw<{ entry: EntryRecord }[]>`
    SELECT p.entry FROM unnest(${[...catalogIds]}::uuid[]) AS k (id)
    CROSS JOIN LATERAL (SELECT e.line, e.id, ${entryJson} AS entry FROM catalog_entry e
      WHERE e.catalog_id = k.id ${rest} ORDER BY e.line, e.id LIMIT ${take}) p
    ORDER BY k.id, p.line, p.id`;
  return Map.groupBy(
    rows.map(({ entry }) => entry),
    (entry) => entry.catalogId,
  );
}

/** The entries of a catalog for these occupations. */
export async function readEntriesFor(
  client: Client,
  catalogId: string,
  occupations: readonly string[],
): Promise<EntryRecord[]> {
  const rows = await client.$queryRaw<{ entry: EntryRecord }[]>`
    SELECT ${entryJson} AS entry FROM catalog_entry e
    WHERE e.catalog_id = ${catalogId}::uuid AND e.occupation = ANY(${[...occupations]}::text[])`;
  return rows.map(({ entry }) => entry);
}

/** What the walk needs of an entry, and its level. */
const levelJson = Prisma.raw(
  `json_build_object('occupation', e.occupation, 'level', e.level, 'withdraws', e.withdraws)`,
);

/**
 * The catalogs that speak on a day for any of these regions (see `speakingOn`), in one statement, with their entries for
 * the occupations; null asks for all entries. Catalogs without such entries come too: they may replace their parents.
 */
export function readStanding(
  client: Client,
  regions: readonly string[],
  day: DayNumber,
  occupations: readonly string[] | null,
): Promise<StandingCatalog[]> {
  const asked = occupations === null ? Prisma.empty : Prisma.sql`AND e.occupation = ANY(${[...occupations]}::text[])`;
  return readStandingWith(
    client,
    regions,
    day,
    Prisma.sql`SELECT ${entryJson} AS entry, e.line, e.id
    FROM catalog_entry e WHERE e.catalog_id = c.id ${asked}`,
  );
}

/** The same with all entries, but of each no more than its level: half the time of whole ones. */
export function readStandingLevels(
  client: Client,
  regions: readonly string[],
  day: DayNumber,
): Promise<StandingCatalog<EntryLevel>[]> {
  return readStandingWith(
    client,
    regions,
    day,
    Prisma.sql`SELECT ${levelJson} AS entry, e.line, e.id
    FROM catalog_entry e WHERE e.catalog_id = c.id`,
  );
}

function readStandingWith<E extends EntryLevel>(
  client: Client,
  regions: readonly string[],
  day: DayNumber,
  entries: Prisma.Sql,
): Promise<StandingCatalog<E>[]> {
  const date = Prisma.sql`${formatDay(day)}::date`;
  return client.$queryRaw<StandingCatalog<E>[]>`
    SELECT ${catalogColumns}, o.region AS "issuerRegion",
      COALESCE((SELECT json_agg(l.entry ORDER BY l.line, l.id) FROM (${entries}) l), '[]') AS entries
    FROM (SELECT DISTINCT ON (c.issuer_id, c.region) c.* FROM shortage_catalog c
      WHERE c.region = ANY(${[...regions]}::text[]) AND c.valid_from <= ${date} AND ${isPublic}
      ORDER BY c.issuer_id, c.region, c.valid_from DESC, c.published_at DESC, c.id DESC) c
    JOIN organization o ON o.id = c.issuer_id
    WHERE c.valid_to IS NULL OR c.valid_to >= ${date}`;
}
