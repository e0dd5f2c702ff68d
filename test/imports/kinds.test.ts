import { expect, test } from 'vitest';
import { parseDay } from '../../src/kernel/day.ts';
import { importing } from './importing.ts';

const { db, take, example } = await importing();
const { prisma } = db;

/** What the import leaves to see: no fault, and its counts. */
async function good(...file: Parameters<typeof take>): Promise<number[]> {
  const { faults, created, updated, unchanged } = await take(...file);
  expect(faults).toEqual([]);
  return [created, updated, unchanged];
}

test.each(['programs', 'schools', 'talents', 'positions', 'catalogs'])(
  'the example of %s goes in as it is, once',
  async (kind) => {
    const rows = kind === 'catalogs' ? 2 : 1;
    // The school of the programs’ example is there when that of the schools’ comes: it is taken for the same.
    expect(await good(kind, example(kind))).toEqual(kind === 'schools' ? [0, rows, 0] : [rows, 0, 0]);
    const outbox = await prisma.$queryRaw`SELECT kind, count(*)::int FROM outbox GROUP BY kind ORDER BY kind`;
    expect(await good(kind, example(kind))).toEqual([0, 0, rows]);
    expect(await prisma.$queryRaw`SELECT kind, count(*)::int FROM outbox GROUP BY kind ORDER BY kind`).toEqual(outbox);
  },
);

test('a talent is what the row says: names become codes, yuan fen, a known school its id', async () => {
  const talent = await prisma.talent.findFirstOrThrow({
    where: { externalId: 'T-0001' },
    include: {
      organization: true,
      contact: true,
      educations: { orderBy: { id: 'asc' } },
      experiences: true,
      skills: true,
      grades: true,
      consents: true,
    },
  });
  const school = await prisma.organization.findFirstOrThrow({ where: { name: '示例职业技术学院' } });
  expect(talent).toMatchObject({
    name: '林小雨',
    organization: { name: '示例市人才服务中心', kind: 'OFFICE', region: '350200' },
    contact: { phone: '13800138000' },
    residence: '350211',
    wishPay: 800_000,
    wishOccupations: ['6-18-01-01', '6-18-02-04'],
    educations: [
      { level: 3, major: '460103', schoolId: school.id, schoolName: null },
      { level: 2, schoolName: '示例中学', major: null },
    ],
    grades: [{ occupation: '6-18-01-01', grade: 4, certificateNo: 'CERT-2021-1' }],
  });
  expect(talent.experiences.map(({ title, occupation }) => [title, occupation]).sort()).toEqual([
    ['数控车床操作', '6-18-01-01'],
    ['车床学徒', '6-18-01-01'],
  ]);
  expect(talent.skills.find(({ skill }) => skill === 'cnc-turning')).toMatchObject({
    level: 4,
    wantsToUse: true,
    evidence: 'CLAIMED',
  });
  expect(talent.consents.map(({ purpose }) => purpose).sort()).toEqual(['FOUND_BY_EMPLOYERS', 'SHARED_WITH_OFFICE']);
});

test('English headers, semicolons, a BOM and CR LF do as well; a changed row is written, a new employer made once', async () => {
  const header =
    'externalId;employer;employerName;employerCreditCode;title;occupation;headcount;region;payFrom;payTo;mustHave;opensOn;kind\r\n';
  const rows = (pay: string) =>
    `1;E-7;焊接公司;91350200MA2XN0E86E;焊工;6-18-02-04;3;思明区;${pay};;cnc-turning:2;2026/1/5;FULL\r\n2;E-7;;;焊工;焊工;２;350203;;12000;;2026-01-05;兼职\r\n`;
  const code = creditCode('91350200MA2XN0E86');
  const file = (pay: string) => `\ufeff${header}${rows(pay).replace('91350200MA2XN0E86E', code)}`;
  expect(await good('positions', file('8,000.50'))).toEqual([2, 0, 0]);
  expect(await good('positions', file('8000.50'))).toEqual([0, 0, 2]);
  expect(await good('positions', file('9000'))).toEqual([0, 1, 1]);
  const [employer, ...others] = await prisma.organization.findMany({ where: { name: '焊接公司' } });
  expect(others).toEqual([]);
  expect(employer).toMatchObject({ kind: 'EMPLOYER', externalId: 'E-7', creditCode: code, region: '350203' });
  const found = await prisma.position.findMany({
    where: { employerId: employer?.id ?? '' },
    orderBy: { externalId: 'asc' },
  });
  expect(found).toMatchObject([
    { payFrom: 900_000, payTo: null, region: '350203', status: 'PUBLISHED', version: 2 },
    { payFrom: null, payTo: 1_200_000, headcount: 2, workKind: 'PART', version: 1 },
  ]);
});

test('the owner and constant columns may be given for the whole file', async () => {
  const file = ['编号\t姓名\t技能', '1\t甲\t数控车削:3*、普通车床操作', '2\t乙\t'];
  expect(
    await good('talents', file, {
      organization: '示例市人才服务中心',
      constants: { 学历: '本科', residence: '350203' },
    }),
  ).toEqual([2, 0, 0]);
  const [one] = await prisma.talent.findMany({ where: { name: '甲' }, include: { skills: true, educations: true } });
  expect(one).toMatchObject({ residence: '350203', skills: [{}, {}], educations: [{ level: 4 }] });
});

test('what a person has claimed is left as it is', async () => {
  await prisma.user.create({
    data: { name: '乙', email: 'b@example.org', talent: { connect: { id: await idOf('2') } } },
  });
  const outcome = await take('talents', ['编号,姓名', '1,甲', '2,乙改'], { organization: '示例市人才服务中心' });
  expect(outcome).toMatchObject({ status: 'DONE', updated: 1, leftCount: 1, left: [{ key: '2' }] });
});

test('programs: figures by year and a firm by its number', async () => {
  const file = [
    '专业点编号,院校编号,专业点名称,专业,学历层次,学制(年),办学形式,合作企业,年份,计划招生数,其他年份,就业去向',
    'G1,S-0001,焊接订单班,460110,大专,3.5,订单班,E-7,2024,30,2025:40:38,2024:焊工:12:9;2024:车工:3',
  ];
  expect(await good('programs', file)).toEqual([1, 0, 0]);
  const program = await prisma.program.findFirstOrThrow({
    where: { externalId: 'G1' },
    include: { years: true, outcomes: true, firm: true },
  });
  expect(program).toMatchObject({
    yearsTenths: 35,
    kind: 'ORDER_CLASS',
    firm: { externalId: 'E-7' },
    years: [{ places: 30 }, { enrolled: 38 }],
  });
  expect(program.outcomes.map(({ occupation, count, inRegion }) => [occupation, count, inRegion]).sort()).toEqual([
    ['6-18-01-01', 3, null],
    ['6-18-02-04', 12, 9],
  ]);
});

test('catalogs: rows without a number belong to the catalog above; a second file changes one entry', async () => {
  const head = ['目录编号', '适用地区', '目录名称', '生效日期', '版本', '职业', '紧缺程度', '需求人数'].join();
  const file = (wanted: number) => [
    head,
    'C1,350203,思明目录,2026-01-01,2026,车工,紧缺,10',
    `,,,,,焊工,,${wanted}`,
    'C2,350211,集美目录,2026-01-01,2026,焊工,一般,5',
  ];
  const organization = '示例市人才服务中心';
  expect(await good('catalogs', file(20), { organization })).toEqual([3, 0, 0]);
  expect(await good('catalogs', file(21), { organization })).toEqual([0, 1, 2]);
  const catalogs = await prisma.shortageCatalog.findMany({
    where: { externalId: { in: ['C1', 'C2'] } },
    include: { entries: { orderBy: { line: 'asc' } } },
    orderBy: { externalId: 'asc' },
  });
  expect(catalogs).toMatchObject([
    {
      status: 'PUBLISHED',
      entries: [
        { line: 1, occupation: '6-18-01-01' },
        { line: 2, headcount: 21, level: 'SHORT' },
      ],
    },
    { entries: [{ level: 'ORDINARY' }] },
  ]);
  expect(catalogs[0]?.validFrom).toEqual(new Date(parseDay('2026-01-01', 'day') * 86_400_000));
});

test('an import says what it did: its own row and one audit entry', async () => {
  const done = await prisma.import.findMany({ where: { kind: 'programs' } });
  expect(done).toHaveLength(3);
  for (const row of done) {
    expect(row).toMatchObject({
      status: 'DONE',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      finishedAt: expect.any(Date),
    });
    expect(await prisma.auditEntry.findMany({ where: { recordId: row.id } })).toMatchObject([
      { action: 'programs.imported', detail: { created: row.created } },
    ]);
  }
});

async function idOf(externalId: string): Promise<string> {
  return (await prisma.talent.findFirstOrThrow({ where: { externalId, organization: { name: '示例市人才服务中心' } } }))
    .id;
}

function creditCode(first17: string): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const sum = [...first17].reduce((total, character, n) => total + alphabet.indexOf(character) * (3 ** n % 31), 0);
  return first17 + alphabet.charAt((31 - (sum % 31)) % 31);
}
