import type { CountCell, CountRequest } from '../../platform/search/engine.ts';

/** One count that the engine is asked, and where its cells go. */
export interface Part {
  request: CountRequest;
  take(cells: readonly CountCell[]): void;
}

/** Stands for "all" in the place of a row or a column: their totals. */
export const all = '';

/** Figures of cells and of totals, by row and column; a map without columns has `all` for its one column. */
export class Tally<T> {
  private readonly figures = new Map<string, Map<string, T>>();
  private readonly merge: (a: T, b: T) => T;

  constructor(merge: (a: T, b: T) => T) {
    this.merge = merge;
  }

  get(row: string, column: string): T | undefined {
    return this.figures.get(row)?.get(column);
  }

  /** Adds to one place only. */
  put(row: string, column: string, value: T): void {
    let line = this.figures.get(row);
    if (!line) {
      line = new Map();
      this.figures.set(row, line);
    }
    const known = line.get(column);
    line.set(column, known === undefined ? value : this.merge(known, value));
  }

  /** Adds to a cell and to every total that it is part of. */
  add(row: string, column: string, value: T): void {
    this.put(row, column, value);
    this.put(all, column, value);
    if (column === all) return;
    this.put(row, all, value);
    this.put(all, all, value);
  }

  rows(): string[] {
    return [...this.figures.keys()].filter((row) => row !== all);
  }

  columns(): string[] {
    const keys = new Set<string>();
    for (const line of this.figures.values()) for (const column of line.keys()) keys.add(column);
    keys.delete(all);
    return [...keys];
  }
}
