import { describe, expect, it } from 'vitest';
import { type ListRequest, pageOf, type Ranked } from '../../src/modules/matching/page.rules.ts';

const items = [9_000, 8_000, 7_000].map(
  (key, n) => ({ match: {}, id: `0189000${n}`, createdAt: n, eligible: true, key }) as Ranked,
);
const everything = { candidates: [], leftOutBound: null, leftOut: 0 };
const request: ListRequest = { order: 'MUTUAL', view: 'FULL', first: 2, after: null };

describe('a page of matches', () => {
  const { nextCursor } = pageOf(items, everything, request);

  it('goes on after its cursor', () => {
    const next = pageOf(items, everything, { ...request, after: nextCursor });
    expect(next).toMatchObject({ items: [items[2]], nextCursor: null });
  });

  it.each<Partial<ListRequest>>([{ order: 'TALENT' }, { view: 'BEFORE_DISCLOSURE' }])(
    'takes no cursor of another list: %o',
    (other) => {
      expect(() => pageOf(items, everything, { ...request, ...other, after: nextCursor })).toThrow(
        expect.objectContaining({ code: 'BAD_INPUT' }),
      );
    },
  );
});
