import { type CsvError, type Parser, parse } from 'csv-parse';
import { DomainError } from '../../kernel/errors.ts';

export const delimiters = [',', ';', '\t'] as const;
export type Delimiter = (typeof delimiters)[number];

/** A row and the line of the file on which it begins, from 1. */
export interface CsvRow {
  line: number;
  cells: string[];
}

/** What a row may hold in all; more is one cell without an end. It bounds the memory, whatever the file. */
export const maxRowBytes = 1_048_576;
/** Where the first line ends must be seen within this. */
const maxHeaderBytes = 65_536;

/**
 * The rows of a CSV file as they come, blank lines left out, the header among them.
 * @throws BAD_INPUT for a wrong quote, with the row where it opened; TOO_LARGE with row and column (a place, from 1).
 */
export async function* readCsv(source: AsyncIterable<Buffer>, given?: Delimiter): AsyncGenerator<CsvRow> {
  const bytes = source[Symbol.asyncIterator]();
  const begin = await firstLine(bytes);
  const reader = new CsvReader(given ?? delimiterOf(begin));
  try {
    yield* reader.take(begin);
    for (let next = await bytes.next(); !next.done; next = await bytes.next()) yield* reader.take(next.value);
    yield* reader.end();
  } finally {
    await bytes.return?.();
  }
}

/** Enough of the file to hold its first line. */
async function firstLine(bytes: AsyncIterator<Buffer>): Promise<Buffer> {
  let begin = Buffer.alloc(0);
  while (begin.length < maxHeaderBytes && !begin.includes('\n')) {
    const next = await bytes.next();
    if (next.done) break;
    begin = Buffer.concat([begin, next.value]);
  }
  return begin;
}

/** The one that stands most often in the first line, outside of quotes; a comma where none does. */
function delimiterOf(begin: Buffer): Delimiter {
  const end = begin.indexOf('\n');
  const header = begin
    .toString('utf8', 0, Math.min(end < 0 ? begin.length : end, maxHeaderBytes))
    .replace(/"[^"]*"/g, '');
  const counted = delimiters.map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
}

/**
 * Feeds the parser by hand: what it has read before an error is not lost, and lines are counted here, since the parser
 * counts a line's end inside quotes twice where it is CR LF.
 */
class CsvReader {
  private readonly parser: Parser;
  private rows: CsvRow[] = [];
  /** On which the row that is being read begins. */
  private line = 1;

  constructor(delimiter: Delimiter) {
    this.parser = parse({
      delimiter,
      bom: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      max_record_size: maxRowBytes,
      on_record: (cells: string[]) => this.keep(cells),
    });
    // Met where it is awaited; without a listener it would end the process.
    this.parser.on('error', () => {});
    this.parser.resume();
  }

  async *take(bytes: Buffer): AsyncGenerator<CsvRow> {
    const error = await new Promise<Error | null | undefined>((done) => this.parser.write(bytes, done));
    yield* this.flush();
    if (error) throw this.faultOf(error);
  }

  async *end(): AsyncGenerator<CsvRow> {
    const error = await new Promise<Error | null | undefined>((done) => {
      this.parser.once('error', done).once('end', () => done(null));
      this.parser.end();
    });
    yield* this.flush();
    if (error) throw this.faultOf(error);
  }

  private keep(cells: string[]): null {
    if (cells.length > 1 || cells[0] !== '') this.rows.push({ line: this.line, cells });
    this.line += 1 + lineEnds(cells);
    return null;
  }

  private *flush(): Generator<CsvRow> {
    const rows = this.rows;
    this.rows = [];
    yield* rows;
  }

  private faultOf(error: Error): Error {
    // The cells of the row that were whole when it broke off.
    const whole = (this.parser as Parser & { state: { record: string[]; quoting: boolean } }).state;
    const row = this.line + lineEnds(whole.record);
    const place = { row, column: String(whole.record.length + 1) };
    switch ((error as CsvError).code) {
      case 'CSV_MAX_RECORD_SIZE':
        return new DomainError('TOO_LARGE', 'The cell makes its row larger than 1 MB.', {
          ...place,
          row: this.line,
          cure: whole.quoting
            ? `Shorten it; if it is not that long, close the quote that opens on line ${row}.`
            : 'Shorten it.',
        });
      case 'CSV_QUOTE_NOT_CLOSED':
        return wrongQuote('A quote opens here and is not closed before the end of the file.', place);
      case 'CSV_INVALID_CLOSING_QUOTE':
        return wrongQuote('A quote opens here, and the next quote is not at the end of a cell.', place);
      case 'INVALID_OPENING_QUOTE':
        return wrongQuote('A quote stands inside a cell that does not begin with one.', place);
      default:
        return error;
    }
  }
}

function wrongQuote(message: string, place: { row: number; column: string }): DomainError {
  return new DomainError('BAD_INPUT', message, {
    ...place,
    cure: 'Close it, or put the whole cell into quotes and write each quote inside it twice ("").',
  });
}

function lineEnds(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    if (cell.includes('\n') || cell.includes('\r')) count += cell.match(/\r\n|\n|\r/g)?.length ?? 0;
  }
  return count;
}
