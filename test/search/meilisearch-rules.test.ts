import { expect, it } from 'vitest';
import { FieldRegistry } from '../../src/platform/search/fields.ts';
import {
  all,
  any,
  comparisonsOf,
  filterText,
  has,
  isIn,
  quoted,
} from '../../src/platform/search/meili/condition.rules.ts';
import { documentLines } from '../../src/platform/search/meili/document.rules.ts';
import { conditionOf } from '../../src/platform/search/meili/filter.rules.ts';
import { indexNames, settingsOf } from '../../src/platform/search/meili/settings.rules.ts';
import { checkVersion } from '../../src/platform/search/meili/version.rules.ts';
import { rowsPart } from './rows-part.ts';

const declared = [
  { name: 'skill', kind: 'TOKENS', meaning: 'Skills.' },
  { name: 'fits', kind: 'BANDS', meaning: 'Fits.', countedWith: 'region' },
  { name: 'region', kind: 'AXIS', meaning: 'Region.' },
  { name: 'size', kind: 'NUMBER', meaning: 'Size.' },
] as const;
const fields = new FieldRegistry([rowsPart('talent', declared)]).of('talent');

it.each(['1.33.1', '1.34.0', '1.50.0', '2.0.0', '1.33.1-rc.1'])('takes Meilisearch %s', (version) => {
  expect(() => checkVersion(version)).not.toThrow();
});

it.each(['1.33.0', '1.9.9', '0.30.5', '1.45.0', '1.48.0', '', 'unknown'])(
  'refuses Meilisearch “%s” with the cure',
  (version) => {
    expect(() => checkVersion(version)).toThrow('use 1.33.1 or newer, but not 1.45.0 or 1.48.0.');
  },
);

it('names an index by what it is made of', () => {
  const { inService, next } = indexNames(fields);
  expect(inService).toMatch(/^jucai_talent_[0-9a-f]{12}$/);
  expect(next).toBe(`${inService}_next`);
  const other = new FieldRegistry([rowsPart('talent', declared.slice(0, 3))]).of('talent');
  expect(indexNames(other).inService).not.toBe(inService);
  expect(indexNames(fields, 'town').inService.replace('town', 'jucai')).toBe(inService);
});

it('declares every attribute that a filter or a facet names', () => {
  const patterns = settingsOf(fields).filterableAttributes?.flatMap((one) =>
    typeof one === 'string' ? one : one.attributePatterns,
  );
  expect(patterns).toEqual(['id', 'createdAt', 'n2', 'tokens', 'present', 'n1', 'band1', 'band1_n1']);
});

it('makes a document of a row', () => {
  const lineOf = documentLines(fields);
  const record = {
    id: 'x',
    version: 3,
    sequence: '9',
    createdMicros: '1767200000000123',
    present: '4611686018427387907',
    tokens: '[4,5]',
    columns: [7, 12],
    bands: { fits: [8, 9] },
    texts: ['數控車工', 'ＣＮＣ"\n\\', '機床'],
  };
  expect(JSON.parse(lineOf(record))).toEqual({
    ...{ id: 'x', version: 3, sequence: 9, createdAt: 1_767_200_000_000_123, present: [0, 1, 62], tokens: [4, 5] },
    ...{ n1: 7, n2: 12, band1: [8, 9], band1_n1: ['8|7', '9|7'], title: '数控车工', rest: 'cnc"\n\\\n机床' },
  });
  const bare = { ...record, present: '0', tokens: '[]', columns: [0, -2_147_483_648], bands: null, texts: null };
  const { n1, n2, band1, band1_n1, title } = JSON.parse(lineOf(bare));
  expect({ n1, n2, band1, band1_n1, title }).toEqual({
    n1: 0,
    n2: undefined,
    band1: [0],
    band1_n1: ['0|0'],
    title: '',
  });
});

it('quotes every value', () => {
  expect(quoted('a" OR id EXISTS OR "')).toBe('"a\\" OR id EXISTS OR \\""');
  expect(quoted('\\')).toBe('"\\\\"');
  expect(quoted(-5)).toBe('"-5"');
});

it('joins alternatives into one comparison and folds constants away', () => {
  const condition = all([true, any([has([1, 2]), false, any([has([2, 3]), isIn('n1', [4])])])]);
  expect(filterText(condition)).toEqual({ filter: 'tokens IN ["1", "2", "3"] OR n1 IN ["4"]' });
  expect(comparisonsOf(condition)).toBe(2);
  expect(filterText(all([]))).toEqual({});
  expect(filterText(any([]))).toEqual({ filter: 'id NOT EXISTS' });
});

it('pushes NOT down to the comparisons, so that depth is not spent on it', () => {
  const tokens = new Map([['skill', new Map([['a', 1]])]]);
  const skill = { op: 'ANY', field: 'skill', keys: ['a', 'never seen'] } as const;
  const filter = {
    op: 'NOT',
    of: { op: 'OR', of: [skill, { op: 'NOT', of: { op: 'RANGE', field: 'size', min: 2.5 } }] },
  } as const;
  expect(filterText(conditionOf(filter, { fields, tokens }))).toEqual({
    filter: 'tokens NOT IN ["1"] AND n2 "3" TO "2147483647"',
  });
});
