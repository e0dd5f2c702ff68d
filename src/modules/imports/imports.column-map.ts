import type { ImportFault } from './imports.fault.ts';
import { foldedHeader } from './imports.headers.rules.ts';

/** How a column of a file came to what it is read as, the surer first; UNUSED for one that is left out. */
export const mappings = ['GIVEN', 'REMEMBERED', 'NAME', 'ALIAS', 'GUESSED', 'CONTENT', 'UNUSED'] as const;
export type Mapping = (typeof mappings)[number];

/** What is known of the columns before the file is seen. */
export interface ColumnWishes {
  /** By header or place (from 1): a column’s name or one of its headers; empty to leave it unused. */
  given?: Readonly<Record<string, string>>;
  /** By folded header, as `rememberable` gave it of an earlier file. */
  remembered?: Readonly<Record<string, string>>;
  /** Values for every row, by a column’s name or one of its headers. */
  constants?: Readonly<Record<string, string>>;
}

/** One column of a file. */
export interface MappedColumn {
  /** From 1. */
  place: number;
  /** As the file writes it; empty where it has none. */
  header: string;
  /** What it is read as; null for one that is unused. */
  column: string | null;
  how: Mapping;
  /** 0 to 1; 0 of an unused one. */
  confidence: number;
  /** What an unused column could be, by its header or what stands in it. */
  proposed: string | null;
  /** Why it is unused. */
  why: string | null;
}

/** The columns of a file, to be shown, corrected and kept: plain values only. */
export interface ColumnMap {
  columns: readonly MappedColumn[];
  /** By the columns’ names, as given for every row. */
  constants: Readonly<Record<string, string>>;
  /** The columns of which the records’ numbers are made, where the file has none; else none. */
  keyMadeOf: readonly string[];
  /** How many of the first rows stand before the first row of data: titles and header. */
  rowsBefore: number;
  /** The line of the header; null for a table without one. */
  headerLine: number | null;
  /** What stands above the header. */
  titles: readonly string[];
  /** Why the file cannot be read with these columns; empty when it can. */
  faults: readonly ImportFault[];
}

/** What to keep for the next file of the same owner: each header that was used or set aside, by its folded words. */
export function rememberable({ columns }: Pick<ColumnMap, 'columns'>): Record<string, string> {
  return Object.fromEntries(
    columns.flatMap(({ header, column, how }) =>
      header === '' || (column === null && how !== 'GIVEN') ? [] : [[foldedHeader(header), column ?? '']],
    ),
  );
}
