import type { Settings } from 'meilisearch';
import { MeiliClient } from '../../src/platform/search/meili/client.ts';
import { type FollowBatch, readBatches } from '../../src/platform/search/meili/follower-batch.ts';
import { indexNames, primaryKey, settingsOf } from '../../src/platform/search/meili/settings.rules.ts';
import { startMeili } from '../meili-process.ts';
import { type BenchCity, openCity } from './city.ts';
import { forgetServers } from './search.store.ts';
import type { SearchBench, SearchOrder } from './search-bench.ts';
import { measureQueries } from './search-queries.ts';
import { measureRebuild, measureVisible } from './search-writes.ts';

/** Meilisearch beside its bare client, on a server of its own. @returns false when an answer is wrong, never when it is slow. */
export async function benchSearch(order: SearchOrder): Promise<boolean> {
  const server = await startMeili();
  try {
    const city = await openCity(order, { url: server.url, apiKey: server.apiKey, prefix: 'jucai' });
    try {
      await forgetServers(city.db.pool);
      return await measureAll(city, new MeiliClient(server, { askMs: 60_000 }), order);
    } finally {
      await city.close();
    }
  } finally {
    await server.stop();
  }
}

async function measureAll(city: BenchCity, client: MeiliClient, order: SearchOrder): Promise<boolean> {
  const { follower } = city.core;
  if (!follower) throw new Error('The city has no follower.');
  const bench: SearchBench = { city, client, follower };
  console.log(`Meilisearch ${await client.version()}, ${order.talents} talents, ${order.positions} positions`);
  console.table(await measureReplay(bench));
  console.table(await measureQueries(bench, order));
  console.table([await measureVisible(bench)]);
  const rebuild = await measureRebuild(bench);
  console.table([rebuild]);
  const drifts = await follower.reconcile({ repairs: false });
  const differing = drifts.reduce(
    (sum, { missing, stale, surplus }) => sum + missing.length + stale.length + surplus.length,
    0,
  );
  console.log(`  documents that differ from PostgreSQL at the end: ${differing}`);
  return differing === 0 && rebuild.missing === 0;
}

/** Documents a second of a rebuild beside those of the bare client, which is given the same text ready-made. */
async function measureReplay({ city, client, follower }: SearchBench) {
  const { db, fields } = city;
  await follower.runOnce();
  const figures: object[] = [];
  for (const index of ['talent', 'position'] as const) {
    const of = fields.of(index);
    const batches: FollowBatch[] = [];
    for await (const batch of readBatches({ connection: db.pool, fields: of }, 0)) batches.push(batch);
    const documents = batches.reduce((sum, { lines }) => sum + lines.length, 0);
    const rates: { own: number; bare: number }[] = [];
    for (let round = 0; round < 2; round += 1) {
      const bare = async () => sendBare(client, `bare_${index}`, settingsOf(of), batches);
      const own = async () => follower.rebuild(index);
      const order = round % 2 === 0 ? [bare, own] : [own, bare];
      const seconds = new Map<unknown, number>();
      for (const work of order) seconds.set(work, await secondsOf(work));
      rates.push({ own: seconds.get(own) ?? 1, bare: seconds.get(bare) ?? 1 });
    }
    const least = (name: 'own' | 'bare') => Math.min(...rates.map((rate) => rate[name]));
    figures.push({
      index,
      documents,
      'replay documents/s': Math.round(documents / least('own')),
      'bare client documents/s': Math.round(documents / least('bare')),
      ratio: Number((least('bare') / least('own')).toFixed(2)),
      wanted: 0.85,
      'in service': indexNames(of).inService,
    });
  }
  return figures;
}

async function sendBare(client: MeiliClient, uid: string, settings: Settings, batches: readonly FollowBatch[]) {
  await client.settled(await client.change((to) => to.createIndex(uid, { primaryKey })));
  await client.settled(await client.change((to) => to.index(uid).updateSettings(settings)));
  let last = { taskUid: -1 };
  for (const { lines } of batches) {
    if (lines.length === 0) continue;
    last = await client.change((to) =>
      to.index(uid).addDocumentsFromString(lines.join('\n'), 'application/x-ndjson' as never, { primaryKey }),
    );
  }
  await client.settled(last);
  await client.settled(await client.change((to) => to.deleteIndex(uid)));
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}
