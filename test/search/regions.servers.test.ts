import { Meilisearch } from 'meilisearch';
import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { answeringOne, isDegraded } from '../../src/platform/degraded.ts';
import { recordChange } from '../../src/platform/jobs/outbox.ts';
import { createProjector } from '../../src/platform/jobs/projector.ts';
import type { Filter } from '../../src/platform/search/engine.ts';
import { FieldRegistry } from '../../src/platform/search/fields.ts';
import { MeiliClient } from '../../src/platform/search/meili/client.ts';
import type { RegionServer } from '../../src/platform/search/meili/servers.rules.ts';
import { followedEngine } from '../../src/platform/search/meili/serving.ts';
import { setUp } from '../../src/platform/search/meili/setup.ts';
import { PostgresEngine } from '../../src/platform/search/postgres-engine.ts';
import { StandbyEngine } from '../../src/platform/search/standby-engine.ts';
import { testDatabase } from '../support/database.ts';
import { noServers, twoServers } from '../support/meili-server.ts';
import { rowsPart, rowsTable } from './rows-part.ts';

const all: Filter = { op: 'TRUE' };
const everything = { first: 100, after: null };
const byRegion = { index: 'talent', filter: all, axes: ['region'], measures: [{ op: 'COUNT' }] } as const;

if (noServers) it.skip(`regions on two servers (${noServers})`);
else
  describe('Regions on two servers', { timeout: 60_000 }, async () => {
    const db = await testDatabase();
    const { main, other } = await twoServers();
    const fields = new FieldRegistry([
      rowsPart('talent', [
        { name: 'place', kind: 'TOKENS', meaning: 'Place.', keyOfRegion: (code) => `reg:${code}` },
        { name: 'region', kind: 'AXIS', meaning: 'Region.' },
      ]),
      {
        ...rowsPart('occupation', [{ name: 'trade', kind: 'TOKENS', meaning: 'Trade.' }]),
        project: async (_client, ids) => new Map(ids.map((id) => [id, {}])),
      },
    ]);
    const projector = createProjector({ db, fields });
    const postgres = new PostgresEngine({ db, fields, rebuild: async () => {} });
    const serving = (url: string, regions: readonly RegionServer[]) =>
      followedEngine(
        { url, apiKey: main.apiKey, prefix: 'jucai', regions },
        { db, fields, postgres, timeouts: { askMs: 2_000 } },
      );
    const regions = [
      { region: '350200', url: other.url },
      { region: '350211', url: main.url },
    ];
    const { engine, follower } = serving(main.url, regions);

    /** Writes documents that are in a region and all around it. */
    async function save(line: readonly string[], ids: readonly string[] = [newId()]): Promise<string[]> {
      const place = line.map((code) => `reg:${code}`);
      const part = { keys: { place, region: line.slice(-1) }, text: ['数控车工'] };
      await db.prisma.$transaction(async (tx) => {
        await tx.$executeRaw`INSERT INTO made_up (id, part) SELECT id, ${JSON.stringify(part)}::jsonb FROM unnest(${[...ids]}::uuid[]) AS id
          ON CONFLICT (id) DO UPDATE SET part = excluded.part, version = made_up.version + 1`;
        await recordChange(tx, { kind: 'row', ids });
      });
      await projector.runOnce();
      return [...ids];
    }

    /** What stands where, in the order of the servers; of talents by id, of occupations how many. */
    async function found() {
      const ofEach = [main, other].map(async ({ url }) => {
        const client = new MeiliClient({ url, apiKey: main.apiKey });
        const { results } = await client.ask((to) => to.getRawIndexes());
        const idsIn = async (name: string) => {
          const uids = results.map(({ uid }) => uid).filter((uid) => uid.startsWith(`jucai_${name}_`));
          const pages = await Promise.all(
            uids.map((uid) => client.ask((to) => to.index(uid).getDocuments({ limit: 100 }))),
          );
          return pages.flatMap((page) => page.results.map(({ id }) => String(id)));
        };
        return { talents: (await idsIn('talent')).sort(), occupations: (await idsIn('occupation')).length };
      });
      return Promise.all(ofEach);
    }

    const levels = async (of = follower) =>
      (await of.reconcile({ repairs: false })).map(({ documents, missing, stale, surplus }) => [
        documents,
        missing.length + stale.length + surplus.length,
      ]);

    let city: string[];
    let district: string[];
    let elsewhere: string[];

    beforeAll(async () => {
      await db.pool.query(rowsTable);
      // Before any document has a region, no key of one has a token.
      await follower.runOnce();
      city = await save(['350000', '350200', '350203'], [newId(), newId(), newId()]);
      district = await save(['350000', '350200', '350211'], [newId(), newId()]);
      elsewhere = [...(await save(['350000'])), ...(await save(['370000', '370200'])), ...(await save([]))];
      await follower.runOnce();
    });

    const expectPlaces = async (onMain: readonly string[], onOther: readonly string[]) =>
      expect(await found()).toEqual([
        { talents: [...onMain].sort(), occupations: 8 },
        { talents: [...onOther].sort(), occupations: 0 },
      ]);

    it('puts a document on the server of its finest region, and all others on the first', async () => {
      await expectPlaces([...district, ...elsewhere], city);
      expect(await levels()).toEqual([
        ...[
          [5, 0],
          [8, 0],
        ],
        ...[
          [3, 0],
          [0, 0],
        ],
      ]);
    });

    it('moves a document that changes its region', async () => {
      const [moves = ''] = city;
      await save(['350000', '350200', '350211'], [moves]);
      await follower.runOnce();
      await expectPlaces([...district, ...elsewhere, moves], city.slice(1));
      await save(['350000', '350200', '350203'], [moves]);
      await follower.runOnce();
      await expectPlaces([...district, ...elsewhere], city);
    });

    it('answers from both as PostgreSQL does', async () => {
      await engine.check();
      const [cells] = await engine.count([byRegion]);
      const [counted] = await postgres.count([byRegion]);
      expect(sorted(cells)).toEqual(sorted(counted));
      for (const page of [everything, { first: 3, after: null }]) {
        const { ids, total } = await engine.search('talent', '', all, page);
        expect({ ids, total }).toMatchObject(await idsOf(page));
      }
      const byWords = await engine.search('talent', '数控', all, everything);
      expect([byWords.total, new Set(byWords.ids).size]).toEqual([8, 8]);
      expect(await engine.status()).toMatchObject({ lagRows: 0, failure: null });
    });

    const idsOf = async (page: typeof everything) => {
      const { ids, total } = await postgres.search('talent', '', all, page);
      return { ids, total };
    };

    it('gives no list where a server is not asked', async () => {
      const { key } = await listKey();
      await admin(other).deleteKey(key);
      await expect(engine.search('talent', '', all, everything)).rejects.toMatchObject({
        ...{ code: 'UNAVAILABLE', reason: 'remote_invalid_api_key' },
      });
      await expect(engine.check()).rejects.toMatchObject({ reason: 'remote_invalid_api_key' });
      await setUp({ url: main.url, regions }, main.masterKey);
      await engine.check();
    });

    const admin = ({ url, masterKey }: { url: string; masterKey: string }) =>
      new Meilisearch({ host: url, apiKey: masterKey });
    const listKey = async () => {
      const { results } = await admin(other).getKeys();
      const key = results.find(({ actions }) => actions.join() === 'search');
      if (!key) throw new Error('There is no key for lists.');
      return key;
    };

    it('fills both anew when the division is another one', async () => {
      const swapped = [{ region: '350200', url: main.url }];
      const changed = serving(other.url, swapped);
      await expect(changed.engine.check()).rejects.toMatchObject({ reason: 'index_not_found' });
      await changed.follower.runOnce();
      expect(await found()).toEqual([
        { talents: [...city, ...district].sort(), occupations: 0 },
        { talents: [...elsewhere].sort(), occupations: 8 },
      ]);
      expect(await levels(changed.follower)).toEqual([
        ...[
          [3, 0],
          [8, 0],
        ],
        ...[
          [5, 0],
          [0, 0],
        ],
      ]);
      // The second has not been told whom to ask.
      await expect(changed.engine.check()).rejects.toMatchObject({ reason: 'invalid_multi_search_remote' });
      await setUp({ url: other.url, regions: swapped }, main.masterKey);
      await changed.engine.check();
      await expect(engine.search('talent', '', all, everything)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      const alone = serving(main.url, []);
      await alone.follower.runOnce();
      const { rows } = await db.pool.query('SELECT server FROM search_server JOIN search_checkpoint USING (server)');
      expect(rows).toEqual([{ server: '' }, { server: '' }]);
      await follower.runOnce();
    });

    it('leaves PostgreSQL to answer with all documents when one is killed', async () => {
      other.child.kill('SIGKILL');
      await expect(engine.count([byRegion])).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      await expect(engine.search('talent', '', all, everything)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      const standby = new StandbyEngine({ first: engine, standby: postgres, check: () => engine.check() });
      const answer = await answeringOne(async () => {
        const { total, ids } = await standby.search('talent', '', all, everything);
        return { total, found: ids.length, degraded: isDegraded() };
      });
      expect(answer).toEqual({ total: 8, found: 8, degraded: true });
    });
  });

function sorted(cells: readonly { keys: string[]; values: number[] }[] | undefined): string[] {
  return (cells ?? []).map(({ keys, values }) => `${keys} ${values}`).sort();
}
