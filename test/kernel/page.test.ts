import { describe, expect, it } from 'vitest';
import { decodeListCursor, encodeCursor, encodeListCursor } from '../../src/kernel/page.ts';

describe('a cursor', () => {
  const cursor = encodeListCursor('members', ['a', 1, true]);

  it('is read by its own list', () => {
    expect(decodeListCursor('members', cursor, 3)).toEqual(['a', 1, true]);
  });

  it.each([
    ['of another list', 'tokens', cursor, 3],
    ['of another length', 'members', cursor, 2],
    ['without a list', 'members', encodeCursor(['a', 1, true]), 2],
    ['that is none', 'members', 'nonsense', 1],
    ['that is empty', 'members', '', 1],
  ])('%s is refused', (_, list, text, length) => {
    expect(() => decodeListCursor(list, text, length)).toThrow(
      expect.objectContaining({
        code: 'BAD_INPUT',
        message: 'This is not a cursor that the list gave.',
        details: { path: 'after', cure: expect.any(String) },
      }),
    );
  });
});
