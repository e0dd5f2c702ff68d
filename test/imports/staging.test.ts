import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { beforeAll, expect, test } from 'vitest';
import { system } from '../../src/kernel/actor.ts';
import { importing } from './importing.ts';

const { db, accounts, take, service } = await importing();
const { prisma } = db;
const organization = 'E-1';
const header = '岗位编号,岗位名称,职业,招聘人数,工作地区,发布日期';
const row = (n: number, name = '岗位', occupation = '焊工') => `P${n},${name},${occupation},2,350203,2026-03-01`;

beforeAll(async () => {
  await accounts.operator.ensureOrganization({ externalId: 'E-1', kind: 'EMPLOYER', name: '某公司', region: '350200' });
});

const outbox = () => prisma.$queryRaw`SELECT kind, count(*)::int FROM outbox GROUP BY kind ORDER BY kind`;
const titles = async () =>
  (await prisma.position.findMany({ orderBy: { externalId: 'asc' } })).map(({ externalId, title }) => [
    externalId,
    title,
  ]);
/** The file of refused rows as text. */
async function refusedOf(id: string): Promise<string> {
  const file = Readable.from(await service.records.refusedFile(system, id), { objectMode: false });
  return (await buffer(file)).toString('utf8');
}

test('a dry run says what would be new, changed, same and refused, writes nothing, and is applied without the file', async () => {
  expect(await take('positions', [header, row(1), row(2)], { organization })).toMatchObject({ created: 2 });
  const before = [await titles(), await outbox(), await prisma.auditEntry.count()];
  const file = [header, row(1), row(2, '改'), row(3), row(4, '岗位', '无此职业'), row(3)];
  const checked = await take('positions', file, { organization, dryRun: true });
  expect(checked).toMatchObject({
    ...{ status: 'CHECKED', dryRun: true, rows: 5, created: 1, updated: 1, unchanged: 1, faultCount: 2 },
    faults: [
      { row: 5, column: '职业', value: '无此职业', cure: expect.any(String) },
      { row: 6, column: '岗位编号', message: expect.stringContaining('row 4') },
    ],
  });
  expect([await titles(), await outbox(), await prisma.auditEntry.count()]).toEqual(before);
  expect(await prisma.importRow.count({ where: { importId: checked.id } })).toBe(6);
  // What was refused still is: nothing of it is written in mode ALL.
  expect(await service.applyImport(system, checked.id, {})).toMatchObject({ status: 'FAILED', created: 0, refused: 2 });
  expect([await titles(), await outbox(), await prisma.auditEntry.count()]).toEqual(before);
  await expect(service.applyImport(system, checked.id, {})).rejects.toMatchObject({ code: 'CONFLICT' });

  const again = await take('positions', file, { organization, dryRun: true });
  const partly = await service.applyImport(system, again.id, { mode: 'PARTIAL' });
  expect(partly).toMatchObject({ status: 'DONE', created: 1, updated: 1, unchanged: 1, refused: 2, dryRun: false });
  expect(await titles()).toEqual([
    ['P1', '岗位'],
    ['P2', '改'],
    ['P3', '岗位'],
  ]);
  expect(await prisma.importRow.count()).toBe(0);
}, 60_000);

test('the refused rows come back as a file that is mended and imported as it is', async () => {
  const file = [
    `${header},备注`,
    row(11),
    `P12,"引""号,与逗号",无此职业,2,350203,2026-03-01,=1+1`,
    row(13, '岗位', ''),
  ].map((line, n) => (n === 0 || n === 2 ? line : `${line},`));
  const outcome = await take('positions', file, { organization, mode: 'PARTIAL' });
  expect(outcome).toMatchObject({ status: 'DONE', created: 1, faultCount: 2 });
  const text = await refusedOf(outcome.id);
  const lines = text.trimEnd().split('\r\n');
  expect(lines[0]).toBe(`\ufeff${header},备注,原因`);
  expect(lines[1]).toMatch(/^P12,"引""号,与逗号",无此职业,2,350203,2026-03-01,'=1\+1,.*职业：/);
  expect(lines[2]).toMatch(/^P13,岗位,,2,350203,2026-03-01,,.*职业：/);
  const mended = text.replace('无此职业', '车工').replace('P13,岗位,,', 'P13,岗位,焊工,');
  expect(await take('positions', mended, { organization })).toMatchObject({
    ...{ status: 'DONE', created: 2, faults: [] },
    columns: { columns: expect.arrayContaining([expect.objectContaining({ header: '原因', column: null })]) },
  });
  expect(await prisma.position.findFirst({ where: { externalId: 'P12' } })).toMatchObject({ title: '引"号,与逗号' });
  await expect(
    service.records.refusedFile(system, (await take('positions', mended, { organization })).id),
  ).rejects.toMatchObject({
    code: 'CONFLICT',
  });
}, 60_000);

test('a refused row of a catalog comes back with the catalog that stood above it', async () => {
  await accounts.operator.ensureOrganization({
    externalId: 'O-1',
    kind: 'OFFICE',
    name: '某人才中心',
    region: '350200',
  });
  const file = [
    '目录编号,适用地区,目录名称,生效日期,版本,职业,需求人数',
    'C1,350203,思明目录,2026-01-01,2026,车工,10',
    ',,,,,焊工,-1',
  ];
  const outcome = await take('catalogs', file, { organization: 'O-1', mode: 'PARTIAL' });
  expect(outcome).toMatchObject({ created: 1, faults: [{ row: 3, column: '需求人数' }] });
  const text = await refusedOf(outcome.id);
  expect(text).toContain('C1,350203,思明目录,2026-01-01,2026,焊工,-1,');
  expect(await take('catalogs', text.replace(',-1,', ',5,'), { organization: 'O-1' })).toMatchObject({
    created: 1,
    faults: [],
  });
}, 60_000);

test('what a refused row alone names is not made', async () => {
  const file = [
    `${header},单位名称`,
    `${row(21, '岗位', '无此职业')},不要的公司`,
    `${row(22)},要的公司`,
    `${row(22)},要的公司`,
  ];
  const outcome = await take('positions', file, { mode: 'PARTIAL', constants: { 单位所在地: '350200' } });
  expect(outcome).toMatchObject({ status: 'DONE', created: 1, faultCount: 2 });
  const made = await prisma.organization.findMany({ where: { name: { contains: '要的公司' } } });
  expect(made.map(({ name }) => name)).toEqual(['要的公司']);
}, 60_000);

test('nor is what a row names that is refused when it is linked', async () => {
  const file = [
    '专业点编号,院校名称,院校类型,院校所在地,专业点名称,专业,学历层次,学制(年),办学形式,合作企业',
    'G-1,只被拒的学院,高职院校,350200,数控,数控技术,大专,3,订单班,不在的企业',
    'G-2,要的学院,高职院校,350200,数控,数控技术,大专,3,,',
  ];
  const outcome = await take('programs', file, { mode: 'PARTIAL' });
  expect(outcome).toMatchObject({ status: 'DONE', created: 1, faults: [{ row: 2, column: '合作企业' }] });
  const made = await prisma.organization.findMany({ where: { name: { endsWith: '学院' } } });
  expect(made.map(({ name }) => name)).toEqual(['要的学院']);
}, 60_000);

test('a column that is not known is pointed out in a dry run, said, and remembered for the organization', async () => {
  const file = ['号码,岗位名称,职业,招聘人数,工作地区,发布日期', row(31)];
  const checked = await take('positions', file, { organization, dryRun: true });
  expect(checked).toMatchObject({
    status: 'CHECKED',
    rows: 0,
    faults: [{ column: '岗位编号', cure: expect.stringContaining('号码') }],
  });
  const mapped = checked.columns?.columns.find(({ header: words }) => words === '号码');
  expect(mapped).toMatchObject({ column: null, how: 'UNUSED' });
  expect(await take('positions', file, { organization })).toMatchObject({ status: 'FAILED', created: 0 });

  const tried = await service.applyImport(system, checked.id, { columns: { 号码: 'externalId' }, dryRun: true });
  expect(tried).toMatchObject({ status: 'CHECKED', created: 1, refused: 0 });
  expect(await service.applyImport(system, checked.id, {})).toMatchObject({ status: 'DONE', created: 1 });
  const next = await take('positions', [file[0] ?? '', row(32)], { organization });
  expect(next).toMatchObject({ status: 'DONE', created: 1 });
  expect(next.columns?.columns.map(({ header: words, how }) => [words, how])).toEqual([
    ['号码', 'REMEMBERED'],
    ...['岗位名称', '职业', '招聘人数', '工作地区', '发布日期'].map((words) => [words, 'NAME']),
  ]);
  // Another organization has not said so.
  await accounts.operator.ensureOrganization({
    externalId: 'E-9',
    kind: 'EMPLOYER',
    name: '别的公司',
    region: '350200',
  });
  expect(await take('positions', file, { organization: 'E-9' })).toMatchObject({ status: 'FAILED' });
}, 60_000);

test('the same file twice changes nothing, however it is imported', async () => {
  const file = [header, ...Array.from({ length: 2_300 }, (_, n) => row(1_000 + n))];
  expect(await take('positions', file, { organization, mode: 'PARTIAL' })).toMatchObject({ created: 2_300 });
  const before = await outbox();
  expect(await take('positions', file, { organization })).toMatchObject({ created: 0, updated: 0, unchanged: 2_300 });
  expect(await take('positions', file, { organization, mode: 'PARTIAL' })).toMatchObject({
    unchanged: 2_300,
    updated: 0,
  });
  expect(await take('positions', file, { organization, dryRun: true })).toMatchObject({ unchanged: 2_300, updated: 0 });
  expect(await outbox()).toEqual(before);
}, 60_000);

test('two files at once are staged side by side and applied in turn, each row once', async () => {
  const files = [4_000, 6_000].map((from) => [header, ...Array.from({ length: 2_500 }, (_, n) => row(from + n))]);
  const outcomes = await Promise.all(files.map((file) => take('positions', file, { organization })));
  // 500 rows stand in both.
  expect(outcomes.map(({ created }) => created).sort()).toEqual([2_000, 2_500]);
  expect(outcomes.map(({ unchanged }) => unchanged).sort()).toEqual([0, 500]);
}, 60_000);

test('a table of more columns than anybody fills in is refused', async () => {
  const wide = [Array.from({ length: 1_001 }, (_, n) => `c${n}`).join(','), 'x'];
  expect((await take('positions', wide, { organization })).faults).toMatchObject([{ code: 'TOO_LARGE', row: 1 }]);
});

test('rows, images and cells of imports go when their time is over', async () => {
  const checked = await take('positions', [header, row(41, '岗位', '无此职业')], { organization, dryRun: true });
  await take('positions', [header, row(42)], { organization });
  const done = await take('positions', [header, row(42, '改'), row(43, '岗位', '无此职业')], {
    organization,
    mode: 'PARTIAL',
  });
  const of = (id: string) => prisma.importResult.findMany({ where: { importId: id }, orderBy: { line: 'asc' } });
  expect(await of(done.id)).toMatchObject([
    { outcome: 'UPDATED', before: { cells: { title: '岗位' } } },
    { outcome: 'REFUSED' },
  ]);
  await service.clean();
  expect(await of(done.id)).toHaveLength(2);
  const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  await prisma.import.update({ where: { id: checked.id }, data: { finishedAt: ago(25) } });
  await prisma.import.update({ where: { id: done.id }, data: { finishedAt: ago(31 * 24) } });
  await service.clean();
  expect(await prisma.importRow.count({ where: { importId: checked.id } })).toBe(0);
  expect(await prisma.import.findUnique({ where: { id: checked.id } })).toMatchObject({ status: 'FAILED' });
  expect(await of(done.id)).toMatchObject([{ outcome: 'UPDATED', before: null, version: 2 }]);
}, 60_000);
