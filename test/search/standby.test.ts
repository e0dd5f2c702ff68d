import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { answeringOne, isDegraded } from '../../src/platform/degraded.ts';
import { createLog } from '../../src/platform/log.ts';
import type { Filter, SearchEngine } from '../../src/platform/search/engine.ts';
import { MeiliClient, MeiliUnavailable } from '../../src/platform/search/meili/client.ts';
import { checkServers } from '../../src/platform/search/meili/serving.ts';
import { StandbyEngine } from '../../src/platform/search/standby-engine.ts';
import { corpus } from '../contract/corpus.ts';
import { followed } from '../contract/loaded.ts';
import { testDatabase } from '../support/database.ts';
import { noMeili, testMeili } from '../support/meili-server.ts';
import { testProduct, testServer } from '../support/product.ts';
import { MeiliProcess, noMeilisearch } from './meili-process.ts';

const silent = createLog('silent');
const all: Filter = { op: 'TRUE' };
/** What one question gets, and whether it was answered by the standby. */
const asked = (engine: SearchEngine, filter = all) =>
  answeringOne(async () => {
    const started = performance.now();
    const { total } = await engine.search('talent', '', filter, { first: 5, after: null });
    return { total, degraded: isDegraded(), ms: performance.now() - started };
  });

if (noMeilisearch) it.skip(`a Meilisearch that goes away (${noMeilisearch})`);
else
  describe('A Meilisearch that goes away', async () => {
    const db = await testDatabase();
    const server = await MeiliProcess.start();
    const address = { url: server.url, apiKey: null, masterKey: null, prefix: 'jucai' };
    const { engine: first, postgres, project, follower } = await followed(db, address, 500);
    const engine = new StandbyEngine({
      first,
      standby: postgres,
      check: () => first.check(),
      log: silent,
      restMs: 100,
    });
    const client = new MeiliClient(address, { askMs: 500 });

    it('is not asked before its indexes are there, and then by itself', { timeout: 60_000 }, async () => {
      await project(corpus(30));
      expect(await asked(engine)).toMatchObject({ total: 30, degraded: true });
      await follower.runOnce();
      expect(await until(engine, false)).toMatchObject({ total: 30 });
    });

    it('leaves PostgreSQL to answer while it is killed, and is asked again', { timeout: 60_000 }, async () => {
      await server.kill();
      await expect(client.version()).rejects.toMatchObject({ reason: 'unreachable' });
      expect(await asked(engine)).toMatchObject({ total: 30, degraded: true });
      expect(await asked(engine)).toMatchObject({ total: 30, degraded: true });
      await server.start();
      expect(await until(engine, false)).toMatchObject({ total: 30 });
    });

    it('is waited for once where it takes questions and answers none', { timeout: 60_000 }, async () => {
      server.halt();
      await expect(client.version()).rejects.toMatchObject({ reason: 'timeout' });
      const once = await asked(engine);
      expect(once).toMatchObject({ total: 30, degraded: true });
      expect(once.ms).toBeGreaterThan(400);
      await sleep(150);
      // One of these makes it look for it, beside.
      for (let times = 0; times < 5; times += 1) expect((await asked(engine)).ms).toBeLessThan(300);
      server.goOn();
      expect(await until(engine, false)).toMatchObject({ total: 30 });
    });
  });

it('does not give a server up for a question that it refuses', async () => {
  const answering = (total: number) => ({ search: async () => ({ ids: [], nextCursor: null, total }) });
  const refused = new MeiliUnavailable('invalid_search_filter', new Error('The filter exceeded the maximum depth.'));
  const questions = [() => Promise.reject(refused), answering(1).search];
  const first = { search: () => questions.shift()?.() } as unknown as SearchEngine;
  const standby = answering(2) as unknown as SearchEngine;
  const engine = new StandbyEngine({ first, standby, check: async () => {} });
  expect(await asked(engine)).toMatchObject({ total: 2, degraded: false });
  expect(await asked(engine)).toMatchObject({ total: 1, degraded: false });
});

async function until(engine: SearchEngine, degraded: boolean) {
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await asked(engine);
    if (answer.degraded === degraded) return answer;
    await sleep(50);
  }
  throw new Error('It does not come to that.');
}

describe('A Meilisearch of a version that answers wrongly', () => {
  let url = '';
  const server = createServer((_request, response) =>
    response.setHeader('content-type', 'application/json').end('{"pkgVersion":"1.45.0"}'),
  );
  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  it('is refused at the start', async () => {
    await expect(checkServers({ url, apiKey: null, prefix: 'jucai' }, false, silent)).rejects.toThrow(
      'Meilisearch 1.45.0 does not do: use 1.33.1 or newer, but not 1.45.0 or 1.48.0.',
    );
  });

  it('is never asked', async () => {
    const client = new MeiliClient({ url, apiKey: null });
    const answer = { ids: [], nextCursor: null, total: 7 };
    const standby = { search: async () => answer } as unknown as SearchEngine;
    const engine = new StandbyEngine({ first: standby, standby, check: () => client.version() });
    expect(await asked(engine)).toMatchObject({ total: 7, degraded: true });
  });
});

if (noMeili) it.skip(`a key that may do too much is refused (${noMeili})`);
else
  describe('A key', async () => {
    const meili = await testMeili();
    const { url, apiKey, masterKey, prefix } = meili;

    it.skipIf(masterKey === null)('must not be the master key in production', async () => {
      await expect(checkServers({ url, apiKey: masterKey, prefix }, true, silent)).rejects.toThrow(
        /MEILI_API_KEY may read/,
      );
      await checkServers({ url, apiKey: masterKey, prefix }, false, silent);
      await checkServers({ url, apiKey, prefix }, true, silent);
    });
  });

describe('While Meilisearch is away, callers', async () => {
  const away = await testProduct(undefined, { meili: { url: 'http://127.0.0.1:1', apiKey: null, prefix: 'jucai' } });
  const server = await testServer(away);
  const employer = await away.member('EMPLOYER');
  const token = await away.core.accounts.operator.issueToken(employer.userId, employer.organization.id, 'files');
  const create = 'mutation ($input: PositionInput!) { createPosition(input: $input) { id } }';
  const input = { title: '数控车工', occupation: '6-18-01-01', headcount: 2, region: '350211', opensOn: '2026-05-01' };
  const { createPosition } = await away.ask(create, { input }, employer);
  await away.core.projector.runOnce();
  const get = (url: string) => server.inject({ url, headers: { 'x-api-key': token } });

  it('are told in the extensions of an answer', async () => {
    const ask = async (query: string) =>
      (await server.inject({ method: 'POST', url: '/graphql', payload: { query } })).json();
    const { data, extensions } = await ask('{ positions(first: 3) { totalCount } }');
    expect(data).toEqual({ positions: { totalCount: 0 } });
    expect(extensions).toEqual({ degraded: true });
    expect(await ask('{ __typename }')).not.toHaveProperty('extensions');
  });

  it.each(['csv', 'xlsx'])('are told in a header of a map or a list of matches as .%s', async (format) => {
    const columns = format === 'csv' ? '' : '&columns=region';
    const map = `/heatmap.${format}?region=350200&rows=occupation${columns}`;
    // Twice: the second is what the first was given.
    for (const url of [map, map, `/exports/matches.${format}?position=${createPosition.id}`]) {
      const { statusCode, headers } = await get(url);
      expect([url, statusCode, headers['jucai-degraded']]).toEqual([url, 200, 'true']);
    }
  });

  it('are told nothing where no engine was asked', async () => {
    for (const url of ['/exports/positions.csv', '/healthz', '/exports/matches.csv']) {
      expect((await get(url)).headers).not.toHaveProperty('jucai-degraded');
    }
  });
});

it('a workbook of matches that there are not is refused, not broken off', async () => {
  const product = await testProduct();
  const server = await testServer(product);
  const { userId, organization } = await product.member('EMPLOYER');
  const token = await product.core.accounts.operator.issueToken(userId, organization.id, 'files');
  const url = `/exports/matches.xlsx?position=${newId()}`;
  expect((await server.inject({ url, headers: { 'x-api-key': token } })).json()).toMatchObject({ code: 'NOT_FOUND' });
});
