import type { Client, Db } from '../../platform/db/db.ts';

/** Advisory locks of imports, each kind by the hash of its name. */
const lockClass = 4_720_101;
/** A file may be large: its transaction ends with the process, not with a clock. */
const noTimeout = 7 * 86_400_000;

export interface ImportCounts {
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
}

/**
 * Does the work while no other import of the kind runs. The lock is a session's: a killed process does not hold it.
 * @param onWait called when another one runs
 */
export async function inTurn<T>(
  { pool }: Pick<Db, 'pool'>,
  kind: string,
  onWait: () => void,
  work: () => Promise<T>,
): Promise<T> {
  const session = await pool.connect();
  // Its end is met where the database is used next; without a listener it would end the process.
  session.on('error', () => {});
  try {
    const { rows } = await session.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken', [
      lockClass,
      kind,
    ]);
    if (!rows[0]?.taken) {
      onWait();
      await session.query('SELECT pg_advisory_lock($1, hashtext($2))', [lockClass, kind]);
    }
    return await work();
  } finally {
    // Ends the session, and with it the lock, whatever has happened.
    session.release(true);
  }
}

export function inOneTransaction<T>({ prisma }: Pick<Db, 'prisma'>, work: (tx: Client) => Promise<T>): Promise<T> {
  return prisma.$transaction(work, { timeout: noTimeout, maxWait: 60_000 });
}

/** What says RUNNING while nobody holds the kind's lock was cut off: nothing of it was written. */
export async function failAbandoned(client: Client, kind: string): Promise<void> {
  await client.import.updateMany({
    where: { kind, status: 'RUNNING' },
    data: { status: 'FAILED', finishedAt: new Date() },
  });
}

export async function insertImport(
  client: Client,
  row: { id: string; kind: string; organizationId: string | null; fileName: string },
): Promise<void> {
  await client.import.create({ data: row });
}

export async function finishImport(
  client: Client,
  id: string,
  end: ImportCounts & { status: 'DONE' | 'FAILED'; sha256: string | null },
): Promise<void> {
  await client.import.update({ where: { id }, data: { ...end, finishedAt: new Date() } });
}
