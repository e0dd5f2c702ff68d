import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberMadeOf } from '../../src/platform/files/natural-key.ts';
import { importing } from './importing.ts';

const { db, accounts, take } = await importing();
const { prisma } = db;
await accounts.operator.ensureOrganization({ externalId: 'O-1', kind: 'OFFICE', name: '人才办', region: '350200' });

const head = '序号,单位名称,岗位名称,职业,招聘人数,工作地区,发布日期';
const january = [
  head,
  '1,甲公司,数控车工,车工,5,集美区,2026-01-05',
  '2,甲公司,焊工,焊工,2,集美区,2026-01-05',
  '3,甲公司,焊工,焊工,2,思明区,2026-01-05',
  '4,乙公司,焊工,焊工,1,集美区,2026-01-05',
];
const made = /^auto-[0-9a-f]{16}$/;

test('width, case and spaces make no other number; every other difference does', () => {
  expect(numberMadeOf('ＣＮＣ 车工（夜班）', '350211')).toBe(numberMadeOf('cnc车工(夜班)', '350211'));
  const plain = (texts: readonly string[]) =>
    JSON.stringify(texts.map((text) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')));
  const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 6 }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      expect(numberMadeOf(...a)).toMatch(made);
      expect(numberMadeOf(...a) === numberMadeOf(...b)).toBe(plain(a) === plain(b));
    }),
  );
  expect(numberMadeOf('ab', 'c')).not.toBe(numberMadeOf('a', 'bc'));
});

test('a list of positions without numbers is the same the second time, and next month’s is another', async () => {
  const first = await take('positions', january, { dryRun: true });
  expect(first).toMatchObject({ status: 'CHECKED', created: 4, faults: [] });
  expect(first.columns?.keyMadeOf).toEqual(['title', 'region']);
  expect(first.columns?.columns[0]).toMatchObject({ header: '序号', column: null, proposed: 'externalId' });
  expect(await take('positions', january)).toMatchObject({ created: 4, faults: [] });
  expect(await take('positions', january)).toMatchObject({ unchanged: 4, created: 0, updated: 0 });
  const numbers = await prisma.position.findMany({ select: { externalId: true } });
  expect(numbers.every(({ externalId }) => made.test(externalId ?? ''))).toBe(true);
  // Number 1 is another position now; the others are written otherwise, corrected, or opened anew.
  const february = [
    head,
    '1,丙公司,电工,电工,1,集美区,2026-02-01',
    '2,甲公司,数控 车工,车工,8,350211,2026-02-01',
    '3,甲公司,焊工,6-18-02-04,2,集美区,2026-01-05',
    '4,甲公司,焊工,电焊工,2,思明区,2026-01-05',
  ];
  expect(await take('positions', february)).toMatchObject({ created: 1, updated: 1, unchanged: 2, faults: [] });
  const turner = await prisma.position.findMany({ where: { title: { contains: '车工' } } });
  expect(turner).toMatchObject([{ headcount: 8, opensOn: new Date('2026-02-01') }]);
});

test('two positions of one employer, title and region in a file are told apart by nothing, and refused', async () => {
  const twice = [head, '1,丁公司,普工,焊工,5,集美区,2026-01-05', '2,丁公司,普工,车工,2,350211,2026-01-06'];
  const { status, faults } = await take('positions', twice);
  expect(status).toBe('FAILED');
  expect(faults).toMatchObject([
    { row: 3, column: '岗位名称', value: '普工', message: expect.stringContaining('岗位名称, 工作地区') },
  ]);
  expect(faults[0]?.cure).toContain('岗位编号');
  expect(await take('positions', twice, { columns: { 序号: 'externalId' } })).toMatchObject({ created: 2 });
  // What was said of one file says nothing of the next.
  const next = await take('positions', [head, '1,丁公司,保安,保安员,1,集美区,2026-02-01']);
  expect(next).toMatchObject({ created: 1, updated: 0, faults: [] });
});

test('a file that has the column gives every row its number', async () => {
  const { faults } = await take('positions', [`${head},岗位编号`, `${january[1]},`]);
  expect(faults).toMatchObject([{ row: 2, column: '岗位编号', code: 'BAD_INPUT' }]);
});

test('a person is known by name and telephone number, else by name and e-mail address', async () => {
  const organization = 'O-1';
  const people = [
    '姓名,手机,邮箱,学历',
    '林小雨,13800138000,,大专',
    '林大雨,13800138000,,大专',
    '陈建国,,chen@example.org,',
  ];
  const first = await take('talents', people, { organization });
  expect(first).toMatchObject({ created: 3, faults: [] });
  expect(first.columns?.keyMadeOf).toEqual(['name', 'phone', 'email']);
  const again = [
    '姓名,手机,邮箱,学历',
    '林 小雨,+86 138 0013 8000,lin@example.org,本科',
    '林大雨,13800138000.0,,大专',
    '陈建国,,Chen@example.org,大专',
  ];
  expect(await take('talents', again, { organization })).toMatchObject({ created: 0, updated: 2, faults: [] });
  const nobody = await take('talents', ['姓名,手机', '王芳,', '王芳,无'], { organization });
  expect(nobody.faults).toMatchObject([
    { row: 2, column: '手机', cure: expect.stringContaining('编号') },
    { row: 3, column: '手机' },
  ]);
  const file = await take('talents', ['序号,姓名,学历', '1,王芳,大专'], { organization });
  expect(file.faults).toMatchObject([{ column: '编号', cure: expect.stringContaining('--map 序号=externalId') }]);
});

test('a program is known by its school, name and level', async () => {
  const columns = '序号,院校名称,院校类型,院校所在地,专业点名称,专业,学历层次,学制(年),年份,计划招生数';
  const program = (n: number, name: string, level: string, places: number) =>
    `${n},示例学院,高职院校,350200,${name},数控技术,${level},3,2026,${places}`;
  const file = [columns, program(1, '数控技术', '大专', 50), program(2, '数控技术（3+2）', '大专', 40)];
  expect(await take('programs', file)).toMatchObject({ created: 2, faults: [] });
  expect(await take('programs', file)).toMatchObject({ unchanged: 2, created: 0 });
  const later = [columns, program(1, '数控技术(3+2)', '高职', 45), program(2, '数控技术', '大专', 50)];
  expect(await take('programs', later)).toMatchObject({ created: 0, updated: 1, unchanged: 1, faults: [] });
});
