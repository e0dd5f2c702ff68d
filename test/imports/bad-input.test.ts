import { Readable } from 'node:stream';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { anonymous } from '../../src/kernel/actor.ts';
import { importsModule } from '../../src/modules/imports/index.ts';
import { createLog } from '../../src/platform/log.ts';
import { importing } from './importing.ts';

const { db, accounts, taxonomy, take } = await importing();
const { prisma } = db;
const options = { organization: 'E-1' };
const header = '岗位编号,岗位名称,职业,招聘人数,工作地区,薪资下限(元/月),发布日期,截止日期,岗位描述';
const row = (n: number, cells: Partial<Record<'occupation' | 'headcount' | 'pay' | 'closes' | 'text', string>> = {}) =>
  `P${n},岗位,${cells.occupation ?? '焊工'},${cells.headcount ?? 2},350203,${cells.pay ?? 8000},2026-03-01,${cells.closes ?? ''},${cells.text ?? ''}`;

beforeAll(async () => {
  await accounts.operator.ensureOrganization({ externalId: 'E-1', kind: 'EMPLOYER', name: '某公司', region: '350200' });
});

let imports = 0;
beforeEach(async () => {
  imports = await prisma.import.count();
});

/** The faults of a file that must be refused, once it is sure that nothing of it was written. */
async function faultsOf(kind: string, ...file: [Parameters<typeof take>[1], Parameters<typeof take>[2]?]) {
  const before = await counts();
  const outcome = await take(kind, ...file);
  expect(outcome).toMatchObject({ status: 'FAILED', created: 0, updated: 0, unchanged: 0 });
  expect(await counts()).toEqual(before);
  expect(await prisma.import.count({ where: { status: 'FAILED' } })).toBe(imports + 1);
  imports += 1;
  expect(outcome.faults.every(({ cure }) => cure !== null)).toBe(true);
  return outcome;
}

async function counts(): Promise<number[]> {
  return Promise.all([
    prisma.organization.count(),
    prisma.talent.count(),
    prisma.position.count(),
    prisma.program.count(),
    prisma.shortageCatalog.count(),
    prisma.catalogEntry.count(),
    prisma.auditEntry.count(),
  ]);
}

test('each bad cell is told by code, row, column, value and cure, to the end of the file; no row is written', async () => {
  const { faults, faultCount, rows } = await faultsOf(
    'positions',
    [
      header,
      row(1),
      row(2, { occupation: '9-99-99-99' }),
      row(3, { closes: '2026-02-01' }),
      row(4, { headcount: '-3' }),
      '',
      row(5, { pay: 'much' }),
      row(6, { headcount: 'three' }),
      row(7, { closes: '2026-02-30' }),
      row(8, { pay: '-8000' }),
      row(1),
      'P9,岗位,焊工',
      `${row(10)},stray`,
      `P11,岗位,焊工,2,350203,8000,2026-03-01,,"two
lines"`,
      row(12, { occupation: '' }),
    ],
    options,
  );
  expect(faults.map(({ code, row: line, column, value }) => [code, line, column, value])).toEqual([
    ['BAD_INPUT', 3, '职业', '9-99-99-99'],
    ['BAD_INPUT', 4, '截止日期', '2026-02-01'],
    ['BAD_INPUT', 5, '招聘人数', '-3'],
    ['BAD_INPUT', 7, '薪资下限(元/月)', 'much'],
    ['BAD_INPUT', 8, '招聘人数', 'three'],
    ['BAD_INPUT', 9, '截止日期', '2026-02-30'],
    ['BAD_INPUT', 10, '薪资下限(元/月)', '-8000'],
    ['BAD_INPUT', 11, '岗位编号', 'P1'],
    ['BAD_INPUT', 12, null, null],
    ['BAD_INPUT', 13, null, null],
    ['BAD_INPUT', 16, '职业', null],
  ]);
  expect([faultCount, rows]).toEqual([11, 13]);
});

test('a hundred errors are told, all are counted', async () => {
  const { faults, faultCount } = await faultsOf(
    'positions',
    [header, ...Array.from({ length: 2_345 }, (_, n) => row(n, { headcount: '0' }))],
    options,
  );
  expect([faults.length, faultCount, faults[99]?.row]).toEqual([100, 2_345, 101]);
});

test('an error in the last row takes back the thousands that were written before it', async () => {
  const { faults } = await faultsOf(
    'positions',
    [header, ...Array.from({ length: 3_000 }, (_, n) => row(n)), row(2_999)],
    options,
  );
  expect(faults).toMatchObject([{ row: 3_002, column: '岗位编号', message: expect.stringContaining('row 3001') }]);
});

test('doubled and missing columns are told by the header; unknown ones are left out, and are shown', async () => {
  const { faults, columns } = await faultsOf('positions', ['岗位编号,岗位名称,title,胡说', 'P1,a,b,c'], options);
  expect(faults.map(({ row: line, column }) => [line, column])).toEqual([
    [1, 'title'],
    [1, '招聘人数'],
    [1, '工作地区'],
    [1, '发布日期'],
  ]);
  expect(faults[1]?.cure).toContain('岗位编号, 岗位名称, title, 胡说');
  expect(columns?.columns.map(({ header: words, how }) => [words, how])).toContainEqual(['胡说', 'UNUSED']);
  expect((await faultsOf('positions', '', options)).faults).toMatchObject([
    { code: 'BAD_INPUT', message: 'The file is empty.' },
  ]);
});

test('who owns the rows must be said, and be known', async () => {
  const unknown = await faultsOf('positions', [
    header.replace('岗位名称', '岗位名称,单位编号'),
    row(1).replace('岗位,', '岗位,E-404,'),
  ]);
  expect(unknown.faults).toMatchObject([
    { row: 2, column: '单位编号', value: 'E-404', cure: expect.stringContaining('employerName') },
  ]);
  expect((await faultsOf('positions', [header, row(1)])).faults).toMatchObject([
    { row: 2, message: 'The row names no employer.' },
  ]);
  await expect(take('positions', [header], { organization: 'E-404' })).rejects.toMatchObject({
    code: 'BAD_INPUT',
    details: { path: 'organization' },
  });
  await expect(take('stars', [header])).rejects.toMatchObject({ code: 'BAD_INPUT', details: { path: 'kind' } });
});

test('each kind refuses by its own rules, at the column of the file', async () => {
  const talents = await faultsOf('talents', [
    '编号,保管机构,姓名,入职日期,离职日期,岗位名称,技能,授权',
    '1,E-1,甲,2024-05-01,2024-04-01,车工,,',
    '2,E-1,乙,,,,不会:3,',
    '3,E-1,丙,,,,,用人单位可见',
  ]);
  expect(talents.faults.map(({ row: line, column }) => [line, column])).toEqual([
    [2, '离职日期'],
    [3, '技能'],
    [4, '授权书版本'],
  ]);
  const schools = await faultsOf('schools', [
    '院校编号,院校名称,院校类型,所在地,统一社会信用代码',
    'S1,甲学院,大学,350203,123',
    'S2,乙学院,学园,350203,',
    'S3,丙学院,大学,无名市,',
  ]);
  expect(schools.faults.map(({ row: line, column }) => [line, column])).toEqual([
    [2, '统一社会信用代码'],
    [3, '院校类型'],
    [4, '所在地'],
  ]);
  const programs = await faultsOf('programs', [
    '专业点编号,院校名称,专业点名称,专业,学历层次,学制(年),办学形式',
    'G1,不在校,甲,460103,大专,3,',
    'G2,不在校,乙,460103,大专,30,',
    'G3,不在校,丙,460103,大专,3,订单班',
  ]);
  expect(programs.faults.map(({ row: line, column }) => [line, column])).toEqual([
    [2, '院校所在地'],
    [3, '学制(年)'],
    [4, '合作企业'],
  ]);
  const catalogs = await faultsOf('catalogs', [
    '目录编号,发布机构,发布机构地区,适用地区,目录名称,生效日期,失效日期,版本,职业,需求人数',
    'C1,甲办,350203,350203,甲,2026-01-01,2025-01-01,2026,车工,1',
    ',,,,,,,,焊工,1',
    'C2,乙办,350203,350211,乙,2026-01-01,,2026,车工,1',
    'C3,丙办,350203,350203,丙,2026-01-01,,2026,车工,1',
    ',,,,,,,,车工,1',
    ',,,,,,,,焊工,-1',
  ]);
  expect(catalogs.faults.map(({ row: line, column }) => [line, column])).toEqual([
    [2, '失效日期'],
    [3, '目录编号'],
    [4, '适用地区'],
    [6, '职业'],
    [7, '需求人数'],
  ]);
});

test('a wrong quote at row 70,000 is told by the line where it opened, and what stood before it was checked', async () => {
  const lines = Array.from({ length: 70_100 }, (_, n) => row(n));
  lines[10] = row(10, { headcount: '-1' });
  lines[69_998] = row(69_998, { text: '"ends nowhere' });
  const { faults, rows } = await faultsOf('positions', [header, ...lines], options);
  expect(faults.map(({ code, row: line, column }) => [code, line, column])).toEqual([
    ['BAD_INPUT', 12, '招聘人数'],
    ['BAD_INPUT', 70_000, '岗位描述'],
  ]);
  expect(rows).toBe(69_998);
  lines[69_999] = row(69_999, { text: '"a second one"' });
  const twice = await faultsOf('positions', [header, ...lines], options);
  expect(twice.faults[1]).toMatchObject({ row: 70_000, column: '岗位描述' });
  const inside = await faultsOf('positions', [header, row(1, { text: '5"屏' })], options);
  expect(inside.faults).toMatchObject([
    { row: 2, column: '岗位描述', message: expect.stringContaining('inside a cell') },
  ]);
}, 60_000);

test('a cell of 10 MB, and of 400 MB, is refused by row and column in little memory', async () => {
  const { faults } = await faultsOf(
    'positions',
    [header, row(1), row(2, { text: 'x'.repeat(10_000_000) }), row(3)],
    options,
  );
  expect(faults).toMatchObject([{ code: 'TOO_LARGE', row: 3, column: '岗位描述' }]);
  const block = Buffer.alloc(65_536, 'x');
  let given = 0;
  const endless = Readable.from(
    (function* () {
      yield Buffer.from(`${header}\n${row(1)}\nP2,"`);
      for (; given < 400_000_000; given += block.length) yield block;
    })(),
  );
  const long = await faultsOf('positions', endless, options);
  expect(long.faults).toMatchObject([
    { code: 'TOO_LARGE', row: 3, column: '岗位名称', cure: expect.stringContaining('line 3') },
  ]);
  expect(given).toBeLessThan(3_000_000);
});

test('a file that is not UTF-8 is refused by its row', async () => {
  const gbk = Buffer.concat([Buffer.from(`${header}\n${row(1)}\n`), Buffer.from([0xb8, 0xd6, 0xce, 0xbb, 0x0a])]);
  expect((await faultsOf('positions', Readable.from([gbk]), options)).faults).toMatchObject([
    { code: 'BAD_INPUT', row: 3 },
  ]);
  const bytes = [...Buffer.from(`${header}\n${row(1, { text: '汉字𠀀' })}\n`)];
  const cut = bytes.map((byte) => Buffer.from([byte]));
  expect(await take('positions', Readable.from(cut), options)).toMatchObject({ status: 'DONE', created: 1 });
});

test('only the operator imports; a stream that breaks off ends the import, not the process', async () => {
  const { service } = importsModule({
    ...accounts,
    db,
    kinds: [],
    taxonomy: taxonomy.service,
    words: (owner) => taxonomy.words.reader(owner),
    log: createLog('silent'),
  });
  await expect(service.importFile(anonymous, 'talents', Readable.from([]), { fileName: 'x' })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  const broken = Readable.from(
    (function* () {
      yield Buffer.from(`${header}\n${row(77)}\n`);
      throw new Error('the cable was pulled');
    })(),
  );
  await expect(take('positions', broken, options)).rejects.toThrow('the cable was pulled');
  expect(await prisma.position.count({ where: { externalId: 'P77' } })).toBe(0);
  expect(await prisma.import.count({ where: { status: { in: ['LOADING', 'APPLYING'] } } })).toBe(0);
  expect(await prisma.importRow.count()).toBe(0);
});
