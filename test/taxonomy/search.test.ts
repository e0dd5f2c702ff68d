import { beforeAll, expect, test } from 'vitest';
import { DomainError } from '../../src/kernel/errors.ts';
import { recordWrite } from '../../src/modules/accounts/index.ts';
import { readEdition, taxonomyModule } from '../../src/modules/taxonomy/index.ts';
import { testDatabase } from '../support/database.ts';
import { Searching } from '../support/searching.ts';

const db = await testDatabase();
const searching = new Searching();
const taxonomy = taxonomyModule({ db, engine: searching.engine, words: { record: recordWrite } });
searching.connect(db, [taxonomy]);

beforeAll(async () => {
  await taxonomy.service.load(readEdition());
  await searching.settle();
});

const found = async (text: string, level?: number) =>
  (await taxonomy.service.occupations({ text, level, first: 10, after: null })).items.map(({ code }) => code);

test('occupations are found by name, alias and English name', async () => {
  expect((await found('焊工'))[0]).toBe('6-18-02-04');
  expect(await found('氩弧焊工')).toEqual(['6-18-02-04']);
  expect(await found('welder')).toContain('6-18-02-04');
  expect(await found('焊工', 1)).toEqual([]);
  expect(await found('没有这种职业')).toEqual([]);
  expect(await found('?!')).toEqual([]);
});

test('all of a level, page by page', async () => {
  const first = await taxonomy.service.occupations({ level: 1, first: 5, after: null });
  expect(first).toMatchObject({ totalCount: 8, items: { length: 5 } });
  const second = await taxonomy.service.occupations({ level: 1, first: 5, after: first.nextCursor });
  expect(second).toMatchObject({ items: { length: 3 }, nextCursor: null });
  expect(new Set([...first.items, ...second.items].map(({ code }) => code)).size).toBe(8);
});

test('concepts hold a text somewhere; symbols are held by none', () => {
  const all = (text: string) =>
    taxonomy.service.concepts({ scheme: 'occupation', text, first: 10, after: null }).totalCount;
  expect(all('焊工')).toBeGreaterThan(0);
  expect(all(' ')).toBe(taxonomy.service.now.all('occupation').length);
  for (const text of ['-', '（', '?!']) expect(all(text)).toBe(0);
  for (const text of ['a\0b', '焊'.repeat(201)]) expect(() => all(text)).toThrow(DomainError);
});

test('a cursor of occupations is none of concepts', async () => {
  const { nextCursor } = await taxonomy.service.occupations({ level: 1, first: 5, after: null });
  const concepts = () => taxonomy.service.concepts({ scheme: 'occupation', first: 5, after: nextCursor });
  expect(concepts).toThrow(DomainError);
});
