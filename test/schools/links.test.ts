import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDay, parseDay } from '../../src/kernel/day.ts';
import {
  activeLinks,
  dueYear,
  effectiveLinks,
  leadsTo,
  MajorLinks,
  type OccupationLink,
} from '../../src/modules/schools/program-links.rules.ts';
import { type ConceptRecord, type Scheme, Taxonomy } from '../../src/modules/taxonomy/index.ts';

const concept = (scheme: Scheme, code: string, level: number, parent: string | null): ConceptRecord => ({
  scheme,
  code,
  level,
  parent,
  name: code,
  nameEn: null,
  aliases: [],
  attributes: {},
  edition: 't',
  retiredIn: null,
  successors: [],
});
const taxonomy = new Taxonomy(
  [
    concept('occupation', '6', 1, null),
    concept('occupation', '6-1', 3, '6'),
    concept('occupation', '6-1-1', 4, '6-1'),
    concept('occupation', '6-1-2', 4, '6-1'),
    concept('major', 'm', 1, null),
    concept('major', 'm1', 2, 'm'),
    concept('major', 'm11', 3, 'm1'),
    concept('major', 'm12', 3, 'm1'),
    { ...concept('major', 'old', 3, 'm'), retiredIn: 't', successors: ['m11'] },
  ],
  { substitutes: [], occupationSkills: [], occupationLicences: [] },
);
const day = parseDay('2026-03-02', 'day');
const link = (occupation: string, weightBp: number, more: Partial<OccupationLink> = {}): OccupationLink => ({
  occupation,
  weightBp,
  source: 'STANDARD',
  validFrom: day - 10,
  validTo: null,
  ...more,
});

describe('links in force', () => {
  test('from the first day to the last', () => {
    const links = [link('6-1-1', 5_000, { validFrom: day, validTo: day })];
    expect([day - 1, day, day + 1].map((on) => activeLinks(links, on).length)).toEqual([0, 1, 0]);
  });

  test('of several sources for one occupation the hand counts first, then outcomes', () => {
    const links = [
      link('6-1-1', 9_000),
      link('6-1-1', 4_000, { source: 'OUTCOME' }),
      link('6-1-1', 1_000, { source: 'MANUAL' }),
    ];
    expect(activeLinks(links, day)).toEqual([{ occupation: '6-1-1', weightBp: 1_000, source: 'MANUAL' }]);
    expect(activeLinks(links.slice(0, 2), day)).toMatchObject([{ source: 'OUTCOME' }]);
  });

  test('never add up to more than the whole, and are left alone when they do not', () => {
    const links = fc.array(fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 10_000 })), { maxLength: 20 });
    fc.assert(
      fc.property(links, (pairs) => {
        const active = activeLinks(
          pairs.map(([n, bp]) => link(`o${n}`, bp)),
          day,
        );
        const sum = active.reduce((total, { weightBp }) => total + weightBp, 0);
        const given = new Map([...pairs].reverse().map(([n, bp]) => [`o${n}`, bp]));
        const whole = [...given.values()].reduce((total, bp) => total + bp, 0);
        expect(sum).toBeLessThanOrEqual(10_000);
        if (whole <= 10_000)
          for (const { occupation, weightBp } of active) expect(weightBp).toBe(given.get(occupation));
        else expect(sum).toBeGreaterThan(10_000 - active.length);
      }),
    );
  });
});

test('a major has its own links, else its class’s, else its field’s; a retired one those of its successor', () => {
  const majors = new MajorLinks(
    new Map([
      ['m', [link('6', 1_000)]],
      ['m1', [link('6-1', 2_000)]],
      ['m11', [link('6-1-1', 6_000, { validTo: day })]],
    ]),
  );
  expect(majors.of(taxonomy, 'm11', day)).toMatchObject({ from: 'm11', links: [{ occupation: '6-1-1' }] });
  expect(majors.of(taxonomy, 'm11', day + 1)).toMatchObject({ from: 'm1', links: [{ occupation: '6-1' }] });
  expect(majors.of(taxonomy, 'm12', day).from).toBe('m1');
  expect(majors.of(taxonomy, 'old', day).from).toBe('m11');
  expect(majors.of(taxonomy, 'unknown', day)).toEqual({ from: null, links: [] });
});

test('training takes the weight as given, from 0.3 on', () => {
  const majors = new MajorLinks(new Map([['m1', [link('a', 3_000), link('b', 2_999), link('c', 9_000)]]]));
  expect(majors.trained(taxonomy, 'm12', day)).toEqual(['c', 'a']);
});

test('own links hide the major’s while one of them holds', () => {
  const ofMajor = () => [{ occupation: '6', weightBp: 10_000, source: 'STANDARD' as const }];
  expect(effectiveLinks([link('6-1-2', 100, { source: 'MANUAL' })], ofMajor, day)).toMatchObject([
    { occupation: '6-1-2' },
  ]);
  expect(effectiveLinks([link('6-1-2', 100, { validTo: day - 1 })], ofMajor, day)).toMatchObject([{ occupation: '6' }]);
});

test.each([
  ['6-1-1', [['6-1-1', 4_000]], 4_000],
  [
    '6-1',
    [
      ['6-1-1', 4_000],
      ['6-1-2', 3_000],
    ],
    7_000,
  ],
  [
    '6-1-1',
    [
      ['6-1', 4_000],
      ['6-1-2', 3_000],
    ],
    4_000,
  ],
  ['6-1-2', [['6-1-1', 4_000]], null],
] as [string, [string, number][], number | null][])('what leads to %s: %o gives %s', (occupation, links, weight) => {
  const active = links.map(([to, weightBp]) => ({ occupation: to, weightBp, source: 'STANDARD' as const }));
  expect(leadsTo(active, occupation, taxonomy)?.weightBp ?? null).toBe(weight);
});

test.each([
  ['2026-01-01', 2026],
  ['2026-06-30', 2026],
  ['2026-07-01', 2027],
  ['2026-12-31', 2027],
])('from %s on the class of %i leaves next', (text, year) => {
  expect(dueYear(parseDay(text, 'day'))).toBe(year);
  expect(formatDay(parseDay(text, 'day'))).toBe(text);
});
