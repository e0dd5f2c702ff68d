import type { TableRow } from '../../platform/files/table.ts';
import type { Session } from './imports.session.store.ts';

/** Rows of one file on their way between reading and applying, in batches. */

/** A row as it is staged. */
export interface StagedText {
  line: number;
  /** Its cells as JSON. */
  cells: string;
}

/** JSON writes it as an escape, so that it stands in no row. Texts joined by it need no quoting, which an array does. */
const between = '\u0001';

/** Adds a batch and notes how far the file was read, in one statement: a process that is killed leaves both or neither. */
export async function stageBatch(
  session: Session,
  importId: string,
  batch: number,
  rows: readonly StagedText[],
): Promise<void> {
  await session.query({
    name: 'import-stage',
    text: `WITH staged AS (INSERT INTO import_row (import_id, batch, line, cells)
        SELECT $1, $2, * FROM unnest(string_to_array($3, ',')::int[], string_to_array($4, E'\\x01')))
      UPDATE import SET batches_loaded = $2 + 1, rows_loaded = rows_loaded + $5 WHERE id = $1`,
    values: [
      ...[importId, batch],
      ...[rows.map(({ line }) => line).join(','), rows.map(({ cells }) => cells).join(between), rows.length],
    ],
  });
}

/** What is the same for equal batches only; the twin of `digestOf`. */
export async function readDigest(session: Session, importId: string, batch: number): Promise<string> {
  const { rows } = await session.query<{ digest: string | null }>(
    `SELECT encode(sha256(convert_to(string_agg(line || ' ' || cells, E'\\n' ORDER BY line), 'UTF8')), 'hex') AS digest
     FROM import_row WHERE import_id = $1 AND batch = $2`,
    [importId, batch],
  );
  return rows[0]?.digest ?? '';
}

/** Forgets what was staged from this batch on. */
export async function cutStaged(session: Session, importId: string, batch: number): Promise<void> {
  await session.query(
    `WITH cut AS (DELETE FROM import_row WHERE import_id = $1 AND batch >= $2 RETURNING 1)
     UPDATE import SET batches_loaded = least(batches_loaded, $2), rows_loaded = rows_loaded - (SELECT count(*) FROM cut)
     WHERE id = $1`,
    [importId, batch],
  );
}

export async function readBatch(session: Session, importId: string, batch: number): Promise<TableRow[]> {
  const { rows } = await session.query<StagedText>({
    name: 'import-batch',
    text: 'SELECT line, cells FROM import_row WHERE import_id = $1 AND batch = $2 ORDER BY line',
    values: [importId, batch],
  });
  return rows.map(rowOf);
}

/** The first rows of the file, by which its columns are seen. */
export async function readSample(session: Session, importId: string, count: number): Promise<TableRow[]> {
  const { rows } = await session.query<StagedText>(
    'SELECT line, cells FROM import_row WHERE import_id = $1 ORDER BY batch, line LIMIT $2',
    [importId, count],
  );
  return rows.map(rowOf);
}

/** Rows of files hold personal data: they go when their import ends. */
export async function dropStaged(session: Session, importId: string): Promise<void> {
  await session.query('DELETE FROM import_row WHERE import_id = $1', [importId]);
}

function rowOf({ line, cells }: StagedText): TableRow {
  return { line, cells: JSON.parse(cells) as string[] };
}
