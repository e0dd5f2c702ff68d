import type { Db } from '../../src/platform/db/db.ts';
import { outboxChannel } from '../../src/platform/jobs/outbox.ts';

/** What the benchmark of the search asks the database itself, and changes in it. */

type Pool = Db['pool'];

/** So many talents, the same ones each time. */
export async function someTalents(pool: Pool, count: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM search_document WHERE index = 'talent' AND NOT deleted ORDER BY md5(id::text) LIMIT $1`,
    [count],
  );
  return rows.map(({ id }) => id);
}

/** A change of a talent, as one transaction of the product makes it. */
export async function changeTalent(pool: Pool, id: string): Promise<void> {
  await pool.query(
    `WITH changed AS (UPDATE talent SET version = version + 1 WHERE id = $1 RETURNING id),
       told AS (INSERT INTO outbox (kind, record_id) SELECT 'talent', id FROM changed)
     SELECT pg_notify('${outboxChannel}', '')`,
    [id],
  );
}

export async function countTalents(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM search_document WHERE index = 'talent' AND NOT deleted`,
  );
  return rows[0]?.n ?? 0;
}

/** Forgets what was kept of servers: each run has one of its own. */
export async function forgetServers(pool: Pool): Promise<void> {
  await pool.query('DELETE FROM search_server');
}
