import type { Client } from '../../platform/db/db.ts';
import type { WholeImage } from '../../platform/files/import-kind.ts';
import type { ImportFault } from './imports.fault.ts';

/** What became of one row of a file. */
export interface ResultRow {
  line: number;
  outcome: 'CREATED' | 'UPDATED' | 'LEFT' | 'REFUSED';
  recordId?: string;
  version?: number;
  before?: BeforeImage;
  cells?: readonly string[];
  faults?: readonly ImportFault[];
  key?: string;
  reason?: string;
}

/** A record as it stood before an import changed it. */
export interface BeforeImage {
  /** Null for a record that was not there. */
  cells: Readonly<Record<string, string>> | null;
  archived: boolean;
  /** What the record shares with others, where the import changed it by this row. */
  whole?: WholeImage;
}

/** Adds results, in one statement; one that is there for the line is written over. */
export async function saveResults(client: Client, importId: string, rows: readonly ResultRow[]): Promise<void> {
  if (rows.length === 0) return;
  const json = (value: object | undefined): string | null => (value === undefined ? null : JSON.stringify(value));
  await client.$executeRaw`
    INSERT INTO import_result (import_id, line, outcome, record_id, version, before, cells, faults, key, reason)
    SELECT ${importId}::uuid, r.line, r.outcome::import_outcome, r.record, r.version, r.before::json, r.cells::json,
      r.faults::json, r.key, r.reason
    FROM unnest(${rows.map(({ line }) => line)}::int[], ${rows.map(({ outcome }) => outcome)}::text[],
      ${rows.map(({ recordId }) => recordId ?? null)}::uuid[], ${rows.map(({ version }) => version ?? null)}::int[],
      ${rows.map(({ before }) => json(before))}::text[], ${rows.map(({ cells }) => json(cells))}::text[],
      ${rows.map(({ faults }) => json(faults))}::text[], ${rows.map(({ key }) => key ?? null)}::text[],
      ${rows.map(({ reason }) => reason ?? null)}::text[])
      AS r (line, outcome, record, version, before, cells, faults, key, reason)
    ON CONFLICT (import_id, line) DO UPDATE SET outcome = excluded.outcome, cells = excluded.cells, faults = excluded.faults`;
}

export async function clearResults(client: Client, importId: string): Promise<void> {
  await client.importResult.deleteMany({ where: { importId } });
}

export interface RefusedRow {
  line: number;
  cells: string[];
  faults: ImportFault[];
}

/** Refused rows with their cells, in the order of the file. */
export function readRefused(client: Client, importId: string, after: number, take: number): Promise<RefusedRow[]> {
  return client.$queryRaw<RefusedRow[]>`
    SELECT line, cells, faults FROM import_result WHERE import_id = ${importId}::uuid AND outcome = 'REFUSED'
      AND cells IS NOT NULL AND line > ${after} ORDER BY line LIMIT ${take}`;
}

export interface WrittenResult {
  line: number;
  outcome: 'CREATED' | 'UPDATED';
  recordId: string;
  version: number;
  before: BeforeImage | null;
}

/** What the import wrote and what is not undone yet, the last rows first. */
export function readWritten(client: Client, importId: string, before: number, take: number): Promise<WrittenResult[]> {
  return client.$queryRaw<WrittenResult[]>`
    SELECT line, outcome::text AS outcome, record_id AS "recordId", version, before FROM import_result
    WHERE import_id = ${importId}::uuid AND outcome IN ('CREATED', 'UPDATED') AND undo IS NULL AND line < ${before}
    ORDER BY line DESC LIMIT ${take}`;
}

export interface UndoneRow {
  line: number;
  undo: 'ERASED' | 'RESTORED' | 'KEPT';
  reason: string | null;
}

export async function saveUndone(tx: Client, importId: string, rows: readonly UndoneRow[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE import_result i SET undo = r.undo::undo_outcome, reason = r.reason
    FROM unnest(${rows.map(({ line }) => line)}::int[], ${rows.map(({ undo }) => undo)}::text[],
      ${rows.map(({ reason }) => reason)}::text[]) AS r (line, undo, reason)
    WHERE i.import_id = ${importId}::uuid AND i.line = r.line`;
}

/**
 * Says at rows that are undone that something which they belonged to, of this id, stays.
 * @returns at how many
 */
export async function saveStaying(
  tx: Client,
  importId: string,
  rows: readonly { line: number; id: string; reason: string }[],
): Promise<number> {
  if (rows.length === 0) return 0;
  return tx.$executeRaw`
    UPDATE import_result i SET key = r.id, reason = r.reason
    FROM unnest(${rows.map(({ line }) => line)}::int[], ${rows.map(({ id }) => id)}::text[],
      ${rows.map(({ reason }) => reason)}::text[]) AS r (line, id, reason)
    WHERE i.import_id = ${importId}::uuid AND i.line = r.line AND i.undo <> 'KEPT'`;
}
