import { afterAll, expect, it } from 'vitest';
import { createHealthServer, type HealthParts } from '../../src/graphql/health.ts';
import { readConfig } from '../../src/platform/config.ts';
import { recordChange } from '../../src/platform/jobs/outbox.ts';
import { createLog } from '../../src/platform/log.ts';
import { createMetrics, databaseFigures } from '../../src/platform/metrics.ts';
import { createApp } from '../../src/serve.ts';
import { cloneTemplate, testDatabase } from '../support/database.ts';

const db = await testDatabase();
const token = 'a token of figures for tests';
const log = createLog('silent');

function serverWith(parts: Partial<HealthParts> = {}) {
  const metrics = { token, figures: createMetrics(databaseFigures(db)) };
  const server = createHealthServer({ ready: async () => true, metrics, log, ...parts });
  server.get('/things/:id', async () => 'a thing');
  afterAll(() => server.close());
  return server;
}

async function figuresOf(server: ReturnType<typeof serverWith>): Promise<Map<string, number>> {
  const answer = await server.inject({ url: '/metrics', headers: { authorization: `Bearer ${token}` } });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-type']).toContain('text/plain; version=0.0.4');
  const lines = answer.body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

it('tells whether the process lives, and whether it can answer', async () => {
  const well = serverWith();
  const ill = serverWith({ ready: () => Promise.reject(new Error('no database')) });
  const statusOf = async (server: typeof well, url: string) => (await server.inject(url)).statusCode;
  expect([await statusOf(well, '/healthz'), await statusOf(well, '/readyz')]).toEqual([200, 200]);
  expect([await statusOf(ill, '/healthz'), await statusOf(ill, '/readyz')]).toEqual([200, 503]);
});

it('shows figures to who has the token, and to nobody else', async () => {
  const server = serverWith();
  for (const authorization of ['', 'Bearer', `Bearer ${token}x`, token]) {
    const answer = await server.inject({ url: '/metrics', headers: { authorization } });
    expect([answer.statusCode, answer.body.includes('jucai_')]).toEqual([401, false]);
  }
  expect((await serverWith({ metrics: null }).inject('/metrics')).statusCode).toBe(404);
});

it('counts requests by the pattern of their address, and what waits for the search', async () => {
  const server = serverWith();
  for (const id of ['one', 'two']) await server.inject(`/things/${id}`);
  await server.inject('/nothing');
  const before = await figuresOf(server);
  const count = 'jucai_http_request_duration_seconds_count';
  expect(before.get(`${count}{method="GET",route="/things/:id",status="200"}`)).toBe(2);
  expect(before.get(`${count}{method="GET",route="none",status="404"}`)).toBe(1);
  expect([before.get('jucai_outbox_rows'), before.get('jucai_outbox_age_seconds')]).toEqual([0, 0]);
  await recordChange(db.prisma, { kind: 'position', ids: ['019b0000-0000-7000-8000-000000000001'] });
  const after = await figuresOf(server);
  expect(after.get('jucai_outbox_rows')).toBe(1);
  expect(after.get('jucai_outbox_age_seconds')).toBeGreaterThan(0);
  expect(after.get('jucai_database_connections{state="idle"}')).toBeGreaterThan(0);
});

it('tells how far Meilisearch is behind, of the indexes in service', async () => {
  await db.pool.query(`INSERT INTO search_server (server) VALUES ('east')`);
  await db.pool.query(`INSERT INTO search_checkpoint (server, uid, index, sequence)
    SELECT 'east', uid, 'program', sequence - 3 FROM search_state, unnest(ARRAY['jucai_program_1', 'jucai_program_1_next']) uid
    WHERE index = 'program'`);
  const figures = await figuresOf(serverWith());
  expect(figures.get('jucai_search_lag_documents{server="east",index="program"}')).toBe(3);
  expect(figures.get('jucai_search_refused_documents')).toBe(0);
});

it('leaves out a figure that cannot be read', async () => {
  const broken = { name: 'jucai_broken', help: 'Never there.', read: () => Promise.reject(new Error('gone')) };
  const figures = createMetrics([broken, ...databaseFigures(db)]);
  const text = await figures.text();
  expect(text).toContain('jucai_outbox_rows 1');
  expect(text).not.toMatch(/^jucai_broken /m);
});

it('lets a worker answer for its health alone, and a server without a worker leave changes to it', async () => {
  const { url, drop } = await cloneTemplate();
  const config = { ...readConfig('LOCAL', { DATABASE_URL: url }), host: '127.0.0.1', port: 0 };
  const [api, worker] = [
    await createApp({ ...config, role: 'api' }, log),
    await createApp({ ...config, role: 'worker' }, log),
  ];
  try {
    const [asked, working] = [await api.listen(), await worker.listen()];
    const statusOf = async (address: string, path: string) => (await fetch(`${address}${path}`)).status;
    expect([await statusOf(working, '/readyz'), await statusOf(working, '/graphql')]).toEqual([200, 404]);
    expect([await statusOf(asked, '/readyz'), await statusOf(asked, '/metrics')]).toEqual([200, 404]);
    await recordChange(api.core.db.prisma, { kind: 'position', ids: ['019b0000-0000-7000-8000-000000000002'] });
    const waiting = async () => (await api.core.db.pool.query('SELECT FROM outbox')).rowCount;
    await expect.poll(waiting, { timeout: 20_000 }).toBe(0);
    await worker.close();
    await recordChange(api.core.db.prisma, { kind: 'position', ids: ['019b0000-0000-7000-8000-000000000003'] });
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await waiting()).toBe(1);
  } finally {
    await Promise.allSettled([api.close(), worker.close()]);
    await drop();
  }
}, 30_000);
