import type { Client } from '../../platform/db/db.ts';
import type { ImportKind } from '../../platform/files/import-kind.ts';
import type { TableRow } from '../../platform/files/table.ts';
import type { ColumnMap } from './imports.column-map.ts';
import { mapColumns } from './imports.columns.rules.ts';
import { readRemembered } from './imports.columns.store.ts';
import { foldedHeader } from './imports.headers.rules.ts';
import type { ImportRecord } from './imports.record.ts';
import { refusedHeaders } from './imports.refused.rules.ts';

/** A file of refused rows comes back with the reasons in it. */
const reasons = Object.fromEntries(refusedHeaders.map((header) => [foldedHeader(header), '']));

/** The columns of an import's file, by what was given and what the organization's last file of the kind meant. */
export async function columnsOf(
  client: Client,
  { organizationId, ownerId, givenColumns, constants }: ImportRecord,
  kind: ImportKind,
  sample: readonly TableRow[],
): Promise<ColumnMap> {
  const remembered = await readRemembered(client, organizationId ?? ownerId, kind.kind);
  return mapColumns(kind, sample, { given: givenColumns, constants, remembered: { ...reasons, ...remembered } });
}
