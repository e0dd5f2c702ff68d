import type { Client } from '../../platform/db/db.ts';

/** Which column each header of an organization's last files of a kind meant, by its folded words; empty for none. */
export async function readRemembered(
  client: Client,
  organizationId: string | null,
  kind: string,
): Promise<Record<string, string>> {
  if (organizationId === null) return {};
  const rows = await client.importColumn.findMany({ where: { organizationId, kind } });
  return Object.fromEntries(rows.map(({ header, column }) => [header, column ?? '']));
}

export async function rememberColumns(
  tx: Client,
  organizationId: string,
  kind: string,
  columns: Readonly<Record<string, string>>,
): Promise<void> {
  const [headers, names] = [Object.keys(columns), Object.values(columns)];
  await tx.$executeRaw`
    INSERT INTO import_column (organization_id, kind, header, "column")
    SELECT ${organizationId}::uuid, ${kind}, r.header, nullif(r.name, '') FROM unnest(${headers}::text[], ${names}::text[]) AS r (header, name)
    ON CONFLICT (organization_id, kind, header) DO UPDATE SET "column" = excluded."column", used_at = now()`;
}
