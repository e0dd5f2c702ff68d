import { Meilisearch } from 'meilisearch';
import { expect, it } from 'vitest';
import type { CountCell, CountRequest } from '../../src/platform/search/engine.ts';
import { testDatabase } from '../support/database.ts';
import { noServers, twoServers } from '../support/meili-server.ts';
import { engineContract } from './engine.contract.ts';
import { followed } from './loaded.ts';

if (noServers) {
  it.skip(`keeps the engine's contract on two servers (${noServers})`);
} else {
  const db = await testDatabase();
  const { main, other } = await twoServers();
  const regions = [
    { region: '350000', url: other.url },
    { region: '370000', url: other.url },
    { region: '350211', url: main.url },
  ];
  const parts = await followed(db, { url: main.url, apiKey: main.apiKey, prefix: 'jucai', regions });
  engineContract('Meilisearch on two servers', async () => parts, { exactBounds: true });

  it('had documents on both', async () => {
    const sizes = await Promise.all([main, other].map(documentsOn));
    expect(Math.min(...sizes)).toBeGreaterThan(50);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(220);
  });

  it('adds what each of them counts', async () => {
    const axes = [['region'], ['occupation', 'region'], ['region', 'occupation'], ['fits', 'region'], []];
    const requests = axes.map(
      (some): CountRequest => ({ index: 'talent', filter: { op: 'TRUE' }, axes: some, measures: [{ op: 'COUNT' }] }),
    );
    const found = await parts.engine.count(requests);
    expect(found.map(sorted)).toEqual((await parts.postgres.count(requests)).map(sorted));
  });
}

function sorted(cells: readonly CountCell[]): string[] {
  return cells.map(({ keys, values }) => `${keys} ${values}`).sort();
}

async function documentsOn({ url, masterKey }: { url: string; masterKey: string }): Promise<number> {
  const { indexes } = await new Meilisearch({ host: url, apiKey: masterKey }).getStats();
  return Object.values(indexes).reduce((sum, { numberOfDocuments }) => sum + numberOfDocuments, 0);
}
