import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { StartupError } from '../startup-error.ts';

/** The system account that runs the server. PostgreSQL refuses to run as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Where the database lives and who runs it. */
export interface Place {
  readonly folder: string;
  /** Only when we are root; an ordinary user runs the server himself. */
  readonly account: Account | undefined;
}

/** Not /var/tmp: what lies there unread for a month is swept away on many systems. */
const STATE_OF_ROOT = '/var/lib/jucai';

/**
 * An ordinary user's database lives in the wanted folder. For root it does too, if the account that runs the
 * server can enter it; else (a checkout below /root) in a folder of /var/lib/jucai that is named after the wanted one.
 */
export function preparePlace(wanted: string): Place {
  if (process.platform === 'win32') {
    throw new StartupError(
      'The embedded PostgreSQL does not run on Windows itself: start in WSL, or set DATABASE_URL to a PostgreSQL server.',
    );
  }
  const folder = resolve(wanted);
  try {
    if (process.getuid?.() !== 0) return { folder: makeFolder(folder, 0o700), account: undefined };
    return placeForRoot(folder);
  } catch (error) {
    if (error instanceof StartupError) throw error;
    const { code, path } = error as NodeJS.ErrnoException;
    throw new StartupError(
      `The data folder ${path ?? folder} cannot be written (${code}): choose another folder, or set DATABASE_URL to a PostgreSQL server.`,
    );
  }
}

function placeForRoot(wanted: string): Place {
  const owner = dataOwner(wanted);
  const account = owner ?? serverAccount();
  const elsewhere = join(
    STATE_OF_ROOT,
    `${basename(wanted)}-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`,
  );
  // Data that are elsewhere already stay there, even if somebody has opened the wanted folder since.
  if (owner || !existsSync(join(elsewhere, 'data'))) {
    const folder = makeFolder(wanted, 0o711);
    if (canEnter(folder, account)) return { folder, account };
  }
  return { folder: makeFolder(elsewhere, 0o711), account };
}

/** Data that an ordinary user made are served under his account: PostgreSQL takes nobody else's. */
function dataOwner(folder: string): Account | undefined {
  const data = statSync(join(folder, 'data'), { throwIfNoEntry: false });
  return data && data.uid !== 0 ? { uid: data.uid, gid: data.gid } : undefined;
}

function serverAccount(): Account {
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new StartupError(
    'PostgreSQL does not run as root and there is no account postgres or nobody: start as an ordinary user, or set DATABASE_URL.',
  );
}

function canEnter(folder: string, account: Account): boolean {
  for (let at = folder; ; at = dirname(at)) {
    const { uid, gid, mode } = statSync(at);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** A folder that exists keeps its owner and mode: it may be anybody's. What is put into it is closed to others. */
function makeFolder(wanted: string, mode: number): string {
  makeMissing(wanted, mode);
  accessSync(wanted, constants.W_OK | constants.X_OK);
  return realpathSync(wanted);
}

/** One by one: the recursive form of Node never returns where a parent is there and takes no folder (/proc). */
function makeMissing(wanted: string, mode: number): void {
  if (existsSync(wanted)) return;
  makeMissing(dirname(wanted), mode);
  try {
    mkdirSync(wanted, mode);
  } catch (error) {
    // Another start was faster.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw error;
  }
  // A strict umask takes bits away that the server's account needs.
  chmodSync(wanted, mode);
}
