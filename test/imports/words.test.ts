import { expect, test } from 'vitest';
import { testProduct, testServer } from '../support/product.ts';

const product = await testProduct();
const server = await testServer(product);
const { core, ask, run, member } = product;
const { prisma } = core.db;

const office = await member('OFFICE', { region: '350200' });
const key = {
  'x-api-key': await core.accounts.operator.issueToken(office.userId, office.organization.id, 'files'),
};

/** As rows stand in the lists that employers hand in: no occupation column, pay and offers in the title. */
const header = '岗位编号,单位名称,岗位名称,职业,招聘人数,工作地点,专业要求,必备技能,技能等级,发布日期';
const titled = (n: number, title: string, more: Record<string, string> = {}) =>
  [
    `W-${n},示例机械有限公司,${title},${more['occupation'] ?? ''},3,${more['region'] ?? '集美'},${more['major'] ?? ''}`,
    `${more['skills'] ?? ''},${more['grade'] ?? ''},2026-01-05`,
  ].join(',');

async function post(query: string, rows: readonly string[], kind = 'positions') {
  const payload = rows.join('\n');
  const answer = await server.inject({ method: 'POST', url: `/imports/${kind}?${query}`, payload, headers: key });
  return answer.json();
}

const position = (externalId: string) =>
  prisma.position.findFirstOrThrow({ where: { externalId }, include: { skills: { orderBy: { skill: 'asc' } } } });

test('a title becomes an occupation, pay and grade; places, majors and skills in words become codes', async () => {
  const body = await post('', [
    header,
    titled(1, '急聘CNC师傅8k-12k', { major: '机械相关专业', skills: '熟悉CAD和PLC编程' }),
    titled(2, '高级焊工', { region: '厦门集美' }),
    titled(3, '高级焊工 8k-12k', { occupation: '电工', grade: '不限' }),
  ]);
  expect(body).toMatchObject({ status: 'DONE', created: 3, faults: [], openWordCount: 0 });
  expect(await position('W-1')).toMatchObject({
    ...{ occupation: '6-18-01-07', region: '350211', payFrom: 800_000, payTo: 1_200_000, grade: null },
    ...{ title: '急聘CNC师傅8k-12k', skills: [{ skill: 'autocad' }, { skill: 'plc-programming' }] },
  });
  expect(await position('W-2')).toMatchObject({ occupation: '6-18-02-04', region: '350211', grade: 4, payFrom: null });
  expect(await position('W-3')).toMatchObject({ occupation: '6-31-01-03', grade: null, payFrom: 800_000 });
  expect(body.words).toContainEqual(
    expect.objectContaining({ text: 'CNC师傅', codes: ['6-18-01-07'], column: '岗位名称', rows: 1, firstRow: 2 }),
  );
  expect(body.words.find(({ text }: { text: string }) => text === '集美')).toMatchObject({
    rows: 2,
    codes: ['350211'],
  });
  expect(body.notes.map(({ row, column }: { row: number; column: string }) => [row, column])).toEqual([
    [2, '岗位名称'],
    [3, '岗位名称'],
    [4, '岗位名称'],
  ]);
});

test('a word that nobody can be sure of waits for a person, whose choice holds from then on', async () => {
  const region = '350211';
  const rows = [
    header,
    titled(11, '甲乙丙丁戊', { region, occupation: '特种丙类作业' }),
    titled(12, '特种丙类作业 8k', { region }),
    titled(13, '电工', { region }),
  ];
  const checked = await post('dryRun=true', rows);
  expect(checked).toMatchObject({ status: 'CHECKED', created: 1, faultCount: 2, openWordCount: 1 });
  expect(checked.faults[0]).toMatchObject({ row: 2, column: '职业', cure: expect.stringContaining('chooseConcept') });
  const open = await ask(
    `query ($id: UUID!) { import(id: $id) { openWordCount words(open: true) {
       scheme text column rows firstRow concepts { code } candidates { concept { code name } confidence matchedBy }
     } } }`,
    { id: checked.id },
    office,
  );
  expect(open.import).toMatchObject({
    openWordCount: 1,
    words: [{ scheme: 'occupation', text: '特种丙类作业', column: '职业', rows: 2, firstRow: 2, concepts: [] }],
  });
  expect(open.import.words[0].candidates.length).toBeGreaterThan(0);
  await run(
    'mutation ($input: ConceptChoiceInput!) { chooseConcept(input: $input) { id } }',
    { input: { scheme: 'occupation', text: '特种丙类作业', code: '6-18-02-04' } },
    office,
  );
  const applied = await ask(
    `mutation ($id: UUID!) { applyImport(id: $id) { status created openWordCount
       words(first: 5, open: false) { text rows matchedBy confidence concepts { code } } } }`,
    { id: checked.id },
    office,
  );
  expect(applied.applyImport).toEqual({
    ...{ status: 'DONE', created: 3, openWordCount: 0 },
    words: [
      {
        text: '特种丙类作业',
        rows: 2,
        matchedBy: 'ORGANIZATION',
        confidence: 0.97,
        concepts: [{ code: '6-18-02-04' }],
      },
    ],
  });
  expect((await position('W-11')).occupation).toBe('6-18-02-04');
  expect((await position('W-12')).occupation).toBe('6-18-02-04');
});

test('of a partial file the words of each batch are counted once', async () => {
  const rows = Array.from({ length: 2_100 }, (_, n) => titled(1_000 + n, n % 2 === 0 ? 'CNC师傅' : '叉车司机'));
  const { id, words } = await post('mode=partial', [header, ...rows]);
  const titles = words.filter(({ scheme }: { scheme: string }) => scheme === 'occupation');
  expect(titles.map(({ text, rows: n, firstRow }: Record<string, unknown>) => [text, n, firstRow])).toEqual([
    ['CNC师傅', 1_050, 2],
    ['叉车司机', 1_050, 3],
  ]);
  expect(await prisma.importWord.count({ where: { importId: id } })).toBe(3);
});

test('a talent’s job title names an occupation where it is sure; where not, it stays open and the row is taken', async () => {
  const body = await post(
    '',
    [
      '编号,姓名,岗位名称,职业,技能等级,入职日期',
      'T-1,甲,叉车司机,,高级工,2020-03-01',
      'T-2,乙,甲乙丙丁戊,,,2020-03-01',
      'T-3,丙,电工,无,,2020-03-01',
    ],
    'talents',
  );
  expect(body).toMatchObject({ faults: [], status: 'DONE', created: 3 });
  // The title speaks for the job and for the grade: it stands in one row all the same.
  expect(body.words).toContainEqual(expect.objectContaining({ text: '叉车司机', rows: 1 }));
  const talents = await prisma.talent.findMany({
    where: { externalId: { in: ['T-1', 'T-2', 'T-3'] } },
    include: { experiences: true, grades: true },
    orderBy: { externalId: 'asc' },
  });
  expect(talents.map(({ experiences: [job], grades: [held] }) => [job?.occupation, held?.occupation])).toEqual([
    ['6-30-05-01', '6-30-05-01'],
    [null, undefined],
    [null, undefined],
  ]);
});

test('wishes for anywhere, students, and words of which nothing is known', async () => {
  const body = await post(
    'mode=partial',
    [
      '编号,姓名,学历,期望地区,期望职业',
      'S-1,甲,本科在读,不限,"电工，焊工"',
      'S-2,乙,大专（在读）,服从安排,电工、车工',
      'S-3,丙,本科,子虚乌有国,电工',
    ],
    'talents',
  );
  expect(body.faults).toMatchObject([{}]);
  expect(body).toMatchObject({ status: 'DONE', created: 2, faultCount: 1, openWordCount: 1 });
  expect(body.faults[0]).toMatchObject({ row: 4, column: '期望地区', cure: expect.stringContaining('--word') });
  const [student, other] = await prisma.talent.findMany({
    where: { externalId: { in: ['S-1', 'S-2'] } },
    include: { educations: true },
    orderBy: { externalId: 'asc' },
  });
  expect(student).toMatchObject({ educations: [{ level: 4, graduated: false }], wishRegions: [] });
  expect(student?.wishOccupations).toEqual(['6-31-01-03', '6-18-02-04']);
  expect(other).toMatchObject({ educations: [{ level: 3, graduated: false }], wishRegions: [] });
});
