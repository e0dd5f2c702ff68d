import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { score } from '../../src/modules/matching/matching.rules.ts';
import { type MatchView, sortKeyOf } from '../../src/modules/matching/ranking.rules.ts';
import { criteriaForPosition, criteriaForTalent, type RecallTerms } from '../../src/modules/matching/recall.rules.ts';
import { positionRecallFields, talentRecallFields } from '../../src/modules/matching/recall-fields.rules.ts';
import {
  positionKeys,
  positionNumbers,
  talentKeys,
  talentNumbers,
} from '../../src/modules/matching/recall-keys.rules.ts';
import { type BoundDocument, boundOf, outsideBound } from '../../src/platform/search/bound.ts';
import type { Criterion, SortKey } from '../../src/platform/search/engine.ts';
import { type Probes, tiersOf } from '../../src/platform/search/probes.ts';
import { type Pair, pairs } from './pair.arbitraries.ts';
import { aPosition, today } from './pairs.ts';

const sortKeys: readonly SortKey[] = ['MUTUAL', 'EMPLOYER', 'TALENT'];
const views: readonly MatchView[] = ['FULL', 'BEFORE_DISCLOSURE'];
/** Keys are written once and read on any later day. */
const days = fc.oneof(fc.constant(today), fc.integer({ min: today - 3_000, max: today + 9_000 }));

interface Direction {
  name: string;
  document(pair: Pair): BoundDocument;
  terms(pair: Pair, day: number, view: MatchView): RecallTerms;
}

const flat = (keys: Record<string, readonly string[]>): Set<string> => new Set(Object.values(keys).flat());

const directions: readonly Direction[] = [
  {
    name: 'talents for a position',
    document: ({ talent, taxonomy }) => ({
      keys: flat(talentKeys(talent, taxonomy)),
      numbers: { ...talentNumbers(talent, taxonomy) },
    }),
    terms: ({ position, taxonomy }, day, view) => criteriaForPosition(position, taxonomy, day, view),
  },
  {
    name: 'positions for a talent',
    document: ({ position, taxonomy }) => ({
      keys: flat(positionKeys(position, taxonomy)),
      numbers: { ...positionNumbers(position, taxonomy) },
    }),
    terms: ({ talent, taxonomy }, day, view) => criteriaForTalent(talent, taxonomy, day, view),
  },
];

/** As the engine reads: a row is near by a key of both sets, or by a coverage that it leaves unasked. */
function isOutside({ keys, unasked, also }: Probes, held: BoundDocument): boolean {
  const hasOne = (some: ReadonlySet<string>) => [...some].some((key) => held.keys.has(key));
  const isUnasked = unasked.some((fields) => fields.every((field) => (held.numbers[field] ?? 0) === 0));
  return !(hasOne(keys) || isUnasked) || (also !== undefined && !hasOne(also));
}

function keysIn(criteria: readonly Criterion[]): string[] {
  return criteria.flatMap((criterion) => {
    const open = criterion.openKey === undefined ? [] : [criterion.openKey];
    if ('alternatives' in criterion) return [...open, ...criterion.alternatives.flatMap(({ allOf }) => allOf.flat())];
    const { must, nice } = criterion.coverage;
    return [...open, ...[must, nice].flatMap((list) => [...list.exact, list.adjacent].flatMap(({ keys }) => keys))];
  });
}

describe.each(directions)('$name', ({ document, terms }) => {
  it('the bound is never below the sort key, by any key, in either view, on any day', () => {
    fc.assert(
      fc.property(pairs, days, (pair, day) => {
        const match = score(pair.talent, pair.position, { taxonomy: pair.taxonomy, day });
        const held = document(pair);
        for (const view of views) {
          const recall = terms(pair, day, view);
          for (const key of sortKeys) {
            const bound = boundOf({ key, ...recall }, held);
            expect(bound).toBeGreaterThanOrEqual(sortKeyOf(match, key, view));
            expect(Number.isInteger(bound) && bound <= 10_000).toBe(true);
          }
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('the bound is the sort key but for rounding where no skill is adjacent and nothing is counted in steps', () => {
    fc.assert(
      fc.property(pairs, (pair) => {
        const taxonomy = { ...pair.taxonomy, adjacentSkills: () => new Set<string>() };
        const { talent } = pair;
        const plain: Pair = {
          ...pair,
          taxonomy,
          talent: { ...talent, wish: { ...talent.wish, pay: null, from: null } },
          position: { ...pair.position, experienceMonths: null },
        };
        const match = score(plain.talent, plain.position, { taxonomy, day: today });
        for (const key of ['EMPLOYER', 'TALENT'] as const) {
          const bound = boundOf({ key, ...terms(plain, today, 'FULL') }, document(plain));
          // 5 for rounding, a ceiling each for lists, coverage and side, and up to 9 that floors of points and weights take
          expect(bound - sortKeyOf(match, key, 'FULL')).toBeLessThanOrEqual(18);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('no row without any of some keys is above the outside bound of these keys', () => {
    fc.assert(
      fc.property(pairs, fc.infiniteStream(fc.boolean()), (pair, choice) => {
        const held = document(pair);
        for (const view of views) {
          const recall = terms(pair, today, view);
          const probes = keysIn(recall.criteria).filter((key) => choice.next().value && !held.keys.has(key));
          for (const key of sortKeys) {
            expect(boundOf({ key, ...recall }, held)).toBeLessThanOrEqual(outsideBound({ key, ...recall }, probes));
          }
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('no row outside a tier of probes is above its bound', () => {
    fc.assert(
      fc.property(pairs, (pair) => {
        const held = document(pair);
        for (const view of views) {
          const recall = terms(pair, today, view);
          for (const key of sortKeys) {
            const bound = boundOf({ key, ...recall }, held);
            for (const tier of tiersOf({ key, ...recall }))
              if (isOutside(tier, held)) expect(bound).toBeLessThanOrEqual(tier.outside);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('criteria are sorted by credit and ask for no key that cannot be had', () => {
    fc.assert(
      fc.property(pairs, days, (pair, day) => {
        for (const criterion of terms(pair, day, 'FULL').criteria) {
          if (!('alternatives' in criterion)) continue;
          const credits = criterion.alternatives.map(({ creditBp }) => creditBp);
          expect(credits).toEqual([...credits].sort((a, b) => b - a));
          expect(
            criterion.alternatives.every(({ allOf }) => allOf.length > 0 && allOf.every((keys) => keys.length > 0)),
          ).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('keys', () => {
  it.each([
    [
      'talent',
      talentRecallFields,
      ({ talent, taxonomy }: Pair) => talentKeys(talent, taxonomy),
      ({ talent, taxonomy }: Pair) => talentNumbers(talent, taxonomy),
    ],
    [
      'position',
      positionRecallFields,
      ({ position, taxonomy }: Pair) => positionKeys(position, taxonomy),
      ({ position, taxonomy }: Pair) => positionNumbers(position, taxonomy),
    ],
  ])('of a %s begin with their declared field and stand once', (_index, fields, keysOf, numbersOf) => {
    const declared = (kind: string) => fields.filter((field) => field.kind === kind).map(({ name }) => name);
    fc.assert(
      fc.property(pairs, (pair) => {
        const keys: Record<string, string[]> = keysOf(pair);
        expect(Object.keys(keys).sort()).toEqual(declared('TOKENS').sort());
        expect(Object.keys(numbersOf(pair)).sort()).toEqual(declared('NUMBER').sort());
        for (const [field, values] of Object.entries(keys)) {
          expect(values.every((key) => key.startsWith(`${field}:`))).toBe(true);
          expect(new Set(values).size).toBe(values.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('outside the probes', () => {
  const { taxonomy } = fc.sample(pairs, { numRuns: 1, seed: 1 })[0] as Pair;

  it('a talent without the position’s must-have and 中类 cannot reach its skills', () => {
    const position = aPosition({ occupation: 'o0', mustHave: [{ skill: 's0', level: null }] });
    const { criteria, talentBands } = criteriaForPosition(position, taxonomy, today, 'FULL');
    // SKILLS 50 and OCCUPATION 20 of 70: nothing of either is left
    expect(
      outsideBound(
        { key: 'EMPLOYER', criteria, talentBands },
        keysIn(criteria.filter(({ name }) => name === 'SKILLS' || name === 'OCCUPATION')),
      ),
    ).toBe(5);
    expect(
      outsideBound(
        { key: 'TALENT', criteria, talentBands },
        keysIn(criteria.filter(({ name }) => name === 'SKILLS' || name === 'OCCUPATION')),
      ),
    ).toBe(10_000);
  });
});
