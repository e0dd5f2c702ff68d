import { expect, test } from 'vitest';
import { formatDay } from '../../src/kernel/day.ts';
import { importing } from './importing.ts';
import { encodings, fileOf, inPieces, workbook } from './tables.ts';

const { db, accounts, take } = await importing();
const { prisma } = db;
await accounts.operator.ensureOrganization({
  externalId: 'O-1',
  kind: 'OFFICE',
  name: '集美区人社局',
  region: '350211',
});

/** A list as a district sends it: title, who and when, two lines of header, totals and remarks. */
const posts = [
  ['集美区2026年春季招聘岗位汇总表', ...Array(16).fill('')],
  ['填报单位：集美区人社局', ...Array(13).fill(''), '制表日期：', '2026年2月1日', ''],
  [
    '序号',
    '岗位编号',
    '用人单位',
    '招聘岗位',
    '职业',
    '岗位需求数',
    '薪资待遇',
    '',
    '文化程度',
    '所学专业',
    '技能等级',
    '工作经验',
    '性别',
    '任职要求',
    '工作区域',
    '发布时间',
    '截止时间',
  ],
  ['', '', '', '', '', '', '下限', '上限', '', '', '', '', '', '', '', '', ''],
  [
    '1',
    'P-1',
    '甲机械有限公司',
    '数控车工',
    '车工',
    '5人',
    '8k',
    '1.2万',
    '中专/高中及以上',
    '数控技术',
    '高级工（三级）',
    '3年以上',
    '男',
    '35岁以下，能看懂图纸',
    '集美区',
    '2026.2.1',
    '长期有效',
  ],
  [
    '2',
    'P-2',
    '甲机械有限公司',
    '焊工（夜班）',
    '焊工',
    '3名',
    '６０００',
    '',
    '不限',
    '不限专业',
    '不限',
    '经验不限',
    '不限',
    '',
    '350211',
    '46054',
    '2026年12月',
  ],
  [
    '3',
    'P-3',
    '乙电子厂',
    '电气工程师',
    '6-18-02-04',
    '1',
    '面议',
    '面议',
    '本科及以上',
    '电气工程及其自动化、机械工程等相关专业',
    '',
    '1-3年',
    '',
    '/',
    '集美区',
    '2026/2/1',
    '—',
  ],
  ['合计', '', '', '', '', '9', '', '', '', '', '', '', '', '', '', '', ''],
  ['备注：以上岗位长期有效，联系电话0592-1234567', ...Array(16).fill('')],
];

async function good(kind: string, file: Buffer, options: Parameters<typeof take>[2] = {}) {
  const outcome = await take(kind, inPieces(file, 1_000), {
    organization: '集美区人社局',
    fileName: '名单',
    ...options,
  });
  expect(outcome.faults).toEqual([]);
  return outcome;
}

test.each(encodings)('a district’s list of positions goes in from %s, and is the same from each', async (encoding) => {
  const file = await fileOf(posts, encoding);
  if (!file) throw new Error('The encoding has all of these characters.');
  const outcome = await good('positions', file, { organization: null });
  expect([outcome.created + outcome.unchanged, outcome.updated]).toEqual([3, 0]);
  expect(outcome.created).toBe(encoding === 'UTF-8' ? 3 : 0);
  expect(outcome.columns?.columns.filter(({ column }) => column === null).map(({ header }) => header)).toEqual([
    '序号',
  ]);
  expect(outcome.notes.map(({ row, column, value }) => [row, column, value])).toEqual([
    [5, '任职要求', '35岁以下，能看懂图纸'],
    [5, '性别', '男'],
  ]);
});

test('what the list says in many ways stands in the records in one', async () => {
  const found = await prisma.position.findMany({ orderBy: { externalId: 'asc' }, include: { employer: true } });
  expect(found).toMatchObject([
    {
      title: '数控车工',
      headcount: 5,
      payFrom: 800_000,
      payTo: 1_200_000,
      education: 2,
      grade: 4,
      experienceMonths: 36,
      closesOn: null,
      region: '350211',
      majors: expect.arrayContaining(['460103']),
      employer: { name: '甲机械有限公司', region: '350211' },
    },
    {
      title: '焊工（夜班）',
      headcount: 3,
      payFrom: 600_000,
      payTo: null,
      education: null,
      majors: [],
      grade: null,
      experienceMonths: null,
      description: null,
    },
    {
      title: '电气工程师',
      headcount: 1,
      payFrom: null,
      payTo: null,
      education: 4,
      experienceMonths: 12,
      majors: [expect.any(String), expect.any(String)],
      description: null,
    },
  ]);
  expect(found[0]?.description).toBe('任职要求：35岁以下，能看懂图纸\n性别要求：男');
  expect(found[0]?.hardFilters).toEqual([]);
  expect(
    found.map(({ opensOn, closesOn }) =>
      [opensOn, closesOn].map((day) => day && formatDay(day.getTime() / 86_400_000)),
    ),
  ).toEqual([
    ['2026-02-01', null],
    ['2026-02-01', '2026-12-31'],
    ['2026-02-01', null],
  ]);
});

test('an employer’s cell that is merged over its positions is that of each', async () => {
  const row = (...cells: (string | null)[]) => cells;
  const file = await workbook([
    row('公司名称', '编号', '职位', '职业', '人数', '月薪', '地区', '发布日期'),
    [
      { value: '丙精密有限公司', rowSpan: 2 },
      'M-1',
      '车工',
      '车工',
      { value: 2, type: Number },
      '7000-9000',
      '集美区',
      { value: new Date('2026-02-01T00:00:00Z'), type: Date, format: 'yyyy/m/d' },
    ],
    row(null, 'M-2', '焊工', '焊工', '2', '200元/天', '集美区', '2026-02-01'),
  ]);
  expect((await good('positions', file, { organization: null })).created).toBe(2);
  const found = await prisma.position.findMany({
    where: { employer: { name: '丙精密有限公司' } },
    orderBy: { externalId: 'asc' },
  });
  expect(found.map(({ payFrom, payTo }) => [payFrom, payTo])).toEqual([
    [700_000, 900_000],
    [435_000, 435_000],
  ]);
});

const people = {
  none: [
    ['R-1', '林小雨', '13800138000.0', '大专', '数控技术', '350211', '示例学院', 'lin@example.org'],
    ['R-2', '陈建国', '1.3800138E10', '本科', '机械工程', '350211', '某大学', 'chen@example.org'],
  ],
  zh: ['人才编号', '姓名', '手机号码', '最高学历', '所学专业', '现居住地', '毕业学校', '电子邮箱'],
  en: [
    'Talent ID',
    'Full name',
    'Mobile phone',
    'Highest education',
    'Field of study',
    'Residence',
    'School',
    'E-mail',
  ],
};

test.each([
  ['Chinese headers', [people.zh, ...people.none]],
  ['English headers', [people.en, ...people.none]],
  ['no header', people.none],
])('talents with %s are the same, in each encoding', async (headers, rows) => {
  for (const encoding of encodings) {
    const file = await fileOf(rows, encoding);
    if (!file) throw new Error('The encoding has all of these characters.');
    const { created, unchanged } = await good('talents', file);
    expect([headers, encoding, created, unchanged]).toEqual([
      headers,
      encoding,
      ...(headers === 'Chinese headers' && encoding === 'UTF-8' ? [2, 0] : [0, 2]),
    ]);
  }
  const found = await prisma.talent.findMany({
    where: { externalId: { startsWith: 'R-' } },
    include: { contact: true, educations: true },
    orderBy: { externalId: 'asc' },
  });
  expect(found).toMatchObject([
    {
      name: '林小雨',
      residence: '350211',
      contact: { phone: '13800138000', email: 'lin@example.org' },
      educations: [{ level: 3, schoolName: '示例学院' }],
    },
    { name: '陈建国', contact: { phone: '13800138000' }, educations: [{ level: 4, major: expect.any(String) }] },
  ]);
});

test('a talent’s ranges, open ends, single grades and days of birth are read; household registration is no residence', async () => {
  const rows = [
    [
      '编号',
      '姓名',
      '出生年月',
      '性别',
      '户籍地',
      '期望月薪',
      '职业',
      '现岗位',
      '工作单位',
      '入职时间',
      '离职时间',
      '技能等级',
      '毕业时间',
      '学历',
      '毕业状态',
    ],
    [
      'S-1',
      '王芳',
      '1995年8月',
      '女',
      '四川省',
      '8k-1万',
      '车工',
      '车床操作',
      '丁厂',
      '2019.3',
      '至今',
      '高级工（三级）',
      '2016年6月',
      '大专（含）以上',
      '已毕业',
    ],
  ];
  const outcome = await good('talents', (await fileOf(rows, 'GB18030')) ?? Buffer.alloc(0));
  expect(outcome.columns?.columns.filter(({ column }) => column === null).map(({ header }) => header)).toEqual([
    '性别',
    '户籍地',
  ]);
  const talent = await prisma.talent.findFirstOrThrow({
    where: { externalId: 'S-1' },
    include: { grades: true, experiences: true, educations: true },
  });
  expect(talent).toMatchObject({
    birthYear: 1995,
    residence: null,
    wishPay: 800_000,
    grades: [{ occupation: '6-18-01-01', grade: 4 }],
    experiences: [{ endsOn: null }],
    educations: [{ level: 3, graduated: true }],
  });
  expect(talent.educations[0]?.endsOn).toEqual(new Date('2016-06-30'));
});

test('what cannot be read is told at its cell, with a cure', async () => {
  const header = [
    '岗位编号',
    '单位名称',
    '岗位名称',
    '职业',
    '招聘人数',
    '工作地区',
    '发布日期',
    '薪资',
    '学历要求',
    '经验要求',
    '截止日期',
  ];
  const bad = [
    ['B-1', '戊厂', '车工', '车工', '若干', '350211', '2026-02-01', '8k', '大专', '1年', ''],
    ['B-2', '戊厂', '车工', '车工', '5', '350211', '2026-02-01', '12k-8k', '大专', '1年', ''],
    ['B-3', '戊厂', '车工', '车工', '5', '350211', '2026-02-01', '8-12', '大专', '1年', ''],
    ['B-4', '戊厂', '车工', '车工', '5', '350211', '2026-02-01', '8k', '聪明', '1年', ''],
    ['B-5', '戊厂', '车工', '车工', '5', '350211', '2026-02-01', '8k', '大专', '3', ''],
    ['B-6', '戊厂', '车工', '车工', '5', '350211', '长期', '8k', '大专', '1年', '2026-13'],
    ['B-7', '戊厂', '车工', '车工', '5', '350211', '长期', '8k', '大专', '1年', ''],
    ['B-8', '戊厂', '车工', '车工', '5', '350211', '2026-02-01', '2000万/月', '大专', '1年', ''],
  ];
  const file = await fileOf([header, ...bad], 'UTF-8');
  const { status, faults } = await take('positions', inPieces(file ?? Buffer.alloc(0)));
  expect([status, faults.map(({ row, column, value }) => [row, column, value])]).toEqual([
    'FAILED',
    [
      [2, '招聘人数', '若干'],
      [3, '薪资', '12k-8k'],
      [4, '薪资', '8-12'],
      [5, '学历要求', '聪明'],
      [6, '经验要求', '3'],
      [7, '截止日期', '2026-13'],
      [8, '发布日期', '长期'],
      [9, '薪资', '2000万/月'],
    ],
  ]);
  expect(faults.every(({ cure }) => cure !== null)).toBe(true);
});

test('a column is put right by its header or place, and a workbook’s sheet is named', async () => {
  const rows = [
    ['编号', '姓名', '怎么联系', '其他'],
    ['K-1', '赵六', '13800138001', '350211'],
  ];
  const file = (await fileOf(rows, 'GB18030')) ?? Buffer.alloc(0);
  const first = await good('talents', file, { dryRun: true });
  expect(first.columns?.columns[2]).toMatchObject({ how: 'UNUSED', proposed: 'phone' });
  expect((await good('talents', file, { columns: { 怎么联系: '手机', 4: 'residence' } })).created).toBe(1);
  const talent = await prisma.talent.findFirstOrThrow({ where: { externalId: 'K-1' }, include: { contact: true } });
  expect(talent).toMatchObject({ residence: '350211', contact: { phone: '13800138001' } });
});
