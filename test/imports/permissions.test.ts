import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { type Actor, anonymous } from '../../src/kernel/actor.ts';
import type { ImportOptions } from '../../src/modules/imports/index.ts';
import { createSeats } from '../support/graphql.ts';
import { importing } from './importing.ts';

const { db, accounts, service } = await importing();
const { prisma } = db;
const { member, colleague, person } = createSeats(accounts);

function take(actor: Actor, kind: string, lines: readonly string[], options: Partial<ImportOptions> = {}) {
  const file = Readable.from([Buffer.from(`${lines.join('\n')}\n`)]);
  return service.importFile(actor, kind, file, { fileName: 'x.csv', ...options });
}
const forbidden = (row: number, column?: string) => ({ code: 'FORBIDDEN', row, ...(column ? { column } : {}) });
const positions = '岗位编号,单位名称,岗位名称,职业,招聘人数,工作地区,发布日期';
const position = (number: string, employer: string) => `${number},${employer},岗位,焊工,2,350203,2026-03-01`;
const talents = '编号,姓名,保管机构,人才层次';

test('who may not import at all, or not this kind, is turned away before the file is read', async () => {
  const [employer, school, agency] = [await member('EMPLOYER'), await member('SCHOOL'), await member('AGENCY')];
  const viewer = await colleague(employer, 'VIEWER');
  const never = Readable.from(
    (function* () {
      yield Buffer.from('x');
      throw new Error('The file was read.');
    })(),
  );
  for (const actor of [anonymous, await person(), viewer])
    await expect(service.importFile(actor, 'talents', never, { fileName: 'x' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  const not: [Actor, string[]][] = [
    [employer, ['catalogs', 'schools', 'programs']],
    [school, ['catalogs', 'schools', 'positions']],
    [agency, ['catalogs', 'schools', 'positions', 'programs']],
  ];
  for (const [actor, kinds] of not) {
    for (const kind of kinds)
      await expect(service.importFile(actor, kind, never, { fileName: 'x' })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
  }
  expect(await prisma.import.count()).toBe(0);
});

test.each(['OFFICE', 'EMPLOYER', 'SCHOOL', 'AGENCY'] as const)(
  'a member of %s imports the talents that it keeps',
  async (kind) => {
    const actor = await member(kind, { role: 'EDITOR' });
    const other = await member(kind);
    const good = await take(actor, 'talents', [talents, 'T-1,甲,,', `T-2,乙,${actor.organization.id},`]);
    expect(good).toMatchObject({ status: 'DONE', created: 2, faults: [] });
    const kept = await prisma.talent.findMany({ where: { organizationId: actor.organization.id } });
    expect(kept).toHaveLength(2);
    const file = [talents, `T-3,丙,${other.organization.id},`, 'T-4,丁,,'];
    const bad = await take(actor, 'talents', file, { mode: 'PARTIAL' });
    expect(bad).toMatchObject({ created: 1, faults: [forbidden(2, '保管机构')] });
    expect(await take(actor, 'talents', ['编号,姓名,保管机构名称,保管机构地区', 'T-5,戊,新机构,350200'])).toMatchObject(
      {
        ...{ status: 'FAILED', faults: [{ code: 'FORBIDDEN', row: 2 }] },
      },
    );
    expect(await prisma.organization.count({ where: { name: '新机构' } })).toBe(0);
    expect(await prisma.talent.count({ where: { organizationId: other.organization.id } })).toBe(0);
  },
);

test('the class of a talent is an office’s word: others leave it as it is', async () => {
  const [office, agency] = [await member('OFFICE'), await member('AGENCY')];
  expect(await take(office, 'talents', [talents, 'C-1,甲,,A'])).toMatchObject({ created: 1 });
  expect(await take(agency, 'talents', [talents, 'C-1,甲,,A'])).toMatchObject({
    faults: [{ code: 'BAD_INPUT', row: 2, column: '人才层次' }],
  });
  expect(await take(agency, 'talents', [talents, 'C-1,甲,,'])).toMatchObject({ created: 1 });
  const { id } = await prisma.talent.findFirstOrThrow({ where: { organizationId: agency.organization.id } });
  await prisma.talent.update({ where: { id }, data: { talentClass: 'B', version: { increment: 1 } } });
  expect(await take(agency, 'talents', [talents, 'C-1,甲,,'])).toMatchObject({ unchanged: 1 });
  expect(await take(agency, 'talents', [talents, 'C-1,甲,,B'])).toMatchObject({ unchanged: 1 });
  expect(await take(agency, 'talents', [talents, 'C-1,甲甲,,'])).toMatchObject({ updated: 1 });
  expect(await prisma.talent.findUnique({ where: { id } })).toMatchObject({ talentClass: 'B', name: '甲甲' });
});

test('an employer imports its own positions; an office those of employers of its region that nobody has claimed', async () => {
  const employer = await member('EMPLOYER', { name: '有成员的公司' });
  const own = await take(employer, 'positions', [positions, position('P1', ''), position('P2', '有成员的公司')]);
  expect(own).toMatchObject({ created: 2, faults: [] });
  const [admin, editor] = [await member('OFFICE'), await member('OFFICE', { role: 'EDITOR' })];
  for (const [externalId, name, region] of [
    ['N-1', '无成员的公司', '350203'],
    ['N-2', '外地的公司', '330100'],
  ] as const)
    await accounts.operator.ensureOrganization({ externalId, kind: 'EMPLOYER', name, region });
  const strange = await take(employer, 'positions', [
    positions,
    position('P3', '无成员的公司'),
    position('P4', '新公司'),
  ]);
  expect(strange).toMatchObject({ status: 'FAILED', faults: [forbidden(2, '单位编号'), forbidden(3)] });
  const file = ['有成员的公司', '无成员的公司', '外地的公司', '新公司'].map((name, n) => position(`Q${n}`, name));
  const byEditor = await take(editor, 'positions', [positions, ...file], { mode: 'PARTIAL' });
  // To make an organization takes an admin of the office, here as everywhere.
  expect(byEditor).toMatchObject({ created: 1, faults: [forbidden(2), forbidden(4), forbidden(5)] });
  const byAdmin = await take(admin, 'positions', [positions, ...file], { mode: 'PARTIAL' });
  expect(byAdmin).toMatchObject({ created: 1, unchanged: 1, faults: [forbidden(2), forbidden(4)] });
  const made = await prisma.position.findMany({
    where: { externalId: { startsWith: 'Q' } },
    include: { employer: true },
  });
  expect(made.map(({ employer: { name }, postedById }) => [name, postedById])).toEqual([
    ['无成员的公司', editor.organization.id],
    ['新公司', admin.organization.id],
  ]);
});

test('a school imports its own programs; an office those of schools without members, and schools', async () => {
  const office = await member('OFFICE');
  const schools = '院校编号,院校名称,院校类型,所在地';
  expect(
    await take(office, 'schools', [schools, 'S-1,甲学院,高职院校,350200', 'S-2,乙学院,高职院校,330100']),
  ).toMatchObject({
    ...{ status: 'FAILED', faults: [forbidden(3, '所在地')] },
  });
  expect(
    await take(office, 'schools', [schools, 'S-1,甲学院,高职院校,350200', 'S-3,丙学院,高职院校,350203']),
  ).toMatchObject({ created: 2 });
  const programs = '专业点编号,院校编号,专业点名称,专业,学历层次,学制(年)';
  const program = (number: string, school: string) => `${number},${school},数控技术,数控技术,大专,3`;
  const { id } = await prisma.organization.findFirstOrThrow({ where: { externalId: 'S-3' } });
  const userId = await accounts.operator.ensureUser({ email: 'dean@example.org', name: '院长' });
  await accounts.operator.ensureMember({ organizationId: id, userId, role: 'EDITOR' });
  const dean = {
    kind: 'MEMBER',
    userId,
    role: 'EDITOR',
    organization: { id, kind: 'SCHOOL', region: '350203', verified: false },
  } as const;
  expect(
    await take(dean, 'programs', [programs, program('G-1', ''), program('G-2', 'S-1')], { mode: 'PARTIAL' }),
  ).toMatchObject({
    ...{ created: 1, faults: [forbidden(3, '院校编号')] },
  });
  expect(
    await take(office, 'programs', [programs, program('G-1', 'S-1'), program('G-9', 'S-3')], { mode: 'PARTIAL' }),
  ).toMatchObject({
    ...{ created: 1, faults: [forbidden(3, '院校编号')] },
  });
  expect(await take(office, 'schools', [schools, 'S-3,改名,高职院校,350203'])).toMatchObject({
    faults: [forbidden(2)],
  });
});

test('an office imports its own catalogs; what is public is its admins’', async () => {
  const admin = await member('OFFICE');
  const editor = await colleague(admin, 'EDITOR');
  const other = await member('OFFICE');
  const head = '目录编号,发布机构编号,适用地区,目录名称,生效日期,版本,状态,职业,需求人数';
  const entry = (number: string, issuer: string, status: string, wanted = 10) =>
    `${number},${issuer},350203,目录,2026-01-01,2026,${status},车工,${wanted}`;
  const draft = await take(
    editor,
    'catalogs',
    [head, entry('C1', '', '草稿'), entry('C2', '', ''), entry('C3', other.organization.id, '草稿')],
    {
      mode: 'PARTIAL',
    },
  );
  expect(draft).toMatchObject({ created: 1, faults: [forbidden(3, '状态'), forbidden(4, '发布机构编号')] });
  expect(await take(admin, 'catalogs', [head, entry('C1', '', '')])).toMatchObject({ status: 'DONE', updated: 1 });
  expect(await take(editor, 'catalogs', [head, entry('C1', '', '草稿', 11)])).toMatchObject({
    faults: [forbidden(2, '目录编号')],
  });
  expect(await prisma.shortageCatalog.findMany()).toMatchObject([
    { status: 'PUBLISHED', issuerId: admin.organization.id },
  ]);
});

test('imports are seen by members of the organization alone, and cannot be applied or undone by others', async () => {
  const [own, other] = [await member('AGENCY'), await member('AGENCY')];
  const { id } = await take(own, 'talents', [talents, 'T-1,甲,,'], { dryRun: true });
  const viewer = await colleague(own, 'VIEWER');
  expect(await service.records.find(viewer, id)).toMatchObject({
    id,
    status: 'CHECKED',
    organizationId: own.organization.id,
  });
  expect((await service.records.list(viewer, { first: 10, after: null, kind: 'talents' })).items).toHaveLength(1);
  expect((await service.records.list(other, { first: 10, after: null, kind: null })).items).toEqual([]);
  for (const stranger of [other, anonymous]) expect(await service.records.find(stranger, id)).toBeNull();
  await expect(service.applyImport(other, id, {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(service.applyImport(viewer, id, {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(await service.applyImport(own, id, {})).toMatchObject({ status: 'DONE', created: 1 });
  await expect(service.undoImport(other, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(service.resumeImports(own, null)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(await service.undoImport(own, id)).toMatchObject({ status: 'UNDONE', erased: 1 });
});

test('of members’ files three run at once; the next one is told to come back', async () => {
  const actor = await member('AGENCY');
  let goOn = () => {};
  const gate = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const slow = () =>
    Readable.from(
      (async function* () {
        yield Buffer.from(`${talents}\n`);
        await gate;
        yield Buffer.from('T-9,甲,,\n');
      })(),
    );
  const running = [1, 2, 3].map(() => service.importFile(actor, 'talents', slow(), { fileName: 'x.csv' }));
  while ((await prisma.import.count({ where: { status: 'LOADING' } })) < 3)
    await new Promise((done) => setTimeout(done, 20));
  await expect(take(actor, 'talents', [talents, 'T-8,甲,,'])).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  goOn();
  expect((await Promise.all(running)).map(({ created, unchanged }) => created + unchanged)).toEqual([1, 1, 1]);
  expect(await take(actor, 'talents', [talents, 'T-8,甲,,'])).toMatchObject({ created: 1 });
}, 30_000);
