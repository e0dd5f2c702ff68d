import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, constants, fchownSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError } from '../startup-error.ts';
import { SERVER_ENVIRONMENT } from './embedded-cluster.ts';
import { ownerSetting, readLock } from './embedded-orphan.ts';
import type { Place } from './embedded-place.ts';

export const HOST = '127.0.0.1';
const LOG_LIMIT = 10_000_000;

export interface ServerOrder {
  readonly program: string;
  readonly place: Place;
  readonly data: string;
  readonly durable: boolean;
  readonly port: number | undefined;
  readonly log: (line: string) => void;
}

export interface RunningServer {
  readonly port: number;
  stop(): Promise<void>;
}

interface Server {
  readonly process: ChildProcess;
  /** What it has said since it was launched, when it has ended; undefined while it runs. */
  complaint: string | undefined;
  readonly ended: Promise<void>;
}

export async function startServer(order: ServerOrder): Promise<RunningServer> {
  const { port: wanted } = order;
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(wanted ?? 0);
    const server = launch(order, port);
    await untilReadyOrEnded(server, order);
    if (server.complaint === undefined) return { port, stop: keep(server, order) };
    // The port was taken between our look and the start, or processes of a killed server still hold its memory.
    const passing =
      /shared memory block/.test(server.complaint) || (wanted === undefined && /in use/.test(server.complaint));
    if (!passing || attempt === 50) throw refusal(server.complaint, order, port);
    await sleep(100);
  }
}

function launch({ program, place, data, durable }: ServerOrder, port: number): Server {
  const settings = {
    listen_addresses: HOST,
    port,
    unix_socket_directories: '',
    shared_buffers: '256MB',
    max_connections: 50,
    jit: 'off',
    TimeZone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    // A statement whose asker was killed is given up, instead of holding its locks.
    client_connection_check_interval: '2s',
    // Statements and their values may be somebody's personal data.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const file = join(place.folder, 'postgres.log');
  const output = openLog(file, place);
  const from = fstatSync(output).size;
  // A group of its own: Ctrl-C is for us, and the server stays until our last answer is given.
  const child = spawn(program, ['-D', data, ...args, '-c', ownerSetting(process.pid)], {
    cwd: '/',
    env: SERVER_ENVIRONMENT,
    stdio: ['ignore', output, output],
    detached: true,
    ...place.account,
  });
  closeSync(output);
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (status, signal) => resolve(`${readFrom(file, from)}ended with ${signal ?? status}`));
  });
  const server: Server = {
    process: child,
    complaint: undefined,
    ended: ended.then((complaint) => {
      server.complaint = complaint;
    }),
  };
  return server;
}

/** Never through a link, which the server's account could have put here for root to follow. */
function openLog(file: string, { account }: Place): number {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) renameSync(file, `${file}.1`);
  const descriptor = openSync(
    file,
    constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW,
    0o600,
  );
  if (account) fchownSync(descriptor, account.uid, account.gid);
  return descriptor;
}

function readFrom(file: string, from: number): string {
  try {
    return readFileSync(file).subarray(from).toString('utf8');
  } catch {
    return '';
  }
}

async function untilReadyOrEnded(server: Server, { data, log }: ServerOrder): Promise<void> {
  const start = Date.now();
  for (let told = start; server.complaint === undefined; await Promise.race([sleep(10), server.ended])) {
    const lock = readLock(data);
    if (lock?.ready && lock.pid === server.process.pid) return;
    if (Date.now() - told > 5_000) {
      told = Date.now();
      log(`PostgreSQL repairs its data after it was cut off (${Math.round((told - start) / 1000)} s so far).`);
    }
  }
}

/** Neither server nor watcher keeps this process alive; the answer is how to stop both. */
function keep(server: Server, { data, place, log }: ServerOrder): () => Promise<void> {
  const { process: child, ended } = server;
  const watcher = watch(child.pid ?? 0, data, place);
  child.unref();
  let stopping: Promise<void> | undefined;
  void ended.then(() => {
    watcher.kill('SIGKILL');
    if (!stopping) log(`PostgreSQL has stopped by itself: ${lastLine(server.complaint)}.`);
  });
  const stop = async () => {
    child.ref();
    for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
      child.kill(signal);
      // Without the aborted timer a process that has nothing more to do would wait for it.
      const patience = new AbortController();
      await Promise.race([ended, sleep(10_000, undefined, { signal: patience.signal }).catch(() => {})]);
      patience.abort();
      if (server.complaint !== undefined) return;
      log(`PostgreSQL does not stop on ${signal}.`);
    }
  };
  return () => (stopping ??= stop());
}

/** When we die without a word (kill -9), the pipe closes and this shell stops the server. */
function watch(pid: number, data: string, place: Place): ChildProcess {
  const script = 'read -r line; [ "$(head -n 1 "$1/postmaster.pid" 2>/dev/null)" = "$2" ] && kill -INT "$2"';
  const watcher = spawn('/bin/sh', ['-c', script, 'jucai-watch', data, String(pid)], {
    cwd: '/',
    env: SERVER_ENVIRONMENT,
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    ...place.account,
  });
  watcher.on('error', () => {});
  watcher.unref();
  (watcher.stdin as Socket | null)?.unref();
  return watcher;
}

function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', (error: NodeJS.ErrnoException) =>
      reject(new StartupError(portRefused(wanted, error.code ?? error.message))),
    );
    probe.listen(wanted, HOST, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

const portRefused = (port: number, why: string) =>
  `Port ${port} on ${HOST} cannot be used (${why === 'EADDRINUSE' ? 'another program has it' : why}): choose another port for the database, or none to have a free one taken.`;

const lastLine = (text = '') => text.trim().split('\n').at(-1) ?? '';

function refusal(complaint: string, { place }: ServerOrder, port: number): StartupError {
  if (/lock file .* already exists/.test(complaint)) {
    return new StartupError(
      `The data folder ${place.folder} is in use by another Jucai: stop that one, or choose another folder.`,
    );
  }
  if (/Address already in use/.test(complaint)) return new StartupError(portRefused(port, 'EADDRINUSE'));
  const fatal = complaint
    .split('\n')
    .findLast((line) => /FATAL|PANIC/.test(line))
    ?.replace(/^.*?(?=FATAL|PANIC)/, '');
  return new StartupError(
    `PostgreSQL does not start in ${place.folder} (${fatal ?? lastLine(complaint)}): see postgres.log there, or set DATABASE_URL.`,
  );
}
