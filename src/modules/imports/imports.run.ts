import { createHash } from 'node:crypto';
import { badInput, DomainError } from '../../kernel/errors.ts';
import type { Client } from '../../platform/db/db.ts';
import type { Cells } from '../../platform/files/cells.ts';
import { type CsvRow, readCsv } from '../../platform/files/csv.ts';
import type { ImportKind, ImportRun, LeftRow } from '../../platform/files/import-kind.ts';
import type { Utf8Bytes } from '../../platform/files/utf8.ts';
import { FaultList, faultOf, Header } from './imports.rules.ts';
import { type ImportOptions, maxFaults } from './imports.types.ts';

const batchSize = 1_000;

interface Read {
  line: number;
  cells: Cells;
  draft: unknown;
}

/**
 * One file on its way into one transaction. Once a row was refused, nothing more is written, but the rest is still
 * checked: who mends the file wants to know all of it.
 */
export class FileRun {
  readonly faults = new FaultList();
  readonly counts = { created: 0, updated: 0, unchanged: 0 };
  readonly left: LeftRow[] = [];
  leftCount = 0;
  rows = 0;
  private readonly kind: ImportKind;
  private readonly run: ImportRun<unknown, unknown>;
  private readonly options: ImportOptions;
  private header: Header | null = null;
  private batch: Read[] = [];
  /** The batch before, on its way to the database while this one is read: the one works here, the other there. */
  private writing: Promise<void> = Promise.resolve();
  /** The line of each record by a hash of its key: a few dozen bytes a row, whatever the rows hold. */
  private readonly lines = new Map<bigint, number>();

  constructor(kind: ImportKind, run: ImportRun<unknown, unknown>, options: ImportOptions) {
    this.kind = kind;
    this.run = run;
    this.options = options;
  }

  async take(tx: Client, bytes: Utf8Bytes): Promise<void> {
    try {
      for await (const row of readCsv(bytes, this.options.delimiter)) {
        if (this.header) await this.takeRow(tx, this.header, row);
        else if (!this.takeHeader(row)) return;
      }
      await this.end(tx);
      if (!this.header) throw badInput('', 'The file is empty.', 'Its first line names the columns.');
    } catch (error) {
      // A fault of the file, or this throws on.
      this.refuse(error, null, null);
      // What was read whole before the file broke off is still checked.
      await this.end(tx);
    }
  }

  private async end(tx: Client): Promise<void> {
    await this.flush(tx);
    await this.writing;
  }

  private takeHeader(row: CsvRow): boolean {
    this.header = Header.read(this.kind, row, this.options.constants ?? {}, this.faults);
    return this.faults.count === 0;
  }

  private async takeRow(tx: Client, header: Header, { line, cells: values }: CsvRow): Promise<void> {
    if (values.every((value) => value.trim() === '')) return;
    this.rows += 1;
    let cells: Cells | null = null;
    try {
      cells = header.cells(values);
      this.batch.push({ line, cells, draft: this.run.read(cells) });
    } catch (error) {
      this.refuse(error, line, cells);
    }
    if (this.batch.length >= batchSize) await this.flush(tx);
    if (this.rows % batchSize === 0) this.options.onProgress?.(this.rows);
  }

  private async flush(tx: Client): Promise<void> {
    const batch = this.batch;
    this.batch = [];
    if (batch.length === 0) return;
    await this.writing;
    this.writing = this.write(tx, batch);
    // Its failure is met when it is awaited, not as one that nobody handles.
    this.writing.catch(() => {});
  }

  private async write(tx: Client, batch: readonly Read[]): Promise<void> {
    await this.run.prepare?.(
      tx,
      batch.map(({ draft }) => draft),
    );
    const rows: unknown[] = [];
    for (const { line, cells, draft } of batch) {
      try {
        const row = await this.run.link(tx, draft, cells);
        this.refuseTwice(this.run.keyOf(row), line);
        rows.push(row);
      } catch (error) {
        this.refuse(error, line, cells);
      }
    }
    if (this.faults.count > 0 || rows.length === 0) return;
    const { created, updated, unchanged, left = [] } = await this.run.write(tx, rows);
    this.counts.created += created;
    this.counts.updated += updated;
    this.counts.unchanged += unchanged;
    this.leftCount += left.length;
    this.left.push(...left.slice(0, maxFaults - this.left.length));
  }

  private refuseTwice(key: string, line: number): void {
    const hash = createHash('sha1').update(key).digest().readBigUInt64BE(0);
    const earlier = this.lines.get(hash);
    if (earlier !== undefined) {
      throw badInput(
        this.kind.keyColumn,
        `The same record stands in row ${earlier} already.`,
        'Keep one of the two rows.',
      );
    }
    this.lines.set(hash, line);
  }

  /** @throws the error itself when it is not the file's. */
  private refuse(error: unknown, line: number | null, cells: Cells | null): void {
    const fault = faultOf(error, line, cells, this.header);
    if (!fault) throw error;
    this.faults.add(fault);
  }
}

/** Ends the transaction of a file that was refused. */
export class Refused extends DomainError {
  constructor() {
    super('BAD_INPUT', 'The file was refused. Nothing was written.');
  }
}
