import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import { PostgresEngine } from '../../src/platform/search/postgres-engine.ts';
import { testDatabase } from '../support/database.ts';
import { emptyTables, Followed, newIds } from './following.ts';
import { MeiliProcess, noMeilisearch, noSmallDisk } from './meili-process.ts';
import { MeiliProxy } from './meili-proxy.ts';

const db = await testDatabase();
const name = `following when things break${noMeilisearch ? ` (skipped: ${noMeilisearch})` : ''}`;

describe.skipIf(noMeilisearch)(name, { timeout: 60_000 }, async () => {
  // The body of a suite that is skipped is run all the same.
  if (noMeilisearch) return it('needs a Meilisearch', () => {});
  const server = await MeiliProcess.start();
  const crowded = noSmallDisk ? server : await MeiliProcess.start({ disk: 16 });
  const proxy = await MeiliProxy.before(server.url);

  beforeEach(async () => {
    await db.pool.query(emptyTables);
    Object.assign(proxy, { answer: null, version: null, change: (body: string) => body });
  });

  const checkpoint = async () => (await db.pool.query('SELECT sequence FROM search_checkpoint')).rows[0]?.sequence;

  /** Written by SQL: thousands of rows by their use case would take the test's time. */
  async function saveMany(followed: Followed, count: number): Promise<void> {
    await db.pool.query(
      `WITH made AS (INSERT INTO made_up (id, part) SELECT uuidv7(), '{"keys":{"skill":["s:1","s:2"]},"text":["数控车工 三年"]}' FROM generate_series(1, $1) RETURNING id)
       INSERT INTO outbox (kind, record_id) SELECT 'row', id FROM made`,
      [count],
    );
    await followed.projector.runOnce();
  }

  it('kill -9 of the server in the middle of a batch loses nothing', async () => {
    const followed = new Followed(db, server.url);
    await followed.settle();
    await saveMany(followed, 20_000);
    const following = followed.follower.runOnce().then(
      () => 'done',
      (error) => error.code,
    );
    const isProcessing = async () => {
      const query = { statuses: ['processing' as const], types: ['documentAdditionOrUpdate' as const] };
      return (await followed.client.ask((client) => client.tasks.getTasks(query))).total > 0;
    };
    await expect.poll(isProcessing, { timeout: 20_000, interval: 2 }).toBe(true);
    await server.kill();
    expect(await following).toBe('UNAVAILABLE');
    expect(await checkpoint()).toBe(0);
    await server.start();
    await followed.follower.runOnce();
    expect(await followed.found()).toHaveLength(20_000);
    expect(await followed.drift()).toEqual([]);
  });

  it('kill -9 of the follower between the server’s success and the checkpoint loses nothing', async () => {
    const followed = new Followed(db, server.url);
    await followed.settle();
    const [first, second, third] = newIds(3) as [string, string, string];
    await followed.save([first, second, third]);
    await followed.projector.runOnce();
    const holder = spawn(process.execPath, ['--import', 'tsx', 'test/search/follower.holder.ts', db.url, server.url]);
    const [, signal] = await once(holder, 'exit');
    expect(signal).toBe('SIGKILL');
    expect(await followed.found()).toHaveLength(3);
    expect(await checkpoint()).toBe(0);
    await followed.save([first]);
    await followed.remove([second]);
    await followed.settle();
    expect(await followed.found()).toEqual(
      [
        { id: first, version: 2 },
        { id: third, version: 1 },
      ].sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
    expect(await followed.drift()).toEqual([]);
  });

  it('a server that accepts and never answers, or answers 503, is told of and followed again', async () => {
    const followed = new Followed(db, proxy.url);
    const pg = new PostgresEngine({ db, fields: followed.fields, rebuild: async () => {} });
    const status = async () => followed.follower.status(await pg.status());
    const [id] = newIds(1) as [string];
    await followed.save([id]);
    await followed.settle();
    for (const answer of ['silent', 503] as const) {
      proxy.answer = answer;
      await followed.save([id]);
      await followed.projector.runOnce();
      await expect(followed.follower.runOnce()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      expect(await status()).toMatchObject({
        engine: 'MEILISEARCH',
        lagRows: 1,
        failure: { message: expect.stringContaining('Meilisearch'), at: expect.any(Date) },
      });
      expect((await status()).lagSeconds).toBeGreaterThan(0);
      proxy.answer = null;
      await followed.follower.runOnce();
      expect(await status()).toMatchObject({
        lagRows: 0,
        lagSeconds: 0,
        failure: null,
        version: expect.stringMatching(/^1\./),
      });
      expect(await followed.drift()).toEqual([]);
    }
  });

  it('documents that are taken in late do not stay in the place of newer ones', async () => {
    const followed = new Followed(db, proxy.url);
    const [id] = newIds(1) as [string];
    await followed.save([id]);
    await followed.settle();
    await followed.save([id]);
    await followed.projector.runOnce();
    proxy.holdsDocuments = true;
    await expect(followed.follower.runOnce()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    proxy.holdsDocuments = false;
    await followed.save([id]);
    await followed.settle();
    expect(await followed.found()).toEqual([{ id, version: 3 }]);
    await proxy.letGo();
    await expect.poll(() => followed.found(), { timeout: 5_000 }).toEqual([{ id, version: 2 }]);
    await followed.follower.runOnce();
    expect(await followed.found()).toEqual([{ id, version: 3 }]);
    expect(await followed.drift()).toEqual([]);
  });

  it('a server that restarts empty is filled by itself, and never serves a part', async () => {
    const followed = new Followed(db, server.url);
    await followed.save(newIds(50));
    await followed.settle();
    followed.projector.start();
    followed.follower.start();
    try {
      await server.kill();
      server.empty();
      await server.start();
      await followed.save(newIds(1));
      const seen = new Set<number>();
      const look = async () => {
        const found = await followed.found().catch(() => []);
        if (found.length > 0) seen.add(found.length);
        return found.length;
      };
      await expect.poll(look, { timeout: 15_000, interval: 5 }).toBe(51);
      expect([...seen].filter((count) => count < 50)).toEqual([]);
    } finally {
      await followed.stop();
    }
    expect(await followed.drift()).toEqual([]);
  });

  it('one run is enough for a server that has lost everything', async () => {
    const followed = new Followed(db, server.url);
    // Its tasks have higher numbers by then than those of the server that comes back will have for long.
    for (let n = 0; n < 20; n += 1) {
      await followed.save(newIds(1));
      await followed.settle();
    }
    await server.kill();
    server.empty();
    await server.start();
    await followed.follower.runOnce();
    expect(await followed.drift()).toEqual([]);
    expect(await followed.found()).toHaveLength(20);
  });

  it('a server that is set back to an older state is filled anew', async () => {
    const followed = new Followed(db, server.url);
    const ids = newIds(5);
    await followed.save(ids);
    await followed.settle();
    await server.kill();
    server.save();
    await server.start();
    await followed.save(ids.slice(0, 2));
    await followed.remove(ids.slice(4));
    await followed.settle();
    await server.kill();
    server.bringBack();
    await server.start();
    await followed.follower.runOnce();
    expect(await followed.found()).toHaveLength(4);
    expect(await followed.drift()).toEqual([]);
  });

  it('what another database has filled is served to nobody', async () => {
    const followed = new Followed(db, proxy.url);
    const { client, inService } = followed;
    const [alien, own] = newIds(2) as [string, string];
    await client.settled(await client.change((one) => one.index(inService).addDocuments([{ id: alien }])));
    await followed.save([own]);
    await followed.projector.runOnce();
    proxy.holdsDocuments = true;
    await expect(followed.follower.runOnce()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await followed.uids()).not.toContain(inService);
    proxy.holdsDocuments = false;
    await followed.follower.runOnce();
    expect(await followed.found()).toEqual([{ id: own, version: 1 }]);
  });

  it('a document that is refused is named and set aside, and the rest goes on', async () => {
    const followed = new Followed(db, proxy.url);
    const pg = new PostgresEngine({ db, fields: followed.fields, rebuild: async () => {} });
    await followed.settle();
    const ids = newIds(200);
    const [bad = ''] = ids;
    proxy.change = (body) => body.replaceAll(`"id":"${bad}"`, '"id":"no id at all"');
    await followed.save(ids);
    await followed.settle();
    expect((await followed.found()).map(({ id }) => id)).toEqual(ids.filter((id) => id !== bad).sort());
    const status = await followed.follower.status(await pg.status());
    expect(status).toMatchObject({ lagRows: 0, failure: null });
    expect(status.setAside).toEqual([
      { index: 'talent', id: bad, error: expect.stringContaining('invalid'), at: expect.any(Date) },
    ]);
    expect(status.indexes.find(({ index }) => index === 'talent')).toMatchObject({ documents: 200, setAside: 1 });
    const [later = ''] = newIds(1);
    await followed.save([later]);
    await followed.settle();
    expect(await followed.found()).toHaveLength(200);
    expect(await followed.drift()).toEqual([]);
    // Mended: a change, or a reconciliation, tries it again.
    proxy.change = (body) => body;
    await followed.follower.reconcile({ repairs: true });
    expect(await followed.found()).toHaveLength(201);
    expect((await followed.follower.status(await pg.status())).setAside).toEqual([]);
  });

  it('a server of a version that answers wrongly is left alone', async () => {
    proxy.version = '1.45.0';
    const followed = new Followed(db, proxy.url);
    await followed.save(newIds(1));
    await followed.projector.runOnce();
    await expect(followed.follower.runOnce()).rejects.toThrow(/1\.45\.0/);
    proxy.version = null;
    await followed.follower.runOnce();
    expect(await followed.drift()).toEqual([]);
  });

  it('goes on when the connection that holds its lock is cut', async () => {
    const followed = new Followed(db, server.url);
    await followed.settle();
    await saveMany(followed, 5_000);
    const following = followed.follower.runOnce().catch(() => {});
    await expect.poll(checkpoint, { timeout: 1_000, interval: 1 }).toBe(0);
    await db.pool.query(
      'SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = $1 AND granted AND classid = 4720003 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())',
      ['advisory'],
    );
    await following;
    await followed.follower.runOnce();
    expect(await followed.found()).toHaveLength(5_000);
    expect(await followed.drift()).toEqual([]);
  });

  it.skipIf(noSmallDisk)(
    `waits while the server’s disk is full, and says so${noSmallDisk ? ` (skipped: ${noSmallDisk})` : ''}`,
    async () => {
      const followed = new Followed(db, crowded.url, { patienceMs: 2_000 });
      const pg = new PostgresEngine({ db, fields: followed.fields, rebuild: async () => {} });
      const failure = async () => (await followed.follower.status(await pg.status())).failure?.message ?? null;
      await followed.settle();
      await saveMany(followed, 20_000);
      followed.follower.start();
      try {
        await expect.poll(() => crowded.free(), { timeout: 20_000, interval: 1 }).toBeLessThan(1_000_000);
        expect(await checkpoint()).toBeLessThan(20_000);
        await expect.poll(failure, { timeout: 20_000 }).toMatch(/has had task \d+ since .* disk may be full/);
        crowded.grow(1_000);
        await expect.poll(checkpoint, { timeout: 40_000 }).toBe(20_000);
        await expect.poll(failure, { timeout: 5_000 }).toBeNull();
      } finally {
        await followed.stop();
      }
      expect(await followed.found()).toHaveLength(20_000);
      expect(await followed.drift()).toEqual([]);
    },
  );
});
