import type { Client } from '../../platform/db/db.ts';
import type { ImportFault } from './imports.fault.ts';
import type { LeftRow } from './imports.record.ts';

/** What is told of imports: the first faults, records left, records kept, each of several imports in one statement. */

export interface KeptRow {
  /** The line of the file. */
  row: number;
  /** Of the record. */
  id: string;
  reason: string;
}

/** In the order of the file; those of the file as a whole come last. */
export async function readFaults(
  client: Client,
  importIds: readonly string[],
  take: number,
): Promise<Map<string, ImportFault[]>> {
  const rows = await client.$queryRaw<{ id: string; faults: ImportFault[] }[]>`
    SELECT k.id, r.faults FROM unnest(${[...importIds]}::uuid[]) AS k (id)
    CROSS JOIN LATERAL (SELECT line, faults FROM import_result WHERE import_id = k.id AND outcome = 'REFUSED'
      AND faults IS NOT NULL ORDER BY line = 0, line LIMIT ${take}) r
    ORDER BY k.id, r.line = 0, r.line`;
  const byImport = Map.groupBy(rows, ({ id }) => id);
  return new Map([...byImport].map(([id, of]) => [id, of.flatMap(({ faults }) => faults).slice(0, take)]));
}

export async function readLeft(
  client: Client,
  importIds: readonly string[],
  take: number,
): Promise<Map<string, LeftRow[]>> {
  const rows = await client.$queryRaw<({ id: string } & LeftRow)[]>`
    SELECT k.id, r.line AS row, coalesce(r.key, '') AS key, coalesce(r.reason, '') AS reason
    FROM unnest(${[...importIds]}::uuid[]) AS k (id)
    CROSS JOIN LATERAL (SELECT * FROM import_result WHERE import_id = k.id AND outcome = 'LEFT' ORDER BY line LIMIT ${take}) r
    ORDER BY k.id, r.line`;
  const byImport = Map.groupBy(rows, ({ id }) => id);
  return new Map([...byImport].map(([id, of]) => [id, of.map(({ row, key, reason }) => ({ row, key, reason }))]));
}

/** What stayed when an import was undone, and why: records, and what undone ones belonged to, such as their employer. */
export async function readKept(
  client: Client,
  importIds: readonly string[],
  take: number,
): Promise<Map<string, KeptRow[]>> {
  const rows = await client.$queryRaw<({ importId: string } & KeptRow)[]>`
    SELECT k.id AS "importId", r.line AS row, CASE r.undo WHEN 'KEPT' THEN r.record_id ELSE r.key::uuid END AS id,
      coalesce(r.reason, '') AS reason
    FROM unnest(${[...importIds]}::uuid[]) AS k (id)
    CROSS JOIN LATERAL (SELECT * FROM import_result
      WHERE import_id = k.id AND (undo = 'KEPT' OR (undo IS NOT NULL AND reason IS NOT NULL)) ORDER BY line LIMIT ${take}) r
    ORDER BY k.id, r.line`;
  const byImport = Map.groupBy(rows, ({ importId }) => importId);
  return new Map(
    [...byImport].map(([importId, of]) => [importId, of.map(({ row, id, reason }) => ({ row, id, reason }))]),
  );
}
