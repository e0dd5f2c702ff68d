import { beforeEach, describe, expect, it } from 'vitest';
import { MeiliClient } from '../../src/platform/search/meili/client.ts';
import type { ServerToFollow } from '../../src/platform/search/meili/following.ts';
import { testDatabase } from '../support/database.ts';
import { emptyTables, Followed, newIds } from './following.ts';
import { MeiliProcess, noMeilisearch } from './meili-process.ts';

const db = await testDatabase();
const name = `following several servers${noMeilisearch ? ` (skipped: ${noMeilisearch})` : ''}`;

describe.skipIf(noMeilisearch)(name, { timeout: 60_000 }, async () => {
  // The body of a suite that is skipped is run all the same.
  if (noMeilisearch) return it('needs a Meilisearch', () => {});
  const [small, large] = [await MeiliProcess.start(), await MeiliProcess.start()];
  const clients = [small, large].map(
    ({ url }) => new MeiliClient({ url, apiKey: null }, { askMs: 1_000, changeMs: 2_000 }),
  );
  const servers = clients.map(
    (client, at): ServerToFollow => ({
      name: ['small', 'large'][at] ?? '',
      client,
      held: async (rows, { fields }) => {
        const place = fields.inColumns().findIndex((field) => field.name === 'size');
        const own = rows.filter(({ columns }) => (columns[place] ?? 0) >= 10 === (at === 1));
        return new Set(own.map(({ id }) => id));
      },
    }),
  );
  const of = (size: number) => ({ numbers: { size } });

  beforeEach(async () => {
    await db.pool.query(emptyTables);
  });

  async function idsOn(followed: Followed, on = clients): Promise<string[][]> {
    const found: string[][] = [];
    for (const client of on) {
      const answer = await client.ask((meilisearch) =>
        meilisearch.index(followed.inService).getDocuments({ limit: 1_000 }),
      );
      found.push(answer.results.map(({ id }) => String(id)).sort());
    }
    return found;
  }

  it('gives each its own documents, and moves those that change their place', async () => {
    const followed = new Followed(db, small.url, { servers });
    const [stays, moves, other] = newIds(3) as [string, string, string];
    await followed.save([stays, moves], of(1));
    await followed.save([other], of(10));
    await followed.settle();
    expect(await idsOn(followed)).toEqual([[stays, moves], [other]]);
    await followed.save([moves], of(11));
    await followed.settle();
    expect(await idsOn(followed)).toEqual([[stays], [moves, other]]);
    expect(await followed.drift()).toEqual([]);
    const misplaced = { id: stays, version: 1, sequence: 1 };
    const [, second] = clients as [MeiliClient, MeiliClient];
    await second.settled(await second.change((client) => client.index(followed.inService).addDocuments([misplaced])));
    expect(await followed.drift()).toEqual([`surplus ${stays}`]);
    await followed.follower.reconcile({ repairs: true });
    expect(await idsOn(followed)).toEqual([[stays], [moves, other]]);
  });

  it('lets none wait for another that does not answer', async () => {
    const followed = new Followed(db, small.url, { servers });
    await followed.settle();
    followed.projector.start();
    followed.follower.start();
    try {
      small.halt();
      const [id] = newIds(1) as [string];
      await followed.save([id], of(10));
      await expect.poll(async () => (await idsOn(followed, clients.slice(1))).at(0), { timeout: 5_000 }).toEqual([id]);
    } finally {
      small.goOn();
      await followed.stop();
    }
    expect(await followed.drift()).toEqual([]);
  });
});
