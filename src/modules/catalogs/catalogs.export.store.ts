import { Prisma } from '../../generated/prisma/client.ts';
import type { Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Client } from '../../platform/db/db.ts';
import type { CatalogRecord, EntryRecord } from './catalogs.rules.ts';
import { catalogColumns, entryJson, visibleTo } from './catalogs.store.ts';

export interface EntryListPlace {
  issuer: string | null;
  catalog: string | null;
  /** Only those that are not published: who does not publish may write no others. */
  isOpen: boolean;
  after: string | null;
  limit: number;
}

/** A file that is read again publishes its catalogs in its order: of two that begin on one day, the later one speaks. */
const order = Prisma.raw(`coalesce(c.published_at, 'infinity'), c.id, e.line, e.id`);

/**
 * Ids of entries of the catalogs in sight, catalog by catalog, in the order of their lines.
 * @throws CONFLICT when the entry to go on after is gone.
 */
export async function readEntryIdsInSight(
  client: Client,
  actor: Actor,
  { issuer, catalog, isOpen, after, limit }: EntryListPlace,
): Promise<string[]> {
  const conditions = [Prisma.sql`c.archived_at IS NULL`, visibleTo(actor)];
  if (issuer !== null) conditions.push(Prisma.sql`c.issuer_id = ${issuer}::uuid`);
  if (catalog !== null) conditions.push(Prisma.sql`c.id = ${catalog}::uuid`);
  if (isOpen) conditions.push(Prisma.sql`c.status NOT IN ('PUBLISHED', 'SUPERSEDED')`);
  if (after !== null) {
    await checkThere(client, after);
    conditions.push(Prisma.sql`(${order}) > (SELECT ${order} FROM catalog_entry e
      JOIN shortage_catalog c ON c.id = e.catalog_id WHERE e.id = ${after}::uuid)`);
  }
  const rows = await client.$queryRaw<{ id: string }[]>`
    SELECT e.id FROM catalog_entry e JOIN shortage_catalog c ON c.id = e.catalog_id
    WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY ${order} LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

async function checkThere(client: Client, id: string): Promise<void> {
  if ((await client.catalogEntry.count({ where: { id } })) > 0) return;
  throw new DomainError('CONFLICT', 'A catalog was changed while it was read.', { cure: 'Ask for the file again.' });
}

export interface EntryOfCatalog {
  catalog: CatalogRecord;
  entry: EntryRecord;
}

/** Entries by id with their catalogs; null for whoever asks. */
export async function readEntriesOfCatalogs(
  client: Client,
  ids: readonly string[],
  actor: Actor | null,
): Promise<EntryOfCatalog[]> {
  const inSight = actor === null ? Prisma.sql`TRUE` : visibleTo(actor);
  const rows = await client.$queryRaw<(CatalogRecord & { entry: EntryRecord })[]>`
    SELECT ${catalogColumns}, ${entryJson} AS entry
    FROM catalog_entry e JOIN shortage_catalog c ON c.id = e.catalog_id
    WHERE e.id = ANY(${[...ids]}::uuid[]) AND ${inSight}`;
  return rows.map(({ entry, ...catalog }) => ({ catalog, entry }));
}
