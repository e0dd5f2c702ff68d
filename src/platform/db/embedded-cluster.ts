import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  fchownSync,
  linkSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../startup-error.ts';
import type { Binaries } from './embedded-binaries.ts';
import { isAlive } from './embedded-orphan.ts';
import type { Place } from './embedded-place.ts';

export const USER = 'jucai';
export const DATABASE = 'jucai';

/** Nothing of the caller's environment: PGDATA, PGPORT or a locale in it would change what is made. */
export const SERVER_ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** The password is made once, before the cluster, so that a start that was cut off is taken up with the same one. */
export function keepPassword({ folder, account }: Place): string {
  const file = join(folder, 'password');
  if (!existsSync(file)) {
    if (existsSync(join(folder, 'data'))) {
      throw new StartupError(
        `${file} is missing, so nobody can sign in to the database beside it: put it back, or move the folder away to start anew.`,
      );
    }
    const draft = join(folder, `password.${randomBytes(6).toString('hex')}`);
    const descriptor = openSync(draft, 'wx', 0o600);
    try {
      // initdb reads it from here, under the server's account.
      if (account) fchownSync(descriptor, account.uid, account.gid);
      writeFileSync(descriptor, `${randomBytes(24).toString('base64url')}\n`, { flush: true });
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      closeSync(descriptor);
      rmSync(draft, { force: true });
    }
  }
  return readFileSync(file, 'utf8').trim();
}

/** Makes the cluster and its database under a draft's name: `data` is there whole, or not at all. */
export async function createCluster(binaries: Binaries, { folder, account }: Place, durable: boolean): Promise<void> {
  const draft = mkdtempSync(join(folder, `data.draft-${process.pid}-`));
  try {
    if (account) chownSync(draft, account.uid, account.gid);
    await run(
      binaries.initdb,
      [
        '-D',
        draft,
        '-U',
        USER,
        '-E',
        'UTF8',
        '--auth=scram-sha-256',
        `--pwfile=${join(folder, 'password')}`,
        // The same on every machine, and Chinese counts as letters; with LC_CTYPE C trigrams of Chinese are empty.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        `--lc-ctype=${process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'}`,
        '--no-instructions',
        ...(durable ? [] : ['--no-sync']),
      ],
      account,
    );
    await run(
      binaries.postgres,
      ['--single', '-D', draft, '-c', `fsync=${durable ? 'on' : 'off'}`, 'postgres'],
      account,
      `CREATE DATABASE ${DATABASE};\n`,
    );
    renameSync(draft, join(folder, 'data'));
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another start has made it meanwhile; which of the two may run is settled by PostgreSQL's lock.
    if (existsSync(join(folder, 'data'))) return;
    throw new StartupError(
      `The database could not be made in ${folder}: ${(error as Error).message}. Check free space and rights, or set DATABASE_URL.`,
    );
  }
}

/** Removes what starts that were killed have left; a draft of a start that still runs is not touched. */
export function sweepDrafts(folder: string): void {
  for (const name of readdirSync(folder)) {
    const [, pid] = /^data\.draft-(\d+)-/.exec(name) ?? [];
    if (pid && Number(pid) !== process.pid && !isAlive(Number(pid)))
      rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

function run(program: string, args: string[], account: Place['account'], input = ''): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: '/',
      env: SERVER_ENVIRONMENT,
      stdio: ['pipe', 'ignore', 'pipe'],
      ...account,
    });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.on('error', reject);
    child.on('close', (status, signal) => {
      // The single-user server goes on after an error: its words tell, not its status.
      const complaint = errors.split('\n').find((line) => /\b(ERROR|FATAL|PANIC|error):/.test(line));
      if (status === 0 && !complaint) resolve();
      else
        reject(
          new Error((complaint ?? errors.trim().split('\n').at(-1)) || `${program} ended with ${signal ?? status}`),
        );
    });
  });
}
