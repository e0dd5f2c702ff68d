import fc from 'fast-check';
import type { BoundDocument } from '../../src/platform/search/bound.ts';
import type { FieldDeclaration, Filter } from '../../src/platform/search/engine.ts';

/** A document as the suite knows it; an adapter's test brings it into its engine. */
export interface CorpusDocument {
  id: string;
  version: number;
  createdAt: Date;
  keys: Record<string, string[]>;
  numbers: Record<string, number>;
  text: string[];
  packed: unknown;
}

export type Evidence = 'strong' | 'weak';
/** Keys of things that a document has one of at most. */
export const proofOf = [1, 2, 3, 4].map(
  (thing): Record<Evidence, string> => ({ strong: `e:${thing}:strong`, weak: `e:${thing}:weak` }),
);

/** Two fields of the same keys, so that an engine that mixes fields is found out. */
export const tokenKeys: Record<string, readonly string[]> = {
  skill: ['s:1', 's:2', 's:3', 's:4', 's:5', 's:6'],
  proven: ['p:1', 'p:2', 'p:3', 'p:4', 'p:5', 'p:6', 's:1'],
  held: ['o:1', 'o:1-1', 'o:1-2', 'o:2', 'o:2-1'],
  disclosedTo: ['org:1', 'org:2', 'org:3'],
  hiddenFrom: [
    'org:1',
    'org:2',
    'org:3',
    "org:'; DROP",
    'ORG:1',
    'org:é',
    'org:e\u0301',
    'org:"',
    'org:\\',
    'a" OR id EXISTS',
  ],
  open: ['open:a', 'open:b', 'open:c'],
  evidence: proofOf.flatMap(({ strong, weak }) => [strong, weak]),
};
export const axisKeys: Record<string, readonly string[]> = {
  region: ['r:1', 'r:2', 'r:3', 'r:"4"'],
  occupation: ['o:1-1', 'o:1-2', 'o:2-1'],
};
export const bandKeys: Record<string, readonly string[]> = {
  fits: ['b:1', 'b:2', 'b:3', 'b:4'],
  fitsWell: ['b:1', 'b:2'],
};
export const numberNames = ['must', 'nice', 'pay'] as const;

const declare = (kind: FieldDeclaration['kind'], names: readonly string[]): FieldDeclaration[] =>
  names.map((name) => ({ name, kind, meaning: `${name} of the corpus` }));
/** Regions that documents are divided by, as keys of `held`. */
const regionKeys: Record<string, string> = { '350000': 'o:1', '370000': 'o:2', '350211': 'o:1-2' };
export const corpusFields: readonly FieldDeclaration[] = [
  ...declare('TOKENS', Object.keys(tokenKeys)).map((field) =>
    field.name === 'held' ? { ...field, keyOfRegion: (code: string) => regionKeys[code] ?? code } : field,
  ),
  ...declare('AXIS', Object.keys(axisKeys)).map((field) =>
    field.name === 'occupation' ? { ...field, countedWith: 'region' } : field,
  ),
  // One of the two alone, so that an engine has pairs that it knows and others.
  ...declare('BANDS', Object.keys(bandKeys)).map((field) =>
    field.name === 'fits' ? { ...field, countedWith: 'region' } : field,
  ),
  ...declare('NUMBER', numberNames),
];

const someOf = (lists: Record<string, readonly string[]>, most: number) =>
  fc.record(
    Object.fromEntries(
      Object.entries(lists).map(([name, keys]) => [
        name,
        fc.subarray([...keys], { maxLength: Math.min(most, keys.length) }),
      ]),
    ),
  );

const documentOf = fc.record({
  version: fc.integer({ min: 1, max: 9 }),
  // Few different times, so that ties are common.
  createdAt: fc.integer({ min: 0, max: 40 }).map((day) => new Date(Date.UTC(2026, 0, 1 + day, 3, 4, 5, 678))),
  tokens: someOf(tokenKeys, 4),
  evidence: fc
    .tuple(...proofOf.map((keyOf) => fc.constantFrom<string | null>(null, keyOf.strong, keyOf.weak)))
    .map((keys) => keys.filter((key) => key !== null)),
  axes: someOf(axisKeys, 1),
  bands: someOf(bandKeys, 3),
  numbers: fc.record(
    { must: fc.constantFrom(0, 6, 7, 9), nice: fc.constantFrom(0, 6, 8), pay: fc.integer({ min: -5, max: 50 }) },
    { requiredKeys: ['must'] },
  ),
});

/** The same corpus in every run, so that engines can be compared over it. */
export function corpus(size: number, seed = 20260101): CorpusDocument[] {
  return fc
    .sample(documentOf, { numRuns: size, seed })
    .map(({ version, createdAt, tokens, evidence, axes, bands, numbers }, place) => ({
      id: `00000000-0000-7000-8000-${String((place * 7919) % 100_000).padStart(12, '0')}`,
      version,
      createdAt,
      keys: { ...tokens, evidence, ...axes, ...bands } as Record<string, string[]>,
      numbers: numbers as Record<string, number>,
      text: [`标题${place % 3 === 0 ? '数控车工' : '会计'}`, `第 ${place} 份`],
      packed: { place, createdAt: createdAt.getTime(), text: '“引号” \\ \' "' },
    }));
}

/** What a filter means, in the plainest words. */
export function passes(document: CorpusDocument, filter: Filter): boolean {
  switch (filter.op) {
    case 'TRUE':
      return true;
    case 'FALSE':
      return false;
    case 'AND':
      return filter.of.every((child) => passes(document, child));
    case 'OR':
      return filter.of.some((child) => passes(document, child));
    case 'NOT':
      return !passes(document, filter.of);
    case 'ANY':
      return (document.keys[filter.field] ?? []).some((key) => filter.keys.includes(key));
    case 'RANGE': {
      const value = document.numbers[filter.field];
      return value !== undefined && value >= (filter.min ?? -Infinity) && value <= (filter.max ?? Infinity);
    }
    case 'MISSING':
      return (document.keys[filter.field] ?? []).length === 0 && document.numbers[filter.field] === undefined;
    case 'IDS':
      return filter.ids.includes(document.id);
  }
}

export function asBoundDocument({ keys, numbers }: CorpusDocument): BoundDocument {
  return { keys: new Set(Object.keys(tokenKeys).flatMap((field) => keys[field] ?? [])), numbers };
}
