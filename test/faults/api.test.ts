import { describe, expect, it } from 'vitest';
import { noMeili, testMeili } from '../support/meili-server.ts';
import { testProduct } from '../support/product.ts';
import type { Deadly } from './killing.ts';
import { findFlaws, writePosition } from './positions.ts';
import { Serving } from './serving.ts';

const outbox = 'INSERT INTO outbox';

if (noMeili) it.skip(`kill -9 of the service in the middle of a transaction (${noMeili})`);
else
  describe('kill -9 of the service in the middle of a transaction', { timeout: 120_000 }, async () => {
    const meili = await testMeili();
    const { core, member } = await testProduct(undefined, { meili });
    const url = core.db.pool.options.connectionString ?? '';
    // Two at once: what one leaves behind is in the way of nobody.
    const [first, second] = await Promise.all([Serving.start(url, meili), Serving.start(url, meili)]);
    const { userId, organization } = await member('EMPLOYER');
    const token = await core.accounts.operator.issueToken(userId, organization.id, 'faults');
    const acknowledged: string[] = [];
    const positions = async () => (await core.db.pool.query('SELECT count(*)::int AS n FROM position')).rows[0].n;

    /** Twelve writers at once, so that transactions of all stages are open when the service dies. */
    async function writeUntilKilled(service: Serving, at: Deadly): Promise<void> {
      await service.dieAt(at);
      const write = async () => {
        for (;;) acknowledged.push((await writePosition(service, token)).id ?? 'none');
      };
      await Promise.allSettled(Array.from({ length: 12 }, write));
      expect(await service.ended()).toBe('SIGKILL');
    }

    it('between two statements: what was acknowledged stands, and nothing is half', async () => {
      // Behind the position and its audit entry.
      await writeUntilKilled(first, { statement: outbox, nth: 30 });
      expect(acknowledged.length).toBeGreaterThan(10);
      expect(await findFlaws(core, acknowledged)).toEqual([]);
    });

    it('behind a commit of which nobody has been told: it is whole', async () => {
      const before = { written: await positions(), acknowledged: acknowledged.length };
      await writeUntilKilled(second, { statement: 'COMMIT', behind: outbox, nth: 30, answered: true });
      const written = (await positions()) - before.written;
      expect(written).toBeGreaterThanOrEqual(30);
      expect(written).toBeGreaterThan(acknowledged.length - before.acknowledged);
      expect(await findFlaws(core, acknowledged)).toEqual([]);
    });
  });
