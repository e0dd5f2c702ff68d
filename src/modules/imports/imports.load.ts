import { createHash } from 'node:crypto';
import type { TableRow } from '../../platform/files/table.ts';
import type { Session } from './imports.session.store.ts';
import { cutStaged, readDigest, type StagedText, stageBatch } from './imports.staging.store.ts';

/** Rows that are staged, and later applied, at once. */
const batchRows = 1_000;
/** Rows may hold a megabyte each. */
const batchLength = 4_000_000;

/**
 * One file on its way into the staging table. Where an earlier process was cut off, its batches are compared with those
 * of the file that is given now: what is there already is not stored again, and what differs is stored in its place.
 */
export class FileLoad {
  private readonly session: Session;
  private readonly importId: string;
  /** Batches of an earlier process that may be those of this file. */
  private stored: number;
  private batches = 0;
  private batch: StagedText[] = [];
  private length = 0;
  /** The batch before, on its way to the database while this one is read: the one works here, the other there. */
  private staging: Promise<void> = Promise.resolve();
  rows = 0;

  constructor(session: Session, importId: string, stored: number) {
    this.session = session;
    this.importId = importId;
    this.stored = stored;
  }

  /** @throws what the reading throws, once the rows before it are staged. */
  async take(rows: AsyncIterable<TableRow>, onBatch: (rows: number) => void): Promise<void> {
    try {
      for await (const row of rows) {
        this.add(row);
        if (this.batch.length < batchRows && this.length < batchLength) continue;
        await this.flush();
        onBatch(this.rows);
      }
    } finally {
      await this.end();
    }
  }

  private add({ line, cells }: TableRow): void {
    const text = JSON.stringify(cells);
    this.batch.push({ line, cells: text });
    this.length += text.length;
    this.rows += 1;
  }

  private async end(): Promise<void> {
    if (this.batch.length > 0) await this.flush();
    await this.staging;
    if (this.batches < this.stored) await cutStaged(this.session, this.importId, this.batches);
  }

  private async flush(): Promise<void> {
    const [rows, n] = [this.batch, this.batches];
    this.batch = [];
    this.length = 0;
    this.batches += 1;
    await this.staging;
    this.staging = this.put(n, rows);
    // Its failure is met when it is awaited, not as one that nobody handles.
    this.staging.catch(() => {});
  }

  private async put(n: number, rows: readonly StagedText[]): Promise<void> {
    if (n < this.stored) {
      if ((await readDigest(this.session, this.importId, n)) === digestOf(rows)) return;
      await cutStaged(this.session, this.importId, n);
      this.stored = n;
    }
    await stageBatch(this.session, this.importId, n, rows);
  }
}

/** The twin of `readDigest`. */
function digestOf(rows: readonly StagedText[]): string {
  const text = rows.map(({ line, cells }) => `${line} ${cells}`).join('\n');
  return createHash('sha256').update(text).digest('hex');
}

/** The first rows, and all of them; what the reading throws is thrown behind those that were read. */
export async function peekRows(
  source: AsyncGenerator<TableRow>,
  count: number,
): Promise<{ sample: TableRow[]; rows: AsyncGenerator<TableRow> }> {
  const sample: TableRow[] = [];
  let end: { error: unknown } | null = null;
  try {
    while (sample.length < count) {
      const next = await source.next();
      if (next.done) break;
      sample.push(next.value);
    }
  } catch (error) {
    end = { error };
  }
  async function* rows(): AsyncGenerator<TableRow> {
    yield* sample;
    if (end) throw end.error;
    yield* source;
  }
  return { sample, rows: rows() };
}
