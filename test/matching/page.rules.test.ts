import { describe, expect, it } from 'vitest';
import { rankLists } from '../../src/modules/matching/matching.lists.ts';
import type { Match } from '../../src/modules/matching/matching.pair.ts';
import { type ListRequest, pageOf, type Ranked } from '../../src/modules/matching/page.rules.ts';
import type { RecallAnswer, RecallRequest, SearchEngine } from '../../src/platform/search/engine.ts';

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

  it('has a page behind it where the recall left out what lies below its floor', () => {
    const full = items.slice(0, 2);
    const left = { ...everything, leftOutBound: 7_999, leftOut: 1 };
    expect(pageOf(full, left, request, 8_000)).toMatchObject({ orderExact: true, nextCursor: expect.any(String) });
    expect(pageOf(full, everything, request, 8_000)).toMatchObject({ orderExact: true, nextCursor: null });
  });
});

describe('a list whose first look is not exact', () => {
  const position = { index: 'position', key: 'MUTUAL', criteria: [], filter: { op: 'TRUE' } } as const;
  const jobs = [
    {
      recall: position,
      scoreOne: (packed: unknown) => packed as Match,
      list: request,
    },
  ];
  const answered = (found: readonly Ranked[], leftOutBound: number): RecallAnswer => ({
    candidates: found.map(({ id, key, createdAt }) => ({ id, version: 1, bound: key, packed: scored(key, createdAt) })),
    leftOutBound,
    leftOut: 1,
  });
  const scored = (key: number, createdAt: number) => ({
    eligible: true,
    createdAt,
    employerFit: { total: key },
    talentFit: { total: key },
    mutual: key,
  });

  it('is looked at again for what can come before the last of its page only', async () => {
    const asked: RecallRequest[][] = [];
    const looks = [answered(items, 9_500), answered(items.slice(0, 2), 7_999)];
    const engine = {
      recall: async (requests: readonly RecallRequest[]) => {
        asked.push([...requests]);
        return [looks[asked.length - 1] ?? answered([], 0)];
      },
    };
    const [page] = await rankLists(engine as unknown as SearchEngine, jobs, 'TOP');
    expect(asked.map(([look]) => look?.floor)).toEqual([undefined, 8_000]);
    expect(page).toMatchObject({ orderExact: true, nextCursor: expect.any(String) });
  });
});
