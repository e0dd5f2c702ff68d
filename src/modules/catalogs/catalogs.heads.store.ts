import { Prisma } from '../../generated/prisma/client.ts';
import { idsAmong } from '../../kernel/ids.ts';
import type { Client } from '../../platform/db/db.ts';
import type { WholeImage } from '../../platform/files/import-kind.ts';
import { lockIssuer } from './catalogs.store.ts';
import { renewStatuses } from './catalogs.write.store.ts';

/**
 * What a catalog `c` itself says, as text: whether a later one supersedes it, and whether it is archived, says nothing of
 * it.
 */
export const headText = Prisma.raw(`
  (to_jsonb(c) - '{version,created_at,updated_at,published_at,archived_at,status}'::text[])::text
  || CASE WHEN c.status = 'SUPERSEDED' THEN 'PUBLISHED' ELSE c.status::text END`);

export interface StandingHead {
  id: string;
  issuerId: string;
  region: string;
  title: string;
  status: string;
  version: number;
}

/** The catalog as it stands, locked with all of its issuer's; null when it is gone. */
export async function lockHead(tx: Client, id: string): Promise<StandingHead | null> {
  const found = await tx.shortageCatalog.findUnique({ where: { id }, select: { issuerId: true } });
  if (!found) return null;
  await lockIssuer(tx, found.issuerId);
  const [head] = await tx.$queryRaw<StandingHead[]>`
    SELECT c.id, c.issuer_id AS "issuerId", c.region, c.title, c.status::text AS status, hashtext(${headText}) AS version
    FROM shortage_catalog c WHERE c.id = ${id}::uuid FOR UPDATE`;
  return head ?? null;
}

/** What the catalog says before it changes. */
export async function readHeadValues(tx: Client, id: string): Promise<WholeImage['values']> {
  const [row] = await tx.$queryRaw<{ values: WholeImage['values'] }[]>`
    SELECT jsonb_build_object('region', region, 'title', title, 'mode', mode, 'validFrom', valid_from, 'validTo', valid_to,
      'edition', edition, 'status', status, 'publishedAt', published_at, 'archivedAt', archived_at) AS values
    FROM shortage_catalog WHERE id = ${id}::uuid`;
  return row?.values ?? {};
}

export async function readHeadVersion(tx: Client, id: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ version: number }[]>`
    SELECT hashtext(${headText}) AS version FROM shortage_catalog c WHERE c.id = ${id}::uuid`;
  return row?.version ?? 0;
}

/** @returns ids of the catalogs that changed by it */
export async function writeHeadBack(tx: Client, head: StandingHead, { id, values }: WholeImage): Promise<string[]> {
  await tx.$executeRaw`
    UPDATE shortage_catalog SET region = r.region, title = r.title, mode = r.mode, valid_from = r."validFrom",
      valid_to = r."validTo", edition = r.edition, status = r.status, published_at = r."publishedAt",
      archived_at = CASE WHEN r."archivedAt" IS NULL THEN archived_at ELSE coalesce(archived_at, r."archivedAt") END,
      updated_at = now(), version = version + 1
    FROM jsonb_to_record(${JSON.stringify(values)}::jsonb) AS r (region text, title text, mode catalog_mode,
      "validFrom" date, "validTo" date, edition text, status catalog_status, "publishedAt" timestamptz,
      "archivedAt" timestamptz)
    WHERE id = ${id}::uuid`;
  const renewed: { id: string }[] = [];
  for (const region of new Set([head.region, values['region'] ?? head.region]))
    renewed.push(...(await renewStatuses(tx, head.issuerId, region)));
  return [...new Set([id, ...renewed.map((one) => one.id)])];
}

/** Id of the catalog that an issuer calls by this number, or that has none and is called by the id that we gave it. */
export async function readCatalogId(client: Client, issuerId: string, number: string): Promise<string | null> {
  const row = await client.shortageCatalog.findFirst({
    where: { issuerId, OR: [{ externalId: number }, { externalId: null, id: { in: idsAmong([number]) } }] },
    select: { id: true },
  });
  return row?.id ?? null;
}
