import { type Actor, organizationOf, system } from '../../kernel/actor.ts';
import { badInput, DomainError } from '../../kernel/errors.ts';
import type { Db } from '../../platform/db/db.ts';
import type { FileWords } from '../../platform/files/file-words.ts';
import type { FileOwner, ImportKind } from '../../platform/files/import-kind.ts';
import type { Log } from '../../platform/log.ts';
import { NamedOrganizations, recordAudit } from '../accounts/index.ts';
import { ImportApply } from './imports.apply.ts';
import { sampleRows } from './imports.columns.rules.ts';
import { columnsOf } from './imports.columns.ts';
import { type FileLimits, FileLoading, type FileOrder } from './imports.loading.ts';
import type { ImportOptions, ImportRecord } from './imports.record.ts';
import { refuseFile } from './imports.refusal.ts';
import {
  inOneTransaction,
  lockImport,
  lockKind,
  type Session,
  tryLockImport,
  withSession,
} from './imports.session.store.ts';
import { dropStaged, readSample } from './imports.staging.store.ts';
import { changeImport, finishImport, type ImportChanges, knownImport, readUnfinished } from './imports.store.ts';
import { ImportUndo } from './imports.undo.ts';

export interface ImportWorkDeps {
  db: Db;
  /** What the modules bring. */
  kinds: readonly ImportKind[];
  /** Reads the words of one file. */
  words(owner: { organizationId: string | null; region: string | null }): FileWords;
  /** A member as it stands now, for imports that go on without a request. */
  memberOf(userId: string, organizationId: string): Promise<Actor | null>;
  log: Pick<Log, 'error'>;
  limits?: FileLimits;
}

export type Watching = Pick<ImportOptions, 'onProgress' | 'onWait'>;

/** So many processes may begin to apply an import before it is given up. */
const mostAttempts = 5;

/** What imports do beyond one call: they are staged, wait for each other, are applied, and go on where one was cut off. */
export class ImportWork {
  private readonly deps: ImportWorkDeps;
  private readonly stopping = new AbortController();

  constructor(deps: ImportWorkDeps) {
    this.deps = deps;
  }

  /** Breaks off what runs at its next batch: it is resumed when a process starts again. */
  stop(): void {
    const cure = 'What is staged goes on when the service runs again; give a file that was still being read anew.';
    this.stopping.abort(new DomainError('UNAVAILABLE', 'The service is being stopped.', { cure }));
  }

  /** @returns the id of the import, which has ended. @throws what is not the file's fault. */
  importFile(order: FileOrder): Promise<string> {
    const { db, limits = {} } = this.deps;
    return withSession(db, async (session) => {
      const { signal } = this.stopping;
      const { id, isLoaded } = await new FileLoading(db.prisma, session, { ...limits, signal }).load(order);
      if (isLoaded) await this.applyInTurn(session, id, order.kind.kind, order.options);
      return id;
    });
  }

  /**
   * Applies what is staged, once it is its turn.
   * @param settle says what is to be done with it as it stands now, or throws
   */
  applyStaged(id: string, settle: (now: ImportRecord) => ImportChanges, watching: Watching): Promise<void> {
    const { prisma } = this.deps.db;
    return withSession(this.deps.db, async (session) => {
      await lockImport(session, id);
      const now = await knownImport(prisma, id);
      await changeImport(prisma, id, { ...settle(now), attempts: 0 });
      await this.applyInTurn(session, id, now.kind, watching);
    });
  }

  /** Takes an import back, once it is its turn. @param check throws for one that cannot be, as it stands now */
  undo(id: string, actor: Actor, check: (now: ImportRecord) => void): Promise<void> {
    const { db } = this.deps;
    return withSession(db, async (session) => {
      const kind = this.kind((await knownImport(db.prisma, id)).kind);
      await lockKind(session, kind.kind, () => {});
      const record = await knownImport(db.prisma, id);
      check(record);
      const owner = await this.ownerOf(kind, record.ownerId);
      await inOneTransaction(db, async (tx) => {
        const counts = await new ImportUndo({ record, kind, actor, owner }).undo(tx);
        await changeImport(tx, id, { ...counts, status: 'UNDONE' });
        const action = `${kind.kind}.undone`;
        await recordAudit(tx, { actor, action, kind: 'import', id, detail: { ...counts } });
      });
    });
  }

  /**
   * Goes on with imports of the kind that were cut off.
   * @param only that one of them
   * @returns the ids of those that were
   */
  resume(kind: string, only: string | null, watching: Watching): Promise<string[]> {
    return withSession(this.deps.db, async (session) => {
      await lockKind(session, kind, watching.onWait ?? (() => {}));
      return this.resumeAll(session, kind, (id) => only === null || id === only, watching);
    });
  }

  private async applyInTurn(session: Session, id: string, kind: string, watching: Watching): Promise<void> {
    await lockKind(session, kind, watching.onWait ?? (() => {}));
    // What was cut off goes before the next one of its kind.
    await this.resumeAll(session, kind, (other) => other !== id, {});
    await this.apply(session, await knownImport(this.deps.db.prisma, id), watching);
  }

  /** Those that were cut off while they were applied, or while they waited for that. The kind is locked. */
  private async resumeAll(
    session: Session,
    kind: string,
    isMeant: (id: string) => boolean,
    watching: Watching,
  ): Promise<string[]> {
    const resumed: string[] = [];
    for (const record of await readUnfinished(this.deps.db.prisma, kind)) {
      this.stopping.signal.throwIfAborted();
      if (!isMeant(record.id)) continue;
      // While the kind is locked nobody applies one; but another may be waiting with its rows to do so.
      if (record.status === 'LOADING' && !(await tryLockImport(session, record.id))) continue;
      try {
        await this.apply(session, record, watching);
      } catch (error) {
        this.deps.log.error({ err: error, import: record.id }, 'an import that was cut off could not be resumed');
      }
      resumed.push(record.id);
    }
    return resumed;
  }

  private async apply(session: Session, record: ImportRecord, watching: Watching): Promise<void> {
    const { db } = this.deps;
    if (record.attempts >= mostAttempts)
      return this.giveUp(session, record, `It was begun ${record.attempts} times and never ended.`);
    const actor = await this.actorOf(record);
    if (!actor) return this.giveUp(session, record, 'Who imported it is no member of the organization any more.');
    const kind = this.kind(record.kind);
    const sample = await readSample(session, record.id, sampleRows);
    const columns = await columnsOf(db.prisma, record, kind, sample);
    await changeImport(db.prisma, record.id, { columnMap: columns });
    if (columns.faults.length > 0) {
      const isKept = record.dryRun && record.broken === null;
      return refuseFile({ prisma: db.prisma, session }, record.id, columns.faults, isKept);
    }
    const headerEnd = sample[columns.rowsBefore - 1]?.line ?? 0;
    const owner = await this.ownerOf(kind, record.ownerId);
    const { onProgress } = watching;
    const { signal } = this.stopping;
    const words = this.deps.words({
      organizationId: record.organizationId ?? record.ownerId,
      region: owner?.region ?? organizationOf(actor)?.region ?? null,
    });
    const watched = onProgress ? { onProgress } : {};
    const order = { record, kind, actor, owner, columns, words, headerEnd, signal, ...watched };
    await new ImportApply(db, session, order).apply();
  }

  private async giveUp(session: Session, record: ImportRecord, error: string): Promise<void> {
    await finishImport(this.deps.db.prisma, record.id, { status: 'FAILED', error });
    await dropStaged(session, record.id);
  }

  private async actorOf({ organizationId, userId }: ImportRecord): Promise<Actor | null> {
    if (organizationId === null) return system;
    return userId === null ? null : this.deps.memberOf(userId, organizationId);
  }

  /** The organization that is named for a whole file. @throws BAD_INPUT at `organization`. */
  async ownerOf(kind: ImportKind, text: string | null): Promise<FileOwner | null> {
    if (text === null) return null;
    if (kind.ownerKinds.length === 0)
      throw badInput('organization', `Rows of ${kind.kind} have no owner.`, 'Leave the organization out.');
    const organizations = new NamedOrganizations(kind.ownerKinds);
    await organizations.prepare(this.deps.db.prisma, [text]);
    return organizations.get(text, 'organization');
  }

  /** @throws BAD_INPUT for a kind that there is not. */
  kind(name: string): ImportKind {
    const { kinds } = this.deps;
    const kind = kinds.find((one) => one.kind === name);
    if (kind) return kind;
    const names = kinds.map((one) => one.kind).join(', ');
    throw badInput('kind', `There is no kind “${name.slice(0, 60)}”.`, `Name one of ${names}.`);
  }
}
