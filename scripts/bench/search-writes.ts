import { setTimeout as sleep } from 'node:timers/promises';
import { indexNames } from '../../src/platform/search/meili/settings.rules.ts';
import { changeTalent, countTalents, someTalents } from './search.store.ts';
import type { SearchBench } from './search-bench.ts';
import { Times } from './timing.ts';

const samples = 100;
const writesPerSecond = 50;
const idleReads = 300;

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

/** A rebuild while records change, and what readers meet meanwhile. */
export async function measureRebuild({ city, client, follower }: SearchBench) {
  const { db, core, fields } = city;
  const uid = indexNames(fields.of('talent')).inService;
  const expected = await countTalents(db.pool);
  let missing = 0;
  const read = async (times: Times) => {
    const found = await times.of(() =>
      client.ask((to) => to.index(uid).search('', { filter: 'n1 >= 0', hitsPerPage: 0 })).catch(() => null),
    );
    const all = await client.ask((to) => to.index(uid).getStats()).catch(() => null);
    if (found === null || all?.numberOfDocuments !== expected) missing += 1;
  };
  const idle = new Times();
  for (let n = 0; n < idleReads; n += 1) await read(idle);
  const busy = new Times();
  core.projector.start();
  follower.start();
  const done = new AbortController();
  const writing = writeUntil(city, done.signal);
  const started = performance.now();
  const rebuilding = follower.rebuild('talent').finally(() => done.abort());
  while (!done.signal.aborted) {
    await read(busy);
    await sleep(20);
  }
  await rebuilding;
  const written = await writing;
  const seconds = (performance.now() - started) / 1_000;
  await core.projector.stop();
  await follower.stop();
  await follower.runOnce();
  const ratio = busy.quantile(0.99) / Math.max(0.1, idle.quantile(0.99));
  return {
    figure: 'rebuild of talents',
    seconds: Number(seconds.toFixed(1)),
    'writes/s': Number((written / seconds).toFixed(1)),
    reads: busy.count,
    missing,
    'idle p99 ms': Number(idle.quantile(0.99).toFixed(1)),
    'p99 ms': Number(busy.quantile(0.99).toFixed(1)),
    ratio: Number(ratio.toFixed(2)),
    wanted: 3,
  };
}

async function writeUntil({ db }: SearchBench['city'], signal: AbortSignal): Promise<number> {
  const ids = await someTalents(db.pool, 5_000);
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
