import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

/** A notification may be lost with its connection; this is how late a change is seen then. */
const pollMs = 2_000;

export interface WokenLoopOptions {
  pool: pg.Pool;
  /** What to LISTEN to. */
  channel: string;
  /** Rounds begin at least so long after one another, in milliseconds: changes that come thick and fast are worked on together. */
  apartMs: number;
  /** Done at the start, after each notification, and now and then without one. Its failure is reported; the loop goes on. */
  work(): Promise<void>;
  failed(error: unknown): void;
}

/** Work that is done again whenever PostgreSQL notifies. */
export class WokenLoop {
  readonly #options: WokenLoopOptions;
  #loop: Promise<void> | undefined;
  #stopping = new AbortController();
  #wake = () => {};

  constructor(options: WokenLoopOptions) {
    this.#options = options;
  }

  /** Aborted when the loop is told to stop. */
  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  start(): void {
    this.#stopping = new AbortController();
    this.#loop ??= this.#run(this.#stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    await this.#loop;
    this.#loop = undefined;
  }

  async #run(stop: AbortSignal): Promise<void> {
    const { apartMs, work, failed } = this.#options;
    const rest = (ms: number) => sleep(Math.max(0, ms), undefined, { signal: stop }).catch(() => {});
    let listener: pg.PoolClient | undefined;
    while (!stop.aborted) {
      const begun = performance.now();
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      try {
        listener ??= await this.#listen(() => {
          listener = undefined;
        });
        await work();
      } catch (error) {
        failed(error);
        await rest(pollMs);
      }
      await Promise.race([woken, rest(pollMs)]);
      await rest(begun + apartMs - performance.now());
    }
    listener?.release(true);
  }

  async #listen(lost: () => void): Promise<pg.PoolClient> {
    const { pool, channel } = this.#options;
    const client = await pool.connect();
    client.on('notification', () => this.#wake());
    client.on('error', () => {
      lost();
      client.release(true);
      this.#wake();
    });
    await client.query(`LISTEN ${channel}`);
    return client;
  }
}
