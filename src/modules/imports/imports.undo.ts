import { DomainError } from '../../kernel/errors.ts';
import type { Client } from '../../platform/db/db.ts';
import { Cells } from '../../platform/files/cells.ts';
import type { ImportRun } from '../../platform/files/import-kind.ts';
import type { ImportRecord } from './imports.record.ts';
import { readWritten, saveUndone, type UndoneRow, type WrittenResult } from './imports.results.store.ts';
import { UndoneWholes, type UndoOrder } from './imports.undo.wholes.ts';

const rowsAtOnce = 1_000;
/** Behind the last line that a file can have. */
const endOfLines = 2_147_483_647;

const why = {
  GONE: 'It is not there any more.',
  TOUCHED: 'It was changed after the import.',
  REFERRED: 'Others refer to it by now.',
  FORGOTTEN: 'What it was before is not kept any more.',
};

export type UndoCounts = Pick<ImportRecord, 'erased' | 'restored' | 'kept'>;

/** Rows that stay, by line, and why. */
type Kept = Map<number, string>;

interface LinkedRow {
  row: WrittenResult;
  value: unknown;
}

/**
 * Takes an import back, its last rows first, in the caller's transaction: records that it made are removed, those that it
 * changed are imported again as they were. What was touched since, is referred to, or is not the actor's to write, stays.
 */
export class ImportUndo {
  private readonly order: UndoOrder;
  private readonly counts: UndoCounts = { erased: 0, restored: 0, kept: 0 };
  private readonly wholes: UndoneWholes;

  constructor(order: UndoOrder) {
    this.order = order;
    this.wholes = new UndoneWholes(order);
  }

  async undo(tx: Client): Promise<UndoCounts> {
    const { id } = this.order.record;
    for (let before = endOfLines; ; ) {
      const rows = await readWritten(tx, id, before, rowsAtOnce);
      const last = rows.at(-1);
      if (!last) break;
      await saveUndone(tx, id, await this.takeBack(tx, rows.toReversed()));
      before = last.line;
    }
    this.counts.kept += await this.wholes.takeBack(tx);
    return this.counts;
  }

  private async takeBack(tx: Client, rows: readonly WrittenResult[]): Promise<UndoneRow[]> {
    const kept: Kept = new Map();
    const standings = await this.order.kind.undo.standing(tx, idsOf(rows));
    const free = rows.filter(({ line, recordId, version }) => {
      const now = standings.get(recordId);
      if (now?.version !== version) kept.set(line, now ? why.TOUCHED : why.GONE);
      return now?.version === version;
    });
    const of = (outcome: WrittenResult['outcome']) => free.filter((row) => row.outcome === outcome);
    const made = rows.filter(({ outcome }) => outcome === 'CREATED');
    const owners = await this.wholes.ownersOf(tx, made);
    const erased = await this.erase(tx, of('CREATED'), kept);
    this.wholes.note(made, owners, (line) => kept.has(line));
    this.wholes.noteImages(rows);
    const restored = await this.restore(tx, of('UPDATED'), kept);
    this.counts.erased += erased.length;
    this.counts.restored += restored.length;
    this.counts.kept += kept.size;
    return [
      ...erased.map(({ line }): UndoneRow => ({ line, undo: 'ERASED', reason: null })),
      ...restored.map(({ line }): UndoneRow => ({ line, undo: 'RESTORED', reason: null })),
      ...[...kept].map(([line, reason]): UndoneRow => ({ line, undo: 'KEPT', reason })),
    ];
  }

  private async erase(tx: Client, rows: readonly WrittenResult[], kept: Kept): Promise<WrittenResult[]> {
    if (rows.length === 0) return [];
    const { kind, record } = this.order;
    const own = await this.writable(tx, rows, kept);
    const gone = new Set(await kind.undo.erase(tx, idsOf(own), record.startedAt));
    return own.filter(({ line, recordId }) => {
      if (!gone.has(recordId)) kept.set(line, why.REFERRED);
      return gone.has(recordId);
    });
  }

  /** Those that the actor could write as they stand: an employer may have been claimed since. */
  private async writable(tx: Client, rows: readonly WrittenResult[], kept: Kept): Promise<readonly WrittenResult[]> {
    const { kind, actor } = this.order;
    if (actor.kind === 'SYSTEM' || !kind.out) return rows;
    const cells = await kind.out.cells(tx, idsOf(rows));
    const linked = await this.linked(tx, this.begin(), rows, (row) => cells.get(row.recordId)?.cells ?? null, kept);
    return linked.map(({ row }) => row);
  }

  /** A run of its own for each batch: what it remembers of one must not bind the next. */
  private async restore(tx: Client, rows: readonly WrittenResult[], kept: Kept): Promise<WrittenResult[]> {
    const run = this.begin();
    const linked = await this.linked(tx, run, rows, ({ before }) => before?.cells ?? null, kept);
    if (linked.length === 0) return [];
    const values = linked.map(({ value }) => value);
    const written = await run.write(tx, values, async () => {});
    const restored = linked.flatMap(({ row }, n) => {
      const { outcome, reason } = written[n] ?? {};
      if (outcome !== 'LEFT') return [row];
      kept.set(row.line, reason ?? why.TOUCHED);
      return [];
    });
    const archived = restored.filter(({ before }) => before?.archived);
    if (archived.length > 0) await this.order.kind.undo.archive?.(tx, idsOf(archived));
    return restored;
  }

  private begin(): ImportRun<unknown, unknown> {
    const { kind, actor, owner } = this.order;
    return kind.begin({ actor, owner, restores: true });
  }

  /** The rows that can be read and linked by these cells; the others are kept. */
  private async linked(
    tx: Client,
    run: ImportRun<unknown, unknown>,
    rows: readonly WrittenResult[],
    cellsBy: (row: WrittenResult) => Readonly<Record<string, string>> | null,
    kept: Kept,
  ): Promise<LinkedRow[]> {
    const drafts: { row: WrittenResult; cells: Cells; draft: unknown }[] = [];
    for (const row of rows) {
      const by = cellsBy(row);
      if (by === null) kept.set(row.line, why.FORGOTTEN);
      else await unlessRefused(kept, row, () => void drafts.push(draftOf(run, row, by)));
    }
    const known = drafts.map(({ draft }) => draft);
    if (known.length > 0) await run.prepare?.(tx, known);
    const linked: LinkedRow[] = [];
    for (const { row, cells, draft } of drafts) {
      await unlessRefused(kept, row, async () => void linked.push({ row, value: await run.link(tx, draft, cells) }));
    }
    return linked;
  }
}

async function unlessRefused(kept: Kept, row: WrittenResult, work: () => Promise<void> | void): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    kept.set(row.line, error.message);
  }
}

function draftOf(run: ImportRun<unknown, unknown>, row: WrittenResult, by: Readonly<Record<string, string>>) {
  const cells = new Cells(new Map(Object.keys(by).map((name, n) => [name, n])), Object.values(by));
  return { row, cells, draft: run.read(cells) };
}

function idsOf(rows: readonly WrittenResult[]): string[] {
  return rows.map(({ recordId }) => recordId);
}
