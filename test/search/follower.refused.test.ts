import { beforeEach, describe, expect, it } from 'vitest';
import { PostgresEngine } from '../../src/platform/search/postgres-engine.ts';
import { testDatabase } from '../support/database.ts';
import { emptyTables, Followed, newIds } from './following.ts';
import { MeiliProcess, noMeilisearch } from './meili-process.ts';
import { MeiliProxy } from './meili-proxy.ts';

const db = await testDatabase();
const name = `many documents that are refused${noMeilisearch ? ` (skipped: ${noMeilisearch})` : ''}`;

describe.skipIf(noMeilisearch)(name, { timeout: 120_000 }, async () => {
  // The body of a suite that is skipped is run all the same.
  if (noMeilisearch) return it('needs a Meilisearch', () => {});
  const server = await MeiliProcess.start();
  const proxy = await MeiliProxy.before(server.url);
  let bad: ReadonlySet<string>;

  beforeEach(async () => {
    await db.pool.query(emptyTables);
    bad = new Set();
    proxy.change = (body) =>
      body.replaceAll(/"id":"([^"]+)"/g, (own, id) => (bad.has(id) ? '"id":"no id at all"' : own));
  });

  async function start() {
    const followed = new Followed(db, proxy.url);
    const pg = new PostgresEngine({ db, fields: followed.fields, rebuild: async () => {} });
    await followed.settle();
    const status = async () => {
      const { lagRows, failure, indexes } = await followed.follower.status(await pg.status());
      return { lagRows, failure, setAside: indexes.find(({ index }) => index === 'talent')?.setAside };
    };
    return { followed, status };
  }

  it('among others are named, and nothing else is left out', async () => {
    const { followed, status } = await start();
    const ids = newIds(1_500);
    // Every third, and a whole stretch of neighbours at the beginning.
    bad = new Set(ids.filter((_, at) => at < 250 || at % 3 === 0));
    await followed.save(ids);
    await followed.settle();
    expect(await status()).toEqual({ lagRows: 0, failure: null, setAside: bad.size });
    const found = new Set((await followed.found()).map(({ id }) => id));
    expect(ids.filter((id) => found.has(id) === bad.has(id))).toEqual([]);
    expect(await followed.drift()).toEqual([]);
    bad = new Set();
    await followed.follower.reconcile({ repairs: true });
    expect((await followed.found()).length).toBe(1_500);
    expect((await status()).setAside).toBe(0);
  });

  it('that are all that has changed do not hold up what comes after', async () => {
    const { followed, status } = await start();
    await followed.save(newIds(30));
    await followed.settle();
    const ids = newIds(700);
    bad = new Set(ids);
    await followed.save(ids);
    await followed.settle();
    expect(await status()).toEqual({ lagRows: 0, failure: null, setAside: 700 });
    await followed.save(newIds(1));
    await followed.settle();
    expect(await followed.found()).toHaveLength(31);
  });

  it('are the server’s fault where it takes no other either: none is set aside, and all are sent when it is well', async () => {
    const { followed, status } = await start();
    const before = newIds(30);
    await followed.save(before);
    await followed.settle();
    const ids = newIds(700);
    bad = new Set([...before, ...ids]);
    await followed.save(ids);
    await followed.remove(before.slice(0, 10));
    await followed.projector.runOnce();
    await expect(followed.follower.runOnce()).rejects.toThrow(/no id at all/);
    expect(await status()).toEqual({
      lagRows: 710,
      failure: { message: expect.stringContaining('no id at all'), at: expect.any(Date) },
      setAside: 0,
    });
    bad = new Set();
    await followed.follower.runOnce();
    expect(await status()).toEqual({ lagRows: 0, failure: null, setAside: 0 });
    expect(await followed.found()).toHaveLength(720);
  });
});
