export const delimiters = [',', ';', '\t'] as const;
export type Delimiter = (typeof delimiters)[number];

const linesSeen = 30;

/**
 * The one by which the most of the first lines have the same number of cells: a title above the header has none, and
 * lists inside cells vary. Quoted cells do not count.
 */
export function delimiterOf(begin: string): Delimiter {
  const lines = begin
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\n|\r/)
    .slice(0, linesSeen);
  const counted = delimiters.map((delimiter) => ({ delimiter, ...regularity(lines, delimiter) }));
  return counted.reduce((best, one) =>
    one.lines > best.lines || (one.lines === best.lines && one.count > best.count) ? one : best,
  ).delimiter;
}

/** The commonest number of the delimiter in a line, and how many lines have it. */
function regularity(lines: readonly string[], delimiter: Delimiter): { lines: number; count: number } {
  const by = new Map<number, number>();
  for (const line of lines) {
    const count = line.split(delimiter).length - 1;
    if (count > 0) by.set(count, (by.get(count) ?? 0) + 1);
  }
  let best = { lines: 0, count: 0 };
  for (const [count, many] of by) {
    if (many > best.lines || (many === best.lines && count > best.count)) best = { lines: many, count };
  }
  return best;
}
