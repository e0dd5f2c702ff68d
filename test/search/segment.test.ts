import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  evenLines,
  evenText,
  queryOf,
  vectorOf,
  wordsOfQuery,
  wordsOfText,
} from '../../src/platform/search/segment.ts';
import { testDatabase } from '../support/database.ts';

const db = await testDatabase();

async function finds(texts: string[], query: string): Promise<boolean> {
  const { rows } = await db.pool.query('SELECT $1::tsvector @@ $2::tsquery AS found', [
    vectorOf(texts),
    queryOf(query),
  ]);
  return rows[0].found;
}

describe('text is found by', () => {
  const title = '数控车工 C++ 工程师';
  it.each(['数控', '车工', '數控', 'C++', 'c++', 'Ｃ＋＋', '工程', '工程师', '工', 'C++ 数控', '数控车工'])(
    '%s in 「数控车工 C++ 工程师」',
    async (query) => {
      expect(await finds([title], query)).toBe(true);
    },
  );
  it.each(['焊工', 'C#', '数控 焊工', '会计'])('not by %s', async (query) => {
    expect(await finds([title], query)).toBe(false);
  });
  it.each([
    ['Senior Engineer', 'eng'],
    ['熟悉 Node.js、.NET 与 C#。', 'node.js'],
    ['熟悉 Node.js、.NET 与 C#。', '.net'],
    ['熟悉 Node.js、.NET 与 C#。', 'C#'],
    ['熟悉 Node.js、.NET 与 C#。', 'node'],
    ['ASP.NET开发', '.net'],
    ['西门子 S7-1200 PLC', 's7-1200'],
    ['西门子 S7-1200 PLC', 'plc s7'],
    ['軟件工程師', '软件工程师'],
    ['ISO 9001 内审员', 'iso 9001'],
  ])('「%s」 by %s', async (text, query) => {
    expect(await finds([text], query)).toBe(true);
  });

  it('its beginning only when the word is the last', async () => {
    expect(await finds(['Senior Engineer'], 'eng senior')).toBe(false);
    expect(await finds(['Senior Engineer'], 'senior eng')).toBe(true);
  });
});

describe('whatever is typed', { timeout: 60_000 }, () => {
  const pieces = fc.constantFrom(
    "'",
    '"',
    '\\',
    ':*',
    '&',
    '|',
    '!',
    '(',
    ')',
    '<->',
    '\0',
    '\ud800',
    '数控',
    '𠮷',
    'c++',
    ' ',
    '\n',
    'é',
    'ﷺ',
    'İ',
    '；',
    "');--",
  );
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 20 }).map((list) => list.join('')),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom('数'.repeat(10_000), 'ﷺ'.repeat(10_000), "'".repeat(10_000), 'a.'.repeat(5_000)),
  );

  it('is words to PostgreSQL, never syntax', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (one, other) => {
        const { rows } = await db.pool.query(
          'SELECT $1::tsvector IS NOT NULL AS is_vector, $2::tsquery IS NOT NULL AS is_query',
          [vectorOf([one, other]), queryOf(one) ?? ''],
        );
        expect(rows).toEqual([{ is_vector: true, is_query: true }]);
      }),
      { numRuns: 150 },
    );
  });

  it('finds the text that it was taken from, by each of its words', async () => {
    await fc.assert(
      fc.property(text, (one) => {
        const words = new Set(wordsOfText(one.slice(0, 500)));
        const asked = wordsOfQuery(one.slice(0, 500));
        expect(asked.slice(0, -1).filter((word) => !words.has(word))).toEqual([]);
      }),
    );
  });

  it('is the same line by line', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 5 }), (lines) => {
        const short = lines.map((line) => line.slice(0, 900));
        expect(evenLines(short, 100_000)).toBe(evenText(short.join('\n'), 100_000));
        // Out of what was kept.
        expect(evenLines(short, 100_000)).toBe(evenText(short.join('\n'), 100_000));
      }),
    );
  });

  it('is bounded', () => {
    expect(evenLines(['數'.repeat(80), 'ﷺ'.repeat(20)], 100)).toBe(
      `${'数'.repeat(80)}\n${'ﷺ'.normalize('NFKC').repeat(20)}`.slice(0, 100),
    );
    expect(wordsOfQuery(Array.from({ length: 999 }, (_, place) => `w${place}`).join(' ')).length).toBeLessThanOrEqual(
      32,
    );
    expect(queryOf('，。！')).toBeNull();
  });
});
