import { CsvRecords } from './csv-records.ts';
import { type Delimiter, delimiterOf } from './delimiter.ts';
import { countNewlines } from './encoding.rules.ts';
import type { TableRow } from './table-row.ts';

export { maxRowBytes } from './csv-records.ts';
export { type Delimiter, delimiters } from './delimiter.ts';

/** The delimiter is seen from lines within this. */
const beginBytes = 65_536;
const beginLines = 30;

/**
 * The rows of a CSV file as they come, blank lines left out, the header among them.
 * @throws BAD_INPUT for a wrong quote, with the row where it opened; TOO_LARGE with row and column (a place, from 1).
 */
export async function* readCsv(source: AsyncIterable<Buffer>, given?: Delimiter): AsyncGenerator<TableRow> {
  const bytes = source[Symbol.asyncIterator]();
  try {
    const begin = given ? Buffer.alloc(0) : await firstLines(bytes);
    const records = new CsvRecords(given ?? delimiterOf(begin.toString('utf8', 0, beginBytes)));
    yield* records.take(begin);
    for (let next = await bytes.next(); !next.done; next = await bytes.next()) yield* records.take(next.value);
    yield* records.end();
  } finally {
    await bytes.return?.();
  }
}

async function firstLines(bytes: AsyncIterator<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let length = 0, lines = 0; length < beginBytes && lines < beginLines; ) {
    const next = await bytes.next();
    if (next.done) break;
    pieces.push(next.value);
    length += next.value.length;
    lines += countNewlines(next.value);
  }
  return Buffer.concat(pieces);
}
