import { randomBytes } from 'node:crypto';
import { Meilisearch } from 'meilisearch';
import { afterAll, inject } from 'vitest';
import { isMeiliOnPath, type MeiliProcess, startMeili } from '../../scripts/meili-process.ts';
import type { MeiliAddress } from '../../src/platform/search/meili/client.ts';
import { setUp } from '../../src/platform/search/meili/setup.ts';

const { url: given, apiKey, isEngine } = inject('testSearch');

/** Why tests that need a Meilisearch are skipped; null where there is one. */
export const noMeili: string | null =
  given || isMeiliOnPath() ? null : 'no Meilisearch: MEILI_URL is not set and no meilisearch is on the PATH';

export interface TestMeili extends MeiliAddress {
  /** Of this file alone: the server may be shared. */
  prefix: string;
  /** May do all; null for a server that was given. */
  masterKey: string | null;
}

/**
 * A Meilisearch for this test file: the one of MEILI_URL, else one that is started on a free port with a folder of its
 * own and a key for no more than the service needs. It ends with the file. Call it where `noMeili` is null.
 */
export async function testMeili(): Promise<TestMeili> {
  const prefix = `test${randomBytes(4).toString('hex')}`;
  if (!given) {
    const { stop, child: _child, ...server } = await startMeili();
    afterAll(stop);
    return { ...server, prefix };
  }
  const server = { url: given, apiKey, masterKey: null };
  afterAll(async () => {
    const client = new Meilisearch({ host: server.url, ...(server.apiKey ? { apiKey: server.apiKey } : {}) });
    const { results } = await client.getRawIndexes({ limit: 1_000 });
    for (const { uid } of results) if (uid.startsWith(prefix)) await client.deleteIndex(uid);
  });
  return { ...server, prefix };
}

/** Why tests of several servers are skipped, which are started for them; null where they can run. */
export const noServers: string | null = isMeiliOnPath() ? null : 'there is no meilisearch on the PATH';

/** Two Meilisearch for this test file, with one key, of which the first may ask the second. Both end with the file. */
export async function twoServers(): Promise<{ main: MeiliProcess; other: MeiliProcess }> {
  const main = await startMeili();
  afterAll(main.stop);
  const other = await startMeili(main.masterKey);
  afterAll(other.stop);
  const servers = { url: main.url, regions: [{ region: '350200', url: other.url }] };
  const apiKey = await setUp(servers, main.masterKey);
  return { main: { ...main, apiKey }, other: { ...other, apiKey } };
}

/** Any suite can be run over Meilisearch: TEST_ENGINE=meilisearch npx vitest run test/graphql */
export async function meiliOfSuite(): Promise<TestMeili | null> {
  return isEngine ? testMeili() : null;
}
