import { isolate } from '../../jobs/isolate.ts';
import { ahead, emptyBatch, type FollowBatch, readBatches, readInto } from './follower-batch.ts';
import type { Destination } from './follower-destination.ts';
import { type SentEach, sendEach } from './follower-each.ts';
import { isInDoubt, isRefusal } from './follower-server.ts';

/**
 * Batches handed over and not yet done. What waits while the server works is taken in together, which is quicker: of a large
 * index, each taking in costs some seconds.
 */
const mostAhead = 128;
/**
 * Where documents have changed lately, until it shows that no change waits behind these, and for good once some did: a matter
 * of seconds. Behind a refusal, too, where all are sent again.
 */
const fewAhead = 4;
/** Refusals while one batch is halved; about thirty documents. Beyond, it is quicker to send each by itself. */
const mostRefusals = 400;

interface SentBatch extends Pick<FollowBatch, 'upTo' | 'ids'> {
  /** Waits until all of its tasks are done and gives the last of them. @throws when one has failed */
  done(): Promise<number>;
}

/** How many batches may be handed over before the first of them is done. */
class Pace {
  #isHeld = false;
  ahead: number;

  constructor(isCalm: boolean) {
    this.ahead = isCalm ? mostAhead : fewAhead;
  }

  hold(): void {
    this.#isHeld = true;
    this.ahead = fewAhead;
  }

  release(): void {
    if (!this.#isHeld) this.ahead = mostAhead;
  }
}

/**
 * Sends everything after the sequence and moves the checkpoint behind each batch that is done.
 * What is sent again was read again: a document never travels after a newer state of itself.
 * @param between is awaited after each batch: others must not wait for all of them. Returns whether it had something to send
 */
export async function sendAfter(to: Destination, after: number, between?: () => Promise<boolean>): Promise<void> {
  try {
    const pace = new Pace(between === undefined || (await to.store.isCalm()));
    for (let from: number | null = after; from !== null; ) {
      const refused: SentBatch | null = await sendUntilRefused(to, from, pace, between);
      if (refused) await sendSingly(to, refused.ids, refused.upTo);
      pace.hold();
      from = refused?.upTo ?? null;
    }
  } catch (error) {
    if (isInDoubt(error)) await to.store.doubt(to.uid);
    throw error;
  }
}

/** Returns the batch that was refused, after which nothing was counted as sent; null when everything was taken. */
async function sendUntilRefused(
  to: Destination,
  after: number,
  pace: Pace,
  between?: () => Promise<boolean>,
): Promise<SentBatch | null> {
  const batches = readBatches(to.source, after);
  const sent: SentBatch[] = [];
  let next = ahead(batches.next());
  for (let isLast = false, alreadyDone = 0; ; ) {
    while (alreadyDone === 0 && !isLast && sent.length < pace.ahead) {
      const { value: batch } = await next;
      isLast = batch === undefined;
      if (!batch) break;
      sent.push(await handOver(to, batch));
      next = ahead(batches.next());
    }
    const first = sent.shift();
    if (!first) return null;
    try {
      await to.store.advance(to.uid, first.upTo, await first.done(), first.ids);
    } catch (error) {
      await Promise.allSettled(sent.map(({ done }) => done()));
      if (isRefusal(error)) return first;
      throw error;
    }
    if (alreadyDone > 0) alreadyDone -= 1;
    else if (await between?.()) {
      // What was sent between has waited for all of these.
      alreadyDone = sent.length;
      pace.hold();
    } else pace.release();
  }
}

async function handOver({ server, uid }: Destination, batch: FollowBatch): Promise<SentBatch> {
  // Not the documents: many batches may be waiting.
  const { upTo, ids, unfit } = batch;
  const fails = (error: unknown) => ({ upTo, ids, done: () => Promise.reject(error) });
  if (unfit) return fails(unfit);
  try {
    const tasks = await server.send(uid, batch);
    // Asked only when it is the first: the server does them one after the other.
    return { upTo, ids, done: () => server.settle(tasks).then(() => Math.max(-1, ...tasks)) };
  } catch (error) {
    return fails(error);
  }
}

/**
 * Sends these documents as they are now; those that the server refuses are named. A few are found by halving; where there
 * are many, each document is sent by itself.
 */
export async function sendSingly(to: Destination, ids: readonly string[], upTo: number): Promise<void> {
  const { store, uid } = to;
  const { failures, task } = (await sendHalves(to, ids)) ?? (await sendEach(to, ids));
  const failed = new Set(failures.map(({ id }) => id));
  if (failures.length > 0) await store.refuse(uid, failures);
  await store.advance(
    uid,
    upTo,
    task,
    ids.filter((id) => !failed.has(id)),
  );
}

/** Null where too many are refused. */
async function sendHalves(
  to: Destination,
  ids: readonly string[],
): Promise<Pick<SentEach, 'failures' | 'task'> | null> {
  const { server, uid } = to;
  let refusals = 0;
  let task = -1;
  const send = async (some: readonly string[]) => {
    const batch = emptyBatch(0);
    await readInto(() => batch, to.source, some);
    if (batch.unfit) throw batch.unfit;
    const tasks = await server.send(uid, batch);
    task = Math.max(task, ...tasks);
    await server.settle(tasks);
  };
  const check = async (error: unknown) => {
    refusals += 1;
    if (!isRefusal(error) || refusals > mostRefusals) throw error;
  };
  try {
    return { failures: await isolate(ids, (id) => id, send, check), task };
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}
