import type { Failure } from '../projected.ts';
import { emptyBatch, type FollowBatch, readInto } from './follower-batch.ts';
import type { Destination } from './follower-destination.ts';
import { outermostIds } from './follower-rows.ts';
import { isRefusal } from './follower-server.ts';

/** Documents on their way together, each as a task of its own: Meilisearch takes them in together and judges each alone. */
const burst = 200;
/** So many others show whether the server takes any document. */
const mostOthers = 20;
/** Of which those are found that this server has. */
const othersRead = 400;

/** What became of documents that were sent one by one. */
export interface SentEach {
  failures: Failure[];
  /** The last of the tasks; -1 when there was none. */
  task: number;
  /** Documents that were added. */
  taken: number;
}

/**
 * Sends these documents one by one, as they are now: at most one task for each, however many of them are bad, and some for
 * others. Where nothing of a burst is taken, others show whose fault that is.
 * @throws the refusal, where the server takes no others either: then nothing is said of single documents
 */
export async function sendEach(to: Destination, ids: readonly string[]): Promise<SentEach> {
  const all: SentEach = { failures: [], task: -1, taken: 0 };
  // Neighbours, or every third, are changed together and bad together: the ends of ids are random.
  const mixed = [...ids].sort((one, other) => (endOf(one) < endOf(other) ? -1 : 1));
  for (let from = 0; from < mixed.length; from += burst) {
    const one = await sendBurst(to, mixed.slice(from, from + burst));
    const [refused] = one.failures;
    if (refused && one.taken === 0 && !(await takesOthers(to, ids))) throw refused.error;
    all.failures.push(...one.failures);
    all.task = Math.max(all.task, one.task);
    all.taken += one.taken;
  }
  return all;
}

const endOf = (id: string) => id.slice(-12);

async function sendBurst({ server, uid, source }: Destination, ids: readonly string[]): Promise<SentEach> {
  const sent: { id: string; tasks: number[]; isAdded: boolean }[] = [];
  const done: SentEach = { failures: [], task: -1, taken: 0 };
  const unlessRefused = async (id: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      done.failures.push({ id, error });
    }
  };
  for (const { id, batch } of await readEach(source, ids)) {
    await unlessRefused(id, async () => {
      if (batch.unfit) throw batch.unfit;
      sent.push({ id, tasks: await server.send(uid, batch), isAdded: batch.lines.length > 0 });
    });
  }
  for (const { id, tasks, isAdded } of sent) {
    await unlessRefused(id, async () => {
      await server.settle(tasks);
      if (isAdded) done.taken += 1;
    });
    done.task = Math.max(done.task, ...tasks);
  }
  return done;
}

async function readEach(
  source: Destination['source'],
  ids: readonly string[],
): Promise<{ id: string; batch: FollowBatch }[]> {
  const batches = new Map(ids.map((id) => [id, emptyBatch(0)]));
  await readInto((id) => batches.get(id) as FollowBatch, source, ids);
  return [...batches].map(([id, batch]) => ({ id, batch }));
}

/** Tries documents that were written long before or after these, and were not refused. */
async function takesOthers(to: Destination, ids: readonly string[]): Promise<boolean> {
  const { store, uid, source } = to;
  const not = [...ids, ...(await store.refused(uid))];
  const found = await readEach(source, await outermostIds(source.connection, source.fields, not, othersRead));
  const held = found.flatMap(({ id, batch }) => (batch.lines.length > 0 ? [id] : []));
  const outermost = [...held.slice(0, mostOthers / 2), ...held.slice(mostOthers / 2).slice(-mostOthers / 2)];
  return (await sendBurst(to, outermost)).taken > 0;
}
