import type { Actor } from '../../kernel/actor.ts';
import type { Client } from '../../platform/db/db.ts';
import type { FileOwner, ImportKind, WholeImage } from '../../platform/files/import-kind.ts';
import { eraseUnused, readMakingImports } from '../accounts/index.ts';
import type { ImportRecord } from './imports.record.ts';
import { saveStaying, type WrittenResult } from './imports.results.store.ts';
import { readUndone } from './imports.store.ts';

export interface UndoOrder {
  record: ImportRecord;
  kind: ImportKind;
  actor: Actor;
  owner: FileOwner | null;
}

/** What the rows of an import belong to, and how it goes back with them once all of them were gone through. */
export class UndoneWholes {
  private readonly order: UndoOrder;
  /** Lines of rows that are gone, by the organization to which they belonged. */
  private readonly left = new Map<string, number>();
  /** Organizations of rows that stay. */
  private readonly lived = new Set<string>();
  private readonly images = new Map<number, WholeImage>();

  constructor(order: UndoOrder) {
    this.order = order;
  }

  /** To be called of rows while they are there. */
  async ownersOf(tx: Client, rows: readonly WrittenResult[]): Promise<ReadonlyMap<string, string>> {
    const { undo } = this.order.kind;
    return rows.length === 0 || !undo.owners
      ? new Map()
      : undo.owners(
          tx,
          rows.map(({ recordId }) => recordId),
        );
  }

  /** What became of rows that the import made, with the organizations to which they belonged. */
  note(rows: readonly WrittenResult[], owners: ReadonlyMap<string, string>, isKept: (line: number) => boolean): void {
    for (const { line, recordId } of rows) {
      const owner = owners.get(recordId);
      if (owner === undefined) continue;
      if (isKept(line)) this.lived.add(owner);
      else this.left.set(owner, line);
    }
  }

  noteImages(rows: readonly WrittenResult[]): void {
    for (const { line, before } of rows) if (before?.whole) this.images.set(line, before.whole);
  }

  /** @returns how many stay, beside those of rows that stay themselves */
  async takeBack(tx: Client): Promise<number> {
    const staying = [...(await this.restore(tx)), ...(await this.erase(tx))];
    return saveStaying(tx, this.order.record.id, staying);
  }

  private async restore(tx: Client): Promise<{ line: number; id: string; reason: string }[]> {
    const { kind, actor } = this.order;
    if (this.images.size === 0 || !kind.undo.restoreWholes) return [];
    const stay = await kind.undo.restoreWholes(tx, actor, [...this.images.values()]);
    return [...this.images].flatMap(([line, { id }]) => {
      const reason = stay.get(id);
      return reason === undefined ? [] : [{ line, id, reason }];
    });
  }

  /** Organizations that this import made, or one that is undone already and had to leave them for this one. */
  private async erase(tx: Client): Promise<{ line: number; id: string; reason: string }[]> {
    const owners = [...this.left.keys()].filter((id) => !this.lived.has(id));
    const makers = owners.length === 0 ? new Map<string, string>() : await readMakingImports(tx, owners);
    const undone = await readUndone(tx, [...new Set(makers.values())]);
    const made = owners.filter((id) => [this.order.record.id, ...undone].includes(makers.get(id) ?? ''));
    if (made.length === 0) return [];
    const stay = await eraseUnused(tx, this.order.actor, made);
    return [...stay].map(([id, reason]) => ({ line: this.left.get(id) ?? 0, id, reason }));
  }
}
