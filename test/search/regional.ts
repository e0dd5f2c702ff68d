import { Meilisearch } from 'meilisearch';
import { newId } from '../../src/kernel/ids.ts';
import type { Db } from '../../src/platform/db/db.ts';
import { recordChange } from '../../src/platform/jobs/outbox.ts';
import { createProjector, type Projector } from '../../src/platform/jobs/projector.ts';
import { FieldRegistry } from '../../src/platform/search/fields.ts';
import type { MeiliAddress } from '../../src/platform/search/meili/client.ts';
import type { Follower } from '../../src/platform/search/meili/follower.ts';
import type { RegionServer } from '../../src/platform/search/meili/servers.rules.ts';
import { followedEngine } from '../../src/platform/search/meili/serving.ts';
import { PostgresEngine } from '../../src/platform/search/postgres-engine.ts';
import { rowsPart } from './rows-part.ts';

/** A product of talents, which have a region, and of occupations, which have none: both of the rows of `made_up`. */
export class Regional {
  readonly postgres: PostgresEngine;
  readonly #db: Pick<Db, 'pool' | 'prisma'>;
  readonly #projector: Projector;
  readonly #fields = new FieldRegistry([
    rowsPart('talent', [
      { name: 'place', kind: 'TOKENS', meaning: 'Place.', keyOfRegion: (code) => `reg:${code}` },
      { name: 'region', kind: 'AXIS', meaning: 'Region.' },
    ]),
    {
      ...rowsPart('occupation', [{ name: 'trade', kind: 'TOKENS', meaning: 'Trade.' }]),
      project: async (_client, ids) => new Map(ids.map((id) => [id, {}])),
    },
  ]);

  constructor(db: Pick<Db, 'pool' | 'prisma'>) {
    const fields = this.#fields;
    this.#db = db;
    this.#projector = createProjector({ db, fields });
    this.postgres = new PostgresEngine({ db, fields, rebuild: async () => {} });
  }

  /** As it is served with these servers. */
  on({ url, apiKey }: MeiliAddress, regions: readonly RegionServer[]) {
    const parts = { db: this.#db, fields: this.#fields, postgres: this.postgres, timeouts: { askMs: 2_000 } };
    return followedEngine({ url, apiKey, prefix: 'jucai', regions }, parts);
  }

  /** Writes documents that are in the last of these regions, which are each around the next, into PostgreSQL. */
  async save(line: readonly string[], ids: readonly string[] = [newId()]): Promise<string[]> {
    const place = line.map((code) => `reg:${code}`);
    const part = { keys: { place, region: line.slice(-1) }, text: ['数控车工', `在 ${line.at(-1)}`] };
    await this.#db.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`INSERT INTO made_up (id, part) SELECT id, ${JSON.stringify(part)}::jsonb FROM unnest(${[...ids]}::uuid[]) AS id
        ON CONFLICT (id) DO UPDATE SET part = excluded.part, version = made_up.version + 1`;
      await recordChange(tx, { kind: 'row', ids });
    });
    await this.#projector.runOnce();
    return [...ids];
  }
}

/** What stands on a server, whatever its indexes are called: talents by id, of occupations how many. */
export async function standingOn({ url, apiKey }: MeiliAddress): Promise<{ talents: string[]; occupations: number }> {
  const client = new Meilisearch({ host: url, ...(apiKey !== null && { apiKey }) });
  const { results } = await client.getRawIndexes();
  const idsIn = async (name: string) => {
    const uids = results.map(({ uid }) => uid).filter((uid) => uid.startsWith(`jucai_${name}_`));
    const pages = await Promise.all(uids.map((uid) => client.index(uid).getDocuments({ limit: 100 })));
    return pages.flatMap((page) => page.results.map(({ id }) => String(id))).sort();
  };
  return { talents: await idsIn('talent'), occupations: (await idsIn('occupation')).length };
}

/** Documents that each index of each server should have, and how many of them it does not have so. */
export async function drifts(follower: Follower): Promise<[documents: number, wrong: number][]> {
  const found = await follower.reconcile({ repairs: false });
  return found.map(({ documents, missing, stale, surplus }) => [
    documents,
    missing.length + stale.length + surplus.length,
  ]);
}
