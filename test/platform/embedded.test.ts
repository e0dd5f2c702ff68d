import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { startEmbedded } from '../../src/platform/db/embedded.ts';
import { findBinaries } from '../../src/platform/db/embedded-binaries.ts';
import { isAlive, readLock } from '../../src/platform/db/embedded-orphan.ts';
import { StartupError } from '../../src/platform/startup-error.ts';
import { runSql } from '../support/run-sql.ts';

// Making a database takes half a second, and ten on a machine that is busy with other things.
vi.setConfig({ testTimeout: 60_000 });

const isRoot = process.getuid?.() === 0;
const parent = mkdtempSync(join(tmpdir(), `jucai-test-${process.pid}-`));
chmodSync(parent, 0o711);
const folder = join(parent, 'database');
const data = join(folder, 'data');
const children = new Set<ChildProcess>();

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  for (const at of readdirSync(parent)) stopServerOf(join(parent, at, 'data'));
  rmSync(parent, { recursive: true, force: true, maxRetries: 5 });
});

const start = (more: Partial<Parameters<typeof startEmbedded>[0]> = {}) =>
  startEmbedded({ folder, durable: false, ...more });

/** Runs a start in a process of its own; answers its first word of outcome. */
async function hold(at = folder, manner = 'stay'): Promise<{ child: ChildProcess; outcome: string; lines: string[] }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'embedded.holder.ts'), at, manner], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.add(child);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (/^(ready|refused) /.test(line)) return { child, outcome: line, lines };
  }
  return { child, outcome: 'ended', lines };
}

const serverPid = (at = data) => readLock(at)?.pid ?? 0;
const gone = (pid: number) => vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 30_000, interval: 20 });

function processesWith(...words: string[]): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return words.every((word) => command.includes(word));
      } catch {
        return false;
      }
    });
}

function stopServerOf(at: string): void {
  const pid = serverPid(at);
  if (pid > 0 && processesWith(at).includes(pid)) process.kill(pid, 'SIGQUIT');
}

/** The error must be fit to be shown alone: one line, and no password in it. */
async function refusal(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason as Error,
  );
  expect(error).toBeInstanceOf(StartupError);
  expect(error.message).not.toContain('\n');
  return error.message;
}

describe('a first start and the next', () => {
  it('makes a database on the loopback address, and keeps what is put in', async () => {
    const first = await start();
    expect(first.firstStart).toBe(true);
    expect(new URL(first.url).hostname).toBe('127.0.0.1');
    const { rows } = await runSql(
      first.url,
      `SELECT current_setting('listen_addresses') AS listen, current_setting('unix_socket_directories') AS sockets,
      pg_encoding_to_char(encoding) AS encoding, datcollate, upper('é') AS upper, '数控' ~ '^\\w+$' AS word FROM pg_database WHERE datname = current_database()`,
    );
    expect(rows).toEqual([
      { listen: '127.0.0.1', sockets: '', encoding: 'UTF8', datcollate: 'C', upper: 'É', word: true },
    ]);
    await runSql(first.url, 'CREATE TABLE kept AS SELECT 1 AS one');
    await first.stop();
    await first.stop();

    const begin = performance.now();
    const second = await start();
    expect(performance.now() - begin).toBeLessThan(1_000);
    expect(second.firstStart).toBe(false);
    expect((await runSql(second.url, 'SELECT one FROM kept')).rows).toEqual([{ one: 1 }]);
    await second.stop();
  });

  it('keeps the password in one closed file, and nowhere else', async () => {
    const password = readFileSync(join(folder, 'password'), 'utf8').trim();
    expect(password.length).toBeGreaterThanOrEqual(32);
    expect(statSync(join(folder, 'password')).mode & 0o777).toBe(0o600);
    expect(statSync(data).mode & 0o077).toBe(0);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.filter((file) => readFileSync(file).includes(password))).toEqual([join(folder, 'password')]);
  });

  it('finds Chinese trigrams: the locale counts Chinese as letters', async () => {
    const server = await start();
    const { rows } = await runSql(server.url, `CREATE EXTENSION IF NOT EXISTS pg_trgm; SELECT 1`).then(() =>
      runSql(server.url, "SELECT cardinality(show_trgm('数控车工')) AS trigrams"),
    );
    await server.stop();
    expect(rows).toEqual([{ trigrams: 5 }]);
  });

  it('ends with its process, also when nobody says stop', async () => {
    const { child, outcome } = await hold(folder, 'leave');
    expect(outcome).toMatch(/^ready /);
    const pid = serverPid();
    await new Promise((resolve) => (child.exitCode === null ? child.on('exit', resolve) : resolve(undefined)));
    expect(child.exitCode).toBe(0);
    if (pid) await gone(pid);
  });
});

describe('after a sudden end', () => {
  it('refuses a folder that a living Jucai uses', async () => {
    const { child } = await hold();
    const message = await refusal(start());
    expect(message).toContain(`in use by another Jucai (process ${child.pid})`);
    child.kill('SIGKILL');
    await gone(serverPid());
  });

  it('starts while the server of a killed process is still there', async () => {
    const { child, outcome } = await hold();
    await runSql(outcome.slice(6), 'CREATE TABLE survived AS SELECT 2 AS two');
    const pid = serverPid();
    // The watcher first, or it would stop the server.
    for (const watcher of processesWith('jucai-watch', data)) process.kill(watcher, 'SIGKILL');
    child.kill('SIGKILL');
    await gone(child.pid ?? 0);
    expect(isAlive(pid)).toBe(true);
    const told: string[] = [];
    const server = await start({ log: (line) => told.push(line) });
    expect(told.join()).toContain('left behind');
    expect(isAlive(pid)).toBe(false);
    expect((await runSql(server.url, 'SELECT two FROM survived')).rows).toEqual([{ two: 2 }]);
    await server.stop();
  });

  it('starts after the server was killed under open connections, and says that it stopped', async () => {
    const told: string[] = [];
    const server = await start({ durable: true, log: (line) => told.push(line) });
    const client = new pg.Client(server.url);
    client.on('error', () => {});
    await client.connect();
    await client.query('CREATE TABLE committed AS SELECT 3 AS three');
    const pid = serverPid();
    process.kill(pid, 'SIGKILL');
    await gone(pid);
    const next = await start();
    expect((await runSql(next.url, 'SELECT three FROM committed')).rows).toEqual([{ three: 3 }]);
    await next.stop();
    await client.end().catch(() => {});
    expect(told.join()).toContain('stopped by itself');
    await server.stop();
  });

  it('starts when the number in postmaster.pid belongs to another program by now', async () => {
    writeFileSync(join(data, 'postmaster.pid'), `${process.pid}\n${data}\n1\n5432\n\n127.0.0.1\n1 1\nready   \n`);
    const server = await start();
    expect(serverPid()).not.toBe(process.pid);
    await server.stop();
  });

  it('begins again when the first start was cut off', async () => {
    const at = join(parent, 'cut-off');
    const holding = hold(at);
    const drafts = () => (existsSync(at) ? readdirSync(at).filter((name) => name.startsWith('data.draft-')) : []);
    await vi.waitFor(() => expect(readdirSync(join(at, drafts()[0] ?? '-'))).toContain('base'), {
      timeout: 5_000,
      interval: 2,
    });
    for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
    for (const initdb of processesWith('initdb', at)) process.kill(initdb, 'SIGKILL');
    const { child, outcome } = await holding;
    expect(outcome).toBe('ended');
    await gone(child.pid ?? 0);
    expect(existsSync(join(at, 'data'))).toBe(false);
    expect(drafts()).toHaveLength(1);
    const server = await start({ folder: at });
    expect(server.firstStart).toBe(true);
    expect(readdirSync(at).sort()).toEqual(['data', 'password', 'postgres.log']);
    expect((await runSql(server.url, 'SELECT current_database() AS name')).rows).toEqual([{ name: 'jucai' }]);
    await server.stop();
  });

  it('lets one of two first starts win, and refuses the other', async () => {
    const at = join(parent, 'race');
    const both = await Promise.all([hold(at), hold(at)]);
    expect(both.map(({ outcome }) => outcome.split(' ')[0]).sort()).toEqual(['ready', 'refused']);
    expect(both.find(({ outcome }) => outcome.startsWith('refused'))?.outcome).toMatch(
      /^refused StartupError .*in use by another Jucai/,
    );
    for (const { child } of both) child.kill('SIGKILL');
    await gone(serverPid(join(at, 'data')));
    expect(readdirSync(at).filter((name) => name.startsWith('data.'))).toEqual([]);
  });
});

describe('what stands in the way is said in one line', () => {
  it('a folder that cannot be written', async () => {
    writeFileSync(join(parent, 'file'), '');
    expect(await refusal(start({ folder: join(parent, 'file', 'database') }))).toMatch(
      /cannot be written \(ENOTDIR\).*DATABASE_URL/,
    );
    expect(await refusal(start({ folder: '/proc/nothing/database' }))).toMatch(/cannot be written \(E\w+\)/);
  });

  it.skipIf(isRoot)('a folder of somebody else', async () => {
    const closed = join(parent, 'closed');
    mkdirSync(closed, { mode: 0o500 });
    expect(await refusal(start({ folder: join(closed, 'database') }))).toMatch(/cannot be written \(EACCES\)/);
  });

  it('a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.on('listening', resolve));
    const { port } = other.address() as AddressInfo;
    expect(await refusal(start({ port }))).toMatch(`Port ${port} on 127.0.0.1 cannot be used (another program has it)`);
    other.close();
  });

  it('a platform package that is not installed', () => {
    expect(() => findBinaries(false, 'plan9-mips')).toThrow(/for plan9-mips is not installed.*DATABASE_URL/);
  });

  it('a password that is gone', async () => {
    const at = join(parent, 'no-password');
    mkdirSync(join(at, 'data'), { recursive: true });
    chmodSync(at, 0o711);
    expect(await refusal(start({ folder: at }))).toMatch(/password is missing/);
  });

  it('data that are damaged', async () => {
    const at = join(parent, 'damaged');
    mkdirSync(join(at, 'data'), { recursive: true, mode: 0o700 });
    writeFileSync(join(at, 'password'), 'x\n');
    chmodSync(at, 0o711);
    expect(await refusal(start({ folder: at }))).toMatch(/does not start in .*postgres.log/);
  });
});

describe.runIf(isRoot)('as root', () => {
  it('lives elsewhere when the server cannot enter the wanted folder, and stays there', async () => {
    const closed = join(parent, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const wanted = join(closed, 'database');
    const first = await start({ folder: wanted });
    try {
      expect(first.folder).not.toBe(wanted);
      await first.stop();
      chmodSync(closed, 0o755);
      const second = await start({ folder: wanted });
      expect(second).toMatchObject({ firstStart: false, folder: first.folder });
      expect(statSync(join(first.folder, 'data')).uid).not.toBe(0);
      await second.stop();
    } finally {
      rmSync(first.folder, { recursive: true, force: true });
    }
  });
});
