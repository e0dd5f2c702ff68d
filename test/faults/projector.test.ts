import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import { emptyTables, Followed, newIds } from '../search/following.ts';
import { testDatabase } from '../support/database.ts';
import { noMeili, testMeili } from '../support/meili-server.ts';
import type { Deadly } from './killing.ts';

const db = await testDatabase();
if (noMeili) it.skip(`kill -9 of the projector (${noMeili})`);
else
  describe('kill -9 of the projector', { timeout: 120_000 }, async () => {
    const meili = await testMeili();
    const waiting = async () => (await db.pool.query('SELECT count(*)::int AS rows FROM outbox')).rows[0].rows;
    const bands = async () =>
      (await db.pool.query('SELECT count(*)::int AS rows, count(DISTINCT id)::int AS ids FROM search_band')).rows[0];
    const documents = async () =>
      (await db.pool.query('SELECT id, version, sequence, deleted FROM search_document ORDER BY sequence')).rows;

    beforeEach(async () => {
      await db.pool.query(emptyTables);
    });

    async function killProjector(at: Deadly, work = 'run'): Promise<void> {
      const words = ['--import', 'tsx', 'test/faults/projector.holder.ts', db.url, JSON.stringify(at), work];
      const holder = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
      const [, signal] = await once(holder, 'exit');
      expect(signal).toBe('SIGKILL');
    }

    /** Three chunks of one transaction: changed, new and gone rows, all committed and none of them projected. */
    async function written() {
      const followed = new Followed(db, meili, { prefix: meili.prefix });
      const part = (skill: string) => ({ keys: { skill: [skill], fits: ['b:1'] } });
      const [changed, added, gone] = [newIds(1_200), newIds(1_200), newIds(100)];
      await followed.save([...changed, ...gone], part('s:1'));
      await followed.settle();
      await followed.save([...changed, ...added], part('s:2'));
      await followed.remove(gone);
      const expected = [...changed.map((id) => ({ id, version: 2 })), ...added.map((id) => ({ id, version: 1 }))];
      return { followed, expected: expected.sort((a, b) => (a.id < b.id ? -1 : 1)) };
    }

    it('between two chunks, before its commit and behind it: nothing is lost, nothing is half', async () => {
      const { followed, expected } = await written();
      const before = await documents();
      const commit = { statement: 'COMMIT', behind: 'DELETE FROM outbox' };
      // Behind one chunk of three, and when everything is written.
      for (const at of [{ statement: 'INSERT INTO search_document', nth: 2 }, commit]) {
        await killProjector(at);
        expect(await waiting()).toBe(2_500);
        expect(await documents()).toEqual(before);
        expect(await followed.drift()).toEqual([]);
      }
      await killProjector({ ...commit, answered: true });
      expect(await waiting()).toBe(0);
      await followed.settle();
      expect(await followed.found()).toEqual(expected);
      expect(await bands()).toEqual({ rows: 2_400, ids: 2_400 });
      const sequences = (await documents()).map(({ sequence }) => sequence);
      expect(new Set(sequences).size).toBe(2_500);
      expect(await followed.drift()).toEqual([]);
    });

    it('in the middle of a rebuild: the next start goes on, and changes made meanwhile are in it', async () => {
      const { followed, expected } = await written();
      await db.pool.query("UPDATE search_state SET fields_hash = 'of another version'");
      await killProjector({ statement: 'UPDATE search_state SET fields_hash = $2' }, 'rebuild');
      const [late = ''] = newIds(1);
      await followed.save([late]);
      const next = new Followed(db, meili, { prefix: meili.prefix });
      await next.settle();
      const all = [...expected, { id: late, version: 1 }].sort((a, b) => (a.id < b.id ? -1 : 1));
      expect(await next.found()).toEqual(all);
      expect(await next.drift()).toEqual([]);
    });
  });
