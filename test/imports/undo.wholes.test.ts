import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { system } from '../../src/kernel/actor.ts';
import type { ImportRecord } from '../../src/modules/imports/index.ts';
import { createSeats } from '../support/graphql.ts';
import { importing } from './importing.ts';

const { db, accounts, take, service } = await importing();
const { prisma } = db;
const { member, colleague } = createSeats(accounts);
const undo = (id: string) => service.undoImport(system, id);
const keptOf = async ({ id }: ImportRecord) => (await service.records.kept([id], 100)).get(id) ?? [];
const organization = (name: string) => prisma.organization.findFirst({ where: { name } });
const idOf = async (name: string) => (await organization(name))?.id ?? '';

const positions = '岗位编号,单位名称,岗位名称,职业,招聘人数,工作地区,发布日期,重发自岗位编号';
const position = (number: string, employer: string, repeats = '') =>
  `${number},${employer},岗位,焊工,2,350203,2026-03-01,${repeats}`;

test('employers that an import made go with its positions, unless somebody has touched, verified, joined or named them', async () => {
  const names = ['清白公司', '改过公司', '核实公司', '加入公司', '邀请公司', '被藏公司', '有岗公司'];
  const { id } = await take('positions', [positions, ...names.map((name, n) => position(`A-${n}`, name))]);
  const before = await prisma.organization.count();
  const [, changed = '', verified = '', joined = '', invited = '', hidden = ''] = await Promise.all(names.map(idOf));
  await prisma.organization.update({
    where: { id: changed },
    data: { site: 'https://a.cn', version: { increment: 1 } },
  });
  await prisma.organization.update({ where: { id: verified }, data: { verifiedAt: new Date() } });
  const userId = await accounts.operator.ensureUser({ email: 'boss@example.org', name: '老板' });
  await accounts.operator.ensureMember({ organizationId: joined, userId, role: 'ADMIN' });
  const invitation = {
    organizationId: invited,
    email: 'x@example.org',
    inviterId: userId,
    expiresAt: new Date(),
  };
  await prisma.invitation.create({ data: invitation });
  await prisma.talent.create({ data: { name: '甲', hiddenFrom: [hidden] } });
  await take('positions', [positions, position('B-1', '有岗公司')]);
  const undone = await undo(id);
  expect(undone).toMatchObject({ erased: 7, kept: 6 });
  expect(await organization('清白公司')).toBeNull();
  expect(await prisma.organization.count()).toBe(before - 1);
  const told = (await keptOf(undone)).map(({ row, id: of, reason }) => [row, of, reason.replace(/.*stays: /, '')]);
  const ids = await Promise.all(names.slice(1).map(idOf));
  const whys = ['changed after', 'verified', 'members', 'members or invitations', 'refer to it', 'refer to it'];
  expect(told).toEqual(ids.map((of, n) => [n + 3, of, expect.stringContaining(whys[n] ?? '')]));
  const audit = await prisma.auditEntry.findMany({ where: { action: 'organization.erased' } });
  expect(audit).toHaveLength(1);
  const heard = await prisma.$queryRaw`
    SELECT FROM outbox WHERE kind = 'organization' AND record_id = ${audit[0]?.recordId}`;
  expect(heard).toHaveLength(2);
  // Another file may make it anew.
  expect(await take('positions', [positions, position('A-0', '清白公司')])).toMatchObject({ created: 1, faults: [] });
}, 60_000);

test('one that a later import uses goes when that one is undone too; one that was there stays', async () => {
  await accounts.operator.ensureOrganization({ externalId: 'E-9', kind: 'EMPLOYER', name: '老公司', region: '350200' });
  const first = await take('positions', [positions, position('C-1', '共用公司'), position('C-2', '老公司')]);
  const second = await take('positions', [positions, position('C-3', '共用公司')]);
  expect(await undo(first.id)).toMatchObject({ erased: 2, kept: 1 });
  expect(await organization('共用公司')).not.toBeNull();
  expect(await undo(second.id)).toMatchObject({ erased: 1, kept: 0 });
  expect([await organization('共用公司'), (await organization('老公司'))?.externalId]).toEqual([null, 'E-9']);
}, 60_000);

test('what stays of an import keeps its employer, and that is not told twice', async () => {
  const { id } = await take('positions', [positions, position('D-1', '半个公司'), position('D-2', '半个公司')]);
  await prisma.position.updateMany({
    where: { externalId: 'D-2' },
    data: { title: '后来', version: { increment: 1 } },
  });
  const undone = await undo(id);
  expect(undone).toMatchObject({ erased: 1, kept: 1 });
  expect(await keptOf(undone)).toMatchObject([{ row: 3, reason: expect.stringContaining('changed') }]);
  expect(await organization('半个公司')).not.toBeNull();
}, 60_000);

test('positions that repeat each other go together', async () => {
  const file = [
    positions,
    position('R-1', '重发公司'),
    position('R-2', '重发公司', 'R-1'),
    position('R-3', '重发公司', 'R-2'),
  ];
  const { id } = await take('positions', file);
  expect(await undo(id)).toMatchObject({ erased: 3, kept: 0 });
  expect(await organization('重发公司')).toBeNull();
}, 60_000);

test('keepers, issuers and schools go in the same way', async () => {
  const talents = await take('talents', ['编号,姓名,保管机构名称,保管机构地区', 'T-1,甲,新保管所,350200']);
  const catalogs = await take('catalogs', [
    '目录编号,发布机构名称,适用地区,目录名称,生效日期,版本,职业',
    'C-1,新发布所,350203,目录,2026-01-01,2026,车工',
  ]);
  const programs = await take('programs', [
    '专业点编号,院校名称,院校类型,院校所在地,专业点名称,专业,学历层次,学制(年)',
    'G-1,新学院,高职院校,350200,数控技术,数控技术,大专,3',
  ]);
  for (const [{ id, faults }, name] of [
    [talents, '新保管所'],
    [catalogs, '新发布所'],
    [programs, '新学院'],
  ] as const) {
    expect([name, faults, await organization(name)]).toMatchObject([name, [], { name }]);
    expect(await undo(id)).toMatchObject({ erased: 1, kept: 0 });
    expect([name, await organization(name)]).toEqual([name, null]);
  }
  expect(await prisma.school.count()).toBe(0);
}, 60_000);

test('an editor takes positions back, and leaves the employer to an admin', async () => {
  const admin = await member('OFFICE');
  const editor = await colleague(admin, 'EDITOR');
  const file = Readable.from([Buffer.from(`${positions}\n${position('F-1', '办里公司')}\n`)]);
  const { id } = await service.importFile(admin, 'positions', file, { fileName: 'x.csv' });
  const undone = await service.undoImport(editor, id);
  expect(undone).toMatchObject({ erased: 1, kept: 1 });
  expect(await keptOf(undone)).toMatchObject([
    { row: 2, id: await idOf('办里公司'), reason: expect.stringContaining('admin') },
  ]);
}, 60_000);

test('every foreign key to an organization is asked before one is removed', async () => {
  const rows = await prisma.$queryRaw<{ key: string }[]>`
    SELECT c.conrelid::regclass || '.' || a.attname AS key FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.confrelid IN ('organization'::regclass, 'school'::regclass)`;
  expect(rows.map(({ key }) => key).sort()).toEqual(
    [
      ...['invitation.organization_id', 'member.organization_id', '"position".employer_id', '"position".posted_by_id'],
      ...['program.firm_id', 'program.school_id', 'school.organization_id', 'shortage_catalog.issuer_id'],
      ...['talent_disclosure.organization_id', 'talent_education.school_id', 'talent.organization_id'],
    ].sort(),
  );
});

const head = '目录编号,适用地区,目录名称,与上级目录关系,生效日期,失效日期,版本,状态,职业,需求人数';
const office = { organization: 'O-1' };
await accounts.operator.ensureOrganization({ externalId: 'O-1', kind: 'OFFICE', name: '某中心', region: '350200' });
const catalogOf = (externalId: string) =>
  prisma.shortageCatalog.findFirstOrThrow({
    where: { externalId },
    omit: { version: true, updatedAt: true },
    include: { entries: { orderBy: { occupation: 'asc' }, omit: { line: true } } },
  });

test('a catalog says again all that it said, whichever of its entries the file named', async () => {
  await take(
    'catalogs',
    [head, 'H-1,350203,旧名,补充,2026-01-01,2026-12-31,2026,草稿,车工,10', ',,,,,,,,焊工,20'],
    office,
  );
  const before = await catalogOf('H-1');
  const newHead = 'H-1,350211,新名,替代,2026-02-01,,2026-2,已发布';
  for (const rows of [['电工,5'], ['焊工,20'], ['焊工,21', '电工,5'], ['电工,5', '车工,10']]) {
    const file = [head, ...rows.map((row, n) => (n === 0 ? `${newHead},${row}` : `,,,,,,,,${row}`))];
    const { id, faults } = await take('catalogs', file, office);
    expect(faults).toEqual([]);
    expect(await catalogOf('H-1')).toMatchObject({
      title: '新名',
      region: '350211',
      status: 'PUBLISHED',
      validTo: null,
    });
    expect(await undo(id)).toMatchObject({ kept: 0 });
    expect(await catalogOf('H-1')).toEqual(before);
  }
}, 60_000);

test('a catalog that was archived, or superseded another, is and does so no more', async () => {
  await take('catalogs', [head, 'K-1,350203,甲,补充,2026-01-01,,2026,,车工,10'], office);
  await take('catalogs', [head, 'K-2,350203,乙,补充,2026-05-01,,2026,草稿,车工,10'], office);
  await prisma.shortageCatalog.updateMany({ where: { externalId: 'K-2' }, data: { archivedAt: new Date() } });
  const before = [await catalogOf('K-1'), await catalogOf('K-2')];
  const { id } = await take('catalogs', [head, 'K-2,350203,乙,补充,2026-05-01,,2026,,焊工,10'], office);
  expect([await catalogOf('K-1'), await catalogOf('K-2')]).toMatchObject([
    { status: 'SUPERSEDED' },
    { status: 'PUBLISHED', archivedAt: null },
  ]);
  expect(await undo(id)).toMatchObject({ erased: 1, kept: 0 });
  expect([await catalogOf('K-1'), await catalogOf('K-2')]).toEqual(before);
}, 60_000);

test('catalogs over the end of a thousand rows, and one that was touched since', async () => {
  const occupations = (
    await prisma.concept.findMany({ where: { scheme: 'occupation' }, take: 60, orderBy: { code: 'asc' } })
  )
    .map(({ code }) => code)
    .filter((code) => /^\d-\d\d-\d\d-\d\d$/.test(code));
  const list = (name: string, count: number) =>
    Array.from({ length: 40 }, (_, n) => n).flatMap((n) =>
      occupations.map((code) => `M-${n},350203,${name}${n},补充,2026-01-01,2026-01-31,2026,草稿,${code},${count}`),
    );
  expect(list('', 1).length).toBeGreaterThan(1_200);
  await take('catalogs', [head, ...list('旧', 1)], office);
  const stands = () =>
    prisma.shortageCatalog.findMany({
      where: { externalId: { startsWith: 'M-' } },
      orderBy: { externalId: 'asc' },
      omit: { version: true, updatedAt: true },
      include: { entries: { orderBy: { id: 'asc' } } },
    });
  const before = await stands();
  const first = await take('catalogs', [head, ...list('新', 2)], office);
  expect(await undo(first.id)).toMatchObject({ restored: list('', 1).length, kept: 0 });
  expect(await stands()).toEqual(before);
  const second = await take('catalogs', [head, 'M-0,350203,新0,补充,2026-01-01,2026-01-31,2026,草稿,焊工,1'], office);
  await prisma.shortageCatalog.updateMany({ where: { externalId: 'M-0' }, data: { edition: '后来' } });
  const undone = await undo(second.id);
  expect(undone).toMatchObject({ erased: 0, restored: 0 });
  expect((await catalogOf('M-0')).title).toBe('新0');
  expect((await keptOf(undone))[0]).toMatchObject({ row: 2 });
}, 60_000);
