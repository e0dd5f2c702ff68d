import { beforeAll, describe, expect, it } from 'vitest';
import { parseDay } from '../../src/kernel/day.ts';
import { planCounts } from '../../src/modules/heatmap/counts.rules.ts';
import type { Figure, HeatAxis } from '../../src/modules/heatmap/heatmap.rules.ts';
import { type People, publisher } from '../../src/modules/heatmap/people.rules.ts';
import { checkScope, type HeatQuery } from '../../src/modules/heatmap/scope.rules.ts';
import { all } from '../../src/modules/heatmap/tally.rules.ts';
import { heatTown } from './town.ts';

/**
 * An attacker without a token asks every map there is: axes either way round, levels, regions, restrictions, filters,
 * days, totals. It may know which questions are about the same people (empty cells show as 0, so it often can), and all
 * rules but the key.
 */
const day = parseDay('2026-06-01', 'day');
const town = await heatTown(day);

interface Person {
  occupation: string;
  residence: string;
  education: number;
  grade: number | null;
  kind: 'FULL' | 'PART' | null;
  /** Last day of being unavailable. */
  until: number | null;
}

/** Thinly spread, as in a small district: most cells hold fewer than 5. */
const occupations = ['6-18-02-04', '6-18-02-03', '6-18-01-01', '6-31-01-03', '2-02-10-03', '2-02-07-01'];
const regions = ['350211', '350211', '350203', '350203', '350206', '350102', '370102'];
const people = Array.from(
  { length: 90 },
  (_, n): Person => ({
    occupation: occupations[(n * n + 3 * n) % 6] ?? '',
    residence: regions[(n * 5 + Math.floor(n / 7)) % 7] ?? '',
    education: 2 + (n % 3),
    grade: n % 4 === 0 ? 3 : n % 5 === 0 ? 4 : null,
    kind: n % 6 === 0 ? 'PART' : n % 2 === 0 ? 'FULL' : null,
    until: n % 11 === 0 ? day + 10 : null,
  }),
);

/** One published figure: whose it is, by our own reckoning, and what the map counted. */
interface Told {
  population: string;
  size: number;
  counted: People;
  query: string;
}
/** A total and the cells that make it up. */
interface Sum {
  total: string;
  cells: string[];
}
const told: Told[] = [];
const sums = new Map<string, Sum>();

beforeAll(async () => {
  const { organization } = await town.api.member('OFFICE');
  const drafts = people.map(({ occupation, residence, education, grade, kind, until }) => ({
    residence,
    wish: { occupations: [occupation], kinds: kind === null ? [] : [kind] },
    educations: [{ level: education }],
    grades: grade === null ? [] : [{ occupation, grade }],
    ...(until === null ? {} : { availability: 'UNAVAILABLE' as const, unavailableUntil: until }),
  }));
  await town.addTalents(organization.id, drafts);
  await town.settle();
  for (const query of everyQuery()) await ask(query);
}, 120_000);

describe('the public map under attack', () => {
  it('counts whom it says it counts', () => {
    expect(told.length).toBeGreaterThan(10_000);
    expect(told.filter(({ size, counted }) => size !== counted.n)).toEqual([]);
  });

  it('gives one draw of the same people, whatever is asked', () => {
    const draws = new Map<string, Set<string>>();
    for (const { population, counted } of told) {
      const known = draws.get(population) ?? new Set();
      draws.set(population, known.add(JSON.stringify([counted.occupation, counted.region, counted.n])));
    }
    const repeated = told.length / draws.size;
    expect(repeated).toBeGreaterThan(10);
    expect([...draws.values()].filter((of) => of.size > 1)).toEqual([]);
  });

  it('does not let a majority of answers tell n from n − 1 better than a single draw does', () => {
    const ours = successOfMajority((secret) => {
      const publish = publisher(secret, false);
      return ({ counted }, n) => publish('supply', { ...counted, n });
    });
    // What a single draw allows: the chances of two neighbours differ by 1/5.
    expect(ours).toBeLessThan(0.6 + 0.03);
    // The test can fail: were the question part of the draw, as a scope that is not normalized would be, …
    const naive = successOfMajority((secret) => {
      const publish = publisher(secret, false);
      return ({ counted, query }, n) => publish('supply', { ...counted, region: query, n });
    });
    expect(naive).toBeGreaterThan(0.8);
  });

  it('does not let intervals of totals and cells be intersected to a count below 5', () => {
    let small = 0;
    let pinned = 0;
    for (let key = 0; key < 25; key += 1) {
      const bounds = intersect(`key ${key}`);
      for (const [population, [low, high]] of bounds) {
        const n = population.split(',').length;
        expect(low <= n && n <= high).toBe(true);
        if (n >= 5) continue;
        small += 1;
        if (low === high) pinned += 1;
      }
    }
    // What is left: a total “<5” over four cells that are not empty says 1 of each. Non-empty cells are shown on purpose.
    expect(pinned / small).toBeLessThan(0.02);
  });
});

/** All that is offered to everybody; at most two filters. */
function* everyQuery(): Generator<HeatQuery> {
  const pairs: [HeatAxis, HeatAxis | null][] = [
    ['OCCUPATION', 'REGION'],
    ['REGION', 'OCCUPATION'],
    ['OCCUPATION', null],
    ['REGION', null],
    ['OCCUPATION', 'EDUCATION'],
    ['OCCUPATION', 'GRADE'],
  ];
  const filters = [
    {},
    { education: 3 },
    { workKind: 'FULL' },
    { education: 3, workKind: 'FULL' },
    { day: day + 30 },
    { day: day + 400 },
  ];
  for (const [rows, columns] of pairs) {
    for (const occupationLevel of rows === 'REGION' && columns === null ? [4] : [1, 2, 3, 4]) {
      for (const regionLevel of [rows, columns].includes('REGION') ? [1, 2, 3] : [3]) {
        for (const region of [null, '350000', '350200', '350211', '350203']) {
          for (const occupation of [null, '6-18-02-00']) {
            for (const filter of filters)
              yield { rows, columns, occupationLevel, regionLevel, region, occupation, ...filter };
          }
        }
      }
    }
  }
}

async function ask(query: HeatQuery): Promise<void> {
  const taxonomy = town.api.taxonomy.service.now;
  const scope = checkScope(query, taxonomy, day);
  const plan = planCounts(scope, ['SUPPLY'], taxonomy);
  const { supply } = plan.read(await town.engine.count(plan.requests));
  const [rows, columns] = [supply.rows(), scope.columns === null ? [] : supply.columns()];
  const inMap = people.map((person, id) => ({ person, id })).filter(({ person }) => isCounted(person, query, scope));
  const populationAt = (row: string, column: string): string =>
    inMap
      .filter(({ person }) => row === all || keyOf(person, scope.rows, scope) === row)
      .filter(
        ({ person }) => column === all || (scope.columns !== null && keyOf(person, scope.columns, scope) === column),
      )
      .map(({ id }) => id)
      .join(',');
  for (const row of [...rows, all]) {
    for (const column of [...columns, all]) {
      const counted = supply.get(row, column);
      if (!counted) continue;
      const population = populationAt(row, column);
      told.push({
        population,
        size: population.split(',').length,
        counted,
        query: JSON.stringify([query, row, column]),
      });
    }
  }
  const sum = (total: string, cells: string[]): void => {
    const parts = cells.filter((cell) => cell !== '');
    if (parts.length > 1) sums.set(`${total}=${parts.join('+')}`, { total, cells: parts });
  };
  for (const row of rows)
    sum(
      populationAt(row, all),
      columns.map((column) => populationAt(row, column)),
    );
  for (const column of columns)
    sum(
      populationAt(all, column),
      rows.map((row) => populationAt(row, column)),
    );
  sum(
    populationAt(all, all),
    rows.map((row) => populationAt(row, all)),
  );
  sum(
    populationAt(all, all),
    columns.map((column) => populationAt(all, column)),
  );
}

/** Codes of these occupations and regions are prefixes, level by level. */
const occupationAt = (code: string, level: number): string => code.slice(0, [1, 4, 7, 10][level - 1]);
const regionAt = (code: string, level: number): string => code.slice(0, 2 * level).padEnd(6, '0');

function isCounted(person: Person, query: HeatQuery, scope: { region: string | null; day: number }): boolean {
  const inRegion = scope.region === null || person.residence.startsWith(scope.region.replace(/(00)+$/, ''));
  const inOccupation = query.occupation == null || person.occupation.startsWith('6-18-02');
  const taught = query.education == null || person.education === query.education;
  const works = query.workKind == null || person.kind === null || person.kind === query.workKind;
  return inRegion && inOccupation && taught && works && (person.until === null || scope.day > person.until);
}

function keyOf(
  person: Person,
  axis: HeatAxis,
  { occupationLevel, regionLevel }: { occupationLevel: number; regionLevel: number },
): string {
  if (axis === 'OCCUPATION')
    return occupationAt(person.occupation, occupationLevel) + '-00'.repeat(4 - occupationLevel);
  if (axis === 'REGION') return regionAt(person.residence, regionLevel);
  return String((axis === 'EDUCATION' ? person.education : person.grade) ?? '-');
}

/**
 * How often the attacker rightly says whether one more person is there, n or n − 1 with even odds, from all answers
 * about the same people: it takes the likelier of the two for the figures that it sees, as a coin where they are even.
 */
function successOfMajority(scheme: (secret: string) => (told: Told, n: number) => Figure): number {
  const groups = Map.groupBy(
    told.filter(({ size }) => size > 1 && size < 5),
    ({ population }) => population,
  );
  const chosen = [...groups.values()].filter((group) => group.length >= 8).slice(0, 40);
  let right = 0;
  let asked = 0;
  for (let key = 0; key < 100; key += 1) {
    const answer = scheme(`key ${key}`);
    for (const group of chosen) {
      const n = group[0]?.size ?? 0;
      for (const truth of [n - 1, n]) {
        const figures = group.slice(0, 60).map((one) => answer(one, truth).value ?? 0);
        const difference = likelihood(figures, n) - likelihood(figures, n - 1);
        asked += 1;
        if (Math.abs(difference) < 1e-9) right += 0.5;
        else if (difference > 0 === (truth === n)) right += 1;
      }
    }
  }
  expect(asked).toBeGreaterThan(2_000);
  return right / asked;
}

/** Log-likelihood of n if every figure were a draw of its own. */
function likelihood(figures: readonly number[], n: number): number {
  return figures.reduce((sum, value) => sum + Math.log(value === 5 ? n / 5 : 1 - n / 5), 0);
}

/** Narrows the count of every population by what is published of it, and by every total and its cells, until nothing moves. */
function intersect(secret: string): Map<string, [number, number]> {
  const publish = publisher(secret, false);
  const bounds = new Map<string, [number, number]>();
  for (const { population, counted } of told) {
    const { value } = publish('supply', counted);
    bounds.set(population, value === null ? [1, 4] : [Math.max(1, value - 4), value + 4]);
  }
  const narrow = (population: string, low: number, high: number): boolean => {
    const known = bounds.get(population) ?? [1, people.length];
    const next: [number, number] = [Math.max(known[0], low), Math.min(known[1], high)];
    bounds.set(population, next);
    return next[0] !== known[0] || next[1] !== known[1];
  };
  const of = (population: string): [number, number] => bounds.get(population) ?? [1, people.length];
  for (let moved = true; moved; ) {
    moved = false;
    for (const { total, cells } of sums.values()) {
      const low = cells.reduce((sum, cell) => sum + of(cell)[0], 0);
      const high = cells.reduce((sum, cell) => sum + of(cell)[1], 0);
      const [least, most] = of(total);
      moved = narrow(total, low, high) || moved;
      for (const cell of cells) {
        const [ownLow, ownHigh] = of(cell);
        moved = narrow(cell, least - (high - ownHigh), most - (low - ownLow)) || moved;
      }
    }
  }
  return bounds;
}
