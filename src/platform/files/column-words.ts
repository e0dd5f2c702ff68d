import type { ColumnDeclaration } from './import-kind.ts';

/** What a column is called in the field, and what stands in it. */
export type ColumnWords = Pick<ColumnDeclaration, 'further' | 'perhaps' | 'proposedFor' | 'looksLike'>;

/** The columns with these words beside their own. */
export function withWords(
  columns: readonly ColumnDeclaration[],
  words: Readonly<Record<string, ColumnWords>>,
): ColumnDeclaration[] {
  return columns.map((column) => {
    const { further = [], ...rest } = words[column.name] ?? {};
    return { ...column, ...rest, further: [...(column.further ?? []), ...further] };
  });
}

/** Counted anew in each file: number 1 of the next one is another record. */
export const runningNumbers = words('序号、no、次序、行号');

/** Words between 、 as a list. */
export function words(...texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.split('、'));
}
