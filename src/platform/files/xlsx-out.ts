import { DomainError } from '../../kernel/errors.ts';
import { type Packed, zipOf } from './zip-out.ts';

export interface SheetColumn {
  header: string;
  /** Cells that are plain numbers are written as such; all others, and all of other columns, are text. */
  isNumber: boolean;
}

/** What Excel takes in one cell, in UTF-16 units; a longer one makes it call the whole file damaged. */
const maxCell = 32_767;
const plainNumber = /^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/;
const [main, package_, office] = [
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://schemas.openxmlformats.org/package/2006',
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
];
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * A workbook (.xlsx) of one sheet as it comes, a page of rows a piece: the header bold and frozen, texts as texts, so that
 * no number loses its zeros and nothing is taken for a formula.
 * @throws TOO_LARGE with row and column for a cell that is longer than Excel takes
 */
export function xlsxOf(
  sheet: string,
  columns: readonly SheetColumn[],
  pages: AsyncIterable<readonly (readonly string[])[]>,
): AsyncGenerator<Buffer> {
  const part = (name: string, xml: string): Packed => ({ name, content: once(head + xml) });
  const relation = (type: string, target: string, n = 1) =>
    `<Relationship Id="rId${n}" Type="${office}/${type}" Target="${target}"/>`;
  const relations = (...all: string[]) =>
    `<Relationships xmlns="${package_}/relationships">${all.join('')}</Relationships>`;
  return zipOf([
    part(
      '[Content_Types].xml',
      `<Types xmlns="${package_}/content-types">` +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        `<Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>` +
        `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/>` +
        `<Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`,
    ),
    part('_rels/.rels', relations(relation('officeDocument', 'xl/workbook.xml'))),
    part(
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>` +
        `<sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      relations(relation('worksheet', 'worksheets/sheet1.xml'), relation('styles', 'styles.xml', 2)),
    ),
    part('xl/styles.xml', styles),
    { name: 'xl/worksheets/sheet1.xml', content: sheetOf(columns, pages) },
  ]);
}

/** Style 1 is text (@), so that what somebody types later stays text too; 2 is the bold header. */
const styles =
  `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>` +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>';

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

async function* sheetOf(
  columns: readonly SheetColumn[],
  pages: AsyncIterable<readonly (readonly string[])[]>,
): AsyncGenerator<string> {
  const letters = columns.map((_, at) => lettersOf(at));
  const widths = columns.map(
    ({ header, isNumber }, at) =>
      `<col min="${at + 1}" max="${at + 1}" width="${widthOf(header)}" customWidth="1"${isNumber ? '' : ' style="1"'}/>`,
  );
  yield `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${widths.join('')}</cols><sheetData>`;
  const first = columns.map(({ header }, at) => textCell(`${letters[at]}1`, header, 2));
  yield `<row r="1">${first.join('')}</row>`;
  let row = 1;
  for await (const rows of pages) {
    const lines = rows.map((cells) => {
      row += 1;
      return `<row r="${row}">${cells.map((text, at) => cellOf(text, columns[at], `${letters[at]}${row}`)).join('')}</row>`;
    });
    yield lines.join('');
  }
  yield '</sheetData></worksheet>';
}

function cellOf(text: string, column: SheetColumn | undefined, place: string): string {
  if (text === '') return '';
  if (column?.isNumber && plainNumber.test(text)) return `<c r="${place}"><v>${text}</v></c>`;
  if (text.length <= maxCell) return textCell(place, text, 1);
  throw new DomainError('TOO_LARGE', `A cell has more than ${maxCell} characters, which no workbook holds.`, {
    column: column?.header ?? place,
    row: Number(/\d+$/.exec(place)?.[0]),
    cure: 'Ask for the file as CSV.',
  });
}

function textCell(place: string, text: string, style: number): string {
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** XML’s own signs; and as _xHHHH_ what XML cannot hold or would change, with what only looks like that (ECMA-376, ST_Xstring). */
function escaped(text: string): string {
  return (
    text
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, (sign) => `_x${hex(sign)}_`)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}

function hex(sign: string): string {
  return sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}

/** A, B … Z, AA … */
function lettersOf(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : lettersOf(Math.floor(at / 26) - 1) + last;
}

/** In characters of the sheet’s font; Chinese ones are twice as wide. */
function widthOf(header: string): number {
  const width = [...header].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 2 : 1), 0);
  return Math.min(Math.max(width + 2, 10), 40);
}
