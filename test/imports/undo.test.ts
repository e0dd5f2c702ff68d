import { Readable } from 'node:stream';
import { beforeAll, expect, test } from 'vitest';
import { system } from '../../src/kernel/actor.ts';
import type { ImportRecord } from '../../src/modules/imports/index.ts';
import { createSeats } from '../support/graphql.ts';
import { importing } from './importing.ts';

const { db, accounts, take, service, example } = await importing();
const { prisma } = db;
const { member } = createSeats(accounts);
const header = '岗位编号,岗位名称,职业,招聘人数,工作地区,发布日期,必备技能,薪资下限(元/月)';
const row = (n: number, name = '岗位', pay = 8000) => `P${n},${name},焊工,2,350203,2026-03-01,cnc-turning:2,${pay}`;
const organization = 'E-1';

beforeAll(async () => {
  await accounts.operator.ensureOrganization({ externalId: 'E-1', kind: 'EMPLOYER', name: '某公司', region: '350200' });
  await accounts.operator.ensureOrganization({
    externalId: 'O-1',
    kind: 'OFFICE',
    name: '某人才中心',
    region: '350200',
  });
});

const undo = (id: string) => service.undoImport(system, id);
const keptOf = async ({ id }: ImportRecord) => (await service.records.kept([id], 100)).get(id) ?? [];
const positions = () =>
  prisma.position.findMany({
    include: { skills: true },
    orderBy: { externalId: 'asc' },
    omit: { version: true, updatedAt: true },
  });
const idOf = async (externalId: string) => (await prisma.position.findFirstOrThrow({ where: { externalId } })).id;
/** Ids that the projector is told of from now on. */
async function heard(kind: string): Promise<() => Promise<string[]>> {
  const [last] = await prisma.$queryRaw<{ seq: bigint | null }[]>`SELECT max(id) AS seq FROM outbox`;
  const from = last?.seq ?? 0n;
  return async () => {
    const rows = await prisma.$queryRaw<{ id: string }[]>`
      SELECT record_id AS id FROM outbox WHERE kind = ${kind} AND id > ${from} ORDER BY record_id`;
    return rows.map(({ id }) => id);
  };
}

test('what an import made is removed and what it changed is put back, to the value, and search is told', async () => {
  await take('positions', [header, row(1), row(2), row(3)], { organization });
  const before = await positions();
  const { id } = await take('positions', [header, row(1, '改', 9000), row(2), row(4), row(5)], { organization });
  const written = (await Promise.all(['P1', 'P4', 'P5'].map(idOf))).sort();
  const since = await heard('position');
  expect(await undo(id)).toMatchObject({ status: 'UNDONE', erased: 2, restored: 1, kept: 0 });
  expect(await positions()).toEqual(before);
  expect(await since()).toEqual(written);
  expect(await prisma.auditEntry.findMany({ where: { recordId: id, action: 'positions.undone' } })).toMatchObject([
    { detail: { erased: 2, restored: 1, kept: 0 } },
  ]);
  await expect(undo(id)).rejects.toMatchObject({ code: 'CONFLICT' });
}, 60_000);

test('records that were touched since, or are referred to, stay and are listed', async () => {
  const { id } = await take('positions', [header, row(11), row(12), row(13), row(1, '改')], { organization });
  await prisma.position.update({
    where: { id: await idOf('P11') },
    data: { title: '后来', version: { increment: 1 } },
  });
  await prisma.position.update({ where: { id: await idOf('P2') }, data: { repostOfId: await idOf('P12') } });
  await prisma.position.update({ where: { id: await idOf('P1') }, data: { title: '后来', version: { increment: 1 } } });
  const undone = await undo(id);
  expect(undone).toMatchObject({ status: 'UNDONE', erased: 1, restored: 0, kept: 3 });
  expect(await keptOf(undone)).toEqual([
    { row: 2, id: await idOf('P11'), reason: 'It was changed after the import.' },
    { row: 3, id: await idOf('P12'), reason: 'Others refer to it by now.' },
    { row: 5, id: await idOf('P1'), reason: 'It was changed after the import.' },
  ]);
  expect(await prisma.position.findMany({ where: { externalId: { in: ['P1', 'P11', 'P12', 'P13'] } } })).toHaveLength(
    3,
  );
}, 60_000);

test('what an import brought back from the archive is archived again', async () => {
  await take('positions', [header, row(21)], { organization });
  const id = await idOf('P21');
  await prisma.position.update({ where: { id }, data: { archivedAt: new Date(), version: { increment: 1 } } });
  const back = await take('positions', [header, row(21, '改')], { organization });
  expect(await prisma.position.findUnique({ where: { id } })).toMatchObject({ archivedAt: null, title: '改' });
  expect(await undo(back.id)).toMatchObject({ restored: 1, kept: 0 });
  expect(await prisma.position.findUnique({ where: { id } })).toMatchObject({
    archivedAt: expect.any(Date),
    title: '岗位',
  });
}, 60_000);

test('the later of two imports is undone first: the earlier one finds its records touched until then', async () => {
  const first = await take('positions', [header, row(31)], { organization });
  const second = await take('positions', [header, row(31, '改')], { organization });
  expect(await undo(first.id)).toMatchObject({ status: 'UNDONE', erased: 0, kept: 1 });
  expect(await undo(second.id)).toMatchObject({ restored: 1 });
  expect(await prisma.position.findFirst({ where: { externalId: 'P31' } })).toMatchObject({ title: '岗位' });
}, 60_000);

test('nothing is undone of what wrote nothing, is checked only, or is long ago', async () => {
  const same = await take('positions', [header, row(2)], { organization });
  await expect(undo(same.id)).rejects.toMatchObject({ code: 'CONFLICT' });
  const checked = await take('positions', [header, row(41)], { organization, dryRun: true });
  await expect(undo(checked.id)).rejects.toMatchObject({ code: 'CONFLICT' });
  const changed = await take('positions', [header, row(2, '改')], { organization });
  const ago = new Date(Date.now() - 31 * 86_400_000);
  await prisma.import.update({ where: { id: changed.id }, data: { finishedAt: ago } });
  await service.clean();
  const undone = await undo(changed.id);
  expect(undone).toMatchObject({ restored: 0, kept: 1 });
  expect(await keptOf(undone)).toMatchObject([{ reason: expect.stringContaining('not kept any more') }]);
}, 60_000);

test('a thousand and more, in several batches and in mode PARTIAL', async () => {
  const rows = (name: string) => Array.from({ length: 2_400 }, (_, n) => row(1_000 + n, name));
  await take('positions', [header, ...rows('旧').slice(0, 1_200)], { organization });
  const { id } = await take('positions', [header, ...rows('新'), row(1_000)], { organization, mode: 'PARTIAL' });
  expect(await undo(id)).toMatchObject({ erased: 1_200, restored: 1_200, kept: 0 });
  expect(
    await prisma.position.groupBy({ by: ['title'], where: { title: { in: ['旧', '新'] } }, _count: true }),
  ).toEqual([{ title: '旧', _count: 1_200 }]);
}, 60_000);

test('talents: all that the file said of one is put back; one that a person has claimed since stays', async () => {
  const lines = example('talents').trimEnd().split('\n');
  const [head = '', first = ''] = lines;
  const other = (number: string, name: string) => first.replace('T-0001', number).replace('林小雨', name);
  await take('talents', [head, first, other('T-2', '甲')], { organization: 'O-1' });
  const stands = () =>
    prisma.talent.findFirstOrThrow({
      where: { externalId: 'T-0001' },
      include: { contact: true, skills: true, grades: true, titleRanks: true, licences: true, consents: true },
      omit: { version: true, updatedAt: true },
    });
  const before = await stands();
  const short = [
    '编号,姓名,保管机构名称',
    'T-0001,改名,示例市人才服务中心',
    'T-3,丙,示例市人才服务中心',
    'T-4,丁,示例市人才服务中心',
  ];
  const { id } = await take('talents', short, {});
  expect(await stands()).toMatchObject({ name: '改名', skills: [], contact: null });
  const user = await prisma.user.create({ data: { name: '丁', email: 'd@example.org' } });
  const claimed = await prisma.talent.findFirstOrThrow({ where: { externalId: 'T-4' } });
  await prisma.talent.update({ where: { id: claimed.id }, data: { userId: user.id } });
  expect(await undo(id)).toMatchObject({ erased: 1, restored: 1, kept: 1 });
  expect(await stands()).toEqual(before);
  expect(
    (await prisma.talent.findMany({ orderBy: { externalId: 'asc' } })).map(({ externalId }) => externalId),
  ).toEqual([...['T-0001', 'T-2', 'T-4']]);
}, 60_000);

test('catalogs: a new one goes with its entries, a changed one says again what it said', async () => {
  const head = '目录编号,适用地区,目录名称,生效日期,版本,职业,紧缺程度,需求人数';
  const organization = 'O-1';
  await take('catalogs', [head, 'C1,350203,思明目录,2026-01-01,2026,车工,紧缺,10', ',,,,,焊工,,20'], { organization });
  const stands = async () =>
    (
      await prisma.shortageCatalog.findMany({
        include: { entries: { orderBy: { line: 'asc' } } },
        orderBy: { externalId: 'asc' },
        omit: { version: true, updatedAt: true },
      })
    ).map(({ externalId, title, status, entries }) => [
      externalId,
      title,
      status,
      ...entries.map((one) => [one.line, one.occupation, one.headcount]),
    ]);
  const before = await stands();
  const file = [
    ...[
      head,
      'C1,350203,改了的目录,2026-01-01,2026,焊工,,25',
      'C2,350203,新目录,2026-02-01,2026,车工,,1',
      ',,,,,焊工,,2',
    ],
  ];
  const { id } = await take('catalogs', file, { organization });
  expect((await stands())[0]).toEqual(['C1', '改了的目录', 'SUPERSEDED', [1, '6-18-01-01', 10], [1, '6-18-02-04', 25]]);
  expect(await undo(id)).toMatchObject({ erased: 2, restored: 1, kept: 0 });
  const now = await stands();
  expect(now).toEqual([['C1', '思明目录', 'PUBLISHED', [1, '6-18-01-01', 10], [1, '6-18-02-04', 20]]]);
  expect(now[0]?.slice(0, 3)).toEqual(before[0]?.slice(0, 3));
}, 60_000);

test('schools and programs: a school that programs hang on by now stays', async () => {
  const schools = ['院校编号,院校名称,院校类型,所在地', 'S-1,甲学院,高职院校,350200', 'S-2,乙学院,高职院校,350200'];
  const made = await take('schools', schools);
  const renamed = await take('schools', [...schools.slice(0, 1), 'S-1,甲大学,大学,350200']);
  const programs = await take('programs', [
    '专业点编号,院校编号,专业点名称,专业,学历层次,学制(年),年份,应毕业人数',
    'G-1,S-1,数控技术,数控技术,大专,3,2025,44',
  ]);
  expect(await undo(renamed.id)).toMatchObject({ restored: 1, kept: 0 });
  expect(
    await prisma.school.findFirst({ where: { organization: { externalId: 'S-1' } }, include: { organization: true } }),
  ).toMatchObject({
    kind: 'VOCATIONAL_COLLEGE',
    organization: { name: '甲学院' },
  });
  const undone = await undo(made.id);
  expect(undone).toMatchObject({ erased: 1, kept: 1 });
  expect(await undo(programs.id)).toMatchObject({ erased: 1, kept: 0 });
  expect(await prisma.organization.findMany({ where: { externalId: { in: ['S-1', 'S-2'] } } })).toMatchObject([
    { name: '甲学院' },
  ]);
}, 60_000);

test('an office takes back what it may still write: not what an employer has claimed since', async () => {
  const office = await member('OFFICE');
  const file = `${header},单位名称\n${row(51)},无人的公司\n${row(52)},有人的公司\n`;
  const outcome = await service.importFile(office, 'positions', Readable.from([Buffer.from(file)]), {
    fileName: 'x.csv',
  });
  expect(outcome).toMatchObject({ created: 2, faults: [] });
  const { id } = await prisma.organization.findFirstOrThrow({ where: { name: '有人的公司' } });
  const userId = await accounts.operator.ensureUser({ email: 'boss@example.org', name: '老板' });
  await accounts.operator.ensureMember({ organizationId: id, userId, role: 'ADMIN' });
  const stranger = await member('OFFICE');
  await expect(service.undoImport(stranger, outcome.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const undone = await service.undoImport(office, outcome.id);
  expect(undone).toMatchObject({ erased: 1, kept: 1 });
  expect(await keptOf(undone)).toMatchObject([{ row: 3, reason: expect.stringContaining('do not write') }]);
}, 60_000);
