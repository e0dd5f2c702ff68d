import type { ErrorCode } from '../../kernel/errors.ts';

/** One reason why a file or a row of it is not taken. */
export interface ImportFault {
  code: ErrorCode;
  message: string;
  /** Line of the file, from 1; null for a fault of the file as a whole. */
  row: number | null;
  /** The column's header as the file writes it. */
  column: string | null;
  /** What stands in the cell, at most 60 characters. */
  value: string | null;
  cure: string | null;
}
