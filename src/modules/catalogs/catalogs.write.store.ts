import { formatDay } from '../../kernel/day.ts';
import { idsAmong, newId } from '../../kernel/ids.ts';
import type { Client } from '../../platform/db/db.ts';
import type { CatalogRecord, CatalogStatus, CatalogValues } from './catalogs.rules.ts';
import { lockIssuer } from './catalogs.store.ts';

type Written = CatalogValues & Pick<CatalogRecord, 'issuerId' | 'status' | 'publishedAt'>;

export async function insertCatalog(tx: Client, values: CatalogValues & { issuerId: string }): Promise<string> {
  const id = newId();
  await putCatalog(tx, id, { ...values, status: 'DRAFT', publishedAt: null });
  return id;
}

/** Writes every value and counts the version up. */
export function writeCatalog(tx: Client, record: CatalogRecord): Promise<void> {
  return putCatalog(tx, record.id, record);
}

export async function archiveCatalog(tx: Client, id: string): Promise<void> {
  await tx.shortageCatalog.update({
    where: { id },
    data: { archivedAt: new Date(), version: { increment: 1 } },
    select: { id: true },
  });
}

/** Inserts, or overwrites by id and brings it back into use. */
async function putCatalog(tx: Client, id: string, row: Written): Promise<void> {
  const [from, to] = [formatDay(row.validFrom), row.validTo === null ? null : formatDay(row.validTo)];
  await tx.$executeRaw`
    INSERT INTO shortage_catalog AS c (id, issuer_id, external_id, region, title, mode, valid_from, valid_to, edition, status,
      published_at)
    VALUES (${id}::uuid, ${row.issuerId}::uuid, ${row.externalId}, ${row.region}, ${row.title}, ${row.mode}::catalog_mode,
      ${from}::date, ${to}::date, ${row.edition}, ${row.status}::catalog_status, ${row.publishedAt})
    ON CONFLICT (id) DO UPDATE SET external_id = excluded.external_id, region = excluded.region, title = excluded.title,
      mode = excluded.mode, valid_from = excluded.valid_from, valid_to = excluded.valid_to, edition = excluded.edition,
      status = excluded.status, published_at = excluded.published_at, archived_at = NULL, updated_at = now(),
      version = c.version + 1`;
}

export interface ChangedStatus {
  id: string;
  status: CatalogStatus;
}

/**
 * Says anew which of an issuer's published catalogs for a region are superseded: those within whose days a later one
 * begins. The caller has locked the issuer.
 */
export async function renewStatuses(tx: Client, issuerId: string, region: string): Promise<ChangedStatus[]> {
  return tx.$queryRaw<ChangedStatus[]>`
    WITH mine AS (SELECT * FROM shortage_catalog WHERE issuer_id = ${issuerId}::uuid AND region = ${region}
      AND archived_at IS NULL AND status IN ('PUBLISHED', 'SUPERSEDED'))
    UPDATE shortage_catalog c SET status = n.status, version = c.version + 1, updated_at = now()
    FROM (SELECT a.id, CASE WHEN EXISTS (SELECT 1 FROM mine b
        WHERE (b.valid_from, b.published_at, b.id) > (a.valid_from, a.published_at, a.id)
          AND (a.valid_to IS NULL OR b.valid_from <= a.valid_to))
        THEN 'SUPERSEDED'::catalog_status ELSE 'PUBLISHED' END AS status FROM mine a) n
    WHERE n.id = c.id AND n.status <> c.status RETURNING c.id, c.status::text AS status`;
}

/** A catalog as a file gives it; PUBLISHED stands for SUPERSEDED too, which its days decide. */
export interface CatalogRow extends CatalogValues {
  issuerId: string;
  externalId: string;
  status: Exclude<CatalogStatus, 'SUPERSEDED'>;
}

/**
 * The catalog with this (issuer, externalId): made, or changed where the file says otherwise. One without an external id
 * is called by the id that we gave it.
 * @param keep told the id of a catalog that is there before it changes
 */
export async function ensureCatalog(
  tx: Client,
  given: CatalogRow,
  keep: (id: string) => Promise<void> = async () => {},
): Promise<{ id: string; outcome: 'created' | 'updated' | 'unchanged' }> {
  await lockIssuer(tx, given.issuerId);
  const { issuerId, externalId } = given;
  const old =
    (await tx.shortageCatalog.findUnique({ where: { issuerId_externalId: { issuerId, externalId } } })) ??
    (await tx.shortageCatalog.findFirst({ where: { id: { in: idsAmong([externalId]) }, issuerId, externalId: null } }));
  const row = old ? { ...given, externalId: old.externalId } : given;
  const id = old?.id ?? newId();
  if (old && old.archivedAt === null) {
    const days = [old.validFrom, old.validTo].map((date) => date?.toISOString().slice(0, 10) ?? null);
    const status = old.status === 'SUPERSEDED' ? 'PUBLISHED' : old.status;
    const stands = JSON.stringify([old.region, old.title, old.mode, ...days, old.edition, status]);
    if (stands === headOf(row)) return { id, outcome: 'unchanged' };
  }
  if (old) await keep(id);
  const publishedAt = row.status === 'PUBLISHED' ? (old?.publishedAt ?? new Date()) : null;
  await putCatalog(tx, id, { ...row, publishedAt });
  await renewStatuses(tx, row.issuerId, row.region);
  if (old && old.region !== row.region) await renewStatuses(tx, row.issuerId, old.region);
  return { id, outcome: old ? 'updated' : 'created' };
}

function headOf(row: Omit<CatalogRow, 'externalId'>): string {
  const validTo = row.validTo === null ? null : formatDay(row.validTo);
  return JSON.stringify([row.region, row.title, row.mode, formatDay(row.validFrom), validTo, row.edition, row.status]);
}
