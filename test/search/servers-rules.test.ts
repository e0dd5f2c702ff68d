import { expect, it } from 'vitest';
import { positionsWith } from '../../src/modules/positions/index.ts';
import { readConfig } from '../../src/platform/config.ts';
import { createLog } from '../../src/platform/log.ts';
import type { FieldDeclaration } from '../../src/platform/search/engine.ts';
import { FieldRegistry } from '../../src/platform/search/fields.ts';
import type { DocumentRecord } from '../../src/platform/search/meili/document.rules.ts';
import type { FollowSource } from '../../src/platform/search/meili/follower-batch.ts';
import { heldBy } from '../../src/platform/search/meili/held.ts';
import { divisionOf, finestFirst, serversOf } from '../../src/platform/search/meili/servers.rules.ts';
import { indexNames } from '../../src/platform/search/meili/settings.rules.ts';
import { createApp } from '../../src/serve.ts';
import { cloneTemplate } from '../support/database.ts';
import { testProduct } from '../support/product.ts';
import { rowsPart } from './rows-part.ts';

const silent = createLog('silent');
const [a, b, c] = ['http://a', 'http://b', 'http://c'] as const;
const place: FieldDeclaration = { name: 'place', kind: 'TOKENS', meaning: 'Place.' };
const fieldsOf = (field: FieldDeclaration) => new FieldRegistry([rowsPart('talent', [field])]).of('talent');
const fields = fieldsOf({ ...place, keyOfRegion: (code) => `reg:${code}` });

it('names each server once, by the first of its regions', () => {
  expect(serversOf({ url: a })).toEqual([{ name: '', url: a }]);
  const regions = [
    { region: '350200', url: b },
    { region: '350211', url: a },
    { region: '370200', url: b },
    { region: '110000', url: c },
  ];
  expect(serversOf({ url: a, regions })).toEqual([
    ...[
      { name: '', url: a },
      { name: '350200', url: b },
      { name: '110000', url: c },
    ],
  ]);
});

it('names indexes by the division, unless there is one server', () => {
  const regions = [
    { region: '350200', url: b },
    { region: '370200', url: c },
  ];
  const division = divisionOf({ url: a, regions });
  expect(division).toMatch(/^[0-9a-f]{6}$/);
  expect(divisionOf({ url: a, regions: regions.toReversed() })).toBe(division);
  expect(divisionOf({ url: a, regions: regions.map((one) => ({ ...one, url: one.url === b ? c : b })) })).not.toBe(
    division,
  );
  expect(divisionOf({ url: c, regions })).not.toBe(division);
  expect(divisionOf({ url: a, regions: [{ region: '350200', url: a }] })).toBe('');
  const { inService, family } = indexNames(fields, 'jucai', division);
  expect(inService).toBe(`${indexNames(fields).inService}_${division}`);
  expect(inService.startsWith(family)).toBe(true);
  // Documents that are there are not made anew for it.
  expect(indexNames(fieldsOf(place)).inService).toBe(indexNames(fields).inService);
});

it('looks for the finest region first', () => {
  const codes = ['350000', '350211', '110000', '350200', '429004'];
  const found = finestFirst(codes.map((region) => ({ region, url: a }))).map(({ region }) => region);
  expect(found).toEqual(['350211', '429004', '350200', '350000', '110000']);
});

it('sees a region that has its first document, and looks for those that have none again', async () => {
  const given = [{ id: 1, field: 'place', key: 'reg:350200' }];
  const from = { fields, connection: { query: async () => ({ rows: given }) } } as unknown as FollowSource;
  const regions = [
    { region: '350200', url: b },
    { region: '350211', url: c },
  ];
  const rows = [
    { id: 'x', tokens: '[1,7]' },
    { id: 'y', tokens: '[1,2]' },
    { id: 'z', tokens: '[7]' },
  ] as DocumentRecord[];
  const held = async (url: string) => [...((await heldBy(url, { url: a, regions })?.(rows, from)) ?? [])];
  expect([await held(a), await held(b), await held(c)]).toEqual([['z'], ['x', 'y'], []]);
  given.push({ id: 2, field: 'place', key: 'reg:350211' });
  expect([await held(a), await held(b), await held(c)]).toEqual([['z'], ['x'], ['y']]);
  expect(heldBy(a, { url: a })).toBeUndefined();
});

it('knows the regions of talents, positions and programs as their lists do', async () => {
  const { core } = await testProduct();
  const declared = core.modules
    .flatMap(({ searchParts }) => searchParts ?? [])
    .flatMap(({ index, fields: own }) => own.flatMap((field) => (field.keyOfRegion ? [{ index, field }] : [])));
  const keys = declared.map(({ index, field }) => [index, field.name, field.keyOfRegion?.('350200')]);
  expect(keys.sort()).toEqual([
    ['position', 'region', 'reg:350200'],
    ['program', 'region', 'reg:350200'],
    ['talent', 'place', '350200'],
  ]);
  expect(positionsWith('region', ['350200'])).toMatchObject({ keys: ['reg:350200'] });
});

it('does not start for a region that the taxonomy does not have', async () => {
  const { url, drop } = await cloneTemplate();
  const starting = (region: string) =>
    createApp(readConfig('LOCAL', { DATABASE_URL: url, MEILI_SERVERS: `${region}=http://127.0.0.1:1` }), silent);
  try {
    await expect(starting('999999')).rejects.toThrow(/MEILI_SERVERS names the region 999999.*name a province/);
    await (await starting('350200')).close();
  } finally {
    await drop();
  }
});
