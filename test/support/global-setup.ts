import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/platform/db/embedded.ts';
import { isAlive } from '../../src/platform/db/embedded-orphan.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { runSql } from './run-sql.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database of the test server, from which others can be made, and the migrated one that is cloned. */
    testServer: { url: string; template: string };
    /** A Meilisearch that was given, and whether all suites are to run over one. */
    testSearch: { url: string | null; apiKey: string | null; isEngine: boolean };
  }
}

const FOLDER = 'jucai-test-';

/** One server a run, or the one of TEST_DATABASE_URL; one migrated template in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer();
  // One name a run: several runs may share the server of TEST_DATABASE_URL.
  const template = `jucai_template_${randomBytes(6).toString('hex')}`;
  const drop = () => runSql(server.url, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
  try {
    await runSql(server.url, `CREATE DATABASE ${template}`);
    const url = new URL(server.url);
    url.pathname = `/${template}`;
    await migrate(url.href, { folder: join(import.meta.dirname, '..', '..', 'prisma', 'migrations') });
  } catch (error) {
    await drop();
    await server.stop();
    throw error;
  }
  project.provide('testServer', { url: server.url, template });
  project.provide('testSearch', {
    url: process.env['MEILI_URL'] || null,
    apiKey: process.env['MEILI_API_KEY'] || null,
    isEngine: process.env['TEST_ENGINE'] === 'meilisearch',
  });
  return async () => {
    await drop();
    await server.stop();
  };
}

async function testServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return { url: given, stop: async () => {} };
  sweep();
  const parent = mkdtempSync(join(tmpdir(), `${FOLDER}${process.pid}-`));
  // The account that runs the server for root must be able to enter.
  chmodSync(parent, 0o711);
  const { url, folder, stop } = await startEmbedded({ folder: join(parent, 'database'), durable: false });
  return {
    url,
    stop: async () => {
      await stop();
      for (const path of [folder, parent]) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** A run that was killed has left its folder; its server has stopped by itself. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = new RegExp(`^${FOLDER}(\\d+)-`).exec(name) ?? [];
    if (!pid || isAlive(Number(pid))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another user's.
    }
  }
}
