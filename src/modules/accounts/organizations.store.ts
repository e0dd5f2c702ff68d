import type { Prisma } from '../../generated/prisma/client.ts';
import type { OrganizationKind } from '../../kernel/actor.ts';
import type { Client } from '../../platform/db/db.ts';
import type { OrganizationChanges, OrganizationValues } from './organizations.rules.ts';

const shown = {
  id: true,
  kind: true,
  name: true,
  creditCode: true,
  region: true,
  industry: true,
  size: true,
  summary: true,
  site: true,
  externalId: true,
  verifiedAt: true,
  version: true,
  createdAt: true,
  updatedAt: true,
  archivedAt: true,
} as const satisfies Prisma.OrganizationSelect;

export type OrganizationRow = Prisma.OrganizationGetPayload<{ select: typeof shown }>;

/** What a change writes beyond the fields that callers change. */
export type StoredChanges = OrganizationChanges & {
  archivedAt?: Date;
  verifiedAt?: Date;
  verifiedById?: string | null;
};

export function readOrganizations(client: Client, ids: readonly string[]): Promise<OrganizationRow[]> {
  return client.organization.findMany({ where: { id: { in: [...ids] } }, select: shown });
}

export function readOrganizationByExternalId(client: Client, externalId: string): Promise<OrganizationRow | null> {
  return client.organization.findUnique({ where: { externalId }, select: shown });
}

export function readOrganizationByCreditCode(client: Client, creditCode: string): Promise<{ id: string } | null> {
  return client.organization.findUnique({ where: { creditCode }, select: { id: true } });
}

/** Rows that strangers see, and beyond them the own organization and those of the regions served. */
export interface OrganizationScope {
  everything: boolean;
  own: string | null;
  servedRegions: readonly string[];
}

export interface OrganizationFilter {
  kind: OrganizationKind | null;
  regions: readonly string[] | null;
  text: string | null;
  verified: boolean | null;
  /** Only rows older than this id. */
  before: string | null;
  take: number;
}

export function listOrganizations(
  client: Client,
  scope: OrganizationScope,
  filter: OrganizationFilter,
): Promise<OrganizationRow[]> {
  const and: Prisma.OrganizationWhereInput[] = [{ archivedAt: null }];
  if (!scope.everything) and.push({ OR: visibleRows(scope) });
  if (filter.kind !== null) and.push({ kind: filter.kind });
  if (filter.regions !== null) and.push({ region: { in: [...filter.regions] } });
  if (filter.verified !== null) and.push({ verifiedAt: filter.verified ? { not: null } : null });
  // Prisma leaves LIKE's wildcards as they are.
  if (filter.text !== null)
    and.push({ name: { contains: filter.text.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' } });
  if (filter.before !== null) and.push({ id: { lt: filter.before } });
  return client.organization.findMany({
    where: { AND: and },
    orderBy: { id: 'desc' },
    take: filter.take,
    select: shown,
  });
}

function visibleRows(scope: OrganizationScope): Prisma.OrganizationWhereInput[] {
  const rows: Prisma.OrganizationWhereInput[] = [{ verifiedAt: { not: null } }];
  if (scope.own !== null) rows.push({ id: scope.own });
  if (scope.servedRegions.length > 0) rows.push({ region: { in: [...scope.servedRegions] }, kind: { not: 'OFFICE' } });
  return rows;
}

export function insertOrganization(
  tx: Client,
  id: string,
  values: OrganizationValues,
  verifiedAt: Date | null,
): Promise<OrganizationRow> {
  return tx.organization.create({ data: { ...values, verifiedAt, id, slug: id }, select: shown });
}

/** @returns the row as it stands now, or null when it is not at that version any more. */
export async function changeOrganization(
  tx: Client,
  id: string,
  version: number,
  changes: StoredChanges,
): Promise<OrganizationRow | null> {
  const [row] = await tx.organization.updateManyAndReturn({
    where: { id, version, archivedAt: null },
    data: { ...changes, version: { increment: 1 } },
    select: shown,
  });
  return row ?? null;
}

/** Holds writers of the organization's members apart: the last ADMIN is counted under it. */
export async function lockOrganization(tx: Client, id: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM organization WHERE id = ${id}::uuid FOR UPDATE`;
}
