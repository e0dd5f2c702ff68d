import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assembly } from '../../src/modules/heatmap/assemble.rules.ts';
import { assembleMeasure, orderedRows } from '../../src/modules/heatmap/assemble.rules.ts';
import { axisValue, checkSize, keysOfMap } from '../../src/modules/heatmap/axes.rules.ts';
import type { Tallies } from '../../src/modules/heatmap/counts.rules.ts';
import { csvOf } from '../../src/modules/heatmap/csv.rules.ts';
import {
  gapOf,
  type HeatAxis,
  type HeatMapRecord,
  type HeatMeasure,
  type HeatScope,
  heatMeasures,
  isOffered,
  offeredPairs,
  tightnessOf,
} from '../../src/modules/heatmap/heatmap.rules.ts';
import { keptMs, MapCache } from '../../src/modules/heatmap/map-cache.ts';
import { anywhere, gathering, meet, type People, publisher } from '../../src/modules/heatmap/people.rules.ts';
import { queryOf } from '../../src/modules/heatmap/query.rules.ts';
import { checkFilters, checkMeasures, checkScope } from '../../src/modules/heatmap/scope.rules.ts';
import { tableOf, widthOf } from '../../src/modules/heatmap/table.rules.ts';
import { Tally } from '../../src/modules/heatmap/tally.rules.ts';
import { type ConceptRecord, type Scheme, Taxonomy } from '../../src/modules/taxonomy/index.ts';

const today = 20_605;
const scope: HeatScope = {
  region: '350200',
  day: today,
  rows: 'OCCUPATION',
  columns: 'REGION',
  occupationLevel: 4,
  regionLevel: 3,
  occupation: null,
  industry: null,
  workKind: null,
  education: null,
};
const taxonomy = new Taxonomy(
  [
    ...concepts(
      'occupation',
      ['6-00-00-00', '6-18-00-00', '6-18-02-00', '6-18-02-04', '焊工'],
      ['6-18-01-00', '6-18-00-00'],
    ),
    ...concepts('region', ['350000', '350200', '350211', '集美区'], ['350203', '350200']),
    ...concepts('industry', ['C', '制造业']),
  ],
  { substitutes: [], occupationSkills: [], occupationLicences: [] },
);

describe('formulas', () => {
  const value = (n: number) => ({ value: n, state: 'VALUE' }) as const;
  const hidden = { value: null, state: 'SUPPRESSED' } as const;

  it.each([
    [7, value(5), value(2), value(1.4)],
    [0, value(5), value(-5), value(0)],
    [7, value(0), value(7), { value: null, state: 'NO_SUPPLY' }],
    [0, value(0), value(0), { value: null, state: 'NO_SUPPLY' }],
    [7, hidden, hidden, hidden],
    // 2021Q3, 100 occupations most in need, in units of ten thousand people
    [111.4, value(41.8), value(111.4 - 41.8), value(111.4 / 41.8)],
  ])('need %d and a supply of %j', (need, supply, gap, tightness) => {
    expect(gapOf(need, supply)).toEqual(gap);
    expect(tightnessOf(need, supply)).toEqual(tightness);
  });

  it('check against the published 2.67 and 69.6', () => {
    expect(tightnessOf(111.4, value(41.8)).value).toBeCloseTo(2.67, 2);
    expect(gapOf(111.4, value(41.8)).value).toBeCloseTo(69.6, 6);
  });
});

describe('what is offered', () => {
  const offered = (more: Partial<HeatScope>) =>
    heatMeasures.filter((measure) => isOffered(measure, { ...scope, ...more }));

  it('by axes and filters', () => {
    expect(offered({})).toEqual([...heatMeasures]);
    expect(offered({ columns: 'EDUCATION' })).not.toEqual(expect.arrayContaining(['GAP']));
    expect(offered({ columns: 'GRADE' })).toContain('QUALIFIED40');
    expect(offered({ education: 3 })).toEqual(
      heatMeasures.filter((measure) => !['GAP', 'TIGHTNESS'].includes(measure)),
    );
    expect(offered({ industry: 'C' })).toEqual(['NEED', 'DEMAND', 'POSITIONS', 'EMPLOYERS', 'LISTED']);
    expect(offered({ rows: 'REGION', columns: null })).toEqual([
      'NEED',
      'DEMAND',
      'POSITIONS',
      'EMPLOYERS',
      'SUPPLY',
      'GAP',
      'TIGHTNESS',
    ]);
    expect(offered({ columns: null, region: null })).not.toContain('LISTED');
  });

  it('every pair also the other way round', () => {
    const pairs = offeredPairs.filter(([, column]) => column !== null).map((pair) => pair.join(' '));
    for (const [row, column] of offeredPairs) if (column) expect(pairs).toContain(`${column} ${row}`);
  });

  it('else it says what is', () => {
    const ask = (rows: HeatAxis, columns: HeatAxis | null) => () => checkScope({ rows, columns }, taxonomy, today);
    expect(ask('GRADE', 'REGION')).toThrow('GRADE × REGION is not offered');
    expect(ask('OCCUPATION', 'OCCUPATION')).toThrow('not offered');
  });
});

describe('the scope', () => {
  it('is one for inputs that ask the same', () => {
    const plain = checkScope({ rows: 'REGION' }, taxonomy, today);
    expect(
      checkScope({ rows: 'REGION', region: null, day: today, occupationLevel: 2, regionLevel: 3 }, taxonomy, today),
    ).toEqual(plain);
    expect(checkScope({ rows: 'REGION', region: '350211', regionLevel: 1 }, taxonomy, today).regionLevel).toBe(3);
    expect(
      checkScope({ rows: 'OCCUPATION', occupation: '6-18-02-00', occupationLevel: 2 }, taxonomy, today).occupationLevel,
    ).toBe(3);
  });

  it('refuses the past, and a third filter of the public', () => {
    expect(() => checkScope({ rows: 'REGION', day: today - 1 }, taxonomy, today)).toThrow('snapshots');
    const three = { ...scope, industry: 'C', workKind: 'FULL', education: 3 };
    expect(() => checkFilters(three, false)).toThrow('At most two');
    expect(() => checkFilters(three, true)).not.toThrow();
  });

  it('keeps measures in one order', () => {
    expect(checkMeasures(['GAP', 'NEED', 'GAP'], scope)).toEqual(['NEED', 'GAP']);
    expect(checkMeasures(null, { ...scope, industry: 'C' })).toEqual([
      'NEED',
      'DEMAND',
      'POSITIONS',
      'EMPLOYERS',
      'LISTED',
    ]);
  });

  it('is read from text', () => {
    expect(queryOf({ rows: 'occupation', columns: 'Region', measures: 'need,gap', education: '3' })).toMatchObject({
      rows: 'OCCUPATION',
      columns: 'REGION',
      measures: ['NEED', 'GAP'],
      education: 3,
      region: null,
    });
    expect(() => queryOf({ rows: 'occupation', measures: 'heat' })).toThrow('“heat”');
    expect(() => queryOf({ rows: 'occupation', education: '3.5' })).toThrow('no whole number');
  });
});

describe('people counts', () => {
  const places = fc.constantFrom('6-00-00-00', '6-18-00-00', '6-18-02-00', '6-18-02-04', '6-18-01-00', '-', anywhere);

  it('meet in the nearest common place', () => {
    expect(meet(taxonomy, 'occupation', '6-18-02-04', '6-18-01-00')).toBe('6-18-00-00');
    expect(meet(taxonomy, 'occupation', '6-18-02-04', '6-18-02-00')).toBe('6-18-02-00');
    expect(meet(taxonomy, 'region', '350211', '-')).toBe(anywhere);
  });

  it('meet in the same place in any order', () => {
    const met = (a: string, b: string) => meet(taxonomy, 'occupation', a, b);
    fc.assert(
      fc.property(places, places, places, (a, b, c) => {
        expect(met(a, b)).toBe(met(b, a));
        expect(met(met(a, b), c)).toBe(met(a, met(b, c)));
        expect(met(a, a)).toBe(a);
      }),
    );
  });

  it('are published once for a place and a number', () => {
    const people = (n: number, region = '350211'): People => ({ n, occupation: '6-18-02-04', region });
    fc.assert(
      fc.property(fc.nat(500), fc.string(), (n, secret) => {
        const { value, state } = publisher(secret, false)('supply', people(n));
        expect(publisher(secret, false)('supply', people(n))).toEqual({ value, state });
        if (value === null) expect(n > 0 && n < 5 && state === 'SUPPRESSED').toBe(true);
        else expect(value % 5 === 0 && Math.abs(value - n) < 5 && (value > 0 || n === 0)).toBe(true);
      }),
    );
    expect(publisher('key', true)('supply', people(3))).toEqual({ value: 3, state: 'VALUE' });
    expect(publisher('key', false)('supply', undefined)).toEqual({ value: 0, state: 'VALUE' });
  });
});

describe('a map', () => {
  const tallies = talliesOf();
  const keys = keysOfMap(tallies);
  const rated = new Set(['6-18-02-04']);
  const assembly: Assembly = {
    scope,
    tallies,
    keys,
    publish: publisher('key', true),
    isRated: (code) => rated.has(code),
    listed: new Map([['350211', new Map([['6-18-02-04', { level: 'SHORT' as const }]])]]),
  };
  const measured = (measure: HeatMeasure) => assembleMeasure(assembly, measure);
  const values = (measure: HeatMeasure) => measured(measure).cells.map(({ value }) => value);

  it('is filled row by row', () => {
    expect(keys).toEqual({ rows: ['~6-18-02-00', '6-18-02-04', '-'], columns: ['~350200', '350211'] });
    expect(values('NEED')).toEqual([6, 0, 0, 7, 0, 0]);
    expect(values('SUPPLY')).toEqual([0, 0, 0, 3, 0, 1]);
    expect(values('GAP')).toEqual([6, 0, 0, 4, 0, -1]);
    expect(measured('TIGHTNESS').cells.map(({ state }) => state)).toEqual([
      'NO_SUPPLY',
      'NO_SUPPLY',
      'NO_SUPPLY',
      'VALUE',
      'NO_SUPPLY',
      'VALUE',
    ]);
    expect(measured('SUPPLY')).toMatchObject({
      rowTotals: [{ value: 0 }, { value: 3 }, { value: 1 }],
      grandTotal: { value: 4 },
    });
  });

  it('says where nobody can be qualified, and what is listed', () => {
    expect(measured('QUALIFIED60').cells.map(({ state }) => state)).toEqual([
      'UNRATED',
      'UNRATED',
      'VALUE',
      'VALUE',
      'UNRATED',
      'UNRATED',
    ]);
    expect(measured('QUALIFIED60').columnTotals.map(({ state }) => state)).toEqual(['VALUE', 'VALUE']);
    expect(values('LISTED')).toEqual([0, 0, 0, 1, 0, 0]);
    expect(measured('LISTED').levels?.[3]).toBe('SHORT');
    expect(measured('LISTED').grandTotal.state).toBe('NOT_OFFERED');
  });

  it('derives gap and tightness from what is published', () => {
    const rounded = { ...assembly, publish: () => ({ value: null, state: 'SUPPRESSED' }) as const };
    for (const measure of ['GAP', 'TIGHTNESS'] as const) {
      expect(
        assembleMeasure(rounded, measure).cells.every(({ value, state }) => value === null && state === 'SUPPRESSED'),
      ).toBe(true);
    }
  });

  it('is ordered by published totals', () => {
    expect(orderedRows(assembly, 'SUPPLY')).toEqual(['6-18-02-04', '-', '~6-18-02-00']);
    const hidden = { ...assembly, publish: () => ({ value: null, state: 'SUPPRESSED' }) as const };
    expect(orderedRows(hidden, 'SUPPLY')).toEqual(keys.rows);
  });

  it('has a bound', () => {
    expect(() => checkSize(1_000, 400, 1)).not.toThrow();
    expect(() => checkSize(1_000, 400, 2)).toThrow('1000 × 400');
  });

  const map: HeatMapRecord = {
    scope,
    asOf: new Date(0),
    exact: false,
    profileVersion: 1,
    rows: keys.rows.map((key) => axisValue(taxonomy, 'OCCUPATION', key)),
    columns: keys.columns.map((key) => axisValue(taxonomy, 'REGION', key)),
    measures: [measured('NEED'), measured('GAP')],
  };

  it('is CSV in which nothing is a formula', () => {
    const evil = { ...map, rows: map.rows.map((row) => ({ ...row, label: '=HYPERLINK("x")' })) };
    const [head, first] = csvOf(evil).split('\r\n');
    expect(head?.startsWith('\uFEFF职业代码 OCCUPATION,')).toBe(true);
    expect(first).toBe(`6-18-02-00,"'=HYPERLINK(""x"")",350200,350200（未细分）,6,6`);
    expect(csvOf(map)).toContain('\r\n,未说明,350211,集美区,0,-1\r\n');
  });

  it('is an aligned table', () => {
    const lines = tableOf(map, { measure: 'NEED', colour: false });
    const widths = lines.slice(2, -1).map(widthOf);
    expect(widthOf('焊工 a')).toBe(6);
    expect(new Set(widths).size).toBe(1);
    expect(lines.join('')).not.toContain('\u001B');
    expect(tableOf(map, { measure: 'NEED', colour: true }).join('')).toContain('\u001B[48;5;160');
  });
});

describe('the cache', () => {
  it('serves a minute, shares what is being made, forgets failures', async () => {
    let now = 0;
    let made = 0;
    const cache = new MapCache<number>(() => new Date(now));
    const make = async () => {
      made += 1;
      return made;
    };
    const one = () => 1;
    expect(await Promise.all([cache.get('a', make, one), cache.get('a', make, one)])).toEqual([1, 1]);
    expect(await cache.get('b', make, one)).toBe(2);
    now = keptMs;
    expect(await cache.get('a', make, one)).toBe(3);
    await expect(cache.get('c', () => Promise.reject(new Error('no')), one)).rejects.toThrow('no');
    expect(await cache.get('c', make, one)).toBe(4);
    await cache.get('huge', make, () => 4_000_000);
    await Promise.resolve();
    expect(await cache.get('a', make, one)).toBe(6);
  });
});

function talliesOf(): Tallies {
  const sum = () => new Tally<number>((a, b) => a + b);
  const people = () => new Tally<People>(gathering(taxonomy));
  const tallies: Tallies = {
    positions: sum(),
    demand: sum(),
    employers: sum(),
    supply: people(),
    qualified: new Map([['QUALIFIED60', people()]]),
  };
  tallies.positions.add('~6-18-02-00', '~350200', 1);
  tallies.demand.add('~6-18-02-00', '~350200', 6);
  tallies.positions.add('6-18-02-04', '350211', 1);
  tallies.demand.add('6-18-02-04', '350211', 7);
  tallies.supply.add('6-18-02-04', '350211', { n: 3, occupation: '6-18-02-04', region: '350211' });
  tallies.supply.add('-', '350211', { n: 1, occupation: '-', region: '350211' });
  return tallies;
}

/** A line of codes, coarsest first, the last followed by its name; then single [code, parent]. */
function concepts(scheme: Scheme, line: readonly string[], ...more: [string, string][]): ConceptRecord[] {
  const codes = line.slice(0, -1);
  const of = (code: string, level: number, parent: string | null, name: string): ConceptRecord => ({
    ...{ scheme, code, level, parent, name, nameEn: null, aliases: [], attributes: {} },
    ...{ edition: '1', retiredIn: null, successors: [] },
  });
  return [
    ...codes.map((code, n) =>
      of(code, n + 1, codes[n - 1] ?? null, n === codes.length - 1 ? (line.at(-1) ?? code) : code),
    ),
    ...more.map(([code, parent]) => of(code, codes.indexOf(parent) + 2, parent, code)),
  ];
}
