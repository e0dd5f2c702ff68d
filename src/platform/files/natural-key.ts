import { createHash } from 'node:crypto';
import type { Cells } from './cells.ts';

/** Whoever reads such a number sees that nobody gave it. */
const mark = 'auto-';

/** The number in its column; where the file has no such column, one that is made of what the record is known by. */
export function numberOf(cells: Cells, column: string, made: () => string): string {
  return cells.has(column) ? cells.needed(column) : made();
}

/**
 * A number made of texts: the same for the same texts, in whatever width, case and spaces. Of a million records of one
 * owner two have the same once in 37 million times.
 */
export function numberMadeOf(...texts: readonly string[]): string {
  const plain = texts.map((text) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ''));
  return `${mark}${createHash('sha256').update(JSON.stringify(plain)).digest('hex').slice(0, 16)}`;
}
