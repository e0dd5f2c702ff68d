/** A row of a table file as text. */
export interface TableRow {
  /** The line of the file, or the row of the sheet, on which it begins; from 1. */
  line: number;
  cells: string[];
}
