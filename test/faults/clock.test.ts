import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MapCache } from '../../src/modules/heatmap/map-cache.ts';
import { answeringOne, isDegraded } from '../../src/platform/degraded.ts';
import type { SearchEngine } from '../../src/platform/search/engine.ts';
import { MeiliUnavailable } from '../../src/platform/search/meili/client.ts';
import { PostgresEngine } from '../../src/platform/search/postgres-engine.ts';
import { StandbyEngine } from '../../src/platform/search/standby-engine.ts';
import { emptyTables, Followed, newIds } from '../search/following.ts';
import { testDatabase } from '../support/database.ts';
import { noMeili, testMeili } from '../support/meili-server.ts';

const db = await testDatabase();
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const jump = (ms: number) => vi.setSystemTime(Date.now() + ms);

beforeEach(() => db.pool.query(emptyTables).then(() => {}));
afterEach(() => {
  vi.useRealTimers();
});

if (noMeili) it.skip(`a clock that jumps (${noMeili})`);
else
  describe('a clock that jumps', { timeout: 120_000 }, async () => {
    const meili = await testMeili();
    const one = { prefix: meili.prefix };

    it('a year forwards or back, while changes are projected and followed: each is there at once', async () => {
      vi.useFakeTimers({ toFake: ['Date'] });
      const followed = new Followed(db, meili, one);
      await followed.settle();
      followed.projector.start();
      followed.follower.start();
      const [changed = '', gone = ''] = newIds(2);
      const expected = new Map([[changed, 0]]);
      try {
        for (const days of [365, -730, 365, -1, 1]) {
          jump(days * dayMs);
          const [added = ''] = newIds(1);
          await followed.save([added, changed, gone]);
          await followed.remove([gone]);
          expected.set(added, 1).set(changed, (expected.get(changed) ?? 0) + 1);
          const found = async () => new Map((await followed.found()).map(({ id, version }) => [id, version]));
          await expect.poll(found, { timeout: 4_000, interval: 20 }).toEqual(expected);
        }
      } finally {
        await followed.stop();
      }
      expect(await followed.drift()).toEqual([]);
    });

    it('of the database: lag is never below zero, and what waits is taken', async () => {
      const followed = new Followed(db, meili, one);
      const postgres = new PostgresEngine({ db, fields: followed.fields, rebuild: async () => {} });
      const status = async () => followed.follower.status(await postgres.status());
      await followed.settle();
      for (const shift of ["+ interval '1 year'", "- interval '1 year'"]) {
        const isAhead = shift.startsWith('+');
        const ids = newIds(2);
        await followed.save(ids);
        await db.pool.query(`UPDATE outbox SET created_at = now() ${shift}`);
        expect(await status()).toMatchObject({ lagRows: 2 });
        expect((await status()).lagSeconds > 0).toBe(!isAhead);
        expect((await status()).lagSeconds).toBeGreaterThanOrEqual(0);
        await followed.projector.runOnce();
        await db.pool.query(`UPDATE search_document SET written_at = now() ${shift}, created_at = now() ${shift}`);
        expect((await status()).lagSeconds > 0).toBe(!isAhead);
        expect((await status()).lagSeconds).toBeGreaterThanOrEqual(0);
        await db.pool.query(`UPDATE search_checkpoint SET doubted_from = 0, doubted_until = now() ${shift}`);
        await followed.follower.runOnce();
        expect(await status()).toMatchObject({ lagRows: 0, lagSeconds: 0, failure: null });
        expect(await followed.drift()).toEqual([]);
      }
    });
  });

it('a clock that was set back delays no second try of a document that was set aside', { timeout: 30_000 }, async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  // Nothing is sent to a server here: its address is never asked.
  const followed = new Followed(db, 'http://127.0.0.1:1');
  const [bad = '', other = ''] = newIds(2);
  await followed.save([bad], { numbers: { size: 1.5 } });
  await followed.projector.runOnce();
  const setAside = async () => (await db.pool.query('SELECT id FROM search_setaside')).rows;
  expect(await setAside()).toEqual([{ id: bad }]);
  followed.projector.start();
  try {
    // Its cause is mended, and it has lain there for long.
    await db.pool.query(`UPDATE made_up SET part = '{"numbers":{"size":2}}'`);
    await db.pool.query("UPDATE search_setaside SET at = now() - interval '1 hour'");
    jump(-dayMs);
    vi.advanceTimersByTime(11 * minuteMs);
    await followed.save([other]);
    await expect.poll(setAside, { timeout: 5_000 }).toEqual([]);
  } finally {
    await followed.projector.stop();
  }
});

it('a clock that was set back keeps no engine away that answers again', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  let isThere = true;
  const first = {
    search: async () => {
      if (!isThere) throw new MeiliUnavailable('away', null);
    },
  } as unknown as SearchEngine;
  const standby = { search: async () => {} } as unknown as SearchEngine;
  const check = async () => {
    if (!isThere) throw new MeiliUnavailable('away', null);
  };
  const engine = new StandbyEngine({ first, standby, check, restMs: 50 });
  const isAnswered = () =>
    answeringOne(async () => {
      await engine.search('talent', '', { op: 'TRUE' }, { first: 1, after: null });
      return !isDegraded();
    });
  for (const days of [-1, 1]) {
    expect(await isAnswered()).toBe(true);
    isThere = false;
    expect(await isAnswered()).toBe(false);
    jump(days * dayMs);
    isThere = true;
    await expect.poll(isAnswered, { timeout: 1_000, interval: 10 }).toBe(true);
  }
});

it('a clock that was set back keeps no map that is out of date', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const cache = new MapCache<number>(() => new Date());
  const get = (value: number) =>
    cache.get(
      'map',
      async () => value,
      () => 1,
    );
  expect(await get(1)).toBe(1);
  jump(-dayMs);
  expect(await get(2)).toBe(2);
});
