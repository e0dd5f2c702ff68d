import type { PoolClient } from 'pg';
import type { Client, Db } from '../../platform/db/db.ts';

/** Advisory locks of imports: each kind by the hash of its name, each import by that of its id. */
const kindClass = 4_720_101;
const importClass = 4_720_102;
/** A file may be large: its transaction ends with the process, not with a clock. */
const noTimeout = 7 * 86_400_000;
/** The server needs a moment to see that the process of an import was killed. */
const tries = 5;
const betweenTriesMs = 100;

/** A connection of one import's own, whose locks end with the process. */
export type Session = Pick<PoolClient, 'query'>;

export async function withSession<T>({ pool }: Pick<Db, 'pool'>, work: (session: Session) => Promise<T>): Promise<T> {
  const session = await pool.connect();
  // Its end is met where the database is used next; without a listener it would end the process.
  session.on('error', () => {});
  try {
    return await work(session);
  } finally {
    // Ends the connection, and with it the locks, whatever has happened.
    session.release(true);
  }
}

/**
 * Holds other imports of the kind off until the session ends.
 * @param onWait called when another one has to end first
 */
export async function lockKind(session: Session, kind: string, onWait: () => void): Promise<void> {
  if (await tryLock(session, kindClass, kind)) return;
  onWait();
  await session.query('SELECT pg_advisory_lock($1, hashtext($2))', [kindClass, kind]);
}

/** Marks an import as being worked at, until the session ends. */
export async function lockImport(session: Session, id: string): Promise<void> {
  await session.query('SELECT pg_advisory_lock($1, hashtext($2))', [importClass, id]);
}

/** The same for one that seems to be abandoned. @returns false when somebody is at work on it after all. */
export async function tryLockImport(session: Session, id: string): Promise<boolean> {
  for (let n = 1; ; n += 1) {
    if (await tryLock(session, importClass, id)) return true;
    if (n === tries) return false;
    await session.query('SELECT pg_sleep($1)', [betweenTriesMs / 1_000]);
  }
}

async function tryLock(session: Session, lockClass: number, name: string): Promise<boolean> {
  const { rows } = await session.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken', [
    lockClass,
    name,
  ]);
  return rows[0]?.taken === true;
}

export function inOneTransaction<T>({ prisma }: Pick<Db, 'prisma'>, work: (tx: Client) => Promise<T>): Promise<T> {
  return prisma.$transaction(work, { timeout: noTimeout, maxWait: 60_000 });
}
