import { spawnSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError } from '../startup-error.ts';

/** Named on the server's command line, so that whoever finds the server can tell whose child it was. */
export const ownerSetting = (pid: number) => `jucai.owner=${pid}`;

/**
 * PostgreSQL's own postmaster.pid is the lock of the folder. This clears what PostgreSQL cannot judge: a server that
 * outlived its Jucai is stopped, a number that now belongs to some other process is forgotten; a server whose Jucai
 * lives is left alone, and the start refused. A number that belongs to nobody PostgreSQL clears itself.
 */
export async function clearOrphan(data: string, log: (line: string) => void): Promise<void> {
  const lock = readLock(data);
  if (!lock || !hasNumber(lock.pid)) return;
  const server = describe(lock.pid);
  if (!server?.command.includes(` -D ${data} `)) {
    forget(data, lock.text);
    return;
  }
  if (server.command.includes(`${ownerSetting(server.parent)} `) && isAlive(server.parent)) {
    throw new StartupError(
      `The data folder ${data} is in use by another Jucai (process ${server.parent}): stop that one, or choose another folder.`,
    );
  }
  log(`Stopping a PostgreSQL (process ${lock.pid}) that was left behind in ${data}.`);
  await stopForeign(lock.pid);
}

/** The server's number and, as the last line, how far it is, as pg_ctl reads it. */
export function readLock(data: string): { pid: number; ready: boolean; text: string } | undefined {
  let text: string;
  try {
    text = readFileSync(join(data, 'postmaster.pid'), 'utf8');
  } catch {
    return undefined;
  }
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  return pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready', text } : undefined;
}

/** A dead process keeps its number until its parent has asked for it, and some containers' first process never does. */
export const isAlive = (pid: number) => hasNumber(pid) && describe(pid) !== undefined;

function hasNumber(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Undefined for a process that is gone, or dead and not yet buried by its parent. */
function describe(pid: number): { parent: number; command: string } | undefined {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    return command === '' ? undefined : { parent, command };
  } catch {
    // No /proc, as on macOS.
    const found = spawnSync('ps', ['-ww', '-o', 'ppid=,command=', '-p', String(pid)], { encoding: 'utf8' });
    const [, parent, command] = /^\s*(\d+) (.*)$/m.exec(found.stdout ?? '') ?? [];
    return parent && command ? { parent: Number(parent), command: `${command} ` } : undefined;
  }
}

/** Takes the file away by renaming, and looks at it again: another start may have put its own there meanwhile. */
function forget(data: string, text: string): void {
  const file = join(data, 'postmaster.pid');
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, 'utf8') === text) rmSync(aside);
    else renameSync(aside, file);
  } catch {
    // Somebody else was faster; PostgreSQL decides.
  }
}

async function stopForeign(pid: number): Promise<void> {
  for (const [signal, wait] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 2_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (const end = Date.now() + wait; Date.now() < end; await sleep(20)) {
      if (!isAlive(pid)) return;
    }
  }
  throw new StartupError(
    `A PostgreSQL (process ${pid}) that was left behind does not stop: end it by hand and start again.`,
  );
}
