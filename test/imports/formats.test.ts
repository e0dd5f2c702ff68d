import { expect, test } from 'vitest';
import { openTable } from '../../src/platform/files/table.ts';
import { rawWorkbook, zipped } from '../support/zip.ts';
import { csvOf, inPieces, read, workbook } from './tables.ts';

const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
const data = (...rows: string[]) =>
  `<sheetData>${rows.map((row, n) => `<row r="${n + 1}">${row}</row>`).join('')}</sheetData>`;

/** A container of the old format with a stream of the name. */
function ole(stream: string): Buffer {
  return Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(1_016),
    Buffer.from(stream, 'utf16le'),
    Buffer.alloc(64),
  ]);
}

test.each([
  ['名单.xls', ole('Workbook'), 'old format (.xls)'],
  ['名单.et', ole('Workbook'), 'old format (.et)'],
  ['名单.xlsx', ole('EncryptedPackage'), 'locked with a password'],
  ['名单.doc', ole('WordDocument'), '.doc'],
  ['名单.ods', zipped({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<x/>' }), '.ods'],
  ['名单.xlsb', zipped({ 'xl/workbook.bin': 'x' }), '.xlsb'],
  ['名单.docx', zipped({ 'word/document.xml': '<x/>' }), '.docx'],
  ['名单.zip', zipped({ '名单.csv': 'a,b' }), '名单.csv'],
  ['名单.zip', zipped({}), 'packed archive'],
  ['名单.pdf', Buffer.from('%PDF-1.7\n'), 'a PDF'],
  ['名单.xls', Buffer.from('<html><table><tr><td>姓名</td></tr></table></html>'), 'web page'],
  [
    '名单.xls',
    Buffer.from('<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
    'XML table',
  ],
  ['名单.png', Buffer.from('89504e470d0a1a0a', 'hex'), 'a picture'],
  ['名单.xlsx', rawWorkbook({ 表: { xml: '' } }, { flags: 1 }), 'locked'],
  ['名单.xlsx', (await workbook([['a']])).subarray(0, 700), 'not sent whole'],
])('%s that is no table for us is refused by what it is: %#', async (fileName, file, what) => {
  const refusal = openTable(inPieces(file, 100), { fileName });
  await expect(refusal).rejects.toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining(what),
    details: { cure: expect.stringMatching(/另存为|save|Unpack/) },
  });
});

test('the sheet is the one that was named, else the first that is shown and has a value', async () => {
  const file = rawWorkbook({
    填报说明: { xml: data('') },
    字典: { xml: data(cell('A1', '隐')), state: 'hidden' },
    '岗位&amp;人数': { xml: data(cell('A1', '岗位') + cell('B1', '人数')) },
    其他: { xml: data(cell('A1', '别的')) },
  });
  const { table, rows } = await read(file);
  expect([table.sheet, table.sheets]).toEqual(['岗位&人数', ['填报说明', '字典', '岗位&人数', '其他']]);
  expect(rows).toEqual([{ line: 1, cells: ['岗位', '人数'] }]);
  expect((await read(file, { sheet: '其他' })).rows[0]?.cells).toEqual(['别的']);
  expect((await read(file, { sheet: '字典' })).rows[0]?.cells).toEqual(['隐']);
  expect((await read(file, { sheet: '填报说明' })).rows).toEqual([]);
  await expect(read(file, { sheet: '没有' })).rejects.toMatchObject({
    code: 'BAD_INPUT',
    details: { cure: expect.stringContaining('填报说明') },
  });
  const empty = await read(rawWorkbook({ 空: { xml: data('') } }));
  expect([empty.rows, empty.table.sheet]).toEqual([[], null]);
  await expect(read(Buffer.from('a,b'), { sheet: '表' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
});

test('formulas give what they gave last, errors their sign; a merged cell speaks for its rows', async () => {
  const formula =
    '<c r="B2"><f>A2*2</f><v>0.30000000000000004</v></c><c r="C2" s="0"/><c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>';
  const java = '<c r="B3"><v>1.3800138E10</v></c><c r="C3" t="str"><f>X</f><v>甲</v></c>';
  const xml = `${data(cell('A1', '单位') + cell('B1', '数'), cell('A2', '甲公司') + formula, java)}<mergeCells count="2"><mergeCell ref="A2:A3"/><mergeCell ref="B1:C1"/></mergeCells>`;
  const { rows } = await read(rawWorkbook({ 表: { xml } }));
  expect(rows.map(({ cells }) => cells)).toEqual([
    ['单位', '数'],
    ['甲公司', '0.3', '', '#DIV/0!'],
    ['甲公司', '13800138000', '甲', ''],
  ]);
});

test('workbooks of other programs: prefixes, cells without places, shared texts in pieces, days from 1904', async () => {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const part = (id: number, type: string, target: string) =>
    `<Relationship Id='r${id}' Type='${office}/${type}' Target='${target}'/>`;
  const format = (id: number, code: string) => `<x:numFmt numFmtId="${id}" formatCode="${code}"/>`;
  const file = zipped({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<x:workbook><x:workbookPr date1904="1"/><x:sheets><x:sheet name='表' sheetId='1' r:id='r1'/></x:sheets></x:workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${part(1, 'worksheet', '/xl/worksheets/a.xml')}${part(2, 'sharedStrings', 'texts.xml')}${part(3, 'styles', 'styles.xml')}</Relationships>`,
    'xl/texts.xml':
      '<x:sst><x:si><x:t>岗位</x:t></x:si><x:si><x:r><x:t>两</x:t></x:r><x:r><x:t xml:space="preserve"> 段&#10;_x000D_&lt;</x:t></x:r><x:rPh><x:t>音</x:t></x:rPh></x:si><x:si/></x:sst>',
    'xl/styles.xml': `<x:styleSheet><x:numFmts>${format(164, 'yyyy&quot;年&quot;m&quot;月&quot;;@')}${format(165, '0.0&quot;day&quot;')}${format(166, '[Red]#,##0')}</x:numFmts><x:cellStyleXfs><x:xf numFmtId="14"/></x:cellStyleXfs><x:cellXfs><x:xf numFmtId="0"/><x:xf numFmtId="164"/><x:xf numFmtId="165"/><x:xf numFmtId="166"/><x:xf numFmtId="57"/></x:cellXfs></x:styleSheet>`,
    'xl/worksheets/a.xml': `<x:worksheet><x:sheetData><x:row/><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t='s'><x:v>1</x:v></x:c><x:c t="s"><x:v>2</x:v></x:c><x:c s="1"><x:v>44000</x:v></x:c><x:c s="2"><x:v>44000</x:v></x:c><x:c s="3"><x:v>44000</x:v></x:c><x:c s="4"><x:v>44000.5</x:v></x:c><x:c t="d"><x:v>2026-03-01T00:00:00</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
  });
  expect((await read(file, { size: 10 })).rows).toEqual([
    { line: 2, cells: ['岗位', '两 段\n\r<', '', '2024-06-19', '44000', '44000', '2024-06-19 12:00:00', '2026-03-01'] },
  ]);
});

test('of a long sheet no row is lost where its pieces are cut', async () => {
  const rows = Array.from({ length: 6_000 }, (_, n) => [`P-${n}`, `第${n}个岗位`, String(n)]);
  const file = await workbook(rows.map(([id, title, n]) => [id, title, { value: Number(n), type: Number }]));
  expect((await read(file)).rows.map(({ cells }) => cells)).toEqual(rows);
});

test('a bomb is refused before it is unpacked, and so is a sheet with one cell at the end of the world', async () => {
  const blank = data(cell('A1', 'x'.repeat(60_000_000)));
  const tooLarge = (what: string) => ({
    code: 'TOO_LARGE',
    message: expect.stringContaining(what),
    details: { cure: expect.any(String) },
  });
  await expect(read(rawWorkbook({ 表: { xml: blank } }))).rejects.toMatchObject(tooLarge('unpack to 58 MB'));
  const says = rawWorkbook({ 表: { xml: data(cell('A1', 'x')) } }, { size: 300_000_000 });
  await expect(read(says)).rejects.toMatchObject(tooLarge('unpack to'));
  const lies = rawWorkbook({ 表: { xml: data(cell('A1', 'x'.repeat(1_000_000))) } }, { size: 300 });
  await expect(read(lies)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  const far = `<sheetData><row r="1">${cell('A1', 'a')}</row><row r="9">${cell('A9', 'b')}${cell('XFD9', 'c')}</row></sheetData>`;
  await expect(read(rawWorkbook({ 表: { xml: far } }))).rejects.toMatchObject({
    code: 'TOO_LARGE',
    message: expect.stringContaining('column XFD'),
    details: { row: 9, cure: expect.any(String) },
  });
  const formatted = `<sheetData><row r="1">${cell('A1', 'a')}<c r="XFD1" s="0"/></row><row r="1048576">${cell('A1048576', 'c')}</row></sheetData>`;
  const { rows } = await read(rawWorkbook({ 表: { xml: formatted } }));
  expect(rows.map(({ line }) => line)).toEqual([1, 1_048_576]);
});

test('the limits hold: a CSV file as it streams, a workbook as it comes in, a row whole', async () => {
  const line = csvOf([['编号', '姓名']]);
  const tooLarge = { code: 'TOO_LARGE', details: { cure: expect.any(String) } };
  const most = Buffer.byteLength(line) * 100;
  expect((await read(Buffer.from(line.repeat(100)), { maxCsvBytes: most })).rows).toHaveLength(100);
  await expect(read(Buffer.from(line.repeat(101)), { maxCsvBytes: most, size: 50 })).rejects.toMatchObject(tooLarge);
  const file = await workbook([['编号']]);
  expect((await read(file, { maxWorkbookBytes: file.length, maxCsvBytes: 1 })).rows).toHaveLength(1);
  await expect(read(file, { maxWorkbookBytes: file.length - 1 })).rejects.toMatchObject(tooLarge);
  const wide = await workbook([['编号'], ['x'.repeat(1_100_000)]]);
  await expect(read(wide)).rejects.toMatchObject({ code: 'TOO_LARGE', details: { row: 2 } });
});

test('a source that is refused is given up, so that its file is closed', async () => {
  let isOpen = true;
  const source = (async function* () {
    try {
      yield Buffer.from('%PDF-1.7\n'.padEnd(600));
      yield Buffer.from('more');
    } finally {
      isOpen = false;
    }
  })();
  await expect(openTable(source)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  expect(isOpen).toBe(false);
});
