import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { freePort, untilHealthy } from '../../scripts/meili-process.ts';

/** Why tests that kill a server are left out; false where they can run. */
export const noMeilisearch =
  spawnSync('meilisearch', ['--version']).status !== 0 && 'there is no meilisearch on the PATH to be killed';

/** Why tests with a disk of their own are left out; false where they can run. */
export const noSmallDisk = !canMount() && 'no disk can be mounted here';

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'jucai-disk-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', folder]).status === 0;
  if (isMounted) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true });
  return isMounted;
}

/** A Meilisearch of one test file, which it may kill. It keeps its port and, unless emptied, its data. */
export class MeiliProcess {
  readonly url: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'jucai-meili-'));
  readonly #port: number;
  #child: ChildProcess | null = null;

  private constructor(port: number) {
    this.#port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** @param disk megabytes of a disk of its own, where it is to have no more */
  static async start({ disk }: { disk?: number } = {}): Promise<MeiliProcess> {
    const process = new MeiliProcess(await freePort());
    if (disk !== undefined && !process.#mount(`size=${disk}m`)) throw new Error('The disk cannot be made.');
    afterAll(() => process.#end());
    await process.start();
    return process;
  }

  /** Until it answers. */
  async start(): Promise<void> {
    const words = ['--db-path', join(this.#folder, 'data'), '--dump-dir', join(this.#folder, 'dumps')];
    const address = ['--http-addr', `127.0.0.1:${this.#port}`, '--no-analytics', '--log-level', 'OFF'];
    // Left to itself it takes half a second for a single document on a machine with much memory.
    const memory = ['--max-indexing-memory', '1GiB'];
    this.#child = spawn('meilisearch', [...words, ...address, ...memory], { cwd: this.#folder, stdio: 'ignore' });
    await untilHealthy(this.url);
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** It keeps its connections and answers none of them, until it is let go on. */
  halt(): void {
    this.#child?.kill('SIGSTOP');
  }

  goOn(): void {
    this.#child?.kill('SIGCONT');
  }

  empty(): void {
    rmSync(join(this.#folder, 'data'), { recursive: true, force: true });
  }

  /** Keeps its data as they are now, to be brought back. It must not run. */
  save(): void {
    cpSync(join(this.#folder, 'data'), join(this.#folder, 'saved'), { recursive: true });
  }

  bringBack(): void {
    this.empty();
    cpSync(join(this.#folder, 'saved'), join(this.#folder, 'data'), { recursive: true });
  }

  /** Gives a disk of its own more room. */
  grow(disk: number): void {
    this.#mount(`remount,size=${disk}m`);
  }

  /** What is free on its disk, in bytes. */
  free(): number {
    const { bavail, bsize } = statfsSync(this.#folder);
    return bavail * bsize;
  }

  #mount(options: string): boolean {
    return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'none', this.#folder]).status === 0;
  }

  async #end(): Promise<void> {
    await this.kill();
    spawnSync('umount', [this.#folder]);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
