import type { RowWritten } from '../../platform/files/import-kind.ts';
import { type ImportRecord, maxNotes } from './imports.record.ts';
import type { Batch } from './imports.run.ts';

export type Progress = Pick<
  ImportRecord,
  'created' | 'updated' | 'unchanged' | 'left' | 'refused' | 'rowsApplied' | 'notes' | 'noted'
>;

const counted = {
  CREATED: 'created',
  UPDATED: 'updated',
  UNCHANGED: 'unchanged',
  LEFT: 'left',
} as const satisfies Record<RowWritten['outcome'], keyof Progress>;

export const noProgress: Progress = {
  created: 0,
  updated: 0,
  unchanged: 0,
  left: 0,
  refused: 0,
  rowsApplied: 0,
  notes: [],
  noted: 0,
};

/** How far an import has come with one batch more. */
export function advanced(before: Progress, batch: Batch): Progress {
  const after: Progress = {
    ...before,
    refused: before.refused + batch.refused.length,
    rowsApplied: before.rowsApplied + batch.rows,
    notes: before.notes.length < maxNotes ? [...before.notes, ...batch.notes].slice(0, maxNotes) : before.notes,
    noted: before.noted + batch.notes.length,
  };
  for (const { outcome } of batch.written) after[counted[outcome]] += 1;
  return after;
}

export function progressOf(record: ImportRecord): Progress {
  const { created, updated, unchanged, left, refused, rowsApplied, notes, noted } = record;
  return { created, updated, unchanged, left, refused, rowsApplied, notes, noted };
}

/** Of an import of which nothing was written, what was found out all the same. */
export function withoutWrites(progress: Progress): Progress {
  return { ...progress, created: 0, updated: 0, unchanged: 0, left: 0 };
}
