import { Readable } from 'node:stream';
import { type Actor, organizationOf } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { isAllowed } from '../../kernel/permissions.ts';
import type { FileOwner, ImportKind } from '../../platform/files/import-kind.ts';
import { cleanImports } from './imports.cleaning.store.ts';
import type { GivenColumns, ImportMode, ImportOptions, ImportOutcome, ImportRecord } from './imports.record.ts';
import { ImportRecords } from './imports.records.ts';
import { checkAppliable, checkResumable, checkUndoable } from './imports.status.rules.ts';
import { knownImport } from './imports.store.ts';
import { ImportWork, type ImportWorkDeps, type Watching } from './imports.work.ts';

export type ImportsDeps = ImportWorkDeps;

/** What is to be done with a file that was checked. */
export interface ApplyOptions extends Watching {
  /** As before when left out. */
  columns?: GivenColumns | undefined;
  mode?: ImportMode | undefined;
  dryRun?: boolean | undefined;
}

/** So many imports of members run at once in one process: each holds connections. */
const mostAtOnce = 3;

export class ImportsService {
  readonly kinds: readonly ImportKind[];
  /** What is told of imports. */
  readonly records: ImportRecords;
  private readonly deps: ImportsDeps;
  private readonly work: ImportWork;
  private running = 0;

  constructor(deps: ImportsDeps) {
    this.deps = deps;
    this.kinds = deps.kinds;
    this.records = new ImportRecords(deps.db.prisma);
    this.work = new ImportWork(deps);
  }

  /** @throws BAD_INPUT for a kind that there is not. */
  kind(name: string): ImportKind {
    return this.work.kind(name);
  }

  /**
   * Reads a file to its end and writes what it says: all of it or nothing, or the good rows when that is asked. What is
   * wrong with the file is told in the outcome; thrown is only what is wrong with the call or the database.
   * @throws FORBIDDEN for a kind that the actor may not import, BAD_INPUT for an unknown kind or organization,
   * TOO_MANY_REQUESTS while others of members run.
   */
  async importFile(
    actor: Actor,
    kindName: string,
    file: AsyncIterable<Uint8Array | string>,
    options: ImportOptions,
  ): Promise<ImportOutcome> {
    checkImporter(actor);
    const kind = this.kind(kindName);
    checkImporter(actor, kind);
    // It may break before it is read, and is met there; without a listener it would end the process.
    if (file instanceof Readable) file.on('error', () => {});
    const owner = await this.ownerOf(actor, kind, options.organization ?? null);
    return this.inRoom(actor, async () => {
      await cleanImports(this.deps.db);
      const id = await this.work.importFile({ actor, kind, owner, file, options });
      return this.records.outcome(await knownImport(this.deps.db.prisma, id));
    });
  }

  /**
   * Does with a checked file what its dry run has shown, or checks it again with other columns.
   * @throws NOT_FOUND, CONFLICT for one that was not checked or whose rows are gone.
   */
  async applyImport(actor: Actor, id: string, options: ApplyOptions): Promise<ImportRecord> {
    const record = await this.records.visible(actor, id);
    checkImporter(actor, this.kind(record.kind));
    const { columns, mode, dryRun = false, ...watching } = options;
    return this.inRoom(actor, async () => {
      await this.work.applyStaged(
        record.id,
        (now) => {
          checkAppliable(now);
          return { givenColumns: columns ?? now.givenColumns, mode: mode ?? now.mode, dryRun };
        },
        watching,
      );
      return knownImport(this.deps.db.prisma, record.id);
    });
  }

  /**
   * Takes an import back: records that it made and nobody has touched or refers to are removed, those that it changed are
   * put back. @throws NOT_FOUND, CONFLICT for one that wrote nothing or is undone already.
   */
  async undoImport(actor: Actor, id: string): Promise<ImportRecord> {
    const { id: known, kind } = await this.records.visible(actor, id);
    checkImporter(actor, this.kind(kind));
    return this.inRoom(actor, async () => {
      await this.work.undo(known, actor, checkUndoable);
      return knownImport(this.deps.db.prisma, known);
    });
  }

  /**
   * Goes on with imports that were cut off, of all kinds, or with that one.
   * @throws FORBIDDEN for all but the operator, CONFLICT for one that has ended or whose file was not read to its end.
   */
  async resumeImports(actor: Actor, id: string | null, watching: Watching = {}): Promise<ImportOutcome[]> {
    if (actor.kind !== 'SYSTEM') throw new DomainError('FORBIDDEN', 'Imports are resumed by the operator.');
    const only = id === null ? null : await this.records.visible(actor, id);
    if (only) checkResumable(only);
    const outcomes: ImportOutcome[] = [];
    for (const { kind } of this.kinds.filter((one) => only === null || one.kind === only.kind)) {
      const resumed = await this.work.resume(kind, only?.id ?? null, watching);
      for (const one of resumed) outcomes.push(await this.records.outcome(await knownImport(this.deps.db.prisma, one)));
    }
    return outcomes;
  }

  /** Breaks off what runs; it is resumed when a process starts again. */
  stop(): void {
    this.work.stop();
  }

  /** Removes what is kept for some days only. */
  clean(): Promise<void> {
    return cleanImports(this.deps.db);
  }

  /**
   * Whose the rows are that name nobody: the organization that is named, else a member's own, where a record of the kind
   * can be its. @throws BAD_INPUT at `organization`.
   */
  async ownerOf(actor: Actor, kind: ImportKind, text: string | null): Promise<FileOwner | null> {
    const own = organizationOf(actor);
    if (text === null && own !== null) return kind.ownerKinds.includes(own.kind) ? own : null;
    return this.work.ownerOf(kind, text);
  }

  private async inRoom<T>(actor: Actor, work: () => Promise<T>): Promise<T> {
    if (actor.kind !== 'SYSTEM' && this.running >= mostAtOnce) {
      throw new DomainError('TOO_MANY_REQUESTS', `${mostAtOnce} imports are running here already.`, {
        cure: 'Try again when one of them has ended.',
      });
    }
    this.running += 1;
    try {
      return await work();
    } finally {
      this.running -= 1;
    }
  }
}

/** @throws FORBIDDEN for who may not import, or not files of the kind. */
function checkImporter(actor: Actor, kind?: ImportKind): void {
  if (!isAllowed(actor, 'import:run')) {
    throw new DomainError('FORBIDDEN', 'Your role does not carry the permission import:run.', {
      permission: 'import:run',
    });
  }
  const own = organizationOf(actor);
  if (own === null || kind === undefined || kind.importers.includes(own.kind)) return;
  throw new DomainError('FORBIDDEN', `Files of ${kind.kind} are not imported by an organization like yours.`, {
    cure: `They are imported by: ${kind.importers.join(', ').toLowerCase()}.`,
  });
}
