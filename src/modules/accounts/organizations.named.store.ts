import { validate } from 'uuid';
import type { OrganizationKind } from '../../kernel/actor.ts';
import type { Client } from '../../platform/db/db.ts';

const shown = {
  id: true,
  kind: true,
  name: true,
  creditCode: true,
  region: true,
  externalId: true,
  archivedAt: true,
} as const;

export interface NamedOrganization {
  id: string;
  kind: OrganizationKind;
  name: string;
  creditCode: string | null;
  region: string;
  externalId: string | null;
  archivedAt: Date | null;
}

/** Organizations that one of the texts names: by id, external id, credit code or exact name. Archived ones too. */
export function readOrganizationsNamed(
  client: Client,
  kinds: readonly OrganizationKind[],
  texts: readonly string[],
): Promise<NamedOrganization[]> {
  const named = [...texts];
  return client.organization.findMany({
    where: {
      kind: { in: [...kinds] },
      OR: [
        { externalId: { in: named } },
        { creditCode: { in: named.map((text) => text.toUpperCase()) } },
        { name: { in: named } },
        { id: { in: named.filter((text) => validate(text)) } },
      ],
    },
    select: shown,
  });
}

/** By id, archived ones too. */
export function readNamedOrganizations(client: Client, ids: readonly string[]): Promise<NamedOrganization[]> {
  return client.organization.findMany({ where: { id: { in: [...ids] } }, select: shown });
}

/** Gives a number to an organization that has none yet. */
export async function giveExternalId(tx: Client, id: string, externalId: string): Promise<void> {
  await tx.organization.update({
    where: { id },
    data: { externalId, version: { increment: 1 } },
    select: { id: true },
  });
}
