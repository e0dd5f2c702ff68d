import { beforeAll, expect, test } from 'vitest';
import { parseDay } from '../../src/kernel/day.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { ScoredPosition } from '../../src/modules/matching/matching.pair.ts';
import { type PositionRow, readScoredPositions, upsertPositions } from '../../src/modules/positions/index.ts';
import { testDatabase } from '../support/database.ts';

const db = await testDatabase();
const employerId = newId();
const today = parseDay('2026-03-02', 'day');

function row(n: number, fields: Partial<PositionRow> = {}): PositionRow {
  return {
    employerId,
    postedById: employerId,
    status: 'PUBLISHED',
    closedReason: null,
    externalId: `P${n}`,
    title: `岗位 ${n}`,
    occupation: '6-18-02-04',
    description: null,
    headcount: 5,
    filled: 0,
    region: '350211',
    industry: null,
    pay: { from: 600_000, to: null },
    kind: 'FULL',
    startFrom: null,
    education: 2,
    majors: ['460110'],
    grade: 4,
    titleRank: null,
    experienceMonths: 12,
    mustHave: [
      { skill: 'a', level: 2 },
      { skill: 'b', level: null },
    ],
    niceToHave: [{ skill: 'c', level: null }],
    licences: ['l'],
    hardFilters: ['GRADE', 'LICENCES'],
    opensOn: today,
    closesOn: today + 30,
    repostOfId: null,
    ...fields,
  };
}

const upsert = (rows: PositionRow[]) => db.prisma.$transaction((tx) => upsertPositions(tx, rows), { timeout: 60_000 });

beforeAll(async () => {
  await db.prisma.organization.create({
    data: { id: employerId, name: '甲', slug: employerId, kind: 'EMPLOYER', region: '350200' },
  });
});

test('a file read twice changes nothing; what differs is written, skills and archived ones too', async () => {
  const rows = [row(1), row(2), row(3)];
  const first = await upsert(rows);
  expect(first).toMatchObject({ created: { length: 3 }, updated: [], unchanged: [] });
  expect(await upsert(rows)).toMatchObject({ created: [], updated: [], unchanged: first.created });
  const [one = '', , three = ''] = first.created;
  await db.prisma.position.update({ where: { id: three }, data: { archivedAt: new Date() } });
  const second = await upsert([
    row(1, {
      mustHave: [
        { skill: 'a', level: 3 },
        { skill: 'b', level: null },
      ],
    }),
    row(2),
    row(3),
    row(4),
  ]);
  expect(second.updated).toEqual([first.created[0], first.created[2]]);
  expect(second.unchanged).toEqual([first.created[1]]);
  expect(second.created).toHaveLength(1);
  const changed = await db.prisma.position.findUniqueOrThrow({
    where: { id: one },
    include: { skills: { orderBy: { skill: 'asc' } } },
  });
  expect(changed.version).toBe(2);
  expect(changed.skills.map(({ skill, level, mustHave }) => [skill, level, mustHave])).toEqual([
    ['a', 3, true],
    ['b', null, true],
    ['c', null, false],
  ]);
  const back = await db.prisma.position.findUniqueOrThrow({ where: { id: three } });
  expect(back.archivedAt).toBeNull();
});

test('a row without an external id, or with one twice, is refused by its place', async () => {
  await expect(upsert([row(10), row(11, { externalId: null })])).rejects.toMatchObject({
    code: 'BAD_INPUT',
    details: { path: 'rows.1.externalId' },
  });
  await expect(upsert([row(10), row(10)])).rejects.toMatchObject({
    code: 'BAD_INPUT',
    details: { path: 'rows.1.externalId' },
  });
});

test('a score reads what was written', async () => {
  const { created, unchanged } = await upsert([row(20, { titleRank: { series: 't', rank: 3 }, startFrom: today + 5 })]);
  const [id = ''] = [...created, ...unchanged];
  const facts: Map<string, ScoredPosition> = await readScoredPositions(db.prisma, [id]);
  expect(facts.get(id)).toEqual({
    id,
    createdAt: expect.any(Number),
    occupation: '6-18-02-04',
    region: '350211',
    pay: { from: 600_000, to: null },
    kind: 'FULL',
    startFrom: today + 5,
    education: 2,
    majors: ['460110'],
    grade: 4,
    titleRank: { series: 't', rank: 3 },
    experienceMonths: 12,
    mustHave: [
      { skill: 'a', level: 2 },
      { skill: 'b', level: null },
    ],
    niceToHave: [{ skill: 'c', level: null }],
    licences: ['l'],
    hardFilters: ['GRADE', 'LICENCES'],
  });
});

test('many rows go in by thousands a second', async () => {
  const rows = Array.from({ length: 5_000 }, (_, n) => row(1_000 + n));
  const begin = performance.now();
  await upsert(rows);
  const perSecond = rows.length / ((performance.now() - begin) / 1_000);
  // 5,000 is wanted; a busy machine of two cores gets a margin.
  expect(perSecond).toBeGreaterThan(1_500);
  console.info(`upsertPositions: ${Math.round(perSecond)} rows/s`);
  const again = performance.now();
  expect((await upsert(rows)).unchanged).toHaveLength(5_000);
  console.info(`unchanged: ${Math.round(rows.length / ((performance.now() - again) / 1_000))} rows/s`);
});
