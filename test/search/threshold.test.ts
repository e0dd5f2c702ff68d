import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BoundDocument, boundOf } from '../../src/platform/search/bound.ts';
import type { Attributes } from '../../src/platform/search/meili/at-least.rules.ts';
import { atLeast } from '../../src/platform/search/meili/at-least.rules.ts';
import { type Condition, comparisonsOf } from '../../src/platform/search/meili/condition.rules.ts';
import { Thresholds } from '../../src/platform/search/meili/threshold.rules.ts';
import { asBoundDocument, corpus, numberNames, tokenKeys } from '../contract/corpus.ts';
import { recalls } from '../contract/requests.ts';

const keys = [...new Set(Object.values(tokenKeys).flat())];
const attributes: Attributes = {
  tokensOf: (key) => (keys.includes(key) ? [keys.indexOf(key)] : []),
  numberOf: (field) => field,
};

/** Whether a document meets a condition, read as Meilisearch reads it. */
function meets({ keys: held, numbers }: BoundDocument, condition: Condition): boolean {
  if (typeof condition === 'boolean') return condition;
  if (condition.op === 'HAS') return condition.tokens.some((token) => held.has(keys[token] ?? ''));
  if (condition.op !== 'TEXT') {
    const met = condition.of.map((each) => meets({ keys: held, numbers }, each));
    return condition.op === 'AND' ? met.every(Boolean) : met.some(Boolean);
  }
  const [, not, field = '', sign, value] = /^(\(NOT )?(\w+) (<=|>) "(-?\d+)"\)?$/.exec(condition.text) ?? [];
  if (!numberNames.some((name) => name === field)) throw new Error(`Not understood: ${condition.text}`);
  const number = numbers[field];
  const isTrue = number != null && (sign === '>' ? number > Number(value) : number <= Number(value));
  return not ? !isTrue : isTrue;
}

describe('A threshold as a condition', () => {
  const documents = corpus(80).map(asBoundDocument);

  it('holds for every document whose bound reaches it', () => {
    let reached = 0;
    let told = 0;
    fc.assert(
      // That a document just reaches is where rounding tells.
      fc.property(
        recalls(['none']),
        fc.nat(2 * documents.length),
        fc.integer({ min: 1, max: 10_000 }),
        (request, place, any) => {
          const chosen = documents[place];
          const threshold = chosen ? Math.max(1, boundOf(request, chosen)) : any;
          const condition = new Thresholds(request, attributes).reaches(threshold);
          for (const document of documents) {
            const isReached = boundOf(request, document) >= threshold;
            if (isReached) expect(meets(document, condition)).toBe(true);
            else if (!meets(document, condition)) told += 1;
            reached += isReached ? 1 : 0;
          }
        },
      ),
      { numRuns: 3_000 },
    );
    expect(reached).toBeGreaterThan(10_000);
    expect(told).toBeGreaterThan(10_000);
  });
});

it('asks for some of many, never for fewer than that', () => {
  const groups = keys.slice(0, 8).map((_, place) => [place]);
  fc.assert(
    fc.property(fc.nat(9), fc.subarray([...groups.keys()]), (count, held) => {
      const document = { keys: new Set(held.map((place) => keys[place] ?? '')), numbers: {} };
      expect(meets(document, atLeast(count, groups))).toBe(held.length >= count);
    }),
  );
  expect(comparisonsOf(atLeast(4, groups))).toBeLessThan(50);
});
