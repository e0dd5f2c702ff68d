import { DomainError } from '../../kernel/errors.ts';
import type { Client } from '../../platform/db/db.ts';
import { csvOf } from '../../platform/files/csv-out.ts';
import type { ImportRecord } from './imports.record.ts';
import { headerOf, isReason, reasonOf, refusedHeaders } from './imports.refused.rules.ts';
import { type RefusedRow, readRefused } from './imports.results.store.ts';

const rowsAtOnce = 500;

/**
 * The refused rows of an import as CSV: the file's own headers and cells, and the reasons behind them.
 * @throws CONFLICT when there are none.
 */
export async function refusedCsv(client: Client, record: ImportRecord): Promise<AsyncGenerator<Buffer>> {
  const first = await readRefused(client, record.id, 0, rowsAtOnce);
  if (first.length === 0) {
    throw new DomainError('CONFLICT', 'No refused rows are kept of this import.', {
      kind: 'import',
      id: record.id,
      cure: 'Rows are refused one by one only where the columns could be read; they are kept for 30 days.',
    });
  }
  const columns = (record.columnMap?.columns ?? []).filter(({ header }) => !isReason(header));
  const rowOf = ({ cells, faults }: RefusedRow) => [
    ...columns.map(({ place }) => cells[place - 1] ?? ''),
    reasonOf(faults),
  ];
  async function* pages() {
    for (let rows = first; rows.length > 0; rows = await readRefused(client, record.id, lastLine(rows), rowsAtOnce)) {
      yield rows.map(rowOf);
    }
  }
  return csvOf([...columns.map(headerOf), refusedHeaders[0]], pages());
}

function lastLine(rows: readonly RefusedRow[]): number {
  return rows.at(-1)?.line ?? 0;
}
