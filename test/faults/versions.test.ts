import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { PostgresEngine } from '../../src/platform/search/postgres-engine.ts';
import { emptyTables, Followed, newIds } from '../search/following.ts';
import { MeiliProcess, noMeilisearch } from '../search/meili-process.ts';
import { MeiliProxy } from '../search/meili-proxy.ts';
import { testDatabase } from '../support/database.ts';
import { testSecrets } from '../support/product.ts';

const db = await testDatabase();

/** A server that tells its version and nothing else, and what it was asked. */
const asked: string[] = [];
const old = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`);
  response.setHeader('content-type', 'application/json').end('{"pkgVersion":"1.32.0"}');
});
afterAll(() => void old.close());

it('a start over a Meilisearch that is too old ends with one line that says which do', async () => {
  await once(old.listen(0, '127.0.0.1'), 'listening');
  const env = {
    DATABASE_URL: db.url,
    JUCAI_SECRET: testSecrets.secret,
    MEILI_URL: `http://127.0.0.1:${(old.address() as AddressInfo).port}`,
    MEILI_API_KEY: 'any',
    PORT: '0',
    LOG_LEVEL: 'silent',
  };
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    // One that does start would run on.
    timeout: 100_000,
    killSignal: 'SIGKILL',
  });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect(said).toBe('Meilisearch 1.32.0 does not do: use 1.33.1 or newer, but not 1.45.0 or 1.48.0.\n');
  expect({ code, asked }).toEqual({ code: 1, asked: ['GET /version'] });
}, 120_000);

if (noMeilisearch) it.skip(`a Meilisearch of another version (${noMeilisearch})`);
else
  describe('a Meilisearch of another version', { timeout: 120_000 }, async () => {
    const server = await MeiliProcess.start();
    const proxy = await MeiliProxy.before(server.url);
    const sent: string[] = [];

    beforeEach(async () => {
      await db.pool.query(emptyTables);
      sent.length = 0;
      const change = (body: string) => {
        sent.push(body);
        return body;
      };
      Object.assign(proxy, { answer: null, version: null, change });
    });

    it('a newer one is taken', async () => {
      proxy.version = '1.99.0';
      const followed = new Followed(db, proxy.url);
      const postgres = new PostgresEngine({ db, fields: followed.fields, rebuild: async () => {} });
      const ids = newIds(3);
      await followed.save(ids);
      await followed.settle();
      expect(await followed.follower.status(await postgres.status())).toMatchObject({
        version: '1.99.0',
        failure: null,
      });
      expect(await followed.found()).toEqual(ids.map((id) => ({ id, version: 1 })));
      expect(await followed.drift()).toEqual([]);
    });

    it.each(['1.32.0', '1.45.0', '1.48.0'])(
      '%s put in the place of a good one is sent nothing, and a good one again is brought up to date',
      async (version) => {
        const followed = new Followed(db, proxy.url);
        const postgres = new PostgresEngine({ db, fields: followed.fields, rebuild: async () => {} });
        const status = async () => followed.follower.status(await postgres.status());
        const ids = newIds(3);
        await followed.save(ids);
        await followed.settle();
        await server.kill();
        await expect(followed.follower.runOnce()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
        proxy.version = version;
        await server.start();
        await followed.save(ids);
        await followed.projector.runOnce();
        sent.length = 0;
        await expect(followed.follower.runOnce()).rejects.toThrow(version);
        expect(sent).toEqual([]);
        expect(await status()).toMatchObject({ lagRows: 3, failure: { message: expect.stringContaining(version) } });
        proxy.version = null;
        await followed.follower.runOnce();
        expect(await status()).toMatchObject({ lagRows: 0, failure: null });
        expect(await followed.found()).toEqual(ids.map((id) => ({ id, version: 2 })));
        expect(await followed.drift()).toEqual([]);
      },
    );
  });
