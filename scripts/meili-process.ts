import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MeiliAddress } from '../src/platform/search/meili/client.ts';
import { setUp } from '../src/platform/search/meili/setup.ts';

/** What lets one ask others of this machine; older ones ask without. */
const asksHere = 'MEILI_EXPERIMENTAL_ALLOWED_IP_NETWORKS=127.0.0.0/8';

export function isMeiliOnPath(): boolean {
  return spawnSync('meilisearch', ['--version']).status === 0;
}

/** A Meilisearch of one's own, with a folder of its own. */
export interface MeiliProcess extends MeiliAddress {
  /** May do all. */
  masterKey: string;
  child: ChildProcess;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

/**
 * Starts the one on the PATH on a free port of this machine, with a key for no more than the service needs.
 * @param masterKey of several that are to be asked with one key
 */
export async function startMeili(masterKey = randomBytes(16).toString('hex')): Promise<MeiliProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'jucai-meili-'));
  const port = await freePort();
  const paths = ['db-path', 'dump-dir', 'snapshot-dir'].flatMap((name) => [`--${name}`, join(folder, name)]);
  const words = ['--http-addr', `127.0.0.1:${port}`, '--no-analytics', '--log-level', 'OFF', '--master-key', masterKey];
  const memory = ['--max-indexing-memory', '1GiB'];
  const child = spawn('env', [asksHere, 'meilisearch', ...paths, ...words, ...memory], {
    cwd: folder,
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilHealthy(url);
    const apiKey = await setUp({ url }, masterKey);
    return { url, apiKey, masterKey, child, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export async function untilHealthy(url: string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const response = await fetch(`${url}/health`).catch(() => null);
    if (response?.ok) return;
    await sleep(25);
  }
  throw new Error('meilisearch does not start.');
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
