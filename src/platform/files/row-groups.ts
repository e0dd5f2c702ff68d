import type { RowWritten } from './import-kind.ts';

/** Writes rows group by group and answers in the order of the rows. */
export async function writeByGroups<Row, Group>(
  rows: readonly Row[],
  groupOf: (row: Row) => Group,
  write: (group: Group, rows: readonly Row[]) => Promise<RowWritten[]>,
): Promise<RowWritten[]> {
  const all: RowWritten[] = [];
  const numbered = rows.map((row, place) => ({ row, place }));
  for (const [group, members] of Map.groupBy(numbered, ({ row }) => groupOf(row))) {
    const written = await write(
      group,
      members.map(({ row }) => row),
    );
    written.forEach((one, n) => {
      all[members[n]?.place ?? n] = one;
    });
  }
  return all;
}

/** Ids of the rows that were made, changed, or are as they were. */
export function idsByOutcome(rows: readonly RowWritten[]): Record<'created' | 'updated' | 'unchanged', string[]> {
  const of = (outcome: RowWritten['outcome']) => rows.flatMap((row) => (row.outcome === outcome ? [row.id] : []));
  return { created: of('CREATED'), updated: of('UPDATED'), unchanged: of('UNCHANGED') };
}
