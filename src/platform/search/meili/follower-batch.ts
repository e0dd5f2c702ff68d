import type { IndexFields } from '../fields.ts';
import type { Connection } from '../postgres-write.ts';
import { type DocumentRecord, documentLines } from './document.rules.ts';
import { type FollowedRow, rowsAfter, rowsOf } from './follower-rows.ts';

/** Rows read at once: while they are made into documents, nobody else is answered. */
const pageRows = 400;
/**
 * Of the text that is sent; Meilisearch takes 100 MB, and takes in together what waits. While a batch is handed over, nobody
 * else is answered.
 */
const batchBytes = 4_000_000;
/** So many bytes for the id of a document that is gone. */
const idBytes = 40;

/** What is sent together. */
export interface FollowBatch {
  /** All documents up to this sequence were sent with it or before. */
  upTo: number;
  ids: string[];
  /** A line of JSON each. */
  lines: string[];
  gone: string[];
  bytes: number;
  /** Why one of the documents could not be made. */
  unfit: UnfitDocument | null;
}

/** Where documents come from, and which of them. */
export interface FollowSource {
  connection: Connection;
  fields: IndexFields;
  /** Absent where the server has all. */
  held?: Held | undefined;
}

/** Ids of those of the rows whose documents a server has. It is asked anew for rows that are read anew. */
export type Held = (rows: readonly DocumentRecord[], from: FollowSource) => Promise<ReadonlySet<string>>;

/** A record of which no document can be made. */
export class UnfitDocument extends Error {
  constructor(id: string, cause: unknown) {
    super(`Of ${id} no document can be made: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'UnfitDocument';
  }
}

export function emptyBatch(upTo: number): FollowBatch {
  return { upTo, ids: [], lines: [], gone: [], bytes: 0, unfit: null };
}

/** Everything after a sequence that is committed now, in batches. */
export async function* readBatches(source: FollowSource, after: number): AsyncGenerator<FollowBatch> {
  const lineOf = documentLines(source.fields);
  let batch = emptyBatch(after);
  const pageAfter = (sequence: number) => ahead(rowsAfter(source.connection, source.fields, sequence, pageRows));
  for (let next = pageAfter(after), isLast = false; !isLast; ) {
    const rows = await next;
    isLast = rows.length < pageRows;
    // PostgreSQL reads the next while documents are made of these.
    if (!isLast) next = pageAfter(Number(rows.at(-1)?.sequence));
    const held = await source.held?.(rows, source);
    for (const row of rows) {
      addRow(batch, row, lineOf, held);
      if (batch.bytes < batchBytes) continue;
      yield batch;
      batch = emptyBatch(batch.upTo);
    }
  }
  if (batch.ids.length > 0) yield batch;
}

/** These documents as they are now, each added to its batch; one that never was is gone. */
export async function readInto(
  batchOf: (id: string) => FollowBatch,
  source: FollowSource,
  ids: readonly string[],
): Promise<void> {
  const found = await rowsOf(source.connection, source.fields, ids);
  const held = await source.held?.(found, source);
  const rows = new Map(found.map((row) => [row.id, row]));
  const lineOf = documentLines(source.fields);
  for (const id of ids) {
    const row = rows.get(id);
    if (row) addRow(batchOf(id), row, lineOf, held);
    else addGone(batchOf(id), id);
  }
}

/** @param held ids of what the server has; undefined where it has all */
function addRow(
  batch: FollowBatch,
  row: FollowedRow,
  lineOf: (record: DocumentRecord) => string,
  held: ReadonlySet<string> | undefined,
): void {
  batch.upTo = Number(row.sequence);
  batch.ids.push(row.id);
  try {
    if (row.deleted || held?.has(row.id) === false) addGone(batch, row.id);
    else {
      const line = lineOf(row);
      batch.lines.push(line);
      batch.bytes += Buffer.byteLength(line) + 1;
    }
  } catch (error) {
    batch.unfit ??= new UnfitDocument(row.id, error);
  }
}

function addGone(batch: FollowBatch, id: string): void {
  batch.gone.push(id);
  batch.bytes += idBytes;
}

/** Its failure is met where it is awaited, not as one that nobody handles. */
export function ahead<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
