import { setTimeout as sleep } from 'node:timers/promises';
import { MeiliClient } from '../../src/platform/search/meili/client.ts';
import { indexNames } from '../../src/platform/search/meili/settings.rules.ts';
import { openCity } from './city.ts';
import { listKinds } from './lists.ts';
import { countTalents } from './search.store.ts';
import type { ReaderOrder, Reads } from './search-reader.ts';

/** The program of the reading process: see `startReader`. */

const pageSize = 20;
const listsOfAKind = 12;
const pauseMs = 20;

const { order, meili, databaseUrl }: ReaderOrder = JSON.parse(process.argv[2] ?? '');
const city = await openCity(order, meili, databaseUrl);
const client = new MeiliClient(meili, { askMs: 60_000 });
const uid = indexNames(city.fields.of('talent')).inService;
const expected = await countTalents(city.db.pool);
const lists = (await listKinds(city, order.seed, listsOfAKind)).flatMap(({ asks }) => asks);
const nothing = (): Reads => ({ lists: [], counts: [], missing: 0 });
let reads = nothing();

// What is asked for the first time is slower.
for (const { ask } of lists) await ask(pageSize);
process.on('message', () => {
  process.send?.(reads);
  reads = nothing();
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
for (let n = 0; ; n += 1) {
  const found = await timed('counts', () =>
    client.ask((to) => to.index(uid).search('', { filter: 'n1 >= 0', hitsPerPage: 0 })).catch(() => null),
  );
  if (found?.totalHits !== expected) reads.missing += 1;
  await sleep(pauseMs);
  await timed('lists', async () => lists[n % lists.length]?.ask(pageSize));
  await sleep(pauseMs);
}

async function timed<T>(of: 'lists' | 'counts', work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  reads[of].push(performance.now() - started);
  return result;
}
