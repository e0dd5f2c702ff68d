import type { Db } from '../../src/platform/db/db.ts';
import { secondsOf } from './timing.ts';

const bareId = '00000000-0000-7000-8000-000000000000';

/** Seconds of one bare insert into the staging table. */
export async function stageBare(
  pool: Db['pool'],
  batch: number,
  rows: readonly { line: number; cells: string }[],
): Promise<number> {
  const values = [bareId, batch, rows.map(({ line }) => line), rows.map(({ cells }) => cells)];
  const text =
    'INSERT INTO import_row (import_id, batch, line, cells) SELECT $1, $2, * FROM unnest($3::int[], $4::text[])';
  return secondsOf(() => pool.query({ name: 'bench-stage', text, values }));
}

/** Leaves the database as it was before the files. */
export async function clearTalents(pool: Db['pool']): Promise<void> {
  await pool.query('TRUNCATE talent, import, import_row, import_result, outbox CASCADE');
}
