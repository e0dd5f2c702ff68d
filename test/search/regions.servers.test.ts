import { Meilisearch } from 'meilisearch';
import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { answeringOne, isDegraded } from '../../src/platform/degraded.ts';
import type { CountCell, Filter } from '../../src/platform/search/engine.ts';
import { descriptions, setUp } from '../../src/platform/search/meili/setup.ts';
import { StandbyEngine } from '../../src/platform/search/standby-engine.ts';
import { testDatabase } from '../support/database.ts';
import { noServers, twoServers } from '../support/meili-server.ts';
import { drifts, Regional, standingOn } from './regional.ts';
import { rowsTable } from './rows-part.ts';

const all: Filter = { op: 'TRUE' };
const everything = { first: 100, after: null };
const byRegion = { index: 'talent', filter: all, axes: ['region'], measures: [{ op: 'COUNT' }] } as const;

if (noServers) it.skip(`regions on two servers (${noServers})`);
else
  describe('Regions on two servers', { timeout: 60_000 }, async () => {
    const db = await testDatabase();
    const { main, other } = await twoServers();
    const product = new Regional(db);
    const { postgres } = product;
    const regions = [
      { region: '350200', url: other.url },
      { region: '350211', url: main.url },
    ];
    const { engine, follower } = product.on(main, regions);
    const standing = () => Promise.all([main, other].map(standingOn));
    const listed = () => engine.search('talent', '', all, everything);
    let city: string[];
    let district: string[];
    let elsewhere: string[];

    beforeAll(async () => {
      await db.pool.query(rowsTable);
      // Before any document has a region, no key of one has a token.
      await follower.runOnce();
      city = await product.save(['350000', '350200', '350203'], [newId(), newId(), newId()]);
      district = await product.save(['350000', '350200', '350211'], [newId(), newId()]);
      elsewhere = (await Promise.all([['350000'], ['370000', '370200'], []].map((line) => product.save(line)))).flat();
      await follower.runOnce();
    });

    it('puts a document on the server of its finest region, and all others on the first', async () => {
      expect(await standing()).toEqual([
        { talents: [...district, ...elsewhere].sort(), occupations: 8 },
        { talents: [...city].sort(), occupations: 0 },
      ]);
      expect(await drifts(follower)).toEqual([...[[5, 0] as const, [8, 0]], ...[[3, 0] as const, [0, 0]]]);
    });

    it('moves a document that changes its region', async () => {
      const [moves = '', ...stay] = city;
      await product.save(['350000', '350200', '350211'], [moves]);
      await follower.runOnce();
      expect(await standing()).toMatchObject([
        { talents: [...district, ...elsewhere, moves].sort() },
        { talents: [...stay].sort() },
      ]);
      await product.save(['350000', '350200', '350203'], [moves]);
      await follower.runOnce();
      expect(await standing()).toMatchObject([
        { talents: [...district, ...elsewhere].sort() },
        { talents: [...city].sort() },
      ]);
    });

    it('answers from both as PostgreSQL does', async () => {
      await engine.check();
      expect(sorted(await engine.count([byRegion]))).toEqual(sorted(await postgres.count([byRegion])));
      for (const first of [100, 3]) {
        const { ids, total } = await postgres.search('talent', '', all, { first, after: null });
        expect(await engine.search('talent', '', all, { first, after: null })).toMatchObject({ ids, total });
      }
      for (const [text, total] of [['数控', 8] as const, ['数控 350211', 2] as const]) {
        const byWords = await engine.search('talent', text, all, everything);
        expect([byWords.total, new Set(byWords.ids).size]).toEqual([total, total]);
      }
    });

    it('is not asked while one of them lacks an index', async () => {
      const admin = new Meilisearch({ host: other.url, apiKey: other.masterKey });
      const { results } = await admin.getRawIndexes();
      const [lacks = ''] = results.map(({ uid }) => uid).filter((uid) => uid.includes('occupation'));
      await admin.tasks.waitForTask(await admin.deleteIndex(lacks));
      await expect(engine.check()).rejects.toMatchObject({ reason: 'index_not_found' });
      await follower.runOnce();
      await engine.check();
    });

    it('waits for the slowest of both, and counts no change twice', async () => {
      const status = async () => (await engine.status()).lagRows;
      await product.save(['350000', '350200', '350203'], city);
      // Talents and occupations are made of the same rows.
      expect(await status()).toBe(6);
      await follower.runOnce();
      expect(await status()).toBe(0);
    });

    it('gives no list where the first is not answered by the other', async () => {
      const admin = new Meilisearch({ host: other.url, apiKey: other.masterKey });
      const { results } = await admin.getKeys();
      const keys = results.filter(({ description }) => description === descriptions.list);
      expect(keys).toHaveLength(1);
      for (const { uid } of keys) await admin.deleteKey(uid);
      const refused = { code: 'UNAVAILABLE', reason: 'remote_invalid_api_key' };
      await expect(listed()).rejects.toMatchObject(refused);
      await expect(engine.check()).rejects.toMatchObject(refused);
      await setUp({ url: main.url, regions }, main.masterKey);
      expect(await listed()).toMatchObject({ total: 8 });
    });

    it('fills both anew when the division is another one', async () => {
      const otherwise = [{ region: '350200', url: main.url }];
      const changed = product.on(other, otherwise);
      await expect(changed.engine.check()).rejects.toMatchObject({ reason: 'index_not_found' });
      await changed.follower.runOnce();
      expect(await standing()).toEqual([
        { talents: [...city, ...district].sort(), occupations: 0 },
        { talents: [...elsewhere].sort(), occupations: 8 },
      ]);
      expect(await drifts(changed.follower)).toEqual([...[[3, 0] as const, [8, 0]], ...[[5, 0] as const, [0, 0]]]);
      // What is first now has not been told of the other.
      await expect(changed.engine.check()).rejects.toMatchObject({ reason: 'invalid_multi_search_remote' });
      await setUp({ url: other.url, regions: otherwise }, main.masterKey);
      await changed.engine.check();
      await expect(listed()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    });

    it('forgets the servers of a division before', async () => {
      await product.on(main, []).follower.runOnce();
      const { rows } = await db.pool.query('SELECT server FROM search_server JOIN search_checkpoint USING (server)');
      expect(rows).toEqual([{ server: '' }, { server: '' }]);
      expect(await standing()).toMatchObject([{ talents: { length: 8 }, occupations: 8 }, {}]);
    });

    it('leaves PostgreSQL to answer with all documents when one is killed', async () => {
      await product.on(main, regions).follower.runOnce();
      expect(await listed()).toMatchObject({ total: 8 });
      other.child.kill('SIGKILL');
      await expect(engine.count([byRegion])).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      await expect(listed()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      const standby = new StandbyEngine({ first: engine, standby: postgres, check: () => engine.check() });
      const answer = await answeringOne(async () => {
        const { total, ids } = await standby.search('talent', '', all, everything);
        return { total, found: ids.length, degraded: isDegraded() };
      });
      expect(answer).toEqual({ total: 8, found: 8, degraded: true });
    });
  });

function sorted(cells: readonly CountCell[][]): string[] {
  return cells
    .flat()
    .map(({ keys, values }) => `${keys} ${values}`)
    .sort();
}
