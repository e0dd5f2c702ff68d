import { expect, it } from 'vitest';
import type { Scheme } from '../../src/modules/taxonomy/index.ts';
import { WordReader } from '../../src/modules/taxonomy/words/reader.ts';
import { type WordQuery, WordService } from '../../src/modules/taxonomy/words/words.service.ts';
import { WordAwaited, type WordReading } from '../../src/platform/files/file-words.ts';
import { taxonomy } from './words.shipped.ts';

const service = new WordService({ db: null as never, taxonomy: { now: taxonomy }, titleModel: null, reranker: null });

function reading() {
  const asked: WordQuery[] = [];
  const words = {
    resolve(query: WordQuery) {
      asked.push(query);
      return service.resolve(query);
    },
    chosenBy: async () => null,
    readTitle: (title: string) => service.readTitle(title),
  };
  const reader = new WordReader(words, { organizationId: null, region: null });
  /** As a row is read: again, once what it waits for is looked up. */
  async function read(scheme: Scheme, text: string, education: number | null = null): Promise<WordReading> {
    try {
      return reader.read({ scheme, text, education });
    } catch (error) {
      expect(error).toBeInstanceOf(WordAwaited);
      await reader.lookUp();
      return reader.read({ scheme, text, education });
    }
  }
  return { read, reader, asked };
}

it('reads a certain word as a code, and another as what a person has to choose from', async () => {
  const { read } = reading();
  expect(await read('occupation', '急招电工8k')).toMatchObject({
    codes: ['6-31-01-03'],
    confidence: 0.98,
    matchedBy: 'NAME',
  });
  const open = await read('region', '鼓楼区');
  expect(open.codes).toEqual([]);
  expect(open.candidates).toHaveLength(4);
  expect(await read('region', '???')).toMatchObject({ codes: [], candidates: [] });
});

it('takes all that a cell names, or none of it', async () => {
  const { read } = reading();
  expect((await read('major', '机械设计制造及其自动化、土木工程')).codes).toEqual(['080202', '081001']);
  const half = await read('region', '鼓楼区、集美区');
  expect(half.codes).toEqual([]);
});

it('looks each different word up once', async () => {
  const { read, asked } = reading();
  const found: (readonly string[])[] = [];
  for (const text of ['电工', '车工', '电工']) found.push((await read('occupation', text)).codes);
  expect(found).toEqual([['6-31-01-03'], ['6-18-01-01'], ['6-31-01-03']]);
  expect(asked.map(({ scheme, texts }) => [scheme, ...texts])).toEqual([
    ['occupation', '电工'],
    ['occupation', '车工'],
  ]);
});

it('keeps apart what the level of education tells apart', async () => {
  const { read } = reading();
  expect((await read('major', '电子商务', 3)).codes).toEqual(['530701']);
  expect((await read('major', '电子商务', 4)).codes).toEqual(['120801']);
});

it('forgets what was noted of the row before', () => {
  const { reader } = reading();
  const use = {
    scheme: 'skill',
    text: 'CAD',
    column: 'skills',
    codes: [],
    confidence: 0,
    matchedBy: 'TEXT',
    candidates: [],
  };
  reader.note(use);
  expect(reader.used).toEqual([use]);
  reader.begin();
  expect(reader.used).toEqual([]);
});
