import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogColumns } from '../../src/modules/catalogs/catalogs.import.columns.ts';
import { type ColumnWishes, rememberable } from '../../src/modules/imports/imports.column-map.ts';
import { mapColumns } from '../../src/modules/imports/imports.columns.rules.ts';
import { foldedHeader } from '../../src/modules/imports/imports.headers.rules.ts';
import { TableColumns } from '../../src/modules/imports/imports.rows.rules.ts';
import { positionColumns } from '../../src/modules/positions/positions.import.columns.ts';
import { programColumns } from '../../src/modules/schools/programs.import.columns.ts';
import { schoolColumns } from '../../src/modules/schools/schools.import.columns.ts';
import { talentColumns } from '../../src/modules/talents/talents.import.columns.ts';

const kinds = {
  positions: positionColumns,
  talents: talentColumns,
  catalogs: catalogColumns,
  schools: schoolColumns,
  programs: programColumns,
};
type Kind = keyof typeof kinds;

const naturalKeys: { [K in Kind]?: { naturalKeys: string[][] } } = {
  positions: { naturalKeys: [['title', 'region']] },
  programs: { naturalKeys: [['name', 'level']] },
  talents: {
    naturalKeys: [
      ['name', 'phone'],
      ['name', 'email'],
    ],
  },
};

function map(kind: Kind, rows: readonly (readonly string[])[], wishes: ColumnWishes = {}) {
  const sample = rows.map((cells, n) => ({ line: n + 1, cells: [...cells] }));
  const keyColumn = kind === 'catalogs' ? 'occupation' : 'externalId';
  return mapColumns({ kind, columns: kinds[kind], keyColumn, ...naturalKeys[kind] }, sample, wishes);
}

/** How each header of a file is read: `column how`. */
function read(kind: Kind, headers: readonly string[], wishes: ColumnWishes = {}): (string | null)[] {
  return map(kind, [headers, headers.map(() => '')], wishes).columns.map(({ column, how }) =>
    column ? `${column} ${how}` : null,
  );
}

test.each(Object.keys(kinds) as Kind[])('each word for a column of %s names that column alone', (kind) => {
  const owners = new Map<string, string>();
  for (const { name, header, further = [] } of kinds[kind]) {
    for (const word of [name, header, ...further].map(foldedHeader)) {
      expect([word, owners.get(word) ?? name]).toEqual([word, name]);
      owners.set(word, name);
    }
  }
  for (const { name, perhaps = [], proposedFor = [] } of kinds[kind])
    for (const word of [...perhaps, ...proposedFor].map(foldedHeader))
      expect([name, word, owners.get(word)]).toEqual([name, word, undefined]);
});

test.each([
  [
    'positions',
    [
      '企业名称',
      '招聘岗位',
      '招聘人数（人）',
      '月薪',
      '最低学历',
      '所学专业',
      '工作区域',
      '任职条件',
      '性别',
      '年龄',
      '备注',
    ],
    [
      'employerName',
      'title',
      'headcount',
      'pay',
      'education',
      'majors',
      'region',
      'requirements',
      'sexAsked',
      'ageAsked',
      'remark',
    ],
  ],
  [
    'positions',
    ['需求岗位', '岗位需求数', '薪资待遇', '文化程度', '工作年限', '截止时间'],
    ['title', 'headcount', 'pay', 'education', 'experienceMonths', 'closesOn'],
  ],
  [
    'positions',
    ['公司名称', '职位', '招聘\n人数', '薪酬', '学历要求', '工作经验'],
    ['employerName', 'title ALIAS', 'headcount NAME', 'pay', 'education NAME', 'experienceMonths'],
  ],
  [
    'positions',
    ['Company', 'Job Title', 'Openings', 'Salary', 'Education Level', 'Location'],
    ['employerName', 'title', 'headcount', 'pay', 'education', 'region'],
  ],
  [
    'talents',
    ['学号', '学生姓名', '手机号码', '毕业学校', '所学专业', '最高学历'],
    ['externalId', 'name', 'phone', 'school', 'major', 'education'],
  ],
  [
    'talents',
    ['Candidate ID', 'Full name', 'Mobile', 'E-mail', 'University', 'Expected salary'],
    ['externalId', 'name', 'phone', 'email', 'school', 'wishPay'],
  ],
  [
    'catalogs',
    ['目录号', '发布单位', '紧缺职业', '紧缺岗位', '紧缺等级', '需求量', '最低学历'],
    ['catalog', 'issuerName', 'occupation', 'tradeName', 'level', 'headcount', 'education'],
  ],
  [
    'schools',
    ['学校代码', '学校全称', '办学类型', '所在城市', '官网'],
    ['externalId', 'name', 'kind', 'region', 'site'],
  ],
  [
    'programs',
    ['专业编号', '学校名称', '专业方向', '专业名称', '培养层次', '学制（年）', '招生计划数'],
    ['externalId', 'schoolName', 'name', 'major', 'level', 'years', 'places'],
  ],
] as const)('%s: %j', (kind, headers, expected) => {
  const found = read(kind, headers);
  const wanted = expected.map((one) => (one.includes(' ') ? one : expect.stringMatching(`^${one} (NAME|ALIAS)$`)));
  expect(headers.map((header, n) => [header, found[n]])).toEqual(headers.map((header, n) => [header, wanted[n]]));
});

test.each(['title', '岗位名称 ', '＊岗位名称', '岗位名称（必填）', 'Title*', '岗位\n名称：', '岗 位 名 称'])(
  'width, case, spaces, stars and brackets say nothing: %j',
  (header) => expect(read('positions', ['岗位编号', header])).toEqual(['externalId NAME', 'title NAME']),
);

test('a header near to one column is a guess; near to two, or never asked, it is left out', () => {
  const of = (kind: Kind, header: string) => map(kind, [['岗位名称', '姓名', '编号', header]]).columns[3];
  expect(of('positions', '招聘岗位名称及数量')).toMatchObject({ column: null, how: 'UNUSED' });
  expect(of('positions', '岗位学历要求')).toMatchObject({ column: 'education', how: 'GUESSED' });
  expect(of('positions', '拟招聘人数合计')).toMatchObject({
    column: 'headcount',
    how: 'GUESSED',
    confidence: expect.closeTo(0.7, 0),
  });
  for (const header of ['学历及专业要求', '日期', '要', '税后月薪', '面试官'])
    expect([header, of('positions', header)?.column]).toEqual([header, null]);
  for (const header of ['户籍地', '户籍所在地', '籍贯', '性别', '年龄', '民族', '身份证号'])
    expect([header, of('talents', header)?.column, of('talents', header)?.why]).toEqual([
      header,
      null,
      expect.stringContaining('never'),
    ]);
});

test('of two headers for one column the surer is taken and the other is told; equally sure ones are a fault', () => {
  const { columns, faults } = map('positions', [['职位', '岗位名称', '序号', '岗位编号', '工种']]);
  expect(columns.map(({ column, how }) => [column, how])).toEqual([
    [null, 'UNUSED'],
    ['title', 'NAME'],
    [null, 'UNUSED'],
    ['externalId', 'NAME'],
    [null, 'UNUSED'],
  ]);
  expect(columns[0]?.why).toContain('岗位名称');
  expect(faults.some(({ message }) => message.includes('twice'))).toBe(false);
  const twice = map('talents', [['编号', '姓名', '联系电话', '手机号码']]);
  expect(twice.faults).toMatchObject([
    { column: '手机号码', message: 'The column phone stands there twice.', cure: expect.any(String) },
  ]);
  expect(read('talents', ['编码', '姓名'])).toEqual(['externalId GUESSED', 'name NAME']);
});

test.each([
  ['positions', '岗位编号', '岗位名称'],
  ['talents', '编号', '姓名'],
  ['schools', '院校编号', '院校名称'],
  ['programs', '专业点编号', '专业点名称'],
] as const)(
  'a running number of %s is the number of no record unless that is said, each time',
  (kind, number, name) => {
    for (const word of ['序号', 'No.', '序 号', '人员序号']) {
      const left = { column: null, how: 'UNUSED', proposed: 'externalId', why: expect.stringContaining('anew') };
      expect(map(kind, [[word, name, '甲']]).columns[0]).toMatchObject({ header: word, ...left });
      const given = map(kind, [[word, name, '甲']], { given: { [word]: 'externalId' } });
      expect(given.columns[0]).toMatchObject({ column: 'externalId', how: 'GIVEN' });
      const remembered = rememberable(given);
      expect(map(kind, [[word, name, '甲']], { remembered }).columns[0]).toMatchObject(left);
    }
    expect(map(kind, [['序号', number, name]]).columns[0]).toMatchObject({ column: null, proposed: null });
    expect(map(kind, [['序号', number, name]]).keyMadeOf).toEqual([]);
  },
);

test('of a file without numbers the records are known by other columns; where those are missing too, it says what to do', () => {
  const wanted = { 岗位名称: '焊工', 招聘人数: '1', 发布日期: '2026-01-01' };
  expect(map('positions', [['单位名称', '工作地区']], { constants: wanted })).toMatchObject({
    faults: [],
    keyMadeOf: ['title', 'region'],
  });
  expect(map('talents', [['姓名', '手机']]).keyMadeOf).toEqual(['name', 'phone']);
  expect(map('talents', [['姓名', '手机', '邮箱']])).toMatchObject({
    faults: [],
    keyMadeOf: ['name', 'phone', 'email'],
  });
  const { faults, keyMadeOf } = map('talents', [['序号', '姓名', '学历', '专业']]);
  expect([keyMadeOf, faults.map(({ code, column }) => [code, column])]).toEqual([[], [['BAD_INPUT', '编号']]]);
  expect(faults[0]?.cure).toContain('姓名 and 手机, or by 姓名 and 邮箱');
  expect(faults[0]?.cure).toContain('--map 序号=externalId');
  const booths = [
    ['姓名', '手机', '展位'],
    ['甲', '1', 'A-01'],
  ];
  const unclear = map('talents', booths);
  expect([unclear.keyMadeOf, unclear.faults]).toMatchObject([[], [{ column: '编号' }]]);
  expect(unclear.faults[0]?.cure).toMatch(/--map 展位=externalId; .*--map 展位= /);
  expect(map('talents', booths, { given: { 展位: '' } })).toMatchObject({ keyMadeOf: ['name', 'phone'], faults: [] });
  expect(map('talents', [['手机', '学历']]).faults.map(({ column }) => column)).toEqual(['姓名']);
  const schools = map('schools', [['序号', '院校名称', '院校类型', '所在地']]);
  expect(schools.faults).toMatchObject([{ column: '院校编号', cure: expect.stringContaining('--map 序号=') }]);
  expect(map('schools', [['院校名称']]).faults[0]?.cure).not.toContain('--map');
});

test('what was given or remembered goes before what is seen, by header or by place', () => {
  const headers = ['编号', '姓名', '电话', '技能', '说法'];
  expect(read('talents', headers, { given: { 说法: '常住地', '4': '', 3: 'email' } })).toEqual(
    ['externalId ALIAS', 'name NAME', 'email GIVEN', null, 'residence GIVEN'].map((one, n) =>
      n === 0 ? 'externalId NAME' : one,
    ),
  );
  const remembered = rememberable(map('talents', [headers], { given: { 说法: '常住地', 技能: '' } }));
  expect(remembered).toEqual({ 编号: 'externalId', 姓名: 'name', 电话: 'phone', 技能: '', 说法: 'residence' });
  expect(read('talents', ['说 法*', '技能', '姓名', '编号'], { remembered })).toEqual([
    'residence REMEMBERED',
    null,
    'name REMEMBERED',
    'externalId REMEMBERED',
  ]);
  const wrong = map('talents', [headers], { given: { 没有: 'name', 说法: '胡说', 9: 'name' } });
  expect(wrong.faults.map(({ column }) => column).sort()).toEqual(['9', '没有', '说法'].sort());
  expect(read('talents', headers, { remembered: { 说法: 'noSuchColumn' } })[4]).toBe(null);
});

test('a missing column is told with the headers that were seen, unless it is given for all rows', () => {
  const { faults } = map('positions', [
    ['岗位编号', '岗位名称', '招人'],
    ['P1', '焊工', '5'],
  ]);
  expect(faults.map(({ column }) => column)).toEqual(['招聘人数', '工作地区', '发布日期']);
  expect(faults[0]?.cure).toContain('岗位编号, 岗位名称, 招人');
  const constants = { 职业: '焊工', headcount: '5', 工作地点: '350203', opensOn: '2026-01-01' };
  const given = map('positions', [['岗位编号', '岗位名称']], { constants });
  expect([given.faults, given.constants]).toEqual([
    [],
    { occupation: '焊工', headcount: '5', region: '350203', opensOn: '2026-01-01' },
  ]);
  const both = map('talents', [['编号', '姓名']], { constants: { 姓名: '甲', 胡说: '乙' } });
  expect(both.faults.map(({ column }) => column)).toEqual(['姓名', '胡说']);
});

const header = ['岗位编号', '岗位名称', '职业', '招聘人数', '工作地区', '发布日期'];
const row = ['P1', '焊工', '焊工', '5', '350203', '2026-01-01'];

test('titles above the header are no rows; remarks, totals and the header again are no records', () => {
  const title = ['集美区2026年春季招聘岗位汇总表', '', '', '', '', ''];
  const by = ['填报单位：集美区人社局', '', '', '', '制表日期', '2026-02-01'];
  const found = map('positions', [title, by, header, row]);
  expect(found).toMatchObject({
    rowsBefore: 3,
    headerLine: 3,
    faults: [],
    titles: [title[0], '填报单位：集美区人社局 制表日期 2026-02-01'],
  });
  const columns = new TableColumns(found, positionColumns, true);
  expect(columns.cells(row)?.text('title')).toBe('焊工');
  const beside = (...cells: string[]) => columns.beside(Array.from({ length: 6 }, (_, n) => cells[n] ?? ''));
  expect(beside('合计', '', '', '120')).toBe('TOTAL');
  expect(beside('合 计：')).toBe('TOTAL');
  expect(beside('备注：以上岗位长期有效')).toBe('REMARK');
  expect(beside('填表人：张三', '', '', '审核人：李四')).toBe('REMARK');
  expect(beside(...header)).toBe('HEADER');
  expect(beside('', ' ')).toBe('EMPTY');
  expect(columns.cells(['合计', '', '', '120', '', ''])).toBe(null);
  expect(beside(...row)).toBe(null);
  expect(beside('合计', '焊工', '焊工', '5', '350203', '2026-01-01')).toBe(null);
  expect(beside('', '焊工', '焊工', '5', '350203', '2026-01-01')).toBe(null);
});

test('a header of two lines is put together, with the groups above or beside the single heads', () => {
  const beside = map('positions', [
    ['招聘汇总表', '', '', '', '', '', '', ''],
    ['岗位编号', '岗位名称', '职业', '人数', '薪资(元/月)', '', '工作地区', '发布日期'],
    ['', '', '', '', '下限', '上限', '', ''],
    ['P1', '焊工', '焊工', '5', '7000', '9000', '350203', '2026-01-01'],
  ]);
  expect(beside).toMatchObject({ rowsBefore: 3, headerLine: 2, faults: [] });
  expect(beside.columns.slice(3, 6).map(({ header: text, column }) => [text, column])).toEqual([
    ['人数', 'headcount'],
    ['薪资(元/月)/下限', 'payFrom'],
    ['薪资(元/月)/上限', 'payTo'],
  ]);
  const above = map('talents', [
    ['基本信息', '', '', '教育背景', '', ''],
    ['编号', '姓名', '手机', '学历', '毕业院校', '专业'],
    ['1', '林小雨', '13800138000', '大专', '某学院', '数控技术'],
  ]);
  expect(above.rowsBefore).toBe(2);
  expect(above.columns.map(({ column }) => column)).toEqual([
    'externalId',
    'name',
    'phone',
    'education',
    'school',
    'major',
  ]);
  const contact = map('positions', [
    [...header, '联系方式', ''],
    ['', '', '', '', '', '', '联系人', '电话'],
    [...row, '王先生', '0592-1'],
  ]);
  expect(contact.rowsBefore).toBe(2);
  const single = map('talents', [
    ['编号', '姓名', '技能', ''],
    ['', '', '焊接', '备用'],
    ['2', '乙', '', ''],
  ]);
  expect(single.rowsBefore).toBe(1);
});

test('a file without a header is read by what stands in it', () => {
  const person = (n: number) => [
    `T-${n}`,
    ['林小雨', '陈建国', '欧阳修'][n % 3] ?? '',
    `1380013800${n}`,
    '大专',
    '数控技术',
    '350211',
    '示例职业技术学院',
    `l${n}@example.org`,
  ];
  const found = map('talents', [0, 1, 2, 3].map(person));
  expect(found).toMatchObject({ rowsBefore: 0, headerLine: null, faults: [] });
  expect(found.columns.map(({ column }) => column)).toEqual([
    'externalId',
    'name',
    'phone',
    'education',
    'major',
    'residence',
    'school',
    'email',
  ]);
  expect(found.columns.every(({ how, confidence }) => how === 'CONTENT' && confidence > 0.4 && confidence <= 0.6)).toBe(
    true,
  );
  const columns = new TableColumns(found, talentColumns, true);
  expect(columns.cells(person(0))?.text('phone')).toBe('13800138000');
  expect(() => columns.cells([...person(0), 'stray'])).toThrow('no header');
  const post = ['P-1', '示例机械有限公司', '数控车工', '5人', '8k-12k', '大专以上', '集美区', '2026-01-05'];
  expect(map('positions', [post, post]).columns.map(({ column }) => column)).toEqual([
    'externalId',
    'employerName',
    'title',
    'headcount',
    'pay',
    'education',
    'region',
    'opensOn',
  ]);
});

test('under a strange header the content is only proposed', () => {
  const { columns } = map('talents', [
    ['编号', '姓名', '怎么找你'],
    ['1', '林小雨', '13800138000'],
    ['2', '陈建国', '13800138001'],
  ]);
  expect(columns[2]).toMatchObject({ column: null, how: 'UNUSED', proposed: 'phone' });
});

test('any rows at all are mapped without an error, to columns that are declared, each at most once', () => {
  const words = talentColumns.flatMap(({ name, header: chinese, further = [] }) => [name, chinese, ...further]);
  const text = fc.oneof(
    fc.constantFrom(...words, '', '合计', '2024-01-01', '13800138000', '备注：'),
    fc.string({ maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(fc.array(text, { maxLength: 8 }), { maxLength: 8 }), (rows) => {
      const found = map('talents', rows);
      const taken = found.columns.flatMap(({ column }) => column ?? []);
      expect(new Set(taken).size).toBe(taken.length);
      expect(found.rowsBefore).toBeLessThanOrEqual(rows.length);
      for (const name of taken) expect(talentColumns.some((column) => column.name === name)).toBe(true);
      const columns = new TableColumns(found, talentColumns, false);
      for (const cells of rows.slice(found.rowsBefore)) columns.cells(cells);
    }),
  );
});
