import { Prisma, type OrganizationAlias as Row } from '../../../generated/prisma/client.ts';
import { newId } from '../../../kernel/ids.ts';
import type { ConceptUses } from '../../../platform/db/concept-uses.ts';
import type { Client } from '../../../platform/db/db.ts';
import type { Scheme } from '../concept.rules.ts';

export type OrganizationAliasRow = Omit<Row, 'scheme'> & { scheme: Scheme };

export const aliasConcepts: ConceptUses = {
  kind: 'organizationAlias',
  rows: Prisma.sql`SELECT scheme, code, id FROM organization_alias`,
};

const rowOf = (row: Row): OrganizationAliasRow => ({ ...row, scheme: row.scheme as Scheme });

/** Codes by key: all that an organization has chosen in a scheme. */
export async function readChosen(client: Client, organizationId: string, scheme: Scheme): Promise<Map<string, string>> {
  const rows = await client.organizationAlias.findMany({
    where: { organizationId, scheme },
    select: { key: true, code: true },
  });
  return new Map(rows.map(({ key, code }) => [key, code]));
}

export function countAliases(client: Client, organizationId: string, scheme: Scheme): Promise<number> {
  return client.organizationAlias.count({ where: { organizationId, scheme } });
}

export interface AliasFilter {
  organizationId: string;
  scheme: Scheme | null;
  after: string | null;
  take: number;
}

export async function listAliases(client: Client, filter: AliasFilter): Promise<OrganizationAliasRow[]> {
  const rows = await client.organizationAlias.findMany({
    where: {
      organizationId: filter.organizationId,
      ...(filter.scheme === null ? {} : { scheme: filter.scheme }),
      ...(filter.after === null ? {} : { id: { lt: filter.after } }),
    },
    orderBy: { id: 'desc' },
    take: filter.take,
  });
  return rows.map(rowOf);
}

export type AliasDraft = Pick<
  OrganizationAliasRow,
  'organizationId' | 'scheme' | 'key' | 'text' | 'code' | 'chosenById'
>;

/** The word stands for that code from now on, whatever it stood for; two who choose at once leave one row. */
export async function putAlias(
  tx: Client,
  { organizationId, scheme, key, ...values }: AliasDraft,
): Promise<{ row: OrganizationAliasRow; before: string | null }> {
  const which = { organizationId_scheme_key: { organizationId, scheme, key } };
  const before = await tx.organizationAlias.findUnique({ where: which, select: { code: true } });
  const row = await tx.organizationAlias.upsert({
    where: which,
    create: { id: newId(), organizationId, scheme, key, ...values },
    update: { ...values, createdAt: new Date() },
  });
  return { row: rowOf(row), before: before?.code ?? null };
}

export async function readAlias(client: Client, id: string): Promise<OrganizationAliasRow | null> {
  const row = await client.organizationAlias.findUnique({ where: { id } });
  return row && rowOf(row);
}

/** False when it was gone already. */
export async function deleteAlias(tx: Client, id: string): Promise<boolean> {
  return (await tx.organizationAlias.deleteMany({ where: { id } })).count === 1;
}
