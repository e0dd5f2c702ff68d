import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../../db/db.ts';
import type { Log } from '../../log.ts';
import type { SearchIndex } from '../engine.ts';
import type { FieldRegistry } from '../fields.ts';
import type { Connection } from '../postgres-write.ts';
import type { MeiliClient } from './client.ts';
import type { Held } from './follower-batch.ts';
import { FollowedServer, ServerSetBack } from './follower-server.ts';
import { FollowStore } from './follower-store.ts';
import { FollowTurn } from './follower-turn.ts';
import { indexNames } from './settings.rules.ts';
import { TaskWatch } from './task-watch.ts';

/** An advisory lock of a session for each server: whoever holds it, follows. */
const followLock = 4_720_003;
/** After a failure a server is left alone for so long, whatever is committed. */
const restMs = 1_500;
/**
 * Turns that nobody waits for begin at least so long after one another: a batch of one document takes Meilisearch as long as
 * one of thirty, and meanwhile it answers more slowly.
 */
const apartMs = 200;

/** A Meilisearch, and which documents it has. */
export interface ServerToFollow {
  /** Under which its checkpoints are kept. */
  name: string;
  client: MeiliClient;
  held?: Held;
}

export interface FollowingOptions {
  db: Pick<Db, 'pool'>;
  fields: FieldRegistry;
  log?: Pick<Log, 'info' | 'warn' | 'error'>;
  /** What the names of the servers' indexes begin with. */
  prefix?: string;
  /** What they end with: where what a server has becomes something else, this does too. */
  division?: string;
  /** A server that has had tasks for so long and has ended none is told of. */
  patienceMs?: number;
}

/** The following of one server: who has its turn, and what becomes of a turn that fails. */
export class Following {
  readonly name: string;
  readonly #server: ServerToFollow;
  readonly #options: FollowingOptions;
  readonly #owned = new Set<SearchIndex>();
  #isWanted = false;
  #isRunning = false;
  #version: string | null = null;
  #isFirst = true;
  #restUntil = 0;
  #running: Promise<void> | undefined;
  #stopping = new AbortController();

  constructor(server: ServerToFollow, options: FollowingOptions) {
    this.name = server.name;
    this.#server = server;
    this.#options = options;
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    this.#stopping = new AbortController();
  }

  /** Follows, unless another process does. Wakes that come meanwhile are served by one more turn. */
  wake(): void {
    this.#isWanted = true;
    if (!this.#isRunning) this.#running = this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#isWanted && !this.#stopping.signal.aborted && performance.now() >= this.#restUntil) {
      this.#isWanted = false;
      const begun = performance.now();
      try {
        await this.#withLock('pg_try_advisory_lock', (session, signal) =>
          this.#turn(session, signal, (turn) => turn.followAll()),
        );
      } catch (error) {
        if (this.#stopping.signal.aborted) break;
        this.#restUntil = performance.now() + restMs;
        this.#options.log?.error({ server: this.name, error: String(error) }, 'following failed; it is tried again');
      }
      const rest = Math.max(0, begun + apartMs - performance.now());
      await sleep(rest, undefined, { signal: this.#stopping.signal }).catch(() => {});
    }
    this.#isRunning = false;
  }

  /** Waits for its turn. */
  async inTurn<T>(work: (turn: FollowTurn) => Promise<T>): Promise<T> {
    const done = await this.#withLock('pg_advisory_lock', (session, signal) => this.#turn(session, signal, work));
    if (done === null) throw new Error('The lock of following was not given.');
    return done.result;
  }

  async #turn<T>(connection: Connection, signal: AbortSignal, work: (turn: FollowTurn) => Promise<T>): Promise<T> {
    const { fields, prefix, division } = this.#options;
    const { client, held } = this.#server;
    const own = fields.indexes.flatMap((index) => {
      const { inService, next } = indexNames(index, prefix, division);
      return [inService, next];
    });
    const store = new FollowStore(connection, this.name);
    const watch = new TaskWatch((text) => this.#note(store, text), this.#options.patienceMs);
    const server = new FollowedServer(client, signal, own, watch);
    try {
      this.#version = await server.version();
      // What an earlier process of ours was sending when it ended may yet arrive.
      if (this.#isFirst) await store.doubt(null);
      this.#isFirst = false;
      const turn = new FollowTurn({ connection, server, store, fields, prefix, division, held, owned: this.#owned });
      const result = await this.#againWhereSetBack({ server, store }, () => work(turn));
      await store.reached(this.#version);
      return result;
    } catch (error) {
      // What answers again may be another.
      this.#version = null;
      if (!signal.aborted) await store.failed(error);
      throw error;
    }
  }

  /** A session that is lost meanwhile is met by the turn itself. */
  #note(store: FollowStore, failure: string | null): void {
    if (failure !== null) this.#options.log?.warn({ server: this.name }, failure);
    const noted = failure === null ? store.reached(this.#version ?? '') : store.failed(failure);
    noted.catch(() => {});
  }

  async #againWhereSetBack<T>(
    { server, store }: { server: FollowedServer; store: FollowStore },
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ServerSetBack)) throw error;
      this.#options.log?.warn({ server: this.name }, error.message);
      await store.forgetAll();
      server.forgetTasks();
      return work();
    }
  }

  /** Null where another process has the lock. Work is given up when the session, and with it the lock, is lost. */
  async #withLock<T>(
    lock: 'pg_advisory_lock' | 'pg_try_advisory_lock',
    work: (session: Connection, signal: AbortSignal) => Promise<T>,
  ): Promise<{ result: T } | null> {
    const session = await this.#options.db.pool.connect();
    const lost = new AbortController();
    const lose = () => lost.abort(new Error('The connection that held the lock of following is lost.'));
    session.on('error', lose);
    const key = [followLock, this.name];
    try {
      const { rows } = await session.query<{ given: boolean | string }>(
        `SELECT ${lock}($1, hashtext($2)) AS given`,
        key,
      );
      if (rows[0]?.given === false) return null;
      try {
        return { result: await work(inLine(session), AbortSignal.any([lost.signal, this.#stopping.signal])) };
      } finally {
        await session.query('SELECT pg_advisory_unlock($1, hashtext($2))', key);
      }
    } catch (error) {
      lose();
      throw error;
    } finally {
      session.off('error', lose);
      // A session that may still hold the lock is ended.
      session.release(lost.signal.aborted);
    }
  }
}

/** One statement after another: documents are read ahead while checkpoints are moved. */
function inLine(session: Connection): Connection {
  let last: Promise<unknown> = Promise.resolve();
  const query = (text: string, values?: unknown[]) => {
    const own = last.then(() => session.query(text, values));
    last = own.catch(() => {});
    return own;
  };
  return { query: query as Connection['query'] };
}
