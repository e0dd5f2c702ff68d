import type { Actor } from '../../kernel/actor.ts';
import type { Client, Db } from '../../platform/db/db.ts';
import type { FileWords } from '../../platform/files/file-words.ts';
import type { FileOwner, ImportKind } from '../../platform/files/import-kind.ts';
import { recordAudit } from '../accounts/index.ts';
import { type ColumnMap, rememberable } from './imports.column-map.ts';
import { rememberColumns } from './imports.columns.store.ts';
import { advanced, noProgress, type Progress, progressOf, withoutWrites } from './imports.progress.rules.ts';
import type { ImportOptions, ImportRecord } from './imports.record.ts';
import { clearResults, saveResults } from './imports.results.store.ts';
import { type Batch, RowsRun } from './imports.run.ts';
import { inOneTransaction, type Session } from './imports.session.store.ts';
import { dropStaged, readBatch } from './imports.staging.store.ts';
import { beginApplying, changeImport, finishImport, readImport } from './imports.store.ts';
import { clearWords, saveWords } from './imports.words.store.ts';

/** One import whose rows are staged, and all that it takes to apply them. */
export interface ApplyOrder extends Pick<ImportOptions, 'onProgress'> {
  record: ImportRecord;
  kind: ImportKind;
  actor: Actor;
  owner: FileOwner | null;
  columns: ColumnMap;
  words: FileWords;
  /** Rows up to this line are titles and header. */
  headerEnd: number;
  /** Breaks it off between two batches; it stays as it is, to be resumed. */
  signal: AbortSignal;
}

/** Ends a transaction of which nothing is to stay. */
class TakenBack extends Error {}

/**
 * The staged rows of one import on their way into records. ALL: in one transaction, of which nothing stays when a row is
 * refused; refused rows are noted outside of it. PARTIAL: a transaction a batch, its progress with it, so that a process
 * that is killed leaves whole batches, behind which the next one goes on. A dry run is one that is taken back.
 */
export class ImportApply {
  private readonly db: Db;
  private readonly session: Session;
  private readonly order: ApplyOrder;
  private readonly run: RowsRun;
  private progress: Progress = noProgress;

  constructor(db: Db, session: Session, order: ApplyOrder) {
    this.db = db;
    this.session = session;
    this.order = order;
    const { kind, actor, owner, columns, words, record } = order;
    this.run = new RowsRun(kind, { actor, owner, words, importId: record.id }, columns, record.format === 'CSV');
  }

  /** @throws what is not the file's fault; the import is FAILED then, where the database can still be told. */
  async apply(): Promise<void> {
    const { record } = this.order;
    await beginApplying(this.db.prisma, record);
    try {
      if (this.isPartial) await this.applyBatches();
      else await this.applyWhole();
    } catch (error) {
      if (this.order.signal.aborted) throw error;
      const fault = this.run.faultOf(error);
      const failed = this.fail(fault);
      if (!fault) {
        await failed.catch(() => {});
        throw error;
      }
      await failed;
    }
    if (!record.dryRun || record.broken !== null) await dropStaged(this.session, record.id);
  }

  private get isPartial(): boolean {
    const { mode, dryRun, broken } = this.order.record;
    return mode === 'PARTIAL' && !dryRun && broken === null;
  }

  private async applyWhole(): Promise<void> {
    const { id, dryRun, broken } = this.order.record;
    const { prisma } = this.db;
    await clearResults(prisma, id);
    await clearWords(prisma, id);
    if (broken) {
      await saveResults(prisma, id, [{ line: broken.row ?? 0, outcome: 'REFUSED', faults: [broken] }]);
      this.progress = { ...noProgress, refused: 1 };
    }
    try {
      await inOneTransaction(this.db, async (tx) => {
        await this.eachBatch(0, (batch) => this.takeWhole(tx, batch));
        if (dryRun || this.progress.refused > 0) throw new TakenBack();
        await this.finish(tx);
      });
    } catch (error) {
      if (!(error instanceof TakenBack)) throw error;
      const isChecked = dryRun && broken === null;
      await changeImport(prisma, id, dryRun ? this.progress : withoutWrites(this.progress));
      await finishImport(prisma, id, { status: isChecked ? 'CHECKED' : 'FAILED' });
    }
  }

  /** Once a row was refused nothing more is written, but the rest is still checked: who mends the file wants all of it. */
  private async takeWhole(tx: Client, batch: Batch): Promise<void> {
    const { id, dryRun } = this.order.record;
    await this.run.link(tx, batch);
    if (dryRun || this.progress.refused + batch.refused.length === 0) {
      const results = await this.run.write(tx, batch);
      if (!dryRun) await saveResults(tx, id, results);
    }
    this.progress = advanced(this.progress, batch);
    await saveResults(this.db.prisma, id, batch.refused);
    await saveWords(this.db.prisma, id, batch.words);
    await changeImport(this.db.prisma, id, this.progress);
  }

  private async applyBatches(): Promise<void> {
    const { record } = this.order;
    if (record.batchesApplied === 0) {
      await clearResults(this.db.prisma, record.id);
      await clearWords(this.db.prisma, record.id);
    } else this.progress = progressOf(record);
    // What they name, and which records they were, the rows behind them must know.
    for (let n = 0; n < record.batchesApplied; n += 1) {
      await this.run.link(this.db.prisma, await this.run.read(await this.rowsOf(n)));
    }
    await this.eachBatch(record.batchesApplied, (batch, n) =>
      inOneTransaction(this.db, async (tx) => {
        await this.run.link(tx, batch);
        const results = await this.run.write(tx, batch);
        await saveResults(tx, record.id, [...batch.refused, ...results]);
        await saveWords(tx, record.id, batch.words);
        this.progress = advanced(this.progress, batch);
        await changeImport(tx, record.id, { ...this.progress, batchesApplied: n + 1 });
      }),
    );
    await inOneTransaction(this.db, (tx) => this.finish(tx));
  }

  /** Reads a batch while the one before is written: the one works here, the other in the database. */
  private async eachBatch(from: number, take: (batch: Batch, n: number) => Promise<void>): Promise<void> {
    const { record, onProgress, signal } = this.order;
    let next = from < record.batchesLoaded ? this.rowsOf(from) : null;
    let taking: Promise<void> = Promise.resolve();
    for (let n = from; next !== null; n += 1) {
      const rows = await next;
      next = n + 1 < record.batchesLoaded ? this.rowsOf(n + 1) : null;
      // Their failures are met when they are awaited, not as ones that nobody handles.
      next?.catch(() => {});
      const batch = await this.run.read(rows);
      await taking;
      signal.throwIfAborted();
      onProgress?.(this.progress.rowsApplied, 'APPLYING');
      taking = take(batch, n);
      taking.catch(() => {});
    }
    await taking;
  }

  private async rowsOf(n: number) {
    const rows = await readBatch(this.session, this.order.record.id, n);
    return rows.filter(({ line }) => line > this.order.headerEnd);
  }

  /** In the transaction of the records: DONE is there exactly when they are. */
  private async finish(tx: Client): Promise<void> {
    const { record, kind, actor, columns } = this.order;
    const { rowsApplied: rows, notes: _, noted: __, ...counts } = this.progress;
    const detail = { rows, ...counts };
    await changeImport(tx, record.id, this.progress);
    await recordAudit(tx, { actor, action: `${kind.kind}.imported`, kind: 'import', id: record.id, detail });
    const keeper = record.organizationId ?? record.ownerId;
    // What its own words say needs no memory.
    const learnt = columns.columns.filter(({ how }) => how !== 'NAME' && how !== 'ALIAS');
    if (keeper !== null) await rememberColumns(tx, keeper, kind.kind, rememberable({ columns: learnt }));
    await finishImport(tx, record.id, { status: 'DONE' });
  }

  private async fail(fault: ImportRecord['broken']): Promise<void> {
    const { id } = this.order.record;
    const { prisma } = this.db;
    // Of PARTIAL, what was committed stands in the database.
    const stored = this.isPartial ? await readImport(prisma, id) : null;
    const progress = stored ? progressOf(stored) : withoutWrites(this.progress);
    await changeImport(prisma, id, { ...progress, refused: progress.refused + (fault ? 1 : 0) });
    if (fault) await saveResults(prisma, id, [{ line: fault.row ?? 0, outcome: 'REFUSED', faults: [fault] }]);
    const error = fault ? null : 'Something went wrong here; it has been logged.';
    await finishImport(prisma, id, { status: 'FAILED', error });
  }
}
