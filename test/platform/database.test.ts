import { expect, it } from 'vitest';
import { openDatabase } from '../../src/platform/db/db.ts';
import { testDatabase } from '../support/database.ts';
import { runSql } from '../support/run-sql.ts';

const db = await testDatabase();

it('is a migrated database of this file alone', async () => {
  const { rows } = await db.pool.query(
    'SELECT current_database() AS name, (SELECT count(*) FROM _prisma_migrations) AS migrations',
  );
  expect(rows[0].name).toMatch(/^jucai_test_/);
  expect(rows[0].migrations).toBeGreaterThan(0);
});

it('counts every statement, of Prisma and of raw SQL, the same at each time', async () => {
  const counted = async (work: () => Promise<unknown>) => {
    const before = db.statements();
    await work();
    return db.statements() - before;
  };
  expect(await counted(() => db.pool.query('SELECT 1'))).toBe(1);
  expect(await counted(() => db.prisma.$queryRaw`SELECT 1`)).toBe(1);
  const transaction = () => db.prisma.$transaction(async (tx) => tx.$queryRaw`SELECT 1`);
  expect(await counted(transaction)).toBe(3);
  expect(await counted(transaction)).toBe(3);
});

it('reads days as text, moments as UTC, and counts as numbers unless they would be rounded', async () => {
  const moment = new Date('2026-07-01T23:30:00.123Z');
  const { rows } = await db.pool.query(
    `SELECT $1::timestamptz AS zoned, $2::timestamp AS plain, '2026-07-01'::date AS day, 7::int8 AS seven, 9007199254740993 AS huge, ARRAY[1, NULL, 9007199254740993]::int8[] AS several, current_setting('TimeZone') AS zone`,
    [moment, moment],
  );
  expect(rows).toEqual([
    {
      zoned: moment,
      plain: moment,
      day: '2026-07-01',
      seven: 7,
      huge: 9007199254740993n,
      several: [1, null, 9007199254740993n],
      zone: 'UTC',
    },
  ]);
});

it('reads moments right through Prisma on a server that is set to another zone', async () => {
  const moment = new Date('2026-07-01T23:30:00.123Z');
  await runSql(db.url, `ALTER DATABASE ${new URL(db.url).pathname.slice(1)} SET TimeZone = 'Asia/Shanghai'`);
  const other = openDatabase(db.url);
  const rows = await other.prisma.$queryRaw<{ zoned: Date }[]>`SELECT ${moment}::timestamptz AS zoned`;
  await other.close();
  expect(rows).toEqual([{ zoned: moment }]);
});

it('meets the end of a connection that nobody listens to at its next statement, and nowhere else', async () => {
  const session = await db.pool.connect();
  const { rows } = await session.query('SELECT pg_backend_pid() AS pid');
  const ended = new Promise((resolve) => session.once('end', resolve));
  await db.pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
  await ended;
  await expect(session.query('SELECT 1')).rejects.toThrow('is not queryable');
  session.release(true);
  expect((await db.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});
