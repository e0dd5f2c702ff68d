import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { loadShipped, wire } from '../../src/app.ts';
import { migrationsFolder } from '../../src/platform/db/connect.ts';
import { openDatabase } from '../../src/platform/db/db.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { createLog } from '../../src/platform/log.ts';
import { createSeats } from '../support/graphql.ts';
import { noMeili, testMeili } from '../support/meili-server.ts';
import { testSecrets } from '../support/product.ts';
import { OwnPostgres } from './own-postgres.ts';
import { findFlaws, writePosition } from './positions.ts';
import { Serving } from './serving.ts';

if (noMeili) it.skip(`kill -9 of PostgreSQL (${noMeili})`);
else
  describe('kill -9 of PostgreSQL', { timeout: 120_000 }, async () => {
    const meili = await testMeili();
    const postgres = await OwnPostgres.start();
    await migrate(postgres.url, { folder: migrationsFolder });
    const db = openDatabase(postgres.url);
    afterAll(() => db.close());
    const core = wire(db, { ...testSecrets, meili }, createLog('silent'));
    await loadShipped(core);
    const service = await Serving.start(postgres.url, meili);
    const { userId, organization } = await createSeats(core.accounts).member('EMPLOYER');
    const token = await core.accounts.operator.issueToken(userId, organization.id, 'faults');
    const acknowledged: string[] = [];
    const refused = new Set<string>();
    let isOver = false;

    async function write(): Promise<void> {
      while (!isOver) {
        const { id, code } = await writePosition(service, token);
        if (id) acknowledged.push(id);
        if (!code) continue;
        refused.add(code);
        await sleep(50);
      }
    }

    async function moreAcknowledged(): Promise<void> {
      const before = acknowledged.length;
      await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(before + 30);
    }

    /** How many positions the service lists, and whether PostgreSQL stands in for Meilisearch. */
    async function listed() {
      const { data, extensions } = await service.ask('{ positions(first: 1) { totalCount } }', {}, token);
      return { count: data?.positions.totalCount, degraded: extensions?.degraded ?? false };
    }

    it('what was acknowledged stands, and the service goes on by itself', async () => {
      const writing = Promise.all(Array.from({ length: 8 }, write));
      try {
        await moreAcknowledged();
        for (let turn = 0; turn < 2; turn += 1) {
          await postgres.kill();
          expect(await service.readiness()).toBe(503);
          await postgres.startAgain();
          await expect.poll(() => service.readiness(), { timeout: 20_000 }).toBe(200);
          await moreAcknowledged();
        }
      } finally {
        isOver = true;
        await writing;
      }
      // Nobody knows what became of a write whose connection broke: it must not be said that nothing was written.
      expect([...refused]).toEqual(['UNAVAILABLE']);
      // The service’s own projector and follower bring everything, and Meilisearch answers again.
      const count = (await db.pool.query('SELECT count(*)::int AS rows FROM position')).rows[0].rows;
      await expect.poll(listed, { timeout: 20_000 }).toEqual({ count, degraded: false });
      expect(await findFlaws(core, acknowledged)).toEqual([]);
    });
  });
