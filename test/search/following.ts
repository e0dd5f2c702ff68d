import { newId } from '../../src/kernel/ids.ts';
import type { Db } from '../../src/platform/db/db.ts';
import { recordChange } from '../../src/platform/jobs/outbox.ts';
import { createProjector, type Projector } from '../../src/platform/jobs/projector.ts';
import type { SearchPart } from '../../src/platform/search/document.ts';
import type { FieldDeclaration } from '../../src/platform/search/engine.ts';
import { FieldRegistry } from '../../src/platform/search/fields.ts';
import { type MeiliAddress, MeiliClient } from '../../src/platform/search/meili/client.ts';
import { createFollower, type Follower, type FollowerOptions } from '../../src/platform/search/meili/follower.ts';
import { indexNames } from '../../src/platform/search/meili/settings.rules.ts';
import { type MadeUpPart, rowsPart, rowsTable } from './rows-part.ts';

export const followedFields: readonly FieldDeclaration[] = [
  { name: 'skill', kind: 'TOKENS', meaning: 'Skills.' },
  { name: 'fits', kind: 'BANDS', meaning: 'Fits.' },
  { name: 'region', kind: 'AXIS', meaning: 'Region.' },
  { name: 'size', kind: 'NUMBER', meaning: 'Size.' },
];

/** A server that does not answer is not waited for in tests. */
const short = { askMs: 1_000, changeMs: 2_000 };

/** A product whose only records are the rows of `made_up`, and what follows it into a server. */
export class Followed {
  readonly projector: Projector;
  readonly follower: Follower;
  readonly client: MeiliClient;
  readonly inService: string;
  readonly fields: FieldRegistry;
  readonly #db: Pick<Db, 'pool' | 'prisma'>;

  constructor(db: Pick<Db, 'pool' | 'prisma'>, address: string | MeiliAddress, options: FollowedOptions = {}) {
    this.#db = db;
    this.fields = new FieldRegistry(options.parts ?? [rowsPart('talent', followedFields)]);
    this.projector = createProjector({ db, fields: this.fields });
    this.client = new MeiliClient(typeof address === 'string' ? { url: address, apiKey: null } : address, short);
    this.follower = createFollower({
      db,
      fields: this.fields,
      servers: [{ name: '', client: this.client }],
      ...options,
    });
    this.inService = indexNames(this.fields.of('talent'), options.prefix).inService;
  }

  /** Writes rows as a use case does: with their outbox rows, in one transaction. */
  async save(ids: readonly string[], part: MadeUpPart = { keys: { skill: ['s:1'] } }): Promise<void> {
    await this.#db.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`INSERT INTO made_up (id, part) SELECT id, ${JSON.stringify(part)}::jsonb FROM unnest(${[...ids]}::uuid[]) AS id
        ON CONFLICT (id) DO UPDATE SET part = excluded.part, version = made_up.version + 1`;
      await recordChange(tx, { kind: 'row', ids });
    });
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.#db.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`DELETE FROM made_up WHERE id = ANY(${[...ids]}::uuid[])`;
      await recordChange(tx, { kind: 'row', ids });
    });
  }

  /** Projects and follows what is committed. */
  async settle(): Promise<void> {
    await this.projector.runOnce();
    await this.follower.runOnce();
  }

  /** Ids and versions that the server has, by id. */
  async found(): Promise<{ id: string; version: number }[]> {
    const { results } = await this.client.ask((client) =>
      client
        .index(this.inService)
        .getDocuments<{ id: string; version: number }>({ fields: ['id', 'version'], limit: 100_000 }),
    );
    return results.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** How many a search finds; quicker than to list them. */
  async total(): Promise<number> {
    const count = { hitsPerPage: 0, page: 1 };
    return (await this.client.ask((client) => client.index(this.inService).search('', count))).totalHits;
  }

  /** How both sides differ now: nothing, when all is well. */
  async drift(): Promise<string[]> {
    const drifts = await this.follower.reconcile({ repairs: false });
    return drifts.flatMap(({ missing, stale, surplus }) => [
      ...missing.map((id) => `missing ${id}`),
      ...stale.map((id) => `stale ${id}`),
      ...surplus.map((id) => `surplus ${id}`),
    ]);
  }

  async uids(): Promise<string[]> {
    const { results } = await this.client.ask((client) => client.getRawIndexes({ limit: 1_000 }));
    return results.map(({ uid }) => uid).sort();
  }

  stop(): Promise<unknown> {
    return Promise.all([this.projector.stop(), this.follower.stop()]);
  }
}

interface FollowedOptions extends Partial<FollowerOptions> {
  parts?: readonly SearchPart[];
}

export const emptyTables = `DROP TABLE IF EXISTS made_up; ${rowsTable};
  TRUNCATE search_document, search_band, search_setaside, search_server, search_checkpoint, search_refused, outbox;
  UPDATE search_state SET fields_hash = '', sequence = 0`;

export const newIds = (count: number): string[] => Array.from({ length: count }, newId);
