import type { ErrorCode } from '../../kernel/errors.ts';
import type { Delimiter } from '../../platform/files/csv.ts';
import type { LeftRow } from '../../platform/files/import-kind.ts';

/** One reason why a file is not taken. */
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

export interface ImportOutcome {
  id: string;
  status: 'DONE' | 'FAILED';
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  /** Records left as they are, such as those that their person has claimed; at most 100. */
  left: LeftRow[];
  leftCount: number;
  /** The first 100; nothing of the file is written when there is any. */
  faults: ImportFault[];
  faultCount: number;
}

export interface ImportOptions {
  /** Shown in the list of imports. */
  fileName: string;
  /** The owner of the rows that name none: id, external id, credit code or exact name. */
  organization?: string | null;
  /** Seen from the header line when left out. */
  delimiter?: Delimiter;
  /** One value for every row of columns that the file does not have, by name or header. */
  constants?: Readonly<Record<string, string>>;
  onProgress?: (rows: number) => void;
  /** Called when another import of the kind has to end first. */
  onWait?: () => void;
}

export const maxFaults = 100;
