import { describe, expect, it } from 'vitest';
import { type ConceptRecord, Taxonomy } from '../../src/modules/taxonomy/index.ts';
import type { Ask } from '../../src/modules/taxonomy/words/words.rules.ts';
import { resolversWith } from './words.shipped.ts';

const concept = (code: string, name: string, aliases: string[], successors: string[] | null = null): ConceptRecord => ({
  scheme: 'occupation',
  code,
  level: 4,
  name,
  nameEn: null,
  parent: null,
  aliases,
  attributes: {},
  edition: '1',
  retiredIn: successors === null ? null : '2',
  successors: successors ?? [],
});
const taxonomy = new Taxonomy(
  [
    concept('old', '电报员', ['发报员'], ['new']),
    concept('new', '网络通信员', []),
    concept('split', '排字工', ['铅字工'], ['left', 'right']),
    concept('left', '制版员', ['铅字工']),
    concept('right', '印刷员', []),
    concept('gone', '驿卒', [], []),
  ],
  { substitutes: [], occupationSkills: [], occupationLicences: [] },
);
const resolve = (text: string, ask: Partial<Ask> = {}) =>
  (
    resolversWith(null, taxonomy)
      .of('occupation')
      .resolveAll([text], { limit: 5, ...ask })[0] ?? []
  ).filter(({ matchedBy }) => matchedBy !== 'TEXT');

describe('a retired concept', () => {
  it('leads to what stands for it today, by code and by name', () => {
    expect(resolve('old')).toMatchObject([{ code: 'new', matchedBy: 'CODE', confidence: 1 }]);
    expect(resolve('电报员')).toMatchObject([{ code: 'new', matchedBy: 'ALIAS' }]);
    expect(resolve('发报员')).toMatchObject([{ code: 'new', matchedBy: 'ALIAS' }]);
  });

  it('that became several leads to all of them, none certain', () => {
    for (const text of ['split', '排字工']) {
      const found = resolve(text);
      expect(found.map(({ code }) => code)).toEqual(['left', 'right']);
      expect(found[0]?.confidence).toBeLessThanOrEqual(0.5);
    }
  });

  it('does not keep a name that another bears now', () => {
    expect(resolve('铅字工')).toMatchObject([{ code: 'left', matchedBy: 'ALIAS' }]);
  });

  it('without a successor is known still', () => {
    expect(resolve('gone')).toMatchObject([{ code: 'gone', matchedBy: 'CODE' }]);
  });

  it('that an organization chose leads on too', () => {
    expect(resolve('阿狗工', { own: () => 'old' })).toMatchObject([{ code: 'new', matchedBy: 'ORGANIZATION' }]);
  });
});
