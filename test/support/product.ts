import type { FastifyInstance } from 'fastify';
import { afterAll } from 'vitest';
import { type Core, loadShipped, wire } from '../../src/app.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { createServer } from '../../src/graphql/server.ts';
import { type DayNumber, parseDay } from '../../src/kernel/day.ts';
import { createLog } from '../../src/platform/log.ts';
import { testDatabase } from './database.ts';
import { createRunner, createSeats, type TestApi } from './graphql.ts';
import { meiliOfSuite } from './meili-server.ts';

export interface TestProduct extends Pick<TestApi, 'run' | 'ask' | 'member' | 'colleague' | 'person'> {
  core: Core;
  /** Until lists and maps answer from all that is committed. */
  settle(): Promise<void>;
}

export const testSecrets = {
  secret: 'a secret of at least thirty-two characters for tests',
  publicUrl: 'http://127.0.0.1',
};

/** The whole product as it is wired, over a database of this test file, on a fixed day. */
export async function testProduct(
  today: DayNumber = parseDay('2026-06-01', 'today'),
  config: Partial<Parameters<typeof wire>[1]> = {},
): Promise<TestProduct> {
  const db = await testDatabase();
  const meili = await meiliOfSuite();
  const core = wire(db, { ...testSecrets, meili, ...config }, createLog('error'), () => today);
  await loadShipped(core);
  const run = createRunner(buildSchema(core.modules), db);
  return {
    core,
    run,
    async ask(query, variables, actor) {
      const { data, errors } = await run(query, variables, actor);
      if (errors.length > 0)
        throw new Error(errors.map((error) => `${error.extensions.code}: ${error.message}`).join('\n'));
      return data;
    },
    ...createSeats(core.accounts),
    async settle() {
      await core.projector.runOnce();
      await core.follower?.runOnce();
    },
  };
}

/** The product over HTTP, with all its guards; it does not listen: requests are put in. */
export async function testServer({ core }: TestProduct): Promise<FastifyInstance> {
  const server = await createServer({
    schema: buildSchema(core.modules),
    modules: core.modules,
    actorOf: core.accounts.actorOf,
    log: createLog('silent'),
    proxies: 0,
    ready: async () => true,
    metrics: null,
  });
  afterAll(() => server.close());
  return server;
}
