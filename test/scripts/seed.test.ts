import { expect, test } from 'vitest';
import { catalogsOf } from '../../scripts/city/catalogs.ts';
import { seedCity } from '../../scripts/city/city.ts';
import { readFigures } from '../../scripts/city/figures.ts';
import { employerNumbers } from '../../scripts/city/organizations.ts';
import { figures, groupSize, openingsUpTo, participations } from '../../scripts/city/plan.ts';
import { positionsOfGroup } from '../../scripts/city/positions.ts';
import { Random } from '../../scripts/city/random.ts';
import { programsOf } from '../../scripts/city/schools.ts';
import { talentOf } from '../../scripts/city/talents.ts';
import { worldOf } from '../../scripts/city/world.ts';
import { loadShipped, wire } from '../../src/app.ts';
import { checkEntries } from '../../src/modules/catalogs/index.ts';
import { checkPosition } from '../../src/modules/positions/index.ts';
import { checkProgram } from '../../src/modules/schools/index.ts';
import { checkTalent } from '../../src/modules/talents/index.ts';
import { readEdition } from '../../src/modules/taxonomy/index.ts';
import { createLog } from '../../src/platform/log.ts';
import { testDatabase } from '../support/database.ts';

const db = await testDatabase();
const config = { secret: 'a secret of at least thirty-two characters', publicUrl: 'http://127.0.0.1:4000' };
const core = wire(db, config, createLog('silent'));
await loadShipped(core);

const day = 20_600;
const links = readEdition().majorOccupations;
const taxonomy = core.taxonomy.service.now;
const madeUp = '00000000-0000-4000-8000-000000000000';
const worldWith = (seed: number) => worldOf({ seed, day, taxonomy, links, idOf: () => madeUp, personId: madeUp });
const world = worldWith(1);

const range = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
const groupsOf = (count: number) => range(Math.ceil(count / groupSize));
const positions = groupsOf(figures.positions).flatMap((group) => positionsOfGroup(world, group, figures.positions));
const talents = range(1_000).map((number) => talentOf(world, number));

function tally<T>(items: readonly T[], keyOf: (item: T) => string, worth = (_item: T) => 1): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + worth(item));
  return counts;
}

test('the figures are those that Jimei published: 1,110 firm-times, 1,782 positions, 8,369 openings', () => {
  expect(positions).toHaveLength(1_782);
  expect(positions.reduce((sum, { values }) => sum + values.headcount - values.filled, 0)).toBe(8_369);
  expect(positions.every(({ values }) => values.filled < values.headcount)).toBe(true);
  const firmTimes = new Set(positions.map(({ employer, values }) => `${employer.externalId} ${values.opensOn}`));
  expect(firmTimes.size).toBe(1_110);
  expect(participations().reduce((sum, times) => sum + times, 0)).toBe(1_110);
  expect(employerNumbers(1, 1_782)).toHaveLength(400);
});

test('openings scale with the positions', () => {
  for (const count of [99, 250, 5_000]) {
    const all = groupsOf(count).flatMap((group) => positionsOfGroup(world, group, count));
    expect(all).toHaveLength(count);
    expect(all.reduce((sum, { values }) => sum + values.headcount - values.filled, 0)).toBe(openingsUpTo(count));
  }
});

test('the same order gives the same rows, another seed others', () => {
  const again = worldWith(1);
  expect(range(50).map((number) => talentOf(again, number))).toEqual(talents.slice(0, 50));
  expect(positionsOfGroup(again, 0, figures.positions)).toEqual(positions.slice(0, groupSize));
  expect(programsOf(again)).toEqual(programsOf(world));
  expect(talentOf(worldWith(2), 3)).not.toEqual(talents[3]);
});

test('the first rows do not depend on how many there are', () => {
  expect(positionsOfGroup(world, 0, 198)).toEqual(positions.slice(0, groupSize));
});

test('the random numbers are those of every machine', () => {
  const random = new Random(1, 'a');
  expect([random.whole(0, 999_999), random.whole(0, 999_999), random.whole(0, 999_999)]).toMatchInlineSnapshot(`
    [
      108272,
      590521,
      515020,
    ]
  `);
});

test('every row passes the checks of its module unchanged', () => {
  for (const { row } of talents)
    expect(checkTalent(row.content, { taxonomy, today: day, path: 'talent' })).toEqual(row.content);
  for (const { values, earlier } of positions) {
    expect(checkPosition(values, taxonomy, 'position')).toEqual(values);
    if (earlier) checkPosition(earlier, taxonomy, 'earlier');
  }
  for (const { school: _school, own: _own, firm, yearsTenths, ...program } of programsOf(world)) {
    const firmId = firm === null ? null : madeUp;
    expect(checkProgram({ ...program, firmId, years: yearsTenths / 10 }, taxonomy, 'program')).toEqual({
      ...program,
      firmId,
      yearsTenths,
    });
  }
  for (const { entries } of catalogsOf(world)) checkEntries(entries, taxonomy, 'entries');
});

test('it is skewed as real data are', () => {
  const byTrade = [...tally(positions, ({ values }) => values.occupation).values()].sort((a, b) => b - a);
  expect(byTrade.length).toBeGreaterThan(80);
  expect(byTrade.slice(0, 10).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0.25 * positions.length);
  const byEmployer = [...tally(positions, ({ employer }) => employer.externalId).values()].sort((a, b) => b - a);
  expect(byEmployer[0]).toBeGreaterThan(15);
  expect(byEmployer.filter((count) => count === 1).length).toBeGreaterThan(40);
  const refuse = talents.filter(({ row }) => row.content.refusesRanking).length;
  expect(refuse).toBeGreaterThan(5);
  expect(refuse).toBeLessThan(45);
  const open = talents.filter(({ row }) => row.consents.some(({ purpose }) => purpose === 'FOUND_BY_EMPLOYERS')).length;
  expect(open).toBeGreaterThan(850);
  const wants = tally(talents, ({ row }) => row.content.wish.occupations[0] ?? '');
  const needs = tally(
    positions,
    ({ values }) => values.occupation,
    ({ values }) => values.headcount - values.filled,
  );
  const tightness = (trade: string): number => (needs.get(trade) ?? 0) / (3 * (wants.get(trade) ?? 1));
  // 焊工 and 养老护理员 are short, 秘书 and 会计 are not.
  expect(tightness('6-18-02-04')).toBeGreaterThan(3);
  expect(tightness('4-10-01-05')).toBeGreaterThan(3);
  expect(tightness('3-01-02-02')).toBeLessThan(1.5);
  expect(tightness('2-06-03-00')).toBeLessThan(1.5);
});

test('nobody in it is real: labelled, with telephones and addresses that belong to no one', () => {
  for (const { row } of talents) {
    expect(row.content.name).toMatch(/^演示/);
    expect(row.content.phone).toMatch(/^\+86100/);
    expect(row.content.email).toMatch(/@example\.org$/);
  }
  for (const { employer } of positions) expect(employer.name).toMatch(/^演示/);
});

test('a load puts everything in once, goes on after a cut, and grows', { timeout: 60_000 }, async () => {
  const order = { seed: 1, talents: 120, positions: 99 };
  expect(await seedCity(core, order)).toBe(true);
  const first = await readFigures(db);
  expect(first).toMatchObject({
    'talents 人才': 120,
    'positions open 在招岗位': 99,
    'openings 需求人数 (headcount − filled)': openingsUpTo(99),
  });
  const { rows: before } = await db.pool.query('SELECT id, updated_at FROM talent ORDER BY id');
  expect(await seedCity(core, order)).toBe(false);

  // As if it had been cut off: some rows are missing, and its end was never noted.
  await db.pool.query("DELETE FROM audit_entry WHERE action = 'city.finished'");
  await db.pool.query("DELETE FROM talent WHERE external_id = 'demo-talent-0000007'");
  expect(await seedCity(core, order)).toBe(true);
  expect(await readFigures(db)).toEqual(first);
  const { rows: after } = await db.pool.query(
    "SELECT id, updated_at FROM talent WHERE external_id <> 'demo-talent-0000007' ORDER BY id",
  );
  expect(before).toEqual(expect.arrayContaining(after));

  await seedCity(core, { ...order, talents: 150 });
  expect(await readFigures(db)).toMatchObject({ 'talents 人才': 150, 'positions open 在招岗位': 99 });
  const { rows: left } = await db.pool.query(
    'SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM search_setaside) AS left',
  );
  expect(left).toEqual([{ left: 0 }]);
});
