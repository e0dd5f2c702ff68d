import { DomainError } from '../../kernel/errors.ts';
import { serialText } from './number-formats.ts';
import { shortDecimal } from './numerals.ts';
import { columnOf } from './sheet-columns.ts';
import type { TableRow } from './table-row.ts';
import type { Merge } from './workbook-parts.ts';
import { elementsOf, richText, unescaped } from './xml-text.ts';

/** What the cells of a sheet refer to. */
export interface SheetWords {
  strings: readonly string[];
  /** By the numbers of styles. */
  isDate: readonly boolean[];
  is1904: boolean;
}

/** No table is wider; a cell that stands further off would make every row as long. */
const mostColumns = 2_000;
/** In characters of XML; the cells of a row may hold 1 MB. */
const longestRow = 16_000_000;

const cellForm = /<(?:\w+:)?c((?:\s[^>]*?)?)(?:\/>|>(.*?)<\/(?:\w+:)?c>)/gs;
const usualAttributes = /^ r="([A-Z]{1,3})\d+"(?: s="(\d+)")?(?: t="(\w+)")?$/;
const valueForm = /<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</;

/**
 * The rows of a sheet as text, as they come; those without a value are left out. A row has as many cells as the longest
 * before it, at least.
 * @throws TOO_LARGE for a cell far off from all tables.
 */
export async function* sheetRows(
  xml: AsyncIterable<Buffer>,
  words: SheetWords,
  merges: readonly Merge[],
): AsyncGenerator<TableRow> {
  const merged = new MergedCells(merges);
  let [line, width] = [0, 0];
  const tooLong = () => new DomainError('TOO_LARGE', 'The row is too long.', { row: line + 1, cure: 'Shorten it.' });
  for await (const rows of elementsOf(xml, 'row', longestRow, tooLong)) {
    for (const { attributes, content } of rows) {
      line = Number(/\sr=["'](\d+)/.exec(attributes)?.[1] ?? line + 1);
      const cells = cellsOf(content, line, words);
      merged.fill(cells, line);
      while (cells.length < width) cells.push('');
      width = cells.length;
      if (cells.some((cell) => cell !== '')) yield { line, cells };
    }
  }
}

function cellsOf(content: string, line: number, words: SheetWords): string[] {
  const cells: string[] = [];
  let place = 0;
  for (const [, attributes = '', value] of content.matchAll(cellForm)) {
    const [letters, style, type] = attributesOf(attributes);
    place = letters === undefined ? place + 1 : columnOf(letters);
    const text = value === undefined ? '' : textOf(value, style, type, words);
    if (text === '') continue;
    if (place > mostColumns) {
      throw new DomainError('TOO_LARGE', `A cell stands in column ${letters ?? place}, far off from any table.`, {
        row: line,
        cure: 'Delete what stands there, or save the table as “CSV UTF-8”.',
      });
    }
    while (cells.length < place - 1) cells.push('');
    cells[place - 1] = text;
  }
  return cells;
}

function attributesOf(text: string): (string | undefined)[] {
  const usual = usualAttributes.exec(text);
  if (usual) return usual.slice(1);
  return [/\sr=["']([A-Z]{1,3})\d/, /\ss=["'](\d+)/, /\st=["'](\w+)/].map((form) => form.exec(text)?.[1]);
}

function textOf(content: string, style: string | undefined, type: string | undefined, words: SheetWords): string {
  if (type === 'inlineStr') return richText(content);
  const [, value = ''] = valueForm.exec(content) ?? [];
  switch (type) {
    case 's':
      return words.strings[Number(value)] ?? '';
    case 'str':
    case 'e':
      return unescaped(value);
    case 'b':
      return value === '' ? '' : value === '1' || value === 'true' ? '是' : '否';
    case 'd':
      return value.replace(/T00:00(:00(\.0+)?)?Z?$/, '').replace('T', ' ');
    default:
      if (value === '') return '';
      return (
        (style !== undefined && words.isDate[Number(style)] && serialText(Number(value), words.is1904)) ||
        shortDecimal(value.trim())
      );
  }
}

/** A cell that is merged over several rows speaks for each of them; over several columns it stands in the first. */
class MergedCells {
  private readonly waiting: Merge[];
  private active: (Merge & { text: string })[] = [];

  constructor(merges: readonly Merge[]) {
    this.waiting = [...merges].sort((a, b) => b.from - a.from);
  }

  fill(cells: string[], line: number): void {
    if (this.active.length > 0) this.active = this.active.filter(({ to }) => to >= line);
    for (const { column, text } of this.active) {
      while (cells.length < column) cells.push('');
      cells[column - 1] = text;
    }
    for (let next = this.waiting.at(-1); next && next.from <= line; next = this.waiting.at(-1)) {
      this.waiting.pop();
      const text = next.from === line ? (cells[next.column - 1] ?? '') : '';
      if (text !== '' && next.column <= mostColumns) this.active.push({ ...next, text });
    }
  }
}
