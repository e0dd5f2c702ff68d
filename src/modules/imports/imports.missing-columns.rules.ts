import { shown } from '../../platform/files/cells.ts';
import type { ImportKind } from '../../platform/files/import-kind.ts';
import type { MappedColumn } from './imports.column-map.ts';

export type KeyedKind = Pick<ImportKind, 'columns' | 'keyColumn' | 'naturalKeys'>;

export interface MissingColumn {
  column: string;
  message: string;
  cure: string;
}

type Has = (column: string) => boolean;

/**
 * The columns of which the key of a file's records is made; none where it has the key's own column, or what could be that,
 * or too few of them.
 */
export function keyMadeOf(
  { keyColumn, naturalKeys = [] }: KeyedKind,
  has: Has,
  columns: readonly MappedColumn[],
): string[] {
  if (has(keyColumn) || perhapsKey(keyColumn, columns)) return [];
  return [...new Set(naturalKeys.filter((columns) => columns.every(has)).flat())];
}

/**
 * Required columns that a file does not have.
 * @param headers those that it has, for who reads the cure
 */
export function missingColumns(
  kind: KeyedKind,
  has: Has,
  { columns, headers }: { columns: readonly MappedColumn[]; headers: string },
): MissingColumn[] {
  const missing = kind.columns.flatMap(({ name, header, required }) =>
    !required || has(name)
      ? []
      : [
          {
            column: header,
            message: `The column ${header} (${name}) is missing.`,
            cure: `Add it, or say which of these it is: ${headers}. It must be given for every row.${ifSaid(name, columns)}`,
          },
        ],
  );
  const key = missingKey(kind, has, columns);
  return key === null ? missing : [...missing, key];
}

/** Null where the records can be found again, or where what they are known by is missing anyway. */
function missingKey(kind: KeyedKind, has: Has, mapped: readonly MappedColumn[]): MissingColumn | null {
  const { columns, keyColumn, naturalKeys = [] } = kind;
  const declared = (name: string) => columns.find((column) => column.name === name);
  const headerOf = (name: string): string => declared(name)?.header ?? name;
  const isTold = (name: string): boolean => has(name) || declared(name)?.required === true;
  if (has(keyColumn) || naturalKeys.length === 0) return null;
  const sets = naturalKeys.map((names) => names.map(headerOf).join(' and ')).join(', or by ');
  const perhaps = perhapsKey(keyColumn, mapped);
  if (perhaps) {
    const header = shown(perhaps.header || String(perhaps.place));
    return {
      column: headerOf(keyColumn),
      message: `${header} could be the column ${headerOf(keyColumn)} (${keyColumn}), by which records are found again.`,
      cure: `If it is, say so: --map ${header}=${keyColumn}; if not, --map ${header}= leaves it out, and a record is known by ${sets}.`,
    };
  }
  if (naturalKeys.some((names) => names.every(isTold))) return null;
  return {
    column: headerOf(keyColumn),
    message: `The file has no column ${headerOf(keyColumn)} (${keyColumn}), and nothing else by which its records are found again.`,
    cure: `Add it; without it a record is known by ${sets}.${ifSaid(keyColumn, mapped)}`,
  };
}

/** A column that looks like it by its cells; one that was said to be left out, or a running number, is none. */
function perhapsKey(keyColumn: string, columns: readonly MappedColumn[]): MappedColumn | undefined {
  return columns.find(({ proposed, why }) => proposed === keyColumn && why === null);
}

function ifSaid(name: string, columns: readonly MappedColumn[]): string {
  const one = columns.find(({ proposed, how }) => proposed === name && how === 'UNUSED');
  if (!one) return '';
  const header = shown(one.header);
  return ` If ${header} is that, and will mean the same record in the next file too: --map ${header}=${name}.`;
}
