import type { OrganizationKind } from '../../kernel/actor.ts';
import type { Client, Db } from '../../platform/db/db.ts';

/** A token with the live rows that it speaks for; null where there is none. */
export interface TokenOwner {
  id: string;
  enabled: boolean;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  /** Live, else null. */
  userId: string | null;
  /** What the token was made for; null for a person's own. */
  organizationId: string | null;
  /** Of the live membership in the live organization, else null. */
  role: string | null;
  kind: OrganizationKind | null;
  region: string | null;
  verified: boolean;
}

// One statement on the bare pool: it runs before every request, and Prisma costs three times as much.
const ownerStatement = `
  SELECT k.id, coalesce(k.enabled, true) AS enabled, k.expires_at AS "expiresAt", k.last_request AS "lastUsedAt",
         u.id AS "userId", k.metadata::jsonb ->> 'organizationId' AS "organizationId",
         m.role, o.kind, o.region, o.verified_at IS NOT NULL AS verified
    FROM apikey k
    LEFT JOIN "user" u ON u.id = k.reference_id::uuid AND u.archived_at IS NULL
    LEFT JOIN organization o ON o.id = (k.metadata::jsonb ->> 'organizationId')::uuid AND o.archived_at IS NULL
    LEFT JOIN member m ON m.user_id = u.id AND m.organization_id = o.id
   WHERE k.key = $1`;

export async function readTokenOwner(db: Db, hash: string): Promise<TokenOwner | null> {
  const { rows } = await db.pool.query<TokenOwner>({ name: 'token-owner', text: ownerStatement, values: [hash] });
  return rows[0] ?? null;
}

export async function touchToken(db: Db, id: string): Promise<void> {
  await db.pool.query('UPDATE apikey SET last_request = now() WHERE id = $1', [id]);
}

export interface TokenRow {
  id: string;
  name: string;
  start: string;
  organizationId: string | null;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

/** Which tokens of a user: all, or those that act for one organization. */
export interface TokenScope {
  userId: string;
  organizationId: string | null;
}

/** One more than the page, newest first; expired ones are left out. */
export function listTokens(
  client: Client,
  scope: TokenScope,
  before: string | null,
  take: number,
): Promise<TokenRow[]> {
  return client.$queryRaw<TokenRow[]>`
    SELECT id::text, coalesce(name, '') AS name, coalesce(start, '') AS start,
           metadata::jsonb ->> 'organizationId' AS "organizationId",
           created_at AS "createdAt", expires_at AS "expiresAt", last_request AS "lastUsedAt"
      FROM apikey
     WHERE reference_id = ${scope.userId}
       AND (${scope.organizationId}::text IS NULL OR metadata::jsonb ->> 'organizationId' = ${scope.organizationId}::text)
       AND (expires_at IS NULL OR expires_at > now()) AND coalesce(enabled, true)
       AND (${before}::uuid IS NULL OR id < ${before}::uuid)
     ORDER BY id DESC
     LIMIT ${take}`;
}

export async function countTokens(client: Client, userId: string): Promise<number> {
  return client.apikey.count({
    where: { referenceId: userId, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] },
  });
}

/** False when the user has no such token within the scope. */
export async function deleteToken(tx: Client, scope: TokenScope, id: string): Promise<boolean> {
  const deleted = await tx.$executeRaw`
    DELETE FROM apikey
     WHERE id = ${id}::uuid AND reference_id = ${scope.userId}
       AND (${scope.organizationId}::text IS NULL OR metadata::jsonb ->> 'organizationId' = ${scope.organizationId}::text)`;
  return deleted === 1;
}

/** Ids of a user's tokens of a name, that act for the same. */
export async function readTokensNamed(
  client: Client,
  userId: string,
  organizationId: string | null,
  name: string,
): Promise<string[]> {
  const rows = await client.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM apikey
     WHERE reference_id = ${userId} AND name = ${name}
       AND metadata::jsonb ->> 'organizationId' IS NOT DISTINCT FROM ${organizationId}::text`;
  return rows.map((row) => row.id);
}
