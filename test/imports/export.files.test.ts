import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf } from '../../src/platform/files/csv-out.ts';
import { guarded, unguarded } from '../../src/platform/files/formula.ts';
import { isQuoted, itemsIn, partsIn, quoted, unquoted, wordsIn } from '../../src/platform/files/lists.ts';
import { openTable } from '../../src/platform/files/table.ts';
import { xlsxOf } from '../../src/platform/files/xlsx-out.ts';
import { cellText, nastyTexts, wordText } from './hostile.ts';

async function* pagesOf(rows: readonly string[][], size = 2): AsyncGenerator<string[][]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

async function bytesOf(file: AsyncIterable<Buffer>): Promise<Buffer> {
  return Buffer.concat(await all(file));
}

async function readBack(file: Buffer): Promise<string[][]> {
  const table = await openTable(
    (async function* () {
      yield file;
    })(),
  );
  return (await all(table.rows())).map(({ cells }) => cells);
}

/** A row of nothing is no row in a file. */
const rowsOfThree = fc.array(
  fc.tuple(cellText, cellText, cellText).map((cells) => [`n${cells.join('').length}`, ...cells]),
  { minLength: 1, maxLength: 8 },
);
const header = ['编号', '甲', '=乙', '丙'];

test('what a spreadsheet would run gets an apostrophe, which reading takes off; nothing else does', () => {
  for (const text of ['=1+1', '+86 138', '-2+3', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1+1', "'=1", "''=1", '-x'])
    expect([text, guarded(text)]).toEqual([text, `'${text}`]);
  for (const text of ['', '-5', '-5.25', "'n Abend", "'", 'a=b', '1-2', '−3']) expect(guarded(text)).toBe(text);
  fc.assert(
    fc.property(fc.oneof(cellText, fc.string({ unit: 'grapheme' })), (text) => unguarded(guarded(text)) === text),
  );
  fc.assert(fc.property(cellText, (text) => !/^\s*[=+@＝＋＠]/.test(guarded(text))));
});

test('a list says what it was made of, whatever stands in its parts', () => {
  const items = fc.array(fc.array(wordText, { minLength: 1, maxLength: 4 }), { maxLength: 5 });
  fc.assert(
    fc.property(items, (list) => {
      const text = list.map((parts) => parts.map(quoted).join(':')).join(';');
      expect(itemsIn(text).map((item) => partsIn(item).map(unquoted))).toEqual(list);
    }),
  );
  fc.assert(
    fc.property(fc.array(wordText), (words) => {
      expect(wordsIn(words.map(quoted).join(';'))).toEqual(words);
    }),
  );
});

test('quotes divide nothing only around a whole part; elsewhere they are signs', () => {
  expect(itemsIn('"a;b":c；d|"e"')).toEqual(['"a;b":c', 'd', '"e"']);
  expect(partsIn('"a:b" : c："d""e"').map(unquoted)).toEqual(['a:b', 'c', 'd"e']);
  expect(wordsIn('双高、"省级;重点"、5"屏')).toEqual(['双高', '省级;重点', '5"屏']);
  expect(itemsIn('"open;a"b;c')).toEqual(['"open', 'a"b', 'c']);
  expect(['"a"', '"a"b', 'a', '""""', '"'].map(isQuoted)).toEqual([true, false, false, true, false]);
});

test.each(['CSV', 'XLSX'])(
  '%s: what is written is read again, sign for sign',
  async (format) => {
    const columns = header.map((name) => ({ header: name, isNumber: false }));
    const write = (rows: string[][]) =>
      bytesOf(format === 'CSV' ? csvOf(header, pagesOf(rows)) : xlsxOf('表 <1>', columns, pagesOf(rows)));
    const texts = nastyTexts.map((text, n) => [String(n), text, `x${text}`, '']);
    expect(await readBack(await write(texts))).toEqual([header, ...texts]);
    await fc.assert(
      fc.asyncProperty(rowsOfThree, async (rows) => {
        expect(await readBack(await write(rows))).toEqual([header, ...rows]);
      }),
      { numRuns: 60 },
    );
  },
  60_000,
);

test('CSV: a byte order mark, CR LF, and a header alone for an empty list', async () => {
  expect((await bytesOf(csvOf(['a', 'b,c'], pagesOf([])))).toString()).toBe('\uFEFFa,"b,c"\r\n');
  const file = await bytesOf(csvOf(['a'], pagesOf([['1'], ['=2'], ['3']])));
  expect(file.toString()).toBe("\uFEFFa\r\n1\r\n'=2\r\n3\r\n");
});

test('XLSX: a frozen bold header, numbers as numbers where the column says so, texts as texts', async () => {
  const columns = [
    { header: '人数', isNumber: true },
    { header: '手机', isNumber: false },
  ];
  const rows = [
    ['5', '013800138000'],
    ['8000.50', '=1+1'],
    ['007', '+8613800138000'],
  ];
  const file = await bytesOf(xlsxOf('岗位', columns, pagesOf(rows)));
  const sheet = sheetXml(file);
  expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
  expect(sheet).toContain('<c r="A1" s="2" t="inlineStr">');
  expect(sheet).toContain('<c r="A2"><v>5</v></c>');
  expect(sheet).toContain('<c r="A3"><v>8000.50</v></c>');
  expect(sheet).toContain('<c r="A4" s="1" t="inlineStr"><is><t xml:space="preserve">007</t></is></c>');
  expect(sheet).toContain('<c r="B3" s="1" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>');
  expect(sheet).not.toContain('<f>');
  expect(await readBack(file)).toEqual([
    ['人数', '手机'],
    ['5', '013800138000'],
    ['8000.5', '=1+1'],
    ['007', '+8613800138000'],
  ]);
});

test('XLSX: a cell longer than Excel takes is refused by its column and row', async () => {
  const columns = [{ header: '简历', isNumber: false }];
  const longest = '长'.repeat(32_767);
  expect(await readBack(await bytesOf(xlsxOf('a', columns, pagesOf([[longest]]))))).toEqual([['简历'], [longest]]);
  await expect(bytesOf(xlsxOf('a', columns, pagesOf([['x'], [`${longest}x`]])))).rejects.toMatchObject({
    code: 'TOO_LARGE',
    details: { column: '简历', row: 3, cure: expect.stringContaining('CSV') },
  });
});

/** The sheet by its own place in the archive, read without our reader. */
function sheetXml(file: Buffer): string {
  const name = 'xl/worksheets/sheet1.xml';
  const list = file.lastIndexOf(name);
  const start = file.readUInt32LE(list - 4) + 30 + name.length;
  const packed = file.readUInt32LE(list - 26);
  return inflateRawSync(file.subarray(start, start + packed)).toString();
}
