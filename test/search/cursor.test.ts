import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { encodeCursor } from '../../src/kernel/page.ts';
import { foreignRank, readSearchCursor, writeSearchCursor } from '../../src/platform/search/postgres-search.ts';

const id = newId();

it('a cursor of a search is read as it was written', () => {
  fc.assert(
    fc.property(
      fc.record({
        rank: fc.integer({ min: foreignRank }),
        created: fc.maxSafeInteger(),
        id: fc.uuid(),
        offset: fc.maxSafeNat(),
      }),
      (cursor) => {
        expect(readSearchCursor(writeSearchCursor(cursor))).toEqual(cursor);
      },
    ),
  );
});

it.each([
  ['an offset alone', [40]],
  ['no offset', [0, 1, id]],
  ['a part too many', [0, 1, id, 0, 0]],
  ['a rank that nobody gives', [foreignRank - 1, 1, id, 0]],
  ['half a rank', [0.5, 1, id, 0]],
  ['a time in words', [0, 'now', id, 0]],
  ['an id that is none', [0, 1, 'id', 0]],
  ['an offset below 0', [0, 1, id, -1]],
  ['half an offset', [0, 1, id, 0.5]],
  ['an offset without end', [0, 1, id, 1e300]],
])('a cursor with %s is refused', (_, parts) => {
  expect(() => readSearchCursor(encodeCursor(parts))).toThrow(
    expect.objectContaining({ code: 'BAD_INPUT', details: expect.objectContaining({ path: 'after' }) }),
  );
});
