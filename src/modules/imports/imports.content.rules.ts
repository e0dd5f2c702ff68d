import type { ColumnDeclaration } from '../../platform/files/import-kind.ts';
import type { MappedColumn } from './imports.column-map.ts';

/** So many of the cells must look like the column. */
const leastShare = 0.8;
/** What a look at cells can be worth at most. */
const mostConfidence = 0.6;

interface Candidate {
  at: number;
  name: string;
  share: number;
}

/**
 * Columns that no header names, by what stands in them. Where the table has a header they are only proposed: who wrote
 * another header meant something else by it.
 */
export function assignedByContent(
  columns: readonly MappedColumn[],
  among: { columns: readonly ColumnDeclaration[]; rows: readonly (readonly string[])[]; isCertain: boolean },
): MappedColumn[] {
  const taken = new Set(columns.map(({ column }) => column));
  const free = among.columns.filter(({ name }) => !taken.has(name));
  let candidates = columns.flatMap((column, at) =>
    column.column === null && column.how === 'UNUSED' && column.why === null ? candidatesAt(at, free, among.rows) : [],
  );
  const assigned = [...columns];
  // The column that could be the fewest things is decided first.
  while (candidates.length > 0) {
    const by = Map.groupBy(candidates, ({ at }) => at);
    const [best] = [...by.values()].sort((a, b) => a.length - b.length)[0] ?? [];
    const column = best && assigned[best.at];
    if (!best || !column) break;
    const confidence = Math.round(best.share * mostConfidence * 100) / 100;
    assigned[best.at] = among.isCertain
      ? { ...column, proposed: best.name }
      : { ...column, column: best.name, how: 'CONTENT', confidence };
    candidates = candidates.filter(({ at, name }) => at !== best.at && name !== best.name);
  }
  return assigned;
}

export function isDataIn(columns: readonly ColumnDeclaration[], text: string): boolean {
  return columns.some(({ looksLike }) => looksLike?.(text));
}

function candidatesAt(
  at: number,
  columns: readonly ColumnDeclaration[],
  rows: readonly (readonly string[])[],
): Candidate[] {
  const texts = rows.flatMap((row) => row[at]?.trim() || []);
  if (texts.length === 0) return [];
  return columns.flatMap(({ name, looksLike }) => {
    const share = looksLike ? texts.filter((text) => looksLike(text)).length / texts.length : 0;
    return share >= leastShare ? [{ at, name, share }] : [];
  });
}
