import { Readable } from 'node:stream';
import type { Actor } from '../../kernel/actor.ts';
import { badInput, DomainError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Db } from '../../platform/db/db.ts';
import type { FileOwner, ImportKind } from '../../platform/files/import-kind.ts';
import { Utf8Bytes } from '../../platform/files/utf8.ts';
import { NamedOrganizations, recordAudit } from '../accounts/index.ts';
import { FileRun, Refused } from './imports.run.ts';
import { failAbandoned, finishImport, inOneTransaction, insertImport, inTurn } from './imports.store.ts';
import type { ImportOptions, ImportOutcome } from './imports.types.ts';

export interface ImportsDeps {
  db: Db;
  /** What the modules bring. */
  kinds: readonly ImportKind[];
}

export class ImportsService {
  readonly kinds: readonly ImportKind[];
  private readonly db: Db;

  constructor({ db, kinds }: ImportsDeps) {
    this.db = db;
    this.kinds = kinds;
  }

  /** @throws BAD_INPUT for a kind that there is not. */
  kind(name: string): ImportKind {
    const kind = this.kinds.find((one) => one.kind === name);
    if (kind) return kind;
    throw badInput(
      'kind',
      `There is no kind “${name.slice(0, 60)}”.`,
      `Name one of ${this.kinds.map((one) => one.kind).join(', ')}.`,
    );
  }

  /**
   * Reads a file to its end and writes all of it, in one transaction, or nothing. What is wrong with the file is told in
   * the outcome; thrown is only what is wrong with the call or the database.
   * @throws FORBIDDEN for all but the operator, BAD_INPUT for an unknown kind or organization.
   */
  async importFile(
    actor: Actor,
    kindName: string,
    file: AsyncIterable<Uint8Array | string>,
    options: ImportOptions,
  ): Promise<ImportOutcome> {
    if (actor.kind !== 'SYSTEM') throw new DomainError('FORBIDDEN', 'Files are imported by the operator.');
    const kind = this.kind(kindName);
    // It may break before it is read, and is met there; without a listener it would end the process.
    if (file instanceof Readable) file.on('error', () => {});
    const owner = await this.ownerOf(kind, options.organization ?? null);
    const id = newId();
    return inTurn(this.db, kind.kind, options.onWait ?? (() => {}), async () => {
      await failAbandoned(this.db.prisma, kind.kind);
      await insertImport(this.db.prisma, {
        id,
        kind: kind.kind,
        organizationId: owner?.id ?? null,
        fileName: options.fileName.slice(0, 500),
      });
      return this.take(actor, { kind, id, owner }, new Utf8Bytes(file), options);
    });
  }

  private async take(
    actor: Actor,
    { kind, id, owner }: { kind: ImportKind; id: string; owner: FileOwner | null },
    bytes: Utf8Bytes,
    options: ImportOptions,
  ): Promise<ImportOutcome> {
    const run = new FileRun(kind, kind.begin({ actor, owner }), options);
    try {
      await inOneTransaction(this.db, async (tx) => {
        await run.take(tx, bytes);
        if (run.faults.count > 0) throw new Refused();
        const counts = { ...run.counts, refused: run.leftCount };
        await recordAudit(tx, {
          actor,
          action: `${kind.kind}.imported`,
          kind: 'import',
          id,
          detail: { rows: run.rows, ...counts },
        });
        // In the transaction of the records: DONE is there exactly when they are.
        await finishImport(tx, id, { ...counts, status: 'DONE', sha256: bytes.sha256() });
      });
    } catch (error) {
      const refused = run.faults.count;
      const end = { status: 'FAILED', sha256: null, created: 0, updated: 0, unchanged: 0, refused } as const;
      // Where the database is gone the import stays RUNNING, and the next one of the kind says FAILED.
      await finishImport(this.db.prisma, id, end).catch(() => {});
      if (!(error instanceof Refused)) throw error;
    }
    return outcomeOf(id, run);
  }

  private async ownerOf(kind: ImportKind, text: string | null): Promise<FileOwner | null> {
    if (text === null) return null;
    if (kind.ownerKinds.length === 0)
      throw badInput('organization', `Rows of ${kind.kind} have no owner.`, 'Leave the organization out.');
    const organizations = new NamedOrganizations(kind.ownerKinds);
    await organizations.prepare(this.db.prisma, [text]);
    return organizations.get(text, 'organization');
  }
}

function outcomeOf(id: string, run: FileRun): ImportOutcome {
  const isDone = run.faults.count === 0;
  const counts = isDone ? run.counts : { created: 0, updated: 0, unchanged: 0 };
  return {
    id,
    status: isDone ? 'DONE' : 'FAILED',
    rows: run.rows,
    ...counts,
    left: isDone ? run.left : [],
    leftCount: isDone ? run.leftCount : 0,
    faults: run.faults.kept.sort((a, b) => (a.row ?? Number.MAX_SAFE_INTEGER) - (b.row ?? Number.MAX_SAFE_INTEGER)),
    faultCount: run.faults.count,
  };
}
