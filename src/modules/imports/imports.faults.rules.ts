import { DomainError } from '../../kernel/errors.ts';
import { type Cells, shown } from '../../platform/files/cells.ts';
import type { ImportFault } from './imports.fault.ts';
import type { TableColumns } from './imports.rows.rules.ts';

/** Where a fault lies: what of it is known. */
export interface FaultPlace {
  line: number | null;
  cells?: Cells | null;
  columns?: Pick<TableColumns, 'at' | 'shownName' | 'meaning'> | null;
}

/** A fault of the file, or null when the error is none of the file's. */
export function faultOf(error: unknown, { line, cells = null, columns = null }: FaultPlace): ImportFault | null {
  if (!(error instanceof DomainError)) return null;
  const { path, row, column, cure } = error.details;
  const value = path === undefined || cells === null ? '' : cells.raw(path).trim();
  return {
    code: error.code,
    message: error.message,
    row: row ?? line,
    column: path === undefined ? headerAt(column, columns) : (columns?.shownName(path) ?? path) || null,
    value: value === '' ? null : shown(value),
    cure: cure ?? (path === undefined ? null : (columns?.meaning(path) ?? null)),
  };
}

/** The header over a place that a reader of files gives, from 1. */
function headerAt(column: string | undefined, columns: FaultPlace['columns']): string | null {
  const place = Number(column);
  if (column === undefined || !Number.isInteger(place)) return null;
  return columns?.at(place) ?? column;
}
