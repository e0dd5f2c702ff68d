import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { type EmbeddedServer, startEmbedded } from '../../src/platform/db/embedded.ts';
import { isAlive, readLock } from '../../src/platform/db/embedded-orphan.ts';

/** A PostgreSQL of one test file, which it may kill. It keeps its port and its data, and loses nothing committed. */
export class OwnPostgres {
  readonly #parent = mkdtempSync(join(tmpdir(), `jucai-test-${process.pid}-`));
  #server: EmbeddedServer | undefined;

  private constructor() {
    // The account that runs the server for root must be able to enter.
    chmodSync(this.#parent, 0o711);
  }

  static async start(): Promise<OwnPostgres> {
    const own = new OwnPostgres();
    afterAll(async () => {
      await own.#server?.stop();
      rmSync(own.#parent, { recursive: true, force: true, maxRetries: 5 });
    });
    await own.startAgain();
    return own;
  }

  get url(): string {
    return this.#server?.url ?? '';
  }

  async startAgain(): Promise<void> {
    const port = this.#server ? Number(new URL(this.url).port) : undefined;
    this.#server = await startEmbedded({ folder: join(this.#parent, 'database'), port });
  }

  /** Kills the process that starts all others, which end by themselves. */
  async kill(): Promise<void> {
    const { pid } = readLock(join(this.#server?.folder ?? '', 'data')) ?? {};
    if (pid === undefined) throw new Error('PostgreSQL does not run.');
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => isAlive(pid)).toBe(false);
  }
}
