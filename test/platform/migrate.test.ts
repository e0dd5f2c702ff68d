import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgiveFailed, migrate } from '../../src/platform/db/migrate.ts';
import { StartupError } from '../../src/platform/startup-error.ts';
import { emptyDatabase } from '../support/database.ts';
import { runSql } from '../support/run-sql.ts';

const parent = mkdtempSync(join(tmpdir(), `jucai-test-${process.pid}-`));
let database: { url: string; drop(): Promise<void> };
let folder = '';

beforeAll(async () => {
  database = await emptyDatabase();
});
beforeEach(async () => {
  await runSql(database.url, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  folder = mkdtempSync(join(parent, 'migrations-'));
});
afterAll(async () => {
  await database.drop();
  rmSync(parent, { recursive: true, force: true });
});

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), sql);
}

const run = () => migrate(database.url, { folder });
const rows = async (sql: string) => (await runSql(database.url, sql)).rows as Record<string, unknown>[];
const tables = async () =>
  (
    await rows(
      `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name NOT LIKE '\\_%' ORDER BY 1`,
    )
  ).map((row) => row['table_name']);

async function refusal(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason as Error,
  );
  expect(error).toBeInstanceOf(StartupError);
  expect(error.message).not.toContain('\n');
  return error.message;
}

describe('applying', () => {
  it('goes in the order of the names, and only once', async () => {
    write('20260102000000_second', 'ALTER TABLE one ADD COLUMN two int');
    write('20260101000000_first', 'CREATE TABLE one (id int)');
    writeFileSync(join(folder, 'migration_lock.toml'), 'provider = "postgresql"\n');
    expect(await run()).toEqual({ applied: ['20260101000000_first', '20260102000000_second'], already: 0 });
    write('20260103000000_third', 'CREATE TABLE three (id int)');
    expect(await run()).toEqual({ applied: ['20260103000000_third'], already: 2 });
    expect(await run()).toEqual({ applied: [], already: 3 });
  });

  it('notes what Prisma notes', async () => {
    const sql = '-- 数控\nCREATE TABLE one (id int);\nCREATE TABLE two (id int);';
    write('20260101000000_first', sql);
    await run();
    const columns = await rows(
      `SELECT column_name AS name, data_type AS type, is_nullable = 'YES' AS optional FROM information_schema.columns WHERE table_name = '_prisma_migrations' ORDER BY ordinal_position`,
    );
    expect(columns.map(({ name, type, optional }) => `${name} ${type}${optional ? '?' : ''}`)).toEqual([
      'id character varying',
      'checksum character varying',
      'finished_at timestamp with time zone?',
      'migration_name character varying',
      'logs text?',
      'rolled_back_at timestamp with time zone?',
      'started_at timestamp with time zone',
      'applied_steps_count integer',
    ]);
    const [row] = await rows('SELECT * FROM _prisma_migrations');
    expect(row).toMatchObject({
      checksum: createHash('sha256').update(sql).digest('hex'),
      migration_name: '20260101000000_first',
      logs: null,
      rolled_back_at: null,
      applied_steps_count: 1,
    });
    expect(row?.['finished_at']).toBeInstanceOf(Date);
  });

  it('lets one of two do the work while the other waits', async () => {
    write('20260101000000_first', 'CREATE TABLE one (id int); SELECT pg_sleep(0.2)');
    const reports = await Promise.all([run(), run()]);
    expect(reports.map(({ applied }) => applied.length).sort()).toEqual([0, 1]);
  });

  it('leaves nothing of one that was killed in the middle, and applies it at the next start', async () => {
    write('20260101000000_first', 'CREATE TABLE one (id int)');
    write('20260102000000_slow', 'CREATE TABLE two (id int); SELECT pg_sleep(60)');
    const child = spawn(process.execPath, [join(import.meta.dirname, 'migrate.holder.ts'), database.url, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const sleeping = `SELECT 1 FROM pg_stat_activity WHERE application_name = 'jucai-migrate' AND wait_event = 'PgSleep'`;
    await vi.waitFor(async () => expect(await rows(sleeping)).toHaveLength(1), { timeout: 9_000, interval: 20 });
    child.kill('SIGKILL');
    write('20260102000000_slow', 'CREATE TABLE two (id int)');
    expect(await run()).toEqual({ applied: ['20260102000000_slow'], already: 1 });
    expect(await tables()).toEqual(['one', 'two']);
    expect(await rows('SELECT 1 FROM _prisma_migrations')).toHaveLength(2);
  });
});

describe('refusing', () => {
  it('stops at a failed one until it is forgiven', async () => {
    write('20260101000000_first', 'CREATE TABLE one (id int)');
    write('20260102000000_wrong', 'CREATE TABLE two (id int);\n\nALTER TABLE nowhere ADD COLUMN x int;');
    write('20260103000000_third', 'CREATE TABLE three (id int)');
    expect(await refusal(run())).toMatch(/^MIGRATION_FAILED: 20260102000000_wrong: .*"nowhere" does not exist/);
    expect(await tables()).toEqual(['one']);
    const [row] = await rows(
      `SELECT logs, finished_at, rolled_back_at, applied_steps_count FROM _prisma_migrations WHERE migration_name LIKE '%wrong'`,
    );
    expect(row).toMatchObject({
      logs: expect.stringContaining('nowhere'),
      finished_at: null,
      rolled_back_at: null,
      applied_steps_count: 0,
    });

    write('20260102000000_wrong', 'CREATE TABLE two (id int)');
    expect(await refusal(run())).toMatch(/^MIGRATION_FAILED: 20260102000000_wrong: it failed in an earlier start/);
    expect(await forgiveFailed(database.url, '20260102000000_wrong')).toBe(true);
    expect(await forgiveFailed(database.url, '20260102000000_wrong')).toBe(false);
    expect(await run()).toEqual({ applied: ['20260102000000_wrong', '20260103000000_third'], already: 1 });
  });

  it('names the line of a mistake', async () => {
    write('20260101000000_first', 'CREATE TABLE one (id int);\n-- 数控\nCREAT TABLE two (id int);');
    expect(await refusal(run())).toContain('line 3: syntax error at or near "CREAT"');
  });

  it('a migration that was changed after it was applied', async () => {
    write('20260101000000_first', 'CREATE TABLE one (id int)');
    await run();
    write('20260101000000_first', 'CREATE TABLE one (id bigint)');
    expect(await refusal(run())).toMatch(/^MIGRATION_CHANGED: 20260101000000_first/);
  });

  it('a database of a newer version', async () => {
    write('20260101000000_first', 'CREATE TABLE one (id int)');
    write('20260102000000_second', 'CREATE TABLE two (id int)');
    await run();
    rmSync(join(folder, '20260102000000_second'), { recursive: true });
    expect(await refusal(run())).toMatch(/^SCHEMA_NEWER: .*20260102000000_second/);
  });

  it('a migration that ends the transaction itself', async () => {
    write('20260101000000_first', 'CREATE TABLE one (id int); COMMIT; CREATE TABLE two (id int)');
    expect(await refusal(run())).toContain('ends the transaction itself');
    expect(await refusal(run())).toMatch(/^MIGRATION_FAILED: 20260101000000_first/);
  });

  it('a database that does not answer, without saying its password', async () => {
    const message = await refusal(migrate('postgresql://somebody:secret@127.0.0.1:1/jucai', { folder }));
    expect(message).toMatch(/cannot be reached \(.*ECONNREFUSED.*\).*DATABASE_URL/);
    expect(message).not.toContain('secret');
    expect(await refusal(migrate('not a url', { folder }))).toContain('DATABASE_URL');
  });

  it('a folder that is not there', async () => {
    expect(await refusal(migrate(database.url, { folder: join(folder, 'nowhere') }))).toContain('no migrations folder');
  });
});
