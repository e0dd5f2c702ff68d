import { MeiliClient } from '../../src/platform/search/meili/client.ts';
import { startMeili } from '../meili-process.ts';
import { openCity } from './city.ts';
import { forgetServers } from './search.store.ts';
import type { SearchBench, SearchOrder } from './search-bench.ts';
import { measureQueries } from './search-queries.ts';
import { measureReplay } from './search-replay.ts';
import { measureRebuild, measureVisible } from './search-writes.ts';

/** Meilisearch beside its bare client, on a server of its own. @returns false when an answer is wrong, never when it is slow. */
export async function benchSearch(order: SearchOrder): Promise<boolean> {
  const server = await startMeili();
  try {
    const meili = { url: server.url, apiKey: server.apiKey, prefix: 'jucai' };
    const city = await openCity(order, meili);
    try {
      await forgetServers(city.db.pool);
      const { follower } = city.core;
      if (!follower) throw new Error('The city has no follower.');
      const client = new MeiliClient(server, { askMs: 60_000 });
      return await measureAll({ city, order, meili, client, follower });
    } finally {
      await city.close();
    }
  } finally {
    await server.stop();
  }
}

async function measureAll(bench: SearchBench): Promise<boolean> {
  const { client, order, follower } = bench;
  console.log(`Meilisearch ${await client.version()}, ${order.talents} talents, ${order.positions} positions`);
  console.table(await measureReplay(bench));
  console.table(await measureQueries(bench));
  console.table([await measureVisible(bench)]);
  const rebuild = await measureRebuild(bench);
  console.table([rebuild.figures]);
  console.table(rebuild.reads);
  const drifts = await follower.reconcile({ repairs: false });
  const differing = drifts.reduce(
    (sum, { missing, stale, surplus }) => sum + missing.length + stale.length + surplus.length,
    0,
  );
  console.log(`  documents that differ from PostgreSQL at the end: ${differing}`);
  return differing === 0 && rebuild.figures.missing === 0;
}
