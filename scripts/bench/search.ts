import type { Settings } from 'meilisearch';
import { MeiliClient } from '../../src/platform/search/meili/client.ts';
import { readBatches } from '../../src/platform/search/meili/follower-batch.ts';
import { primaryKey, settingsOf } from '../../src/platform/search/meili/settings.rules.ts';
import { startMeili } from '../meili-process.ts';
import { openCity } from './city.ts';
import { forgetServers } from './search.store.ts';
import type { SearchBench, SearchOrder } from './search-bench.ts';
import { measureQueries } from './search-queries.ts';
import { measureRebuild, measureVisible } from './search-writes.ts';
import { quantileOf } from './timing.ts';

/** A round of more documents takes minutes. */
const mostInRounds = 200_000;

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

/** Documents a second of a rebuild beside those of the bare client, which is given the same text ready-made. */
async function measureReplay({ city, client, follower }: SearchBench) {
  const { db, fields } = city;
  await follower.runOnce();
  const figures: object[] = [];
  for (const index of ['talent', 'position'] as const) {
    const of = fields.of(index);
    // Outside the heap: a million documents do not fit into it.
    const bodies: Buffer[] = [];
    let documents = 0;
    for await (const { lines } of readBatches({ connection: db.pool, fields: of }, 0)) {
      if (lines.length === 0) continue;
      documents += lines.length;
      bodies.push(Buffer.from(lines.join('\n')));
    }
    const seconds = { own: [] as number[], bare: [] as number[] };
    const rounds = documents > mostInRounds ? 1 : 3;
    for (let round = 0; round < rounds; round += 1) {
      const bare = async () =>
        seconds.bare.push(await secondsOf(() => sendBare(client, `bare_${index}`, settingsOf(of), bodies)));
      const own = async () => seconds.own.push(await secondsOf(() => follower.rebuild(index)));
      for (const work of round % 2 === 0 ? [bare, own] : [own, bare]) await work();
    }
    const [own, bare] = [quantileOf(seconds.own, 0.5), quantileOf(seconds.bare, 0.5)];
    figures.push({
      index,
      documents,
      rounds,
      'replay documents/s': Math.round(documents / own),
      'bare client documents/s': Math.round(documents / bare),
      ratio: Number((bare / own).toFixed(2)),
      wanted: 0.85,
    });
  }
  return figures;
}

async function sendBare(client: MeiliClient, uid: string, settings: Settings, bodies: readonly Buffer[]) {
  await client.settled(await client.change((to) => to.createIndex(uid, { primaryKey })));
  await client.settled(await client.change((to) => to.index(uid).updateSettings(settings)));
  const path = `indexes/${uid}/documents`;
  const post = { path, params: { primaryKey }, contentType: 'application/x-ndjson' };
  let last = { taskUid: -1 };
  for (const body of bodies)
    last = await client.change((to) => to.httpRequest.post({ ...post, body: body.toString() }));
  await client.settled(last);
  await client.settled(await client.change((to) => to.deleteIndex(uid)));
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}
