import type { Db } from '../db/db.ts';
import type { Log } from '../log.ts';
import type { SearchIndex } from '../search/engine.ts';
import type { FieldRegistry } from '../search/fields.ts';
import { settleIndexes } from '../search/postgres-write.ts';
import { TokenBook } from '../search/tokens.ts';
import { outboxChannel } from './outbox.ts';
import { type Batch, batchSize, projectChanges, retrySetAside } from './projection-batch.ts';
import { readState, rebuildIndex } from './rebuild.ts';
import { WokenLoop } from './woken-loop.ts';

/** Advisory locks: one for each transaction of a projector, one for a whole rebuild. */
const batchLock = 4_720_001;
const rebuildLock = 4_720_002;
const retryAfterSeconds = 600;
/** A single change takes a tenth of what it takes among others: at fifty a second that is half a core. */
const apartMs = 100;

export interface Projector {
  /** Projects all that is committed now; returns how many documents were written or buried. */
  runOnce(): Promise<number>;
  /** Projects from now on, at once after each commit. Documents of another layout are made anew first. */
  start(): void;
  stop(): Promise<void>;
  /** Makes one index or all anew from their rows. */
  rebuildAll(index?: SearchIndex): Promise<number>;
}

export interface ProjectorOptions {
  db: Pick<Db, 'pool' | 'prisma'>;
  fields: FieldRegistry;
  log?: Pick<Log, 'info' | 'warn' | 'error'>;
  /** Awaited at the begin of every batch: what parts hold in memory must not be older than the changes. */
  beforeBatch?: () => Promise<void>;
}

/** Turns committed changes into search documents. Any number of processes may run one: they take turns. */
export function createProjector(options: ProjectorOptions): Projector {
  return new OutboxProjector(options);
}

/** Another version of the product has declared the fields otherwise and made the documents anew. */
class OtherLayout extends Error {
  constructor(index: SearchIndex) {
    super(`Another version of the product has made the documents of ${index} anew.`);
  }
}

class OutboxProjector implements Projector {
  readonly #db: ProjectorOptions['db'];
  readonly #fields: FieldRegistry;
  readonly #log: ProjectorOptions['log'];
  readonly #beforeBatch: ProjectorOptions['beforeBatch'];
  readonly #book: TokenBook;
  readonly #loop: WokenLoop;
  #isPrepared = false;
  #retried = performance.now();

  constructor({ db, fields, log, beforeBatch }: ProjectorOptions) {
    this.#db = db;
    this.#fields = fields;
    this.#log = log;
    this.#beforeBatch = beforeBatch;
    this.#book = new TokenBook(db.pool);
    this.#loop = new WokenLoop({
      pool: db.pool,
      channel: outboxChannel,
      apartMs,
      work: () => this.#projectAndRetry(),
      failed: (error) => log?.error({ error: String(error) }, 'projection failed; it is tried again'),
    });
  }

  async runOnce(): Promise<number> {
    let changed = this.#isPrepared ? 0 : await this.#prepare();
    for (let wasFull = false; ; ) {
      const batch = await this.#inBatch(async (open) => ((await this.#isLaidOut(open)) ? projectChanges(open) : null));
      changed += batch === null ? await this.#prepare() : batch.written;
      const isFull = batch?.taken === batchSize;
      if (wasFull && !isFull) await settleIndexes(this.#db.pool);
      // What was committed since wakes the loop again.
      if ((batch !== null && !isFull) || this.#loop.signal.aborted) return changed;
      wasFull = isFull;
    }
  }

  async rebuildAll(index?: SearchIndex): Promise<number> {
    const chosen = this.#fields.indexes.filter((fields) => index === undefined || fields.index === index);
    return this.#withRebuildLock(async () => {
      let changed = 0;
      for (const fields of chosen) changed += await rebuildIndex((work) => this.#inBatch(work), fields);
      return changed;
    });
  }

  start(): void {
    this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async #projectAndRetry(): Promise<void> {
    await this.runOnce();
    if (performance.now() - this.#retried <= retryAfterSeconds * 1_000) return;
    this.#retried = performance.now();
    await this.#inBatch((batch) => retrySetAside(batch, retryAfterSeconds));
  }

  /** Makes anew what was laid out otherwise. Once a process: who takes turns with a newer version must not undo it. */
  async #prepare(): Promise<number> {
    return this.#withRebuildLock(async () => {
      let changed = 0;
      for (const fields of this.#fields.indexes) {
        const { fields_hash: found } = await readState(this.#db.pool, fields.index);
        if (found === fields.hash) continue;
        if (this.#isPrepared && found !== '') throw new OtherLayout(fields.index);
        this.#log?.info({ index: fields.index }, 'search documents are made anew');
        changed += await rebuildIndex((work) => this.#inBatch(work), fields);
      }
      this.#isPrepared = true;
      return changed;
    });
  }

  /** False while an index is being made anew, or where that was cut off. */
  async #isLaidOut({ connection }: Batch): Promise<boolean> {
    for (const { index, hash } of this.#fields.indexes) {
      const { fields_hash: found } = await readState(connection, index);
      if (found === '') return false;
      if (found !== hash) throw new OtherLayout(index);
    }
    return true;
  }

  /** A lock of a session of its own: a killed process does not hold it. */
  async #withRebuildLock<T>(work: () => Promise<T>): Promise<T> {
    const client = await this.#db.pool.connect();
    try {
      await client.query('SELECT pg_advisory_lock($1)', [rebuildLock]);
      return await work();
    } finally {
      // Ends the session, and with it the lock, whatever has happened.
      client.release(true);
    }
  }

  async #inBatch<T>(work: (batch: Batch) => Promise<T>): Promise<T> {
    const connection = await this.#db.pool.connect();
    try {
      await connection.query('BEGIN');
      await connection.query('SELECT pg_advisory_xact_lock($1)', [batchLock]);
      await this.#beforeBatch?.();
      const result = await work({ connection, client: this.#db.prisma, registry: this.#fields, book: this.#book });
      await connection.query('COMMIT');
      connection.release();
      return result;
    } catch (error) {
      connection.release(true);
      throw error;
    }
  }
}
