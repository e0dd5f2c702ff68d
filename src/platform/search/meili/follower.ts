import { WokenLoop } from '../../jobs/woken-loop.ts';
import type { EngineStatus, SearchIndex } from '../engine.ts';
import type { IndexFields } from '../fields.ts';
import { sequenceChannel } from '../postgres-write.ts';
import { type FollowedIndex, followedStatus } from './follower-status.ts';
import { forgetOthers } from './follower-store.ts';
import type { FollowTurn } from './follower-turn.ts';
import { Following, type FollowingOptions, type ServerToFollow } from './following.ts';
import { type Drift, findDrift, repair } from './reconcile.ts';
import { indexNames } from './settings.rules.ts';

export interface FollowerOptions extends FollowingOptions {
  servers: readonly ServerToFollow[];
}

export interface Follower {
  /** Brings every server to what is committed now. @throws the first failure */
  runOnce(): Promise<void>;
  /** Follows from now on, at once after each commit of the projector. */
  start(): void;
  stop(): Promise<void>;
  /** Makes one index or all anew from the documents in PostgreSQL, which are not made anew. */
  rebuild(index?: SearchIndex): Promise<void>;
  /** What the projector's state becomes where its documents have yet to reach the servers. */
  status(projected: EngineStatus): Promise<EngineStatus>;
  /** Compares both sides. @param repairs sends what differs, and again what was refused */
  reconcile(options: { index?: SearchIndex; repairs: boolean }): Promise<Drift[]>;
}

/** Feeds Meilisearch from `search_document`. Any number of processes may run one: they take turns. */
export function createFollower(options: FollowerOptions): Follower {
  const followings = options.servers.map((server) => new Following(server, options));
  const chosen = (index?: SearchIndex) =>
    options.fields.indexes.filter((fields) => index === undefined || fields.index === index);
  const tidy = tidyOnce(options);
  const inTurns = async <T>(work: (turn: FollowTurn, server: string) => Promise<T>): Promise<T[]> => {
    await tidy();
    return Promise.all(followings.map((one) => one.inTurn((turn) => work(turn, one.name))));
  };
  const loop = new WokenLoop({
    pool: options.db.pool,
    channel: sequenceChannel,
    apartMs: 0,
    // Not awaited: a server that does not answer holds up no other.
    work: async () => {
      await tidy();
      for (const following of followings) following.wake();
    },
    failed: (error) => options.log?.error({ error: String(error) }, 'following cannot be woken; it is tried again'),
  });
  return {
    runOnce: async () => void (await inTurns((turn) => turn.followAll())),
    start: () => loop.start(),
    async stop() {
      await loop.stop();
      await Promise.all(followings.map((following) => following.close()));
    },
    rebuild: async (index) => void (await inTurns((turn) => turn.rebuild(chosen(index)))),
    status: (projected) => followedStatus(options.db.pool, projected, followedIndexes(options)),
    reconcile: async ({ index, repairs }) =>
      (await inTurns((turn, server) => reconcileIn(turn, server, chosen(index), repairs))).flat(),
  };
}

/** Forgets servers of another division of documents, once in the life of a process. */
function tidyOnce({ db, servers }: FollowerOptions): () => Promise<void> {
  const names = servers.map(({ name }) => name);
  let isTidy = false;
  return async () => {
    if (!isTidy) await forgetOthers(db.pool, names);
    isTidy = true;
  };
}

function followedIndexes({ servers, fields, prefix, division }: FollowerOptions): FollowedIndex[] {
  return servers.flatMap(({ name }) =>
    fields.indexes.map((index) => ({
      server: name,
      index: index.index,
      uid: indexNames(index, prefix, division).inService,
    })),
  );
}

async function reconcileIn(
  turn: FollowTurn,
  server: string,
  indexes: readonly IndexFields[],
  repairs: boolean,
): Promise<Drift[]> {
  await turn.followAll();
  const drifts: Drift[] = [];
  for (const fields of indexes) {
    await turn.requireReadable(fields);
    const to = turn.destinationOf(fields);
    const drift = await findDrift(to, server);
    drifts.push(drift);
    if (repairs) await repair(to, drift);
  }
  return drifts;
}
