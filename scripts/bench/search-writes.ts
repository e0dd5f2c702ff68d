import { setTimeout as sleep } from 'node:timers/promises';
import { indexNames } from '../../src/platform/search/meili/settings.rules.ts';
import { changeTalent, someTalents } from './search.store.ts';
import type { SearchBench } from './search-bench.ts';
import { startReader } from './search-reader.ts';
import { quantileOf, Times } from './timing.ts';

const samples = 100;
/** Talents that are changed in turn during a rebuild. */
const changing = 5_000;
const writesPerSecond = 50;
/** Reads before the rebuild. */
const idleMs = 60_000;

/** Time from a commit to when Meilisearch shows what it made. */
export async function measureVisible({ city, client, follower }: SearchBench) {
  const { db, core, fields } = city;
  const uid = indexNames(fields.of('talent')).inService;
  core.projector.start();
  follower.start();
  const times = new Times();
  try {
    for (const id of await someTalents(db.pool, samples)) {
      const before = await versionOf(client, uid, id);
      await times.of(async () => {
        await changeTalent(db.pool, id);
        while ((await versionOf(client, uid, id)) <= before) await sleep(5);
      });
    }
  } finally {
    await core.projector.stop();
    await follower.stop();
  }
  return { figure: 'commit to visible', ...quantiles(times), 'wanted p99 ms': 2_000 };
}

/** A rebuild while records change, and what the readers of another process meet before it and meanwhile. */
export async function measureRebuild(bench: SearchBench) {
  const { city, follower } = bench;
  const ids = await someTalents(city.db.pool, changing);
  // What is changed for the first time is read from the disk.
  for (const id of ids) await changeTalent(city.db.pool, id);
  await city.core.projector.runOnce();
  await follower.runOnce();
  const reader = await startReader(bench);
  await sleep(idleMs);
  const idle = await reader.take();
  city.core.projector.start();
  follower.start();
  const done = new AbortController();
  const writing = writeUntil(city, ids, done.signal);
  const started = performance.now();
  await follower.rebuild('talent').finally(() => done.abort());
  const busy = await reader.take();
  const written = await writing;
  const seconds = (performance.now() - started) / 1_000;
  reader.stop();
  await city.core.projector.stop();
  await follower.stop();
  await follower.runOnce();
  return {
    figures: {
      figure: 'rebuild of talents',
      seconds: Number(seconds.toFixed(1)),
      'writes/s': Number((written / seconds).toFixed(1)),
      missing: idle.missing + busy.missing,
    },
    reads: [
      slowdown('lists', idle.lists, busy.lists),
      slowdown('counts', idle.counts, busy.counts),
      slowdown('all', [...idle.lists, ...idle.counts], [...busy.lists, ...busy.counts]),
    ],
  };
}

function slowdown(reads: string, idle: readonly number[], busy: readonly number[]) {
  const [idleP99, p99] = [quantileOf(idle, 0.99), quantileOf(busy, 0.99)];
  return {
    reads,
    idle: idle.length,
    'idle p99 ms': Number(idleP99.toFixed(1)),
    busy: busy.length,
    'p99 ms': Number(p99.toFixed(1)),
    ratio: Number((p99 / Math.max(0.1, idleP99)).toFixed(2)),
    wanted: 3,
  };
}

async function writeUntil({ db }: SearchBench['city'], ids: readonly string[], signal: AbortSignal): Promise<number> {
  let written = 0;
  for (const started = performance.now(); !signal.aborted; ) {
    const due = Math.floor(((performance.now() - started) / 1_000) * writesPerSecond);
    for (; written < due; written += 1) await changeTalent(db.pool, ids[written % ids.length] ?? '');
    await sleep(10);
  }
  return written;
}

async function versionOf(client: SearchBench['client'], uid: string, id: string): Promise<number> {
  const found = await client.ask((to) => to.index(uid).getDocument<{ version: number }>(id, { fields: ['version'] }));
  return found.version;
}

function quantiles(times: Times) {
  const ms = (share: number) => Math.round(times.quantile(share));
  return { n: times.count, 'median ms': ms(0.5), 'p90 ms': ms(0.9), 'p99 ms': ms(0.99) };
}
