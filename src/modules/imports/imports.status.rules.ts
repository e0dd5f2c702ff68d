import { DomainError } from '../../kernel/errors.ts';
import type { ImportFault } from './imports.fault.ts';
import type { ImportOutcome, ImportRecord, LeftRow } from './imports.record.ts';

const cures: Record<ImportRecord['status'], string> = {
  LOADING: 'Its file was not read to the end: give the same file again.',
  APPLYING: 'It is being applied; if its process has ended, the operator can resume it.',
  CHECKED: 'It is a dry run that has ended: apply it.',
  DONE: 'It is applied already.',
  FAILED: 'Mend the file and import it anew.',
  UNDONE: 'Import the file anew.',
};

/** @throws CONFLICT unless its rows are here, checked. */
export function checkAppliable({ id, status }: ImportRecord): void {
  if (status !== 'CHECKED') throw notNow(id, `The import is ${status}: there are no checked rows to apply.`, status);
}

/** @throws CONFLICT unless its rows are here, and it has not ended. */
export function checkResumable({ id, status, loadedAt }: ImportRecord): void {
  if (loadedAt !== null && (status === 'LOADING' || status === 'APPLYING')) return;
  throw notNow(id, `The import is ${status}: there is nothing to go on with.`, status);
}

function notNow(id: string, message: string, status: ImportRecord['status']): DomainError {
  return new DomainError('CONFLICT', message, { kind: 'import', id, cure: cures[status] });
}

/** @throws CONFLICT for one that has written nothing, or is undone. */
export function checkUndoable({ id, status, created, updated }: ImportRecord): void {
  const hasEnded = status === 'DONE' || status === 'FAILED';
  if (hasEnded && created + updated > 0) return;
  const said = hasEnded ? 'It has written nothing' : `It is ${status}`;
  throw new DomainError('CONFLICT', `${said}: there is nothing to undo.`, { kind: 'import', id });
}

export function outcomeOf(
  record: ImportRecord,
  faults: readonly ImportFault[],
  leftRows: readonly LeftRow[],
): Omit<ImportOutcome, 'words' | 'wordCount' | 'openWordCount'> {
  const { id, kind, mode, dryRun, status, format, encoding, sheet, error, notes } = record;
  const { created, updated, unchanged } = record;
  return {
    ...{ id, kind, mode, dryRun, status, format, encoding, sheet, error, notes },
    ...{ created, updated, unchanged },
    columns: record.columnMap,
    rows: record.rowsApplied,
    left: [...leftRows],
    leftCount: record.left,
    faults: [...faults],
    faultCount: record.refused,
    noteCount: record.noted,
  };
}
