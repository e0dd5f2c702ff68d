import type { Db } from '../../platform/db/db.ts';

/** What hangs on personal data is kept no longer than it is of use. */
const stagedHours = 24;
const resultDays = 30;

/**
 * Removes rows of files that nobody came back for, and the images, refused cells and values of imports that ended long
 * ago. What is being worked at holds a lock, and is younger.
 */
export async function cleanImports({ pool }: Pick<Db, 'pool'>): Promise<void> {
  await pool.query(
    `UPDATE import SET status = 'FAILED', finished_at = now(), error = $2
     WHERE status IN ('CHECKED', 'LOADING') AND coalesce(finished_at, loaded_at, started_at) < now() - make_interval(hours => $1)
       AND pg_try_advisory_xact_lock(4720102, hashtext(id::text))`,
    [stagedHours, `Nobody came back to it within ${stagedHours} hours; its rows were removed.`],
  );
  await pool.query(
    `DELETE FROM import_row r USING import i WHERE i.id = r.import_id AND i.status IN ('DONE', 'FAILED', 'UNDONE')`,
  );
  const old = `i.id = r.import_id AND i.finished_at < now() - make_interval(days => $1)`;
  await pool.query(`DELETE FROM import_result r USING import i WHERE ${old} AND r.outcome IN ('REFUSED', 'LEFT')`, [
    resultDays,
  ]);
  await pool.query(`DELETE FROM import_word r USING import i WHERE ${old}`, [resultDays]);
  await pool.query(`UPDATE import_result r SET before = NULL FROM import i WHERE ${old} AND r.before IS NOT NULL`, [
    resultDays,
  ]);
  await pool.query(
    `UPDATE import SET notes = NULL, broken = NULL WHERE finished_at < now() - make_interval(days => $1)
       AND (notes IS NOT NULL OR broken IS NOT NULL)`,
    [resultDays],
  );
}
