import { guarded } from './formula.ts';

/** Without it Excel takes UTF-8 for something else. */
export const byteOrderMark = '\uFEFF';

/** One line of a CSV file, that no spreadsheet runs a formula of; `readCsv` gives the cells back exactly. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const safe = guarded(text);
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A CSV file in UTF-8 as it comes: the header with the first page of rows, then a page a piece. */
export async function* csvOf(
  header: readonly string[],
  pages: AsyncIterable<readonly (readonly string[])[]>,
): AsyncGenerator<Buffer> {
  let lines = [byteOrderMark + csvLine(header)];
  for await (const rows of pages) {
    yield Buffer.from([...lines, ...rows.map(csvLine)].join(''));
    lines = [];
  }
  if (lines.length > 0) yield Buffer.from(lines.join(''));
}
