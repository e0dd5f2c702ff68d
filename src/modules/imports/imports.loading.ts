import { type Actor, organizationOf, userIdOf } from '../../kernel/actor.ts';
import { badInput, DomainError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Client } from '../../platform/db/db.ts';
import type { FileOwner, ImportKind } from '../../platform/files/import-kind.ts';
import { openTable, type TableReader, type TableRow } from '../../platform/files/table.ts';
import type { ColumnMap } from './imports.column-map.ts';
import { sampleRows } from './imports.columns.rules.ts';
import { columnsOf } from './imports.columns.ts';
import type { ImportFault } from './imports.fault.ts';
import { faultOf } from './imports.faults.rules.ts';
import { FileLoad, peekRows } from './imports.load.ts';
import type { ImportOptions, ImportRecord } from './imports.record.ts';
import { refuseFile } from './imports.refusal.ts';
import { TableColumns } from './imports.rows.rules.ts';
import { lockImport, type Session, tryLockImport } from './imports.session.store.ts';
import { changeImport, insertImport, knownImport, readLoading } from './imports.store.ts';

/** What files may hold, in bytes; the reader's own limits where one is left out. */
export interface FileLimits {
  importCsvBytes?: number;
  importWorkbookBytes?: number;
}

/** One file that is to be imported, and by whom. */
export interface FileOrder {
  actor: Actor;
  kind: ImportKind;
  owner: FileOwner | null;
  file: AsyncIterable<Uint8Array | string>;
  options: ImportOptions;
}

/** Each is shown and kept: a table with more is none that people fill in. */
const mostColumns = 1_000;
const emptyFile = badInput('', 'The file is empty.', 'Its first line names the columns.');

/** The load phase: a file is read and its rows are staged as they are. */
export class FileLoading {
  private readonly prisma: Client;
  private readonly session: Session;
  private readonly options: FileLimits & { signal: AbortSignal };

  /** @param options.signal breaks it off between two batches; what is staged stays */
  constructor(prisma: Client, session: Session, options: FileLimits & { signal: AbortSignal }) {
    this.prisma = prisma;
    this.session = session;
    this.options = options;
  }

  /** @returns the import, and whether its rows are staged: not when the file is refused as a whole. */
  async load(order: FileOrder): Promise<{ id: string; isLoaded: boolean }> {
    const record = await this.begin(order);
    try {
      const { sheet, delimiter } = order.options;
      const { importCsvBytes: maxCsvBytes, importWorkbookBytes: maxWorkbookBytes } = this.options;
      const { fileName } = record;
      const table = await openTable(order.file, { fileName, sheet, delimiter, maxCsvBytes, maxWorkbookBytes });
      return { id: record.id, isLoaded: await this.stage(record, table, order) };
    } catch (error) {
      if (this.options.signal.aborted) throw error;
      const fault = faultOf(error, { line: null });
      const refused = this.refuse(record.id, fault ? [fault] : []);
      if (!fault) {
        await refused.catch(() => {});
        throw error;
      }
      await refused;
      return { id: record.id, isLoaded: false };
    }
  }

  /** A new import, or the one of the same owner that was cut off while it was read. */
  private async begin({ actor, kind, owner, options }: FileOrder): Promise<ImportRecord> {
    const organizationId = organizationOf(actor)?.id ?? null;
    const whose = { kind: kind.kind, organizationId, ownerId: owner?.id ?? null };
    const said = {
      ...{ mode: options.mode ?? 'ALL', dryRun: options.dryRun ?? false, userId: userIdOf(actor) },
      ...{ fileName: options.fileName.slice(0, 500) },
      ...{ givenColumns: options.columns ?? {}, constants: options.constants ?? {} },
    } as const;
    for (const { id } of await readLoading(this.prisma, whose)) {
      if (!(await tryLockImport(this.session, id))) continue;
      await changeImport(this.prisma, id, { ...said, loadedAt: null, broken: null, attempts: 0 });
      return knownImport(this.prisma, id);
    }
    const id = newId();
    await lockImport(this.session, id);
    await insertImport(this.prisma, { id, ...whose, ...said });
    return knownImport(this.prisma, id);
  }

  private async stage(record: ImportRecord, table: TableReader, order: FileOrder): Promise<boolean> {
    const rows = table.rows();
    try {
      return await this.stageRows(record, { table, rows }, order);
    } finally {
      await rows.return(undefined);
    }
  }

  private async stageRows(
    record: ImportRecord,
    { table, rows: source }: { table: TableReader; rows: AsyncGenerator<TableRow> },
    { kind, options }: FileOrder,
  ): Promise<boolean> {
    const { format } = table;
    const { sample, rows } = await peekRows(source, sampleRows);
    checkWidth(sample);
    const columns = await columnsOf(this.prisma, record, kind, sample);
    if (sample.length > 0) {
      options.onColumns?.(columns);
      if (columns.faults.length > 0 && !record.dryRun) {
        // A dry run goes on: its rows wait for other columns.
        await changeImport(this.prisma, record.id, { columnMap: columns, format, sheet: table.sheet });
        await this.refuse(record.id, columns.faults);
        return false;
      }
    }
    const known = sample.length > 0 ? new TableColumns(columns, kind.columns, format === 'CSV') : null;
    const broken = await this.take(record, rows, { known, onProgress: options.onProgress });
    if (broken && sample.length === 0) {
      await this.refuse(record.id, [broken]);
      return false;
    }
    await this.noteLoaded(record.id, table, { broken, columns });
    return true;
  }

  /** @returns why the file broke off; null when it was read to its end. */
  private async take(
    record: ImportRecord,
    rows: AsyncIterable<TableRow>,
    { known, onProgress }: { known: TableColumns | null; onProgress: ImportOptions['onProgress'] },
  ): Promise<ImportFault | null> {
    const load = new FileLoad(this.session, record.id, record.batchesLoaded);
    try {
      await load.take(rows, (count) => {
        this.options.signal.throwIfAborted();
        onProgress?.(count, 'LOADING');
      });
      if (load.rows === 0) throw emptyFile;
      return null;
    } catch (error) {
      const fault = this.options.signal.aborted ? null : faultOf(error, { line: null, columns: known });
      if (!fault) throw error;
      return fault;
    }
  }

  private async noteLoaded(
    id: string,
    table: TableReader,
    { broken, columns }: { broken: ImportFault | null; columns: ColumnMap },
  ): Promise<void> {
    const { format, encoding, sheet } = table;
    const sha256 = broken ? null : table.sha256();
    const loadedAt = new Date();
    await changeImport(this.prisma, id, { format, encoding, sheet, sha256, broken, columnMap: columns, loadedAt });
  }

  private refuse(id: string, faults: readonly ImportFault[]): Promise<void> {
    return refuseFile({ prisma: this.prisma, session: this.session }, id, faults);
  }
}

/** @throws TOO_LARGE */
function checkWidth(sample: readonly TableRow[]): void {
  const widest = sample.find(({ cells }) => cells.length > mostColumns);
  if (!widest) return;
  throw new DomainError('TOO_LARGE', `The row has ${widest.cells.length} cells; a table has at most ${mostColumns}.`, {
    row: widest.line,
    cure: 'Look at the delimiter, or remove columns.',
  });
}
