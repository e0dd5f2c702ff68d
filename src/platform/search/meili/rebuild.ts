import type { FollowSource } from './follower-batch.ts';
import type { Destination } from './follower-destination.ts';
import { sendAfter } from './follower-send.ts';
import type { FollowedServer } from './follower-server.ts';
import type { FollowStore } from './follower-store.ts';
import { type IndexNames, settingsOf } from './settings.rules.ts';

export interface Rebuilding {
  server: FollowedServer;
  store: FollowStore;
  names: IndexNames;
  /** Where the documents come from. */
  source: FollowSource;
  /** Keeps fresh what is in service, while the new index is filled. Returns whether anything had changed. */
  followInService(): Promise<boolean>;
}

/**
 * Fills `next` from `search_document`, until nothing is missing in it, puts it into service and drops what was there
 * before. It may be cut off anywhere: the next call goes on, or begins anew where `next` may be something else by then.
 */
export async function rebuildInto(rebuilding: Rebuilding): Promise<void> {
  const { server, store, names, source, followInService } = rebuilding;
  const { inService, next } = names;
  await beginNext(rebuilding);
  const to: Destination = { server, store, uid: next, source };
  await sendAfter(to, await sequenceOf(store, next), followInService);
  // What is in service first: the checkpoint of what takes its place must not be behind.
  await followInService();
  await sendAfter(to, await sequenceOf(store, next));
  const { uids } = await server.look();
  // From here on `next` has no checkpoint: one that is found later holds old documents and is dropped.
  await store.promote(next, inService);
  await server.putIntoService(next, inService, uids.has(inService));
  await dropOthers(rebuilding);
}

async function beginNext({ server, store, names, source }: Rebuilding): Promise<void> {
  const { next } = names;
  const { uids } = await server.look();
  const { checkpoints } = await store.read();
  if (uids.has(next) && checkpoints.some(({ uid }) => uid === next)) return;
  if (uids.has(next)) await server.drop(next);
  await server.make(next, settingsOf(source.fields));
  await store.begin(next, source.fields.index);
}

async function sequenceOf(store: FollowStore, next: string): Promise<number> {
  const { checkpoints } = await store.read();
  const own = checkpoints.find(({ uid }) => uid === next);
  if (!own) throw new Error(`The checkpoint of ${next} is gone: another process has taken over.`);
  return own.sequence;
}

/** What was in service before, under this name or under that of other settings. */
async function dropOthers({ server, store, names, source }: Rebuilding): Promise<void> {
  const { inService, family } = names;
  const { checkpoints } = await store.read();
  const others = checkpoints.filter(({ uid, index }) => index === source.fields.index && uid !== inService);
  await store.forget(others.map(({ uid }) => uid));
  const { uids } = await server.look();
  for (const uid of uids) if (uid.startsWith(family) && uid !== inService) await server.drop(uid);
}
