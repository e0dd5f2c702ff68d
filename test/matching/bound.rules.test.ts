import { describe, expect, it, test } from 'vitest';
import { type BoundDocument, bandFloor, boundOf, mutualOf, outsideBound } from '../../src/platform/search/bound.ts';
import type { CoverageList, Criterion, Side, SortKey } from '../../src/platform/search/engine.ts';

/** The figures that every adapter has to give, each worked by hand. */

const document = (keys: string[], numbers: Record<string, number | null> = {}): BoundDocument => ({
  keys: new Set(keys),
  numbers,
});

function alternatives(side: Side, weight: number, credits: Record<string, number>, openKey?: string): Criterion {
  const written = Object.entries(credits).map(([key, creditBp]) => ({
    creditBp,
    allOf: key.split('+').map((one) => one.split('|')),
  }));
  return { side, name: 'any', weight, alternatives: written, ...(openKey === undefined ? {} : { openKey }) };
}

const list = (
  exact: Record<string, number>,
  adjacent: [string[], number],
  count: CoverageList['count'],
): CoverageList => ({
  exact: Object.entries(exact).map(([key, creditBp]) => ({ keys: key.split('|'), creditBp })),
  adjacent: { keys: adjacent[0], creditBp: adjacent[1] },
  count,
});
const none = list({}, [[], 0], 0);
const covers = (must: CoverageList, nice: CoverageList): Criterion => ({
  side: 'EMPLOYER',
  name: 'c',
  weight: 1,
  coverage: { must, nice },
});

describe('a criterion', () => {
  const first = alternatives('EMPLOYER', 1, { 'a+b|c': 9_000, a: 4_000, 'b+c': 1_000 });
  test.each([
    [['a', 'c'], 9_005],
    [['a'], 4_005],
    [['b', 'c'], 1_005],
    [['b'], 5],
  ])('gives the credit of the first alternative that fits: %j', (keys, bound) => {
    expect(boundOf({ key: 'EMPLOYER', criteria: [first] }, document(keys))).toBe(bound);
  });

  const asked = covers(list({ 'x1|y1': 10_000, 'x2|y2': 6_000 }, [['p', 'q'], 5_000], 3), none);
  const ofDocument = covers(
    list({ x: 10_000 }, [['p'], 5_000], { field: 'm' }),
    list({ z: 8_500 }, [[], 0], { field: 'n' }),
  );
  test.each<[string, Criterion, BoundDocument, number]>([
    ['exact keys of two classes', asked, document(['x1', 'y2']), 5_334 + 5],
    ['adjacent ones fill what is missing', asked, document(['x1', 'p', 'q']), 6_667 + 5],
    ['and no more', asked, document(['x1', 'y1', 'p', 'q']), 8_334 + 5],
    ['never above full', covers(list({ 'a|b': 10_000 }, [[], 0], 1), none), document(['a', 'b']), 10_000],
    ['both lists 8 : 2, rounded up', ofDocument, document(['x', 'p', 'z'], { m: 3, n: 1 }), 5_700 + 5],
    ['the one list that is asked', ofDocument, document(['z'], { m: 0, n: 2 }), 4_250 + 5],
    ['neither: left out', ofDocument, document(['x', 'z'], { m: 0, n: null }), 0],
  ])('coverage: %s', (_what, criterion, held, bound) => {
    expect(boundOf({ key: 'EMPLOYER', criteria: [criterion] }, held)).toBe(bound);
  });
});

describe('a side and a key', () => {
  const criteria = [
    alternatives('EMPLOYER', 2, { a: 10_000 }),
    alternatives('EMPLOYER', 1, { b: 5_000 }, 'open:b'),
    alternatives('TALENT', 1, { t: 6_990, u: 6_995 }, 'open:t'),
  ];
  const bounds = (keys: string[], talentBands = false) =>
    (['EMPLOYER', 'TALENT', 'MUTUAL'] as const).map((key) => boundOf({ key, criteria, talentBands }, document(keys)));

  test.each([
    ['a weighted mean, rounded up, and 5', ['a', 't'], false, [6_672, 6_995, 6_829]],
    ['left out with its open key', ['a', 'open:b', 't'], false, [10_000, 6_995, 8_231]],
    ['a side of which all is open is null: the other alone', ['a', 'open:t'], false, [6_672, 0, 6_672]],
    ['bands floor the talent’s side first', ['a', 't'], true, [6_672, 4_000, 5_001]],
    ['its bound, not its credit, is floored', ['a', 'u'], true, [6_672, 7_000, 6_832]],
    ['0 when both are 0 but for rounding', [], false, [5, 5, 5]],
  ])('%s', (_what, keys, talentBands, bound) => {
    expect(bounds(keys, talentBands)).toEqual(bound);
  });

  it('is 0 without any criterion', () => {
    expect(boundOf({ key: 'MUTUAL', criteria: [] }, document([]))).toBe(0);
    expect([mutualOf(null, null), mutualOf(0, 0), mutualOf(null, 3), mutualOf(1, 2)]).toEqual([0, 0, 3, 1]);
    expect([bandFloor(3_999), bandFloor(4_000), bandFloor(7_000)]).toEqual([0, 4_000, 7_000]);
  });
});

describe('the bound of all rows without the probe keys', () => {
  const outside = (criteria: Criterion[], probes: string[], key: SortKey = 'EMPLOYER') =>
    outsideBound({ key, criteria }, probes);

  it('leaves out alternatives that need a probe key', () => {
    const criterion = alternatives('EMPLOYER', 1, { 'a|b+c': 9_000, c: 4_000 });
    expect(outside([criterion], ['a'])).toBe(9_005);
    expect(outside([criterion], ['a', 'b'])).toBe(4_005);
    expect(outside([criterion], ['c'])).toBe(5);
  });

  it('takes what may be open as open where that raises the bound', () => {
    const fixed = alternatives('EMPLOYER', 1, { a: 6_000 });
    const low = alternatives('EMPLOYER', 1, { b: 2_000 }, 'open:b');
    const high = alternatives('EMPLOYER', 1, { c: 8_000 }, 'open:c');
    expect(outside([fixed, low, high], [])).toBe(7_005);
    expect(outside([fixed, low, high], ['open:b'])).toBe(5_339);
  });

  it('takes a side that may be all open as absent where that raises the mutual', () => {
    const employer = alternatives('EMPLOYER', 1, { a: 8_000 });
    const talent = alternatives('TALENT', 1, { b: 2_000 }, 'open:b');
    expect(outside([employer, talent], [], 'MUTUAL')).toBe(8_005);
    expect(outside([employer, talent], ['open:b'], 'MUTUAL')).toBe(3_206);
    expect(outside([employer, talent], [], 'TALENT')).toBe(2_005);
  });

  it('fills a list of known length with the best keys that are left', () => {
    const criterion = covers(list({ 'x1|x2': 10_000, 'y1|y2': 6_000 }, [['p'], 5_000], 3), none);
    expect(outside([criterion], ['x1'])).toBe(7_334 + 5);
    expect(outside([criterion], ['x1', 'x2', 'y1'])).toBe(3_667 + 5);
    expect(outside([criterion], ['x1', 'x2', 'y1', 'y2', 'p'])).toBe(5);
  });

  it('takes the document’s own lists as short as helps', () => {
    const criterion = covers(
      list({ x: 9_500 }, [['p'], 5_000], { field: 'm' }),
      list({ y: 8_500 }, [[], 0], { field: 'n' }),
    );
    expect(outside([criterion], [])).toBe(9_505);
    expect(outside([criterion], ['x'])).toBe(8_505);
    expect(outside([criterion], ['x', 'y'])).toBe(5_005);
    // with another criterion, an unasked list is left out instead
    expect(outside([criterion, alternatives('EMPLOYER', 1, { a: 9_000 })], ['x', 'y'])).toBe(9_005);
  });
});
