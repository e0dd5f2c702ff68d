import type { Db } from '../../src/platform/db/db.ts';
import type { SearchIndex } from '../../src/platform/search/engine.ts';

/** What the benchmarks ask the database themselves. */

type Pool = Db['pool'];

export interface Statement {
  text: string;
  values: unknown[];
}

/** Sends statements one after the other, without reading more of the answers than the driver does. */
export async function sendAll(pool: Pool, statements: readonly Statement[]): Promise<void> {
  for (const statement of statements) await pool.query(statement);
}

/** The day on which the city of a seed stands. */
export async function readCityDay(pool: Pool, seed: number): Promise<number | null> {
  const { rows } = await pool.query<{ day: number }>(
    `SELECT (detail->>'day')::int AS day FROM audit_entry WHERE record_kind = 'city' AND record_id = $1 ORDER BY id DESC LIMIT 1`,
    [`demo ${seed}`],
  );
  return rows[0]?.day ?? null;
}

export interface PickedPosition {
  id: string;
  employer: { id: string; region: string; verified: boolean };
}

/** Random ones, the same for the same seed, of what passes a list of ids. */
export async function pickPositions(
  pool: Pool,
  ids: readonly string[],
  seed: number,
  count: number,
): Promise<PickedPosition[]> {
  const { rows } = await pool.query<PickedPosition>(
    `SELECT p.id, json_build_object('id', o.id, 'region', o.region, 'verified', o.verified_at IS NOT NULL) AS employer
     FROM position p JOIN organization o ON o.id = p.employer_id
     WHERE p.id = ANY($1::uuid[]) ORDER BY md5(p.external_id || $2) LIMIT $3`,
    [ids, String(seed), count],
  );
  return rows;
}

export async function pickTalents(pool: Pool, ids: readonly string[], seed: number, count: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    'SELECT id FROM talent WHERE id = ANY($1::uuid[]) ORDER BY md5(external_id || $2) LIMIT $3',
    [ids, String(seed), count],
  );
  return rows.map(({ id }) => id);
}

/** The packed values of all documents of an index. */
export async function readPacked(pool: Pool, index: SearchIndex): Promise<Map<string, unknown>> {
  const { rows } = await pool.query<{ id: string; packed: unknown }>(
    'SELECT id, packed FROM search_document WHERE index = $1 AND NOT deleted',
    [index],
  );
  return new Map(rows.map(({ id, packed }) => [id, packed]));
}

/** Notes random talents or positions as changed. */
export async function touch(pool: Pool, index: 'talent' | 'position', count: number): Promise<void> {
  await pool.query(
    `INSERT INTO outbox (kind, record_id)
     SELECT index, id FROM search_document WHERE index = $1 AND NOT deleted ORDER BY md5(id::text) LIMIT $2`,
    [index, count],
  );
}

/** The floor of a projection: documents that are made already are written over themselves, in chunks, and taken back. */
export async function rewrite(pool: Pool, index: 'talent' | 'position', count: number, chunk: number): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(
      `CREATE TEMP TABLE made ON COMMIT DROP AS SELECT d.*, row_number() OVER () AS place
       FROM (SELECT * FROM search_document WHERE index = '${index}' AND NOT deleted ORDER BY md5(id::text) LIMIT ${count}) AS d`,
    );
    const { rows } = await client.query<{ names: string }>(
      `SELECT string_agg(quote_ident(attname), ', ') AS names FROM pg_attribute
       WHERE attrelid = 'search_document'::regclass AND attnum > 0 AND NOT attisdropped`,
    );
    const names = rows[0]?.names ?? '';
    const updates = names.split(', ').filter((name) => !['index', 'id'].includes(name));
    const started = Date.now();
    for (let from = 0; from < count; from += chunk) {
      await client.query(
        `INSERT INTO search_document (${names}) SELECT ${names} FROM made WHERE place > ${from} AND place <= ${from + chunk}
         ON CONFLICT (index, id) DO UPDATE SET ${updates.map((name) => `${name} = excluded.${name}`).join(', ')}`,
      );
    }
    return (Date.now() - started) / 1_000;
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}
