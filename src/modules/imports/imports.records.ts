import { type Actor, organizationOf } from '../../kernel/actor.ts';
import { DomainError, notFound } from '../../kernel/errors.ts';
import { checkId } from '../../kernel/ids.ts';
import { checkPageSize, decodeListCursor, encodeListCursor, type Page, type PageRequest } from '../../kernel/page.ts';
import type { Client } from '../../platform/db/db.ts';
import type { ImportFault } from './imports.fault.ts';
import { type KeptRow, readFaults, readKept, readLeft } from './imports.listed.store.ts';
import { type ImportOutcome, type ImportRecord, type LeftRow, maxFaults } from './imports.record.ts';
import { refusedCsv } from './imports.refused.ts';
import { outcomeOf } from './imports.status.rules.ts';
import { listImports, readImport } from './imports.store.ts';
import { countWords, readWords } from './imports.words.store.ts';
import type { ImportWord } from './imports.words.ts';

export interface ImportQuery extends PageRequest {
  /** Only files of this kind. */
  kind: string | null;
}

/** What is told of imports: an organization's to its members, all to the operator. */
export class ImportRecords {
  private readonly client: Client;

  constructor(client: Client) {
    this.client = client;
  }

  /** Null when there is none that the actor may see. */
  async find(actor: Actor, id: string): Promise<ImportRecord | null> {
    const record = await readImport(this.client, checkId(id, 'id'));
    if (!record) return null;
    const own = organizationOf(actor)?.id;
    return actor.kind === 'SYSTEM' || (own !== undefined && record.organizationId === own) ? record : null;
  }

  /** @throws NOT_FOUND */
  async visible(actor: Actor, id: string): Promise<ImportRecord> {
    const record = await this.find(actor, id);
    if (!record) throw notFound('import', id);
    return record;
  }

  /** Newest first. */
  async list(actor: Actor, query: ImportQuery): Promise<Page<ImportRecord>> {
    const first = checkPageSize(query.first);
    const own = organizationOf(actor)?.id;
    if (actor.kind !== 'SYSTEM' && own === undefined)
      throw new DomainError('FORBIDDEN', 'Imports belong to an organization; you act for none.');
    const before = query.after === null ? null : String(decodeListCursor('imports', query.after, 1)[0]);
    const rows = await listImports(this.client, {
      owner: own === undefined ? null : { organizationId: own },
      kind: query.kind,
      before: before === null ? null : checkId(before, 'after'),
      take: first + 1,
    });
    const last = rows.length > first ? rows[first - 1] : undefined;
    return { items: rows.slice(0, first), nextCursor: last ? encodeListCursor('imports', [last.id]) : null };
  }

  async outcome(record: ImportRecord): Promise<ImportOutcome> {
    const ids = [record.id];
    const [faults, left, words, counts] = await Promise.all([
      this.faults(ids, maxFaults),
      this.left(ids, maxFaults),
      this.words(ids, null, maxFaults),
      this.wordCounts(ids),
    ]);
    return {
      ...outcomeOf(record, faults.get(record.id) ?? [], left.get(record.id) ?? []),
      words: words.get(record.id) ?? [],
      wordCount: counts.get(record.id)?.all ?? 0,
      openWordCount: counts.get(record.id)?.open ?? 0,
    };
  }

  /** The first faults of imports that the actor has seen, by import. */
  faults(ids: readonly string[], first: number): Promise<Map<string, ImportFault[]>> {
    return readFaults(this.client, ids, checkPageSize(first));
  }

  /** Records that were left as they are. */
  left(ids: readonly string[], first: number): Promise<Map<string, LeftRow[]>> {
    return readLeft(this.client, ids, checkPageSize(first));
  }

  /** Words that were no names; those that a person has to choose first. @param open only these, or only the others */
  words(ids: readonly string[], open: boolean | null, first: number): Promise<Map<string, ImportWord[]>> {
    return readWords(this.client, ids, { open, take: checkPageSize(first) });
  }

  wordCounts(ids: readonly string[]): Promise<Map<string, { all: number; open: number }>> {
    return countWords(this.client, ids);
  }

  /** Records that stayed when the import was undone. */
  kept(ids: readonly string[], first: number): Promise<Map<string, KeptRow[]>> {
    return readKept(this.client, ids, checkPageSize(first));
  }

  /**
   * The refused rows as a CSV file with a column of reasons, to be mended and imported as it is.
   * @throws NOT_FOUND, CONFLICT when there are none or they are not kept any more.
   */
  async refusedFile(actor: Actor, id: string): Promise<AsyncGenerator<Buffer>> {
    return refusedCsv(this.client, await this.visible(actor, id));
  }
}
