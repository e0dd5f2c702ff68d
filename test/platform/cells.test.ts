import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDay } from '../../src/kernel/day.ts';
import { Cells } from '../../src/platform/files/cells.ts';
import { expanded, shortDecimal } from '../../src/platform/files/numerals.ts';
import { unlawfulClauses, unlawfulNote } from '../../src/platform/files/unlawful.ts';

/** One cell under a header. */
function cell(text: string, header = 'x'): Cells {
  return new Cells(new Map([['x', 0]]), [text], new Map([['x', header]]));
}

/** The ends in yuan a month. */
function pay(text: string, header?: string): [number | null, number | null] {
  const { from, to } = cell(text, header).payRange('a', 'b', 'x');
  return [from === null ? null : from / 100, to === null ? null : to / 100];
}

const refused = { code: 'BAD_INPUT', details: { path: 'x', cure: expect.any(String) } };

test.each([
  ['8k-12k', 8_000, 12_000],
  ['8K—12K', 8_000, 12_000],
  ['8-12K·13薪', 8_000, 12_000],
  ['15K-25K*14薪', 15_000, 25_000],
  ['6K-9K（13薪）', 6_000, 9_000],
  ['5000-8000元/月', 5_000, 8_000],
  ['8000元/月-12000元/月', 8_000, 12_000],
  ['8,000 – 12,000', 8_000, 12_000],
  ['８０００～１２０００', 8_000, 12_000],
  ['8000至12000', 8_000, 12_000],
  ['8千到1.2万', 8_000, 12_000],
  ['5000-1万', 5_000, 10_000],
  ['8k-12', 8_000, 12_000],
  ['0.8-1.2万/月', 8_000, 12_000],
  ['￥8000-￥10000', 8_000, 10_000],
  ['7000-9500.50', 7_000, 9_500.5],
  ['1.2万/月', 12_000, 12_000],
  ['月薪8000元左右', 8_000, 8_000],
  ['6000元以上', 6_000, null],
  ['6000+', 6_000, null],
  ['8000以上/月', 8_000, null],
  ['不低于5000元', 5_000, null],
  ['3000+提成', 3_000, null],
  ['底薪4000+绩效', 4_000, null],
  ['5000元以下', null, 5_000],
  ['10万元/年', 8_333.33, 8_333.33],
  ['10-15万/年', 8_333.33, 12_500],
  ['年薪10-15万', 8_333.33, 12_500],
  ['200元/天', 4_350, 4_350],
  ['日薪200-300', 4_350, 6_525],
  ['180/天', 3_915, 3_915],
  ['25元/小时', 4_350, 4_350],
  ['时薪25元', 4_350, 4_350],
  ['面议', null, null],
  ['薪资面议', null, null],
  ['/', null, null],
])('pay %s is %d to %d yuan a month', (text, from, to) => expect(pay(text)).toEqual([from, to]));

test.each([
  '12k-8k',
  '12-8K',
  '8000-5000',
  '8-12',
  '200',
  '20-30万',
  '八千',
  '税后8000',
  '-8000',
  '8000..9000',
  '1.2345678万',
  '高',
  '9'.repeat(500),
])('pay %s is refused', (text) => expect(() => pay(text)).toThrow(expect.objectContaining(refused)));

test('the header says the unit where the cell does not', () => {
  expect(pay('10-15', '年薪（万元）')).toEqual([8_333.33, 12_500]);
  expect(pay('8-12', '月薪(千元)')).toEqual([8_000, 12_000]);
  expect(pay('96000', '薪资（元/年）')).toEqual([8_000, 8_000]);
  expect(pay('25', '时薪(元)')).toEqual([4_350, 4_350]);
  expect(pay('8k-12k', '薪资(元/月)')).toEqual([8_000, 12_000]);
  expect(pay('96000元', '年薪(万元)')).toEqual([8_000, 8_000]);
  // So much in 万 is said of a year, whatever the header says.
  expect(() => pay('20w', '月薪')).toThrow('neither a month nor a year');
  expect(pay('6万/月', '月薪')).toEqual([60_000, 60_000]);
  expect(pay('60000', '月薪')).toEqual([60_000, 60_000]);
  expect(pay('6', '月薪(万元)')).toEqual([60_000, 60_000]);
  expect(cell('1.2', '薪资下限(万元/月)').fen('x')).toBe(1_200_000);
  expect(cell('8,000.50', '薪资下限(元/月)').fen('x')).toBe(800_050);
});

test('pay is exact to the fen, and rounded half up only by a division', () => {
  const yuan = fc.integer({ min: 500, max: 49_999 });
  fc.assert(
    fc.property(yuan, fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 10_000 }), (whole, part, more) => {
      const low = `${whole}.${String(part).padStart(2, '0')}`;
      const fen = whole * 100 + part;
      expect(cell(`${low}-${whole + more + 1}元/月`).payRange('a', 'b', 'x')).toEqual({
        from: fen,
        to: (whole + more + 1) * 100,
      });
      expect(cell(low).fen('x')).toBe(fen);
      const yearly = cell(`${low}元/年`).payRange('a', 'b', 'x').from ?? 0;
      expect(yearly).toBe(Math.floor((fen + 6) / 12));
      expect(cell(`${whole / 1_000}k`).fen('x')).toBe(whole * 100);
    }),
  );
});

test('both ends stand in two columns or in one; what they say must not differ', () => {
  const of = (...values: string[]) =>
    new Cells(
      new Map([
        ['payFrom', 0],
        ['payTo', 1],
        ['pay', 2],
      ]),
      values,
    ).payRange();
  expect(of('7000', '9000', '')).toEqual({ from: 700_000, to: 900_000 });
  expect(of('', '', '7k-9k')).toEqual({ from: 700_000, to: 900_000 });
  expect(of('7000', '9000', '7k-9k')).toEqual({ from: 700_000, to: 900_000 });
  expect(of('7000', '', '面议')).toEqual({ from: 700_000, to: null });
  expect(() => of('7000', '9000', '8k')).toThrow(
    expect.objectContaining({ details: expect.objectContaining({ path: 'pay' }) }),
  );
  expect(() => of('7000-9000', '', '')).toThrow(
    expect.objectContaining({ details: expect.objectContaining({ path: 'payFrom' }) }),
  );
  expect(cell('8k-12k').fen('x', true)).toBe(800_000);
});

test.each([
  ['3年以上', 36],
  ['三年以上', 36],
  ['3年及以上工作经验', 36],
  ['1-3年', 12],
  ['1～3年', 12],
  ['半年', 6],
  ['半年以上', 6],
  ['1年半', 18],
  ['2.5年', 30],
  ['6个月', 6],
  ['18个月以上', 18],
  ['两年', 24],
  ['二十年', 240],
  ['3+ years', 36],
  ['经验不限', null],
  ['应届', null],
  ['应届毕业生', null],
  ['无', null],
  ['1年以下', null],
  ['', null],
])('experience %s is %s months', (text, months) => expect(cell(text).months('x')).toBe(months));

test('a bare number is of the unit of its header, and of none without one', () => {
  expect(cell('3', '工作年限').months('x')).toBe(36);
  expect(cell('12', '经验要求(月)').months('x')).toBe(12);
  expect(cell('3', 'experienceMonths').months('x')).toBe(3);
  for (const text of ['3', '随便', '3-', '9'.repeat(300)])
    expect(() => cell(text, '经验要求').months('x')).toThrow(expect.objectContaining(refused));
});

test.each([
  ['45000', '2023-03-15', '2023-03-15'],
  ['45000.5', '2023-03-15', '2023-03-15'],
  ['2024年3月', '2024-03-01', '2024-03-31'],
  ['2024.2', '2024-02-01', '2024-02-29'],
  ['2024/12', '2024-12-01', '2024-12-31'],
  ['20240315', '2024-03-15', '2024-03-15'],
  ['2024-03-15 08:30:00', '2024-03-15', '2024-03-15'],
  ['２０２４年３月５日', '2024-03-05', '2024-03-05'],
])('day %s is %s, as an end %s', (text, begin, end) => {
  expect([formatDay(cell(text).day('x') ?? 0), formatDay(cell(text).day('x', true) ?? 0)]).toEqual([begin, end]);
});

test('an open day is none; what is no day is refused', () => {
  for (const text of ['长期', '长期有效', '至今', ' 现在 ', '—', '']) expect(cell(text).day('x')).toBe(null);
  for (const text of ['2024-13', '2024.02.30', '99999', '春天', '2024-3-5-7', '1'.repeat(200)])
    expect(() => cell(text).day('x')).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
});

test.each([
  ['13800138000.0', '13800138000'],
  ['1.3800138E+10', '13800138000'],
  ['1.3800138E10', '13800138000'],
  ['+86 138-0013-8000', '13800138000'],
  ['0086 13800138000', '13800138000'],
  ['8613800138000', '13800138000'],
  ['１３８００１３８０００', '13800138000'],
  ['0592-1234567', '0592-1234567'],
  ['无', null],
])('telephone %s is %s', (text, phone) => expect(cell(text).phone('x')).toBe(phone));

test('a telephone number of which figures are lost is refused', () => {
  for (const text of ['1.38E+10', '1.38001E+10', '1.3800138E+11', '2.3800138E+10'])
    expect(() => cell(text).phone('x')).toThrow(expect.objectContaining(refused));
});

test('people are counted, not guessed', () => {
  for (const [text, count] of [
    ['5', 5],
    ['5人', 5],
    ['3名', 3],
    ['约20人', 20],
    ['5.0', 5],
    ['１２', 12],
    ['1,000', 1_000],
    ['/', null],
  ] as const)
    expect(cell(text).people('x')).toBe(count);
  for (const text of ['若干', '5-8', '5.5', '10+', '五'])
    expect(() => cell(text).people('x')).toThrow(expect.objectContaining(refused));
});

test('yes and no in the words of the field', () => {
  for (const text of ['是', '√', '有', 'YES', '1', '✔']) expect(cell(text).yes('x')).toBe(true);
  for (const text of ['否', '×', '无', 'no', '0', 'Ｎ']) expect(cell(text).yes('x')).toBe(false);
  expect(() => cell('也许').yes('x')).toThrow(expect.objectContaining(refused));
});

test('numbers of sheets come out as they are shown', () => {
  for (const [text, shown] of [
    ['1.3800138E10', '13800138000'],
    ['0.30000000000000004', '0.3'],
    ['5.0', '5'],
    ['1e-7', '0.0000001'],
    ['-0', '0'],
    ['-12.50', '-12.5'],
    ['1E+21', '1000000000000000000000'],
    ['91350200123456789012', '91350200123456789012'],
  ])
    expect(shortDecimal(text ?? '')).toBe(shown);
  fc.assert(fc.property(fc.integer(), (n) => shortDecimal(String(n)) === String(n)));
  fc.assert(
    fc.property(
      fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
      fc.integer({ min: 0, max: 6 }),
      (n, places) => Number(shortDecimal(String(n / 10 ** places))) === n / 10 ** places,
    ),
  );
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      (n) => Number(expanded(String(n))) === n && !/e/i.test(expanded(String(n))),
    ),
  );
});

test.each([
  ['35岁以下', [['35岁以下', 'age']]],
  [
    '男，35岁以下，能吃苦耐劳',
    [
      ['男', 'sex'],
      ['35岁以下', 'age'],
    ],
  ],
  ['1、限男性；2、有焊工证', [['限男性', 'sex']]],
  ['女士优先', [['女士优先', 'sex']]],
  [
    '本地户籍优先，已婚已育',
    [
      ['本地户籍优先', 'household registration or origin'],
      ['已婚已育', 'marriage or children'],
    ],
  ],
  ['性别不限、年龄18-45周岁', [['年龄18-45周岁', 'age']]],
  ['男女不限，年龄不限', []],
  ['照顾60岁以上老人', []],
  ['熟悉男装设计，五险一金', []],
  ['', []],
] as const)('%s: what nobody may be chosen by is found', (text, clauses) => {
  expect(unlawfulClauses(text).map(({ clause, ground }) => [clause, ground])).toEqual(clauses);
});

test('the note says the clause, the ground and the law', () => {
  const note = unlawfulNote(unlawfulClauses('限男性，35岁以下'));
  for (const word of ['“限男性”', '“35岁以下”', 'sex', 'age', '就业促进法']) expect(note).toContain(word);
});
