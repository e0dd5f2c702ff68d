import { beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { type ProgramRow, upsertPrograms } from '../../src/modules/schools/index.ts';
import { testDatabase } from '../support/database.ts';

const db = await testDatabase();
const schoolId = newId();

const row = (n: number, fields: Partial<ProgramRow> = {}): ProgramRow => ({
  schoolId,
  externalId: `P${n}`,
  name: `专业 ${n}`,
  major: '460110',
  level: 3,
  yearsTenths: 30,
  kind: 'FULL_TIME',
  firmId: null,
  skills: ['a'],
  status: 'RUNNING',
  figures: [{ year: 2026, places: 50, enrolled: null, graduatesDue: 40, graduatesActual: null }],
  outcomes: [{ year: 2025, occupation: '6-18-02-04', count: 10, inRegion: null }],
  ...fields,
});
const upsert = (rows: ProgramRow[]) => db.prisma.$transaction((tx) => upsertPrograms(tx, rows));

beforeAll(async () => {
  await db.prisma.organization.create({
    data: {
      id: schoolId,
      name: '甲校',
      slug: schoolId,
      kind: 'SCHOOL',
      region: '350200',
      school: { create: { kind: 'UNIVERSITY' } },
    },
  });
});

test('a file read twice changes nothing; what differs is written, figures too', async () => {
  const first = await upsert([row(1), row(2)]);
  expect(first).toMatchObject({ created: { length: 2 }, updated: [], unchanged: [] });
  expect(await upsert([row(1), row(2)])).toMatchObject({ created: [], updated: [], unchanged: first.created });
  const second = await upsert([row(1, { figures: [] }), row(2), row(3)]);
  expect(second).toMatchObject({ created: { length: 1 }, updated: [first.created[0]], unchanged: [first.created[1]] });
  const [id = ''] = first.created;
  expect(await db.prisma.program.findUnique({ where: { id }, include: { years: true, outcomes: true } })).toMatchObject(
    { version: 2, years: [], outcomes: [{ count: 10 }] },
  );
  await expect(upsert([row(5), row(5)])).rejects.toMatchObject({
    code: 'BAD_INPUT',
    details: { path: 'rows.1.externalId' },
  });
});
