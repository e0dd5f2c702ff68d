import type { MappedColumn } from './imports.column-map.ts';
import type { ImportFault } from './imports.fault.ts';

/** Headers of the reasons in a file of refused rows: such a column is left out when the file comes back. */
export const refusedHeaders = ['原因', 'reason'] as const;

const byWord = new Set(['NAME', 'ALIAS', 'GUESSED', 'UNUSED']);

export function isReason(header: string): boolean {
  return (refusedHeaders as readonly string[]).includes(header.trim());
}

/**
 * A header that is read as the same column when the file comes back alone: the file's own where its words say the column,
 * else the column's name, with the words behind it, in which units may stand.
 */
export function headerOf({ header, column, how, place }: MappedColumn): string {
  if (column === null) return header || String(place);
  if (byWord.has(how) && header !== '' && !header.includes('/')) return header;
  const words = header.replace(/[()[\]{}（）【】〔〕]/g, ' ').trim();
  return words === '' ? column : `${column}(${words})`;
}

/** Why a row was refused, for a person who mends it in a spreadsheet. */
export function reasonOf(faults: readonly ImportFault[]): string {
  return faults
    .map(({ column, message, cure }) => {
      const said = column === null ? message : `${column}：${message}`;
      return cure === null ? said : `${said} ${cure}`;
    })
    .join(' ');
}
