import type { Delimiter } from '../../platform/files/csv.ts';
import type { ColumnMap } from './imports.column-map.ts';
import type { ImportFault } from './imports.fault.ts';
import type { ImportWord } from './imports.words.ts';

export const importStatuses = ['LOADING', 'CHECKED', 'APPLYING', 'DONE', 'FAILED', 'UNDONE'] as const;
export type ImportStatus = (typeof importStatuses)[number];

/** All or nothing, or the rows that are good. */
export const importModes = ['ALL', 'PARTIAL'] as const;
export type ImportMode = (typeof importModes)[number];

/** What was made of a cell, of which its writer should know. */
export interface ImportNote {
  row: number;
  column: string;
  value: string;
  message: string;
}

/** A record that the file names and that stayed as it was. */
export interface LeftRow {
  row: number;
  key: string;
  reason: string;
}

/** Which column a header of the file means: a column's name or header, empty to leave it out; by header or place. */
export type GivenColumns = Readonly<Record<string, string>>;

export interface ImportOptions {
  /** Shown in the list of imports. */
  fileName: string;
  /** ALL when left out. */
  mode?: ImportMode;
  /** Says what an import would do, and keeps the rows for a day, so that it can be done without the file. */
  dryRun?: boolean;
  /** The owner of the rows that name none: id, external id, credit code or exact name. */
  organization?: string | null;
  /** The sheet of a workbook; the first that has rows when left out. */
  sheet?: string;
  /** Seen from the first lines when left out. */
  delimiter?: Delimiter;
  columns?: GivenColumns;
  /** One value for every row of columns that the file does not have, by name or header. */
  constants?: Readonly<Record<string, string>>;
  onProgress?: (rows: number, phase: 'LOADING' | 'APPLYING') => void;
  /** Called when another import of the kind has to end first. */
  onWait?: () => void;
  /** Called with the columns as they were found, before a row is written. */
  onColumns?: (columns: ColumnMap) => void;
}

export interface ImportCounts {
  created: number;
  updated: number;
  unchanged: number;
  /** Records that stayed as they are, such as those that their person has claimed. */
  left: number;
  refused: number;
}

/** One import as it stands. */
export interface ImportRecord extends ImportCounts {
  id: string;
  kind: string;
  organizationId: string | null;
  userId: string | null;
  ownerId: string | null;
  mode: ImportMode;
  dryRun: boolean;
  status: ImportStatus;
  fileName: string;
  format: 'CSV' | 'XLSX' | null;
  encoding: string | null;
  sheet: string | null;
  sha256: string | null;
  givenColumns: GivenColumns;
  constants: Readonly<Record<string, string>>;
  columnMap: ColumnMap | null;
  /** Rows of the file that were read, those above the header among them. */
  rowsLoaded: number;
  batchesLoaded: number;
  loadedAt: Date | null;
  /** Where and why the file broke off; nothing of such a file is written. */
  broken: ImportFault | null;
  /** Rows of the table that were gone through. */
  rowsApplied: number;
  batchesApplied: number;
  attempts: number;
  notes: readonly ImportNote[];
  noted: number;
  error: string | null;
  /** Of an import that was undone: records removed, put back, and kept since they were touched or are referred to. */
  erased: number;
  restored: number;
  kept: number;
  startedAt: Date;
  finishedAt: Date | null;
}

/** What a caller is told of an import when it ends. */
export interface ImportOutcome extends Omit<ImportCounts, 'left' | 'refused'> {
  id: string;
  kind: string;
  mode: ImportMode;
  dryRun: boolean;
  status: ImportStatus;
  format: ImportRecord['format'];
  encoding: string | null;
  sheet: string | null;
  columns: ColumnMap | null;
  /** Rows of the table that were gone through. */
  rows: number;
  /** At most 100. */
  left: LeftRow[];
  leftCount: number;
  /** The first 100. */
  faults: ImportFault[];
  faultCount: number;
  /** The first 100. */
  notes: readonly ImportNote[];
  noteCount: number;
  /** Words that were no names: the first 100, those that a person has to choose before the others. */
  words: ImportWord[];
  wordCount: number;
  openWordCount: number;
  error: string | null;
}

export const maxFaults = 100;
export const maxNotes = 100;
