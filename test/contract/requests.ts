import fc from 'fast-check';
import type {
  Alternative,
  CountRequest,
  CoverageClass,
  CoverageList,
  Criterion,
  Filter,
  RecallRequest,
  Side,
} from '../../src/platform/search/engine.ts';
import { axisKeys, bandKeys, type Evidence, numberNames, proofOf, tokenKeys } from './corpus.ts';

/** Strings that would hurt an engine which builds its queries as text. */
export const hostile = fc.oneof(
  fc.constantFrom(
    '',
    '-',
    '\0',
    'a\0b',
    "'",
    '"',
    '\\',
    "'; DROP TABLE search_document; --",
    '$1',
    '{1,2}',
    '%',
    ' OR true',
    '\ud800',
    '𠮷',
    'é',
    'é',
    'x'.repeat(10_000),
    ':*',
    '&|!()',
    '<->',
    'NULL',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

const keyed = { ...tokenKeys, ...axisKeys, ...bandKeys };
const keysOf = (field: string) =>
  fc.array(
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...(keyed[field] ?? [])) }, { weight: 1, arbitrary: hostile }),
    { maxLength: 4 },
  );
const any = fc
  .constantFrom(...Object.keys(keyed))
  .chain((field) => fc.record({ op: fc.constant('ANY' as const), field: fc.constant(field), keys: keysOf(field) }));
const bound = fc.oneof(fc.integer({ min: -6, max: 51 }), fc.constantFrom(-Infinity, Infinity, 1e12, -1e12, 2.5, 0.1));
const range = fc.record(
  { op: fc.constant('RANGE' as const), field: fc.constantFrom(...numberNames), min: bound, max: bound },
  { requiredKeys: ['op', 'field'] },
) as fc.Arbitrary<Filter>;
const missing = fc.record({
  op: fc.constant('MISSING' as const),
  field: fc.constantFrom(...Object.keys(keyed), ...numberNames),
});

/** Ids of the corpus and others, some of them no ids at all. */
const idsFilter = (ids: readonly string[]) =>
  fc.record({
    op: fc.constant('IDS' as const),
    ids: fc.array(
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...ids) },
        { weight: 1, arbitrary: fc.uuid() },
        { weight: 1, arbitrary: hostile },
      ),
      { maxLength: 20 },
    ),
  });

export function filters(ids: readonly string[]): fc.Arbitrary<Filter> {
  const { tree } = fc.letrec<{ tree: Filter }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom<Filter>({ op: 'TRUE' }, { op: 'FALSE' }),
      any,
      range,
      missing,
      idsFilter(ids),
      fc.record({ op: fc.constant('NOT' as const), of: tie('tree') }),
      fc.record({ op: fc.constantFrom('AND' as const, 'OR' as const), of: fc.array(tie('tree'), { maxLength: 3 }) }),
    ),
  }));
  return tree;
}

const everyToken = [...new Set(Object.values(tokenKeys).flat()), 'never:seen'];
const tokenList = (most: number) => fc.subarray(everyToken, { maxLength: most });
const credit = fc.integer({ min: 0, max: 10_000 });
const alternatives: fc.Arbitrary<Alternative[]> = fc
  .array(fc.record({ allOf: fc.array(tokenList(4), { maxLength: 2 }), creditBp: credit }), { maxLength: 4 })
  .map((list) => list.sort((a, b) => b.creditBp - a.creditBp));

/** A document never has more exact keys than the list is long: so it is in a list of as many keys, and the corpus' counts. */
function coverageList(field: 'must' | 'nice'): fc.Arbitrary<CoverageList> {
  const classes = (most: number) =>
    fc
      .tuple(fc.shuffledSubarray(everyToken, { maxLength: most }), credit, credit, fc.nat(most))
      .map(([keys, first, second, cut]): CoverageClass[] => [
        { keys: keys.slice(0, cut), creditBp: first },
        { keys: keys.slice(cut), creditBp: second },
      ]);
  const adjacent = fc.record({ keys: tokenList(4), creditBp: credit });
  return fc.oneof(
    fc.nat(6).chain((count) => fc.record({ exact: classes(count), adjacent, count: fc.constant(count) })),
    fc.record({ exact: classes(6), adjacent, count: fc.constant({ field }) }),
    fc
      .nat(proofOf.length)
      .chain((count) => fc.record({ ...exclusiveClasses(count), adjacent, count: fc.constant(count) })),
  );
}

/** Of each thing a document of the corpus has one evidence at most. */
function exclusiveClasses(count: number) {
  const classOf = (evidence: Evidence) =>
    credit.map(
      (creditBp): CoverageClass => ({
        keys: proofOf.slice(0, count).map((keyOf) => keyOf[evidence]),
        creditBp,
      }),
    );
  return { exact: fc.tuple(classOf('strong'), classOf('weak')), exclusive: fc.constant(true) };
}

const base = {
  side: fc.constantFrom<Side>('EMPLOYER', 'TALENT'),
  name: fc.constant('X'),
  weight: fc.integer({ min: 1, max: 50 }),
  openKey: fc.constantFrom(...(tokenKeys['open'] ?? [])),
};
const required = { requiredKeys: ['side', 'name', 'weight'] as const };
const criterion = fc.oneof(
  fc.record({ ...base, alternatives }, { requiredKeys: [...required.requiredKeys, 'alternatives'] }),
  fc.record(
    { ...base, coverage: fc.record({ must: coverageList('must'), nice: coverageList('nice') }) },
    { requiredKeys: [...required.requiredKeys, 'coverage'] },
  ),
) as fc.Arbitrary<Criterion>;

export function recalls(ids: readonly string[]): fc.Arbitrary<RecallRequest> {
  return fc.record({
    index: fc.constant('talent' as const),
    key: fc.constantFrom('MUTUAL', 'EMPLOYER', 'TALENT'),
    criteria: fc.array(criterion, { maxLength: 6 }),
    talentBands: fc.boolean(),
    countLeftOut: fc.boolean(),
    filter: fc.oneof(fc.constant<Filter>({ op: 'TRUE' }), filters(ids)),
    limit: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constant(1_000)),
    enough: fc.oneof(
      { weight: 2, arbitrary: fc.constant(1_000) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 5 }) },
    ),
  });
}

export function counts(ids: readonly string[]): fc.Arbitrary<CountRequest> {
  const axes = fc
    .tuple(
      fc.shuffledSubarray(Object.keys(axisKeys), { maxLength: 2 }),
      fc.subarray(Object.keys(bandKeys), { maxLength: 1 }),
    )
    .map(([plain, bands]) => [...bands, ...plain]);
  return fc.record({
    index: fc.constant('talent' as const),
    filter: filters(ids),
    axes: fc.tuple(axes, fc.boolean()).map(([list, isTurned]) => (isTurned ? list.toReversed() : list)),
    measures: fc.oneof(
      fc.constant([{ op: 'COUNT' as const }]),
      fc.subarray(
        [
          { op: 'COUNT' as const },
          { op: 'SUM' as const, field: 'pay' },
          { op: 'DISTINCT' as const, field: 'pay' },
          { op: 'DISTINCT' as const, field: 'region' },
        ],
        { minLength: 1 },
      ),
    ),
  });
}
