import { StringDecoder } from 'node:string_decoder';
import { DomainError } from '../../kernel/errors.ts';
import type { Delimiter } from './delimiter.ts';
import { unguarded } from './formula.ts';
import type { TableRow } from './table-row.ts';

/** What a row may hold in all; more is one cell without an end. It bounds the memory, whatever the file. */
export const maxRowBytes = 1_048_576;
/** UTF-8 takes at most so many bytes for a character of a string. */
const mostBytes = 3;

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/** A record as far as it could be read: `next` is where the one behind it begins, null when it is not whole yet. */
interface Reading {
  cells: string[];
  next: number | null;
  /** Line ends inside its quoted cells. */
  lines: number;
  /** Where the cell begins that is not whole, and whether it is in quotes. */
  open: { at: number; isQuoted: boolean } | null;
}

/**
 * Cuts text into records (RFC 4180): quotes stand at the beginning of a cell or in one that begins with one, twice each.
 * Lines end with LF, CR LF or CR. Every row counts, blank ones too, but these are not given.
 */
export class CsvRecords {
  private readonly delimiter: number;
  private readonly decoder = new StringDecoder('utf8');
  /** Of a record that is not whole yet. */
  private rest = '';
  /** On which the next record begins. */
  private line = 1;
  private isBegun = false;

  constructor(delimiter: Delimiter) {
    this.delimiter = delimiter.charCodeAt(0);
  }

  /** @throws behind the rows that stand before it: BAD_INPUT for a wrong quote, TOO_LARGE; with row and column. */
  *take(bytes: Buffer): Generator<TableRow> {
    yield* this.records(this.decoder.write(bytes), false);
  }

  *end(): Generator<TableRow> {
    yield* this.records(this.decoder.end(), true);
  }

  private *records(more: string, isEnd: boolean): Generator<TableRow> {
    let text = this.rest + more;
    if (!this.isBegun && text.length > 0) {
      this.isBegun = true;
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    }
    let from = 0;
    while (from < text.length) {
      const { cells, next, lines, open } = this.read(text, from, isEnd);
      this.checkSize(text.slice(from, next ?? text.length), { cells, open: open && { ...open, at: open.at - from } });
      if (next === null) break;
      if (cells.length > 1 || cells[0] !== '') yield { line: this.line, cells: cells.map(unguarded) };
      this.line += lines + 1;
      from = next;
    }
    this.rest = text.slice(from);
  }

  private read(text: string, from: number, isEnd: boolean): Reading {
    const cells: string[] = [];
    let lines = 0;
    for (let at = from; ; ) {
      const isQuoted = text.charCodeAt(at) === quote;
      const end = isQuoted ? this.endOfQuoted(text, at, isEnd) : this.endOfPlain(text, at, cells);
      if (end === null) {
        if (isEnd) throw wrongQuote('A quote opens here and is not closed before the end of the file.', this.at(cells));
        return { cells, next: null, lines, open: { at, isQuoted: true } };
      }
      const sign = text.charCodeAt(end);
      // A CR may be the half of a line's end.
      if (end + (sign === carriageReturn ? 1 : 0) >= text.length && !isEnd)
        return { cells, next: null, lines, open: { at, isQuoted } };
      const cell = isQuoted ? unquoted(text.slice(at + 1, end - 1)) : text.slice(at, end);
      cells.push(cell);
      if (isQuoted) lines += lineEnds(cell);
      if (sign === this.delimiter) at = end + 1;
      else if (end >= text.length || sign === lineFeed) return { cells, next: end + 1, lines, open: null };
      else if (sign === carriageReturn)
        return { cells, next: text.charCodeAt(end + 1) === lineFeed ? end + 2 : end + 1, lines, open: null };
      else {
        cells.pop();
        const message = 'A quote opens here, and the next quote is not at the end of a cell.';
        throw wrongQuote(message, this.at(cells));
      }
    }
  }

  private endOfPlain(text: string, from: number, cells: readonly string[]): number {
    for (let at = from; at < text.length; at += 1) {
      const sign = text.charCodeAt(at);
      if (sign === this.delimiter || sign === lineFeed || sign === carriageReturn) return at;
      if (sign === quote)
        throw wrongQuote('A quote stands inside a cell that does not begin with one.', this.at(cells));
    }
    return text.length;
  }

  /** Behind the closing quote; null while it has not come. */
  private endOfQuoted(text: string, from: number, isEnd: boolean): number | null {
    for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 2)) {
      if (at + 1 >= text.length) return isEnd ? at + 1 : null;
      if (text.charCodeAt(at + 1) !== quote) return at + 1;
    }
    return null;
  }

  /** @throws TOO_LARGE */
  private checkSize(record: string, { cells, open }: Pick<Reading, 'cells' | 'open'>): void {
    if (record.length * mostBytes <= maxRowBytes || Buffer.byteLength(record) <= maxRowBytes) return;
    let size = 0;
    const large = cells.findIndex((cell) => {
      size += Buffer.byteLength(cell);
      return size > maxRowBytes;
    });
    const whole = large < 0 ? cells : cells.slice(0, large);
    const { row, column } = this.at(whole);
    throw new DomainError('TOO_LARGE', 'The cell makes its row larger than 1 MB.', {
      row: this.line,
      column,
      cure:
        large < 0 && open?.isQuoted
          ? `Shorten it; if it is not that long, close the quote that opens on line ${row}.`
          : 'Shorten it.',
    });
  }

  /** Where the cell behind these stands. */
  private at(cells: readonly string[]): { row: number; column: string } {
    const lines = cells.reduce((sum, cell) => sum + lineEnds(cell), 0);
    return { row: this.line + lines, column: String(cells.length + 1) };
  }
}

function unquoted(text: string): string {
  return text.includes('"') ? text.replaceAll('""', '"') : text;
}

function wrongQuote(message: string, place: { row: number; column: string }): DomainError {
  return new DomainError('BAD_INPUT', message, {
    ...place,
    cure: 'Close it, or put the whole cell into quotes and write each quote inside it twice ("").',
  });
}

function lineEnds(cell: string): number {
  if (!cell.includes('\n') && !cell.includes('\r')) return 0;
  return cell.match(/\r\n|\n|\r/g)?.length ?? 0;
}
