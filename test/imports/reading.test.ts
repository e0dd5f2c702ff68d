import { createHash } from 'node:crypto';
import fc from 'fast-check';
import readXlsxFile from 'read-excel-file/node';
import { expect, test } from 'vitest';
import type { DomainError } from '../../src/kernel/errors.ts';
import { shortDecimal } from '../../src/platform/files/numerals.ts';
import { openTable, type TableReader } from '../../src/platform/files/table.ts';
import { encoded, encodings, fileOf, inPieces, read, workbook } from './tables.ts';

async function drained(table: TableReader): Promise<void> {
  for await (const _ of table.rows());
}

const rows = [
  ['岗位编号', '岗位名称', '岗位描述'],
  ['P-1', '数控车工', '两班倒，"包吃住"\n五险一金'],
  ['P-2', '焊工𠀀', '€ ㄅ ﹏ 8,000–12,000'],
];

test.each(encodings)('a file in %s is read as it was written, in pieces of any size', async (encoding) => {
  const file = await fileOf(rows, encoding);
  if (!file) throw new Error('The encoding has all of these characters.');
  for (const size of [1, 2, 3, 7, 64, file.length]) {
    const { table, rows: found } = await read(file, { size });
    expect(found.map(({ cells }) => cells)).toEqual(rows);
    expect(found.map(({ line }) => line)).toEqual(encoding === 'XLSX' ? [1, 2, 3] : [1, 2, 4]);
    expect(table.format).toBe(encoding === 'XLSX' ? 'XLSX' : 'CSV');
    expect(table.encoding).toBe(encoding === 'XLSX' ? null : encoding.replace(' with a mark', ''));
    expect(table.sha256()).toBe(createHash('sha256').update(file).digest('hex'));
  }
});

/** What a cell can hold: no control characters, and no space at its ends, where sheets and readers differ. */
const cell = fc
  .string({ unit: 'binary', maxLength: 12 })
  .filter((text) => text === text.trim() && !/[\p{Cc}\p{Surrogate}\p{Noncharacter_Code_Point}\ufeff]/u.test(text))
  // What the writer of workbooks in these tests takes for something else; and an apostrophe that guards a formula.
  .filter((text) => !/_x[0-9a-f]{4}_|^'/i.test(text) && !(text in {}));

test.each(encodings)('any text comes through %s as the same cells', async (encoding) => {
  const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(table, async (texts) => {
      // A header as files have one; with a few bytes alone nobody could tell the encodings apart.
      const whole = [['姓名', '毕业院校', '岗位名称'], ...texts.filter((row) => row.some((text) => text !== ''))];
      const file = await fileOf(whole, encoding);
      if (!file) return;
      expect((await read(file, { size: 5 })).rows.map(({ cells }) => cells)).toEqual(whole);
    }),
    { numRuns: encoding === 'XLSX' ? 40 : 200 },
  );
});

test('the encoding is decided where the first character comes that is not ASCII, however late', async () => {
  const plain = 'a,b\n'.repeat(50_000);
  for (const encoding of ['UTF-8', 'GB18030'] as const) {
    const file = Buffer.concat([Buffer.from(plain), encoded('岗位,焊工\n', encoding) ?? Buffer.alloc(0)]);
    const { table, rows: found } = await read(file, { size: 65_536 });
    expect([table.encoding, found.length, found.at(-1)?.cells]).toEqual([encoding, 50_001, ['岗位', '焊工']]);
  }
  expect((await read(Buffer.from('a,b\n1,2\n'))).table.encoding).toBe('UTF-8');
});

test('bytes that fit no encoding are told by their line; damaged UTF-8 is not taken for GB18030', async () => {
  const good = Buffer.from('姓名,岗位\n张三,焊工\n');
  const faultOf = async (...pieces: Buffer[]) => {
    const table = await openTable(inPieces(Buffer.concat(pieces)));
    const error = await drained(table).catch((reason: DomainError) => reason);
    return error ? [error.code, error.details.row, error.message] : [];
  };
  const utf8 = expect.stringContaining('UTF-8');
  expect(await faultOf(good, Buffer.from([0xb8, 0xd6, 0x0a]), good)).toEqual(['BAD_INPUT', 3, utf8]);
  expect(await faultOf(good, Buffer.from('李').subarray(0, 2))).toEqual([
    'BAD_INPUT',
    3,
    expect.stringContaining('ends'),
  ]);
  const long = Buffer.from('姓名,岗位\n'.repeat(10_000));
  expect(await faultOf(long, Buffer.from([0xff, 0x0a]), long)).toEqual(['BAD_INPUT', 10_001, utf8]);
  const gbk = encoded('姓名,岗位\n'.repeat(9_000), 'GB18030') ?? good;
  expect(await faultOf(gbk, Buffer.from([0x41, 0xff, 0x0a]), gbk)).toEqual([
    'BAD_INPUT',
    9_001,
    expect.stringContaining('GB18030'),
  ]);
  const half = encoded('姓名\n', 'UTF-16LE') ?? good;
  expect(await faultOf(half, Buffer.from([0x00, 0xd8, 0x41, 0x00]))).toEqual([
    'BAD_INPUT',
    2,
    expect.stringContaining('UTF-16LE'),
  ]);
});

test('the delimiter is what divides the lines alike, not what the title or a list has', async () => {
  const first = async (text: string) => (await read(Buffer.from(text))).rows.map(({ cells }) => cells.length);
  expect(await first('汇总表\n编号;姓名;技能\n1;甲;车工,焊工,钳工\n2;乙;\n')).toEqual([1, 3, 3, 3]);
  expect(await first('编号\t姓名\n1\t甲;乙;丙\n')).toEqual([2, 2]);
  expect(await first('编号,姓名,技能\n1,甲,a;b;c;d\n2,乙,a;b;c;d\n')).toEqual([3, 3, 3]);
  expect(await first('"a;b;c",d\n"a;b;c",d\n')).toEqual([2, 2]);
  expect((await read(Buffer.from('a,b;c\n'), { delimiter: ';' })).rows[0]?.cells).toEqual(['a,b', 'c']);
});

test('a workbook is read as another reader of workbooks reads it', async () => {
  const value = fc.oneof(
    cell.filter((text) => text !== ''),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }).map((n) => Number(n.toPrecision(12))),
    fc.boolean(),
    fc.integer({ min: 0, max: 60_000 }).map((day) => new Date(day * 86_400_000 - 40 * 365 * 86_400_000)),
    fc.constant(null),
  );
  const table = fc.array(fc.array(value, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 });
  const shown = (one: unknown) =>
    one === null
      ? ''
      : one === true
        ? '是'
        : one === false
          ? '否'
          : one instanceof Date
            ? one.toISOString().slice(0, 10)
            : String(one);
  await fc.assert(
    fc.asyncProperty(table, async (values) => {
      const file = await workbook(
        values.map((row) =>
          row.map((one) => (one instanceof Date ? { value: one, type: Date, format: 'yyyy-mm-dd' } : one)),
        ),
      );
      const [other] = await readXlsxFile(file, { trim: false });
      const theirs = (other?.data ?? []).map((row) =>
        row
          .map((one) => shortDecimal(shown(one)))
          .join('\t')
          .trimEnd(),
      );
      const ours = (await read(file)).rows.map(({ cells }) => cells.join('\t').trimEnd());
      expect(ours).toEqual(theirs.filter((row) => row !== ''));
    }),
    { numRuns: 60 },
  );
});

test('cells of a workbook become text as the sheet shows it', async () => {
  const number = (value: number) => ({ value, type: Number });
  const day = (text: string, format: string) => ({ value: new Date(text), type: Date, format });
  const file = await workbook([
    [number(13_800_138_000), number(0.1 + 0.2), number(9500.5), number(-3), number(1e21), number(0)],
    [day('2026-03-01T00:00:00Z', 'yyyy"年"m"月"d"日"'), day('2026-03-01T08:30:00Z', 'yyyy/m/d h:mm'), true, false],
    [],
    [
      { value: '合并', rowSpan: 2 },
      { value: ' 两行\n文字 ', type: String },
    ],
    [null, 'b'],
    [null, { value: 'c' }],
  ]);
  const { rows: found } = await read(file);
  expect(found).toEqual([
    { line: 1, cells: ['13800138000', '0.3', '9500.5', '-3', '1000000000000000000000', '0'] },
    { line: 2, cells: ['2026-03-01', '2026-03-01 08:30:00', '是', '否', '', ''] },
    { line: 4, cells: ['合并', ' 两行\n文字 ', '', '', '', ''] },
    { line: 5, cells: ['合并', 'b', '', '', '', ''] },
    { line: 6, cells: ['', 'c', '', '', '', ''] },
  ]);
});
