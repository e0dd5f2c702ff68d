import { expect, it } from 'vitest';
import { WordReader } from '../../src/modules/taxonomy/words/reader.ts';
import { type WordQuery, WordService } from '../../src/modules/taxonomy/words/words.service.ts';
import { taxonomy } from './words.shipped.ts';

const service = new WordService({ db: null as never, taxonomy: { now: taxonomy }, titleModel: null, reranker: null });

function reading() {
  const asked: WordQuery[] = [];
  const reader = new WordReader({
    resolve(query) {
      asked.push(query);
      return service.resolve(query);
    },
  });
  return { reader, asked };
}
const word = (scheme: 'occupation' | 'region' | 'major' | 'skill', text: string, hints = {}) => ({
  scheme,
  text,
  organizationId: null,
  hints,
});

it('reads a certain word as a code, and another as what a person has to choose from', async () => {
  const { reader } = reading();
  expect(await reader.read('occupation', '急招电工8k', null)).toEqual({
    code: '6-31-01-03',
    confidence: 0.98,
    matchedBy: 'NAME',
  });
  const open = await reader.read('region', '鼓楼区', null);
  expect(open.code).toBeUndefined();
  expect(open.candidates).toHaveLength(4);
  expect(await reader.read('region', '???', null)).toEqual({ candidates: [] });
});

it('never takes one of several that a cell names', async () => {
  const { reader } = reading();
  const several = await reader.read('major', '机械设计制造及其自动化、土木工程', null);
  expect(several.candidates).toHaveLength(2);
});

it('resolves each different word once, those of a scheme together', async () => {
  const { reader, asked } = reading();
  const words = [
    word('occupation', '电工'),
    word('region', '集美'),
    word('occupation', '车工'),
    word('occupation', '电工'),
  ];
  const found = await reader.readAll(words);
  expect(found.map(({ code }) => code)).toEqual(['6-31-01-03', '350211', '6-18-01-01', '6-31-01-03']);
  expect(asked.map(({ scheme, texts }) => [scheme, ...texts])).toEqual([
    ['occupation', '电工', '车工'],
    ['region', '集美'],
  ]);
  await reader.readAll(words);
  expect(asked).toHaveLength(2);
  expect(reader.remembered(word('region', '集美'))).toMatchObject({ code: '350211' });
  expect(reader.remembered(word('region', '湖里'))).toBeUndefined();
});

it('keeps apart what hints tell apart', async () => {
  const { reader } = reading();
  const [college, university] = await reader.readAll([
    word('major', '电子商务', { education: 3 }),
    word('major', '电子商务', { education: 4 }),
  ]);
  expect([college?.code, university?.code]).toEqual(['530701', '120801']);
});
