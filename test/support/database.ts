import { randomBytes } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { type Db, openDatabase } from '../../src/platform/db/db.ts';
import { runSql } from './run-sql.ts';

export interface TestDatabase extends Db {
  readonly url: string;
}

/**
 * A database of this test file alone, migrated and empty, dropped when the file ends.
 * Call it at the top of the file: `const db = await testDatabase();`
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { url, drop } = await cloneTemplate();
  const db = openDatabase(url, { poolSize: 5 });
  afterAll(async () => {
    await db.close();
    await drop();
  });
  return { ...db, url };
}

/** Only the clone, for tests of what opens, migrates or loses a connection by itself. */
export async function cloneTemplate(): Promise<{ url: string; drop(): Promise<void> }> {
  const { template } = inject('testServer');
  return makeDatabase(`TEMPLATE ${template}`);
}

/** A database with nothing in it. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  return makeDatabase('TEMPLATE template0');
}

async function makeDatabase(from: string): Promise<{ url: string; drop(): Promise<void> }> {
  const server = inject('testServer').url;
  const url = new URL(server);
  const name = `jucai_test_${randomBytes(6).toString('hex')}`;
  await runSql(server, `CREATE DATABASE ${name} ${from}`);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => void (await runSql(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  };
}
