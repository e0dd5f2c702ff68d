import { badInput } from '../../kernel/errors.ts';
import type { Client } from '../../platform/db/db.ts';
import type { Cells } from '../../platform/files/cells.ts';
import { type FileWords, WordAwaited } from '../../platform/files/file-words.ts';
import type { ImportKind, ImportRun, ImportScope, RowWritten } from '../../platform/files/import-kind.ts';
import type { TableRow } from '../../platform/files/table.ts';
import type { ColumnMap } from './imports.column-map.ts';
import type { ImportFault } from './imports.fault.ts';
import { faultOf } from './imports.faults.rules.ts';
import { KeyLines } from './imports.keys.rules.ts';
import type { ImportNote } from './imports.record.ts';
import type { BeforeImage, ResultRow } from './imports.results.store.ts';
import { TableColumns } from './imports.rows.rules.ts';
import { type ImportWord, WordCounts } from './imports.words.ts';

interface Read {
  line: number;
  values: readonly string[];
  cells: Cells;
  draft: unknown;
}

/** Rows that go the way together, and what has become of them so far. */
export interface Batch {
  /** Rows of the table among them: without titles, totals and empty ones. */
  rows: number;
  reads: Read[];
  linked: { line: number; row: unknown }[];
  refused: ResultRow[];
  notes: ImportNote[];
  words: ImportWord[];
  written: RowWritten[];
}

/** What the rows of one file become, batch by batch: read, linked, written. */
export class RowsRun {
  private readonly kind: ImportKind;
  private readonly run: ImportRun<unknown, unknown>;
  private readonly map: ColumnMap;
  private readonly columns: TableColumns;
  private readonly words: FileWords;
  private readonly keys = new KeyLines();

  /** @param isRagged whether rows may be shorter or longer than the header, as in CSV */
  constructor(kind: ImportKind, scope: ImportScope & { words: FileWords }, map: ColumnMap, isRagged: boolean) {
    this.kind = kind;
    this.words = scope.words;
    this.run = kind.begin(scope);
    this.map = map;
    this.columns = new TableColumns(map, kind.columns, isRagged);
  }

  /** Rows as drafts; of the database nothing is asked but an organization's own words. */
  async read(rows: readonly TableRow[]): Promise<Batch> {
    const batch: Batch = { rows: 0, reads: [], linked: [], refused: [], notes: [], words: [], written: [] };
    const counts = new WordCounts();
    for (const row of rows) {
      while (!this.readRow(batch, row)) await this.words.lookUp();
      for (const use of this.words.used) counts.add(row.line, { ...use, column: this.columns.shownName(use.column) });
    }
    return { ...batch, words: counts.words };
  }

  /** @returns false for a row with a word that has to be looked up first. */
  private readRow(batch: Batch, { line, cells: values }: TableRow): boolean {
    let cells: Cells | null = null;
    this.words.begin();
    try {
      cells = this.columns.cells(values);
      if (cells === null) return true;
      const draft = this.run.read(cells);
      batch.notes.push(...this.notesOf(line, cells));
      batch.reads.push({ line, values: this.alone(values, cells), cells, draft });
    } catch (error) {
      if (error instanceof WordAwaited) return false;
      this.refuse(batch, error, { line, cells, values: cells ? this.alone(values, cells) : values });
    }
    batch.rows += 1;
    return true;
  }

  /** Looks up what the rows name, and refuses those that cannot be; writes nothing. */
  async link(client: Client, batch: Batch): Promise<void> {
    if (batch.reads.length === 0) return;
    await this.run.prepare?.(
      client,
      batch.reads.map(({ draft }) => draft),
    );
    for (const { line, values, cells, draft } of batch.reads) {
      try {
        const row = await this.run.link(client, draft, cells);
        this.refuseTwice(this.run.keyOf(row), line);
        batch.linked.push({ line, row });
      } catch (error) {
        this.refuse(batch, error, { line, cells, values });
      }
    }
  }

  /** @returns what became of the rows, without those that were as they are already. */
  async write(tx: Client, batch: Batch): Promise<ResultRow[]> {
    if (batch.linked.length === 0) return [];
    const images = new Map<string, BeforeImage>();
    const rows = batch.linked.map(({ row }) => row);
    batch.written = await this.run.write(tx, rows, (ids) => this.keep(tx, ids, images));
    if (batch.written.length !== rows.length)
      throw new Error(`${this.kind.kind}: of ${rows.length} rows ${batch.written.length} were answered for.`);
    return batch.written.flatMap((one, n) =>
      one.outcome === 'UNCHANGED' ? [] : [resultOf(one, batch.linked[n]?.line ?? 0, images)],
    );
  }

  /** Null for an error that is none of the file's. */
  faultOf(error: unknown): ImportFault | null {
    return faultOf(error, { line: null, columns: this.columns });
  }

  private async keep(tx: Client, ids: readonly string[], images: Map<string, BeforeImage>): Promise<void> {
    const fresh = ids.filter((id) => !images.has(id));
    if (fresh.length === 0 || !this.kind.out) return;
    const standings = await this.kind.undo.standing(tx, fresh);
    for (const [id, { cells }] of await this.kind.out.cells(tx, fresh)) {
      images.set(id, { cells, archived: standings.get(id)?.archived ?? false });
    }
  }

  private notesOf(line: number, cells: Cells): ImportNote[] {
    return cells.notes.map(({ column, value, message }) => ({
      row: line,
      column: this.columns.shownName(column),
      value,
      message,
    }));
  }

  /** The cells of a row as it would have to stand alone: with what it takes from the rows above. */
  private alone(values: readonly string[], cells: Cells): readonly string[] {
    const carried = this.run.carried?.(cells) ?? {};
    if (Object.keys(carried).length === 0) return values;
    const width = Math.max(values.length, this.map.columns.length);
    const filled = Array.from({ length: width }, (_, n) => values[n] ?? '');
    for (const { place, column } of this.map.columns) {
      const text = column === null ? undefined : carried[column];
      if (text !== undefined && !filled[place - 1]?.trim()) filled[place - 1] = text;
    }
    return filled;
  }

  private refuseTwice(key: string, line: number): void {
    const earlier = this.keys.earlier(key, line);
    if (earlier === null) return;
    const { keyColumn } = this.kind;
    const [made] = this.map.keyMadeOf;
    if (made === undefined)
      throw badInput(keyColumn, `The same record stands in row ${earlier} already.`, 'Keep one of the two rows.');
    const names = this.map.keyMadeOf.map((name) => this.columns.shownName(name)).join(', ');
    throw badInput(
      made,
      `The same record stands in row ${earlier} already: without numbers of their own, records are known by ${names}.`,
      `Keep one of the two rows, or give each record its number in a column ${this.columns.shownName(keyColumn)}.`,
    );
  }

  /** @throws the error itself when it is not the file's. */
  private refuse(
    batch: Batch,
    error: unknown,
    { line, cells, values }: { line: number; cells: Cells | null; values: readonly string[] },
  ): void {
    const fault = faultOf(error, { line, cells, columns: this.columns });
    if (!fault) throw error;
    batch.refused.push({ line, outcome: 'REFUSED', cells: values, faults: [fault] });
  }
}

function resultOf(
  { outcome, id, version, key, reason, whole }: RowWritten,
  line: number,
  images: ReadonlyMap<string, BeforeImage>,
): ResultRow {
  const image = outcome === 'UPDATED' ? images.get(id) : undefined;
  const before = whole ? { cells: null, archived: false, ...image, whole } : image;
  return {
    line,
    outcome: outcome as ResultRow['outcome'],
    recordId: id,
    version,
    ...(before ? { before } : {}),
    ...(key === undefined ? {} : { key }),
    ...(reason === undefined ? {} : { reason }),
  };
}
