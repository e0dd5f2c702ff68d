import type { TableRow } from '../../platform/files/table.ts';

/** What stands over one column of a file. */
export interface HeaderCell {
  /** As it is shown and corrected by: the head of a group and the head below it with a stroke between. */
  text: string;
  /** What it may be read as, the surer first. */
  readings: readonly string[];
}

/** Where a table begins within the first rows of a file. */
export interface HeaderRows {
  /** Titles and other rows above the header. */
  above: number;
  /** Rows of the header: 0 for a table without one, 2 where groups of columns have a head of their own. */
  height: 0 | 1 | 2;
  cells: readonly HeaderCell[];
}

/** How sure it is that a header names a column: 1 for one of the column's words, less for a guess, 0 for none. */
export type Recognised = (cell: HeaderCell) => number;

interface Scored extends HeaderRows {
  score: number;
}

/** What a second line must add to be one of the header. */
const leastGain = 0.5;
const groupedGain = 1;

/**
 * The header is the row, or the pair of rows, by which the most columns are recognised. Where none is, the first row of
 * several cells is the header, unless it looks like data.
 */
export function headerIn(
  sample: readonly TableRow[],
  recognised: Recognised,
  isData: (text: string) => boolean,
): HeaderRows {
  const rows = sample.map(({ cells }) => cells.map((cell) => cell.trim()));
  const score = (found: HeaderRows): Scored => scored(found, recognised, isData);
  const singles = rows.map((row, above) => score({ above, height: 1, cells: row.map(headOf) }));
  const pairs = rows.slice(1).flatMap((below, above) => {
    const top = rows[above] ?? [];
    if (below.some((cell) => /^\d/.test(cell))) return [];
    const pair = score({ above, height: 2, cells: paired(top, below) });
    const gain = pair.score + (isGrouped(top, below) ? groupedGain : 0);
    const alone = Math.max(singles[above]?.score ?? 0, singles[above + 1]?.score ?? 0);
    return gain > alone + leastGain ? [{ ...pair, score: gain }] : [];
  });
  const found = [...pairs, ...singles].filter((one) => one.score > 0);
  if (found.length > 0) return found.reduce((best, one) => (one.score > best.score ? one : best));
  return withoutWords(rows, isData);
}

/** Two columns at least must be named, or one beside what is no data; of guesses alone, three. */
function scored(rows: HeaderRows, recognised: Recognised, isData: (text: string) => boolean): Scored {
  const scores = rows.cells.map((cell) => (cell.text === '' ? 0 : recognised(cell)));
  const sure = scores.filter((score) => score > 0.8).length;
  const sum = scores.reduce((total, score) => total + score, 0);
  const isHeader = sure >= 2 || sum >= 1.5 || (sure === 1 && !rows.cells.some(({ text }) => isValue(text, isData)));
  return { ...rows, score: isHeader ? sum : 0 };
}

function withoutWords(rows: readonly string[][], isData: (text: string) => boolean): HeaderRows {
  const widest = Math.max(0, ...rows.map((row) => filled(row).length));
  const first = rows.findIndex((row) => filled(row).length >= Math.min(2, widest));
  const row = rows[first] ?? [];
  if (row.some((text) => isValue(text, isData))) {
    const width = Math.max(...rows.map(({ length }) => length));
    return { above: first, height: 0, cells: Array.from({ length: width }, () => headOf('')) };
  }
  return { above: Math.max(first, 0), height: first < 0 ? 0 : 1, cells: row.map(headOf) };
}

function isValue(text: string, isData: (text: string) => boolean): boolean {
  return /\d/.test(text) || isData(text);
}

function headOf(text: string): HeaderCell {
  return { text, readings: text === '' ? [] : [text] };
}

/** Heads of groups speak for the columns on their right that have a head below and none above. */
function paired(top: readonly string[], below: readonly string[]): HeaderCell[] {
  let group = '';
  return Array.from({ length: Math.max(top.length, below.length) }, (_, place) => {
    const [head = '', sub = ''] = [top[place], below[place]];
    group = head || (sub === '' ? '' : group);
    if (sub === '' || sub === group) return headOf(head);
    return group === '' ? headOf(sub) : { text: `${group}/${sub}`, readings: [`${group}${sub}`, sub] };
  });
}

/** Whether the row below has nothing but the heads of a group’s columns. */
function isGrouped(top: readonly string[], below: readonly string[]): boolean {
  let grouped = 0;
  for (let place = 0; place < below.length; place += 1) {
    const [head = '', sub = '', next = ''] = [top[place], below[place], top[place + 1]];
    if (sub === '' || sub === head) continue;
    const isWithin = head === '' || (next === '' && (below[place + 1] ?? '') !== '');
    if (!isWithin) return false;
    grouped += 1;
  }
  return grouped >= 2 && top[0] !== '' && filled(top).length >= 2;
}

function filled(row: readonly string[]): string[] {
  return row.filter((cell) => cell !== '');
}
