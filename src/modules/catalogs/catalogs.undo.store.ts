import { idsAmong } from '../../kernel/ids.ts';
import type { Client } from '../../platform/db/db.ts';
import type { RecordStanding, RecordsUndo } from '../../platform/files/import-kind.ts';
import { recordChange } from '../../platform/jobs/outbox.ts';
import { headText } from './catalogs.heads.store.ts';
import { lockIssuer } from './catalogs.store.ts';
import { renewStatuses } from './catalogs.write.store.ts';

interface Emptied {
  id: string;
  issuerId: string;
  region: string;
}

/**
 * How an import of entries is taken back. An entry counts no versions: its number is made of what it and its catalog say.
 * Its place in the catalog, and whether a later catalog supersedes it, say nothing of it.
 */
export const entriesUndo: RecordsUndo = {
  async standing(tx, ids) {
    const rows = await tx.$queryRaw<({ id: string } & RecordStanding)[]>`
      SELECT e.id, hashtext((to_jsonb(e) - 'line')::text || ${headText}) AS version, c.archived_at IS NOT NULL AS archived
      FROM catalog_entry e JOIN shortage_catalog c ON c.id = e.catalog_id WHERE e.id = ANY(${[...ids]}::uuid[])
      FOR UPDATE`;
    return new Map(rows.map(({ id, ...standing }) => [id, standing]));
  },

  /** A catalog that the import made goes with its last entry. */
  async erase(tx, ids, since) {
    const rows = await tx.$queryRaw<{ id: string; catalogId: string }[]>`
      DELETE FROM catalog_entry WHERE id = ANY(${[...ids]}::uuid[]) RETURNING id, catalog_id AS "catalogId"`;
    const catalogs = [...new Set(rows.map(({ catalogId }) => catalogId))];
    const emptied = await tx.$queryRaw<Emptied[]>`
      DELETE FROM shortage_catalog c WHERE c.id = ANY(${catalogs}::uuid[]) AND c.created_at >= ${since}
        AND NOT EXISTS (SELECT FROM catalog_entry e WHERE e.catalog_id = c.id)
      RETURNING c.id, c.issuer_id AS "issuerId", c.region`;
    await tx.shortageCatalog.updateMany({ where: { id: { in: catalogs } }, data: { version: { increment: 1 } } });
    await recordChange(tx, { kind: 'catalog', ids: catalogs });
    await renewAround(tx, emptied);
    return rows.map(({ id }) => id);
  },

  async owners(tx, ids) {
    const rows = await tx.catalogEntry.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, catalog: { select: { issuerId: true } } },
    });
    return new Map(rows.map(({ id, catalog }) => [id, catalog.issuerId]));
  },

  async archive(tx, ids) {
    const archived = await tx.$queryRaw<Emptied[]>`
      UPDATE shortage_catalog SET archived_at = now(), updated_at = now(), version = version + 1
      WHERE archived_at IS NULL AND id IN (SELECT catalog_id FROM catalog_entry WHERE id = ANY(${[...ids]}::uuid[]))
      RETURNING id, issuer_id AS "issuerId", region`;
    const changed = archived.map(({ id }) => id);
    await recordChange(tx, { kind: 'catalog', ids: changed });
    await renewAround(tx, archived);
  },
};

/** The other catalogs of the issuers, which may speak again. */
async function renewAround(tx: Client, gone: readonly Emptied[]): Promise<void> {
  for (const { issuerId, region } of gone) {
    await lockIssuer(tx, issuerId);
    const renewed = await renewStatuses(tx, issuerId, region);
    const ids = renewed.map(({ id }) => id);
    await recordChange(tx, { kind: 'catalog', ids });
  }
}

/** The entries of a catalog for these occupations. */
export async function readEntryIds(
  client: Client,
  catalogId: string,
  occupations: readonly string[],
): Promise<string[]> {
  const where = { catalogId, occupation: { in: [...occupations] } };
  const rows = await client.catalogEntry.findMany({ where, select: { id: true } });
  return rows.map(({ id }) => id);
}

export async function isCatalogPublic(client: Client, issuerId: string, externalId: string): Promise<boolean> {
  const row = await client.shortageCatalog.findFirst({
    where: { issuerId, OR: [{ externalId }, { externalId: null, id: { in: idsAmong([externalId]) } }] },
    select: { status: true, archivedAt: true },
  });
  return row !== null && row.archivedAt === null && ['PUBLISHED', 'SUPERSEDED'].includes(row.status);
}
