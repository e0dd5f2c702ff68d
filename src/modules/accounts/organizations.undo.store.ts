import { Prisma } from '../../generated/prisma/client.ts';
import type { Actor } from '../../kernel/actor.ts';
import { isAllowed } from '../../kernel/permissions.ts';
import type { Client } from '../../platform/db/db.ts';
import { recordWrite } from './audit.store.ts';

/** Which import made each of these organizations; those that none made are left out. */
export async function readMakingImports(client: Client, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await client.$queryRaw<{ id: string; importId: string }[]>`
    SELECT record_id AS id, detail->>'import' AS "importId" FROM audit_entry
    WHERE record_kind = 'organization' AND action = 'organization.created' AND detail->>'import' IS NOT NULL
      AND record_id = ANY(${[...ids]}::text[])`;
  return new Map(rows.map(({ id, importId }) => [id, importId]));
}

interface Stand {
  id: string;
  name: string;
  changed: boolean;
  verified: boolean;
  joined: boolean;
  used: boolean;
}

/**
 * Removes organizations that were made by the way, where nobody has touched, verified or joined them and nothing refers
 * to them.
 * @returns of those that stay, why
 */
export async function eraseUnused(tx: Client, actor: Actor, ids: readonly string[]): Promise<Map<string, string>> {
  // Whoever would refer to one waits from here on.
  await tx.$queryRaw`SELECT FROM organization WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR UPDATE`;
  const stands = await readStands(tx, ids);
  const stay = new Map(stands.flatMap((stand) => reasonOf(actor, stand)));
  const gone = stands.flatMap(({ id }) => (stay.has(id) ? [] : [id]));
  await tx.$executeRaw`DELETE FROM school WHERE organization_id = ANY(${gone}::uuid[])`;
  await tx.$executeRaw`DELETE FROM organization WHERE id = ANY(${gone}::uuid[])`;
  for (const id of gone) await recordWrite(tx, { actor, action: 'organization.erased', kind: 'organization', id });
  return stay;
}

/** All that may refer to an organization; test/imports/undo.wholes.test.ts holds that no foreign key is missing. */
function readStands(tx: Client, ids: readonly string[]): Promise<Stand[]> {
  const asked = Prisma.sql`ANY(${[...ids]}::uuid[])`;
  return tx.$queryRaw<Stand[]>`
    WITH used (id) AS (
      SELECT employer_id FROM position WHERE employer_id = ${asked}
      UNION SELECT posted_by_id FROM position WHERE posted_by_id = ${asked}
      UNION SELECT school_id FROM program WHERE school_id = ${asked}
      UNION SELECT firm_id FROM program WHERE firm_id = ${asked}
      UNION SELECT organization_id FROM talent WHERE organization_id = ${asked}
      UNION SELECT unnest(hidden_from) FROM talent WHERE hidden_from && ${[...ids]}::uuid[]
      UNION SELECT school_id FROM talent_education WHERE school_id = ${asked}
      UNION SELECT organization_id FROM talent_disclosure WHERE organization_id = ${asked}
      UNION SELECT issuer_id FROM shortage_catalog WHERE issuer_id = ${asked})
    SELECT o.id, o.name, o.verified_at IS NOT NULL AS verified,
      o.version > 1 OR o.archived_at IS NOT NULL
        OR EXISTS (SELECT FROM school s WHERE s.organization_id = o.id AND s.version > 1) AS changed,
      EXISTS (SELECT FROM member m WHERE m.organization_id = o.id)
        OR EXISTS (SELECT FROM invitation i WHERE i.organization_id = o.id) AS joined,
      o.id IN (SELECT id FROM used) AS used
    FROM organization o WHERE o.id = ${asked}`;
}

function reasonOf(actor: Actor, { id, name, ...stand }: Stand): [string, string][] {
  const because = (why: string): [string, string][] => [[id, `${name}, which the import made, stays: ${why}.`]];
  if (stand.verified) return because('it was verified');
  if (stand.joined) return because('it has members or invitations');
  if (stand.changed) return because('it was changed after the import');
  if (stand.used) return because('others refer to it by now');
  return isAllowed(actor, 'organization:create') ? [] : because('an admin of the office removes it');
}
