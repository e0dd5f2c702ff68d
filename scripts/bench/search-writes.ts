import { setTimeout as sleep } from 'node:timers/promises';
import { indexNames } from '../../src/platform/search/meili/settings.rules.ts';
import { changeTalent, someTalents } from './search.store.ts';
import type { SearchBench } from './search-bench.ts';
import { type ReadKind, readKinds, startReader } from './search-reader.ts';
import { readBodies, sendBare } from './search-replay.ts';
import { quantileOf, rounded, Times } from './timing.ts';

const samples = 100;
/** Talents that are changed in turn during a rebuild. */
const changing = 5_000;
const writesPerSecond = 50;
/** Of reading before the rebuild, and of reading beside the bare client: fewer reads have no p99. */
const leastMs = 60_000;

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

/**
 * A rebuild while records change: what the readers of another process meet before it, while a bare client fills another
 * index, which nobody can do without, and meanwhile.
 */
export async function measureRebuild(bench: SearchBench) {
  const { city, follower } = bench;
  const ids = await someTalents(city.db.pool, changing);
  // What is changed for the first time is read from the disk.
  for (const id of ids) await changeTalent(city.db.pool, id);
  await city.core.projector.runOnce();
  await follower.runOnce();
  const ready = await readBodies(bench, 'talent');
  const reader = await startReader(bench);
  await sleep(leastMs);
  const idle = await reader.take();
  for (const since = performance.now(); performance.now() - since < leastMs; ) await sendBare(bench, 'talent', ready);
  const bare = await reader.take();
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
      seconds: rounded(seconds, 1),
      'writes/s': rounded(written / seconds, 1),
      missing: idle.missing + bare.missing + busy.missing,
    },
    reads: readKinds.map((kind) => slowdown(kind, idle.times[kind], bare.times[kind], busy.times[kind])),
  };
}

function slowdown(reads: ReadKind, idle: readonly number[], bare: readonly number[], busy: readonly number[]) {
  const [idleP99, bareP99, p99] = [idle, bare, busy].map((times) => quantileOf(times, 0.99)) as [
    number,
    number,
    number,
  ];
  const ms = (value: number) => rounded(value, 1);
  const times = (value: number) => rounded(value / Math.max(0.1, idleP99), 2);
  return {
    reads,
    idle: idle.length,
    'idle p99 ms': ms(idleP99),
    busy: busy.length,
    'p99 ms': ms(p99),
    ratio: times(p99),
    wanted: 3,
    'bare import p99 ms': ms(bareP99),
    'bare ratio': times(bareP99),
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
