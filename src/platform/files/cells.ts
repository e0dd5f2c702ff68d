import { type DayNumber, parseDay } from '../../kernel/day.ts';
import { badInput, DomainError } from '../../kernel/errors.ts';

const wholeForm = /^[+-]?\d{1,15}(\.0+)?$/;
const decimalForm = /^[+-]?\d{1,15}(\.\d+)?$/;
const yuanForm = /^([+-]?)(\d{1,13})(?:\.(\d{1,2})0*)?$/;
const dayForm = /^(\d{4})([-/.年])(\d{1,2})[-/.月](\d{1,2})日?$/;
const trueWords = new Set(['true', 'yes', 'y', '1', '是', '√']);
const falseWords = new Set(['false', 'no', 'n', '0', '否', '×']);

/** Columns by the paths at which a module's rules complain. */
export type ColumnsOfPaths = Readonly<Record<string, string>>;

/** The cells of one row by the names of their columns. Every reader throws BAD_INPUT whose `path` is the column. */
export class Cells {
  private readonly places: ReadonlyMap<string, number>;
  private readonly values: readonly string[];

  constructor(places: ReadonlyMap<string, number>, values: readonly string[]) {
    this.places = places;
    this.values = values;
  }

  /** As it stands in the file. */
  raw(column: string): string {
    return this.values[this.places.get(column) ?? -1] ?? '';
  }

  /** Trimmed; null for an empty cell and for a column that the file does not have. */
  text(column: string): string | null {
    const text = this.raw(column).trim();
    if (text === '') return null;
    if (text.includes('\0'))
      throw badInput(column, 'The cell holds a character that cannot be stored (NUL).', 'Remove it.');
    return text;
  }

  needed(column: string): string {
    const text = this.text(column);
    if (text === null) throw badInput(column, 'This must be given.', 'Give a value.');
    return text;
  }

  whole(column: string): number | null {
    const text = this.text(column);
    return text === null ? null : wholeOf(text, column);
  }

  decimal(column: string): number | null {
    const text = this.text(column);
    if (text === null) return null;
    const plain = plainNumber(text);
    if (decimalForm.test(plain)) return Number(plain);
    throw badInput(column, `“${shown(text)}” is not a number.`, 'Write digits, such as 3 or 3.5.');
  }

  /** Yuan in the file, fen here, without a rounding. */
  fen(column: string): number | null {
    const text = this.text(column);
    if (text === null) return null;
    const [, sign, yuan, part = ''] = yuanForm.exec(plainNumber(text).replace(/^[¥]|元$/g, '')) ?? [];
    if (yuan === undefined) {
      throw badInput(column, `“${shown(text)}” is not an amount in yuan.`, 'Write digits, such as 8000 or 8000.50.');
    }
    return (sign === '-' ? -1 : 1) * (Number(yuan) * 100 + Number(part.padEnd(2, '0')));
  }

  day(column: string): DayNumber | null {
    const text = this.text(column);
    return text === null ? null : dayOf(text, column);
  }

  yes(column: string): boolean | null {
    const word = this.text(column)?.normalize('NFKC').toLowerCase();
    if (word === undefined) return null;
    if (trueWords.has(word)) return true;
    if (falseWords.has(word)) return false;
    throw badInput(column, `“${shown(word)}” is neither yes nor no.`, 'Write 是 or 否, yes or no, true or false.');
  }

  /** One of the codes, or one of the names given for them. */
  choice<T extends string>(column: string, codes: readonly T[], names: Readonly<Record<string, T>> = {}): T | null {
    const text = this.text(column);
    return text === null ? null : choiceOf(text, column, codes, names);
  }

  choices<T extends string>(column: string, codes: readonly T[], names: Readonly<Record<string, T>> = {}): T[] {
    return this.items(column).map((text) => choiceOf(text, column, codes, names));
  }

  /** The items of a list: between ; ； 、 | and ends of lines. */
  items(column: string): string[] {
    return this.pieces(column).flatMap((piece) => split(piece, /、/));
  }

  /** The same without 、, which stands inside many official names. */
  pieces(column: string): string[] {
    const text = this.text(column);
    return text === null ? [] : split(text, /[;；|\n\r]/);
  }

  /** Runs checks of a draft that they know as `row`: the paths that they complain of become columns. */
  inColumns<T>(columns: ColumnsOfPaths | (() => ColumnsOfPaths), work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw columnError(error, typeof columns === 'function' ? columns() : columns);
    }
  }
}

/** The same error at the column of the longest path that is named, else at the first word of its own. */
export function columnError(error: unknown, columns: ColumnsOfPaths): unknown {
  if (!(error instanceof DomainError) || error.details.path === undefined) return error;
  const [root, ...rest] = error.details.path.split('.');
  const path = rest.length > 0 ? rest.join('.') : (root ?? '');
  const [best] = Object.keys(columns)
    .filter((prefix) => path === prefix || path.startsWith(`${prefix}.`))
    .sort((a, b) => b.length - a.length);
  const column = best === undefined ? (path.split('.')[0] ?? path) : columns[best];
  return new DomainError(error.code, error.message, { ...error.details, path: column ?? path });
}

export function wholeOf(text: string, column: string): number {
  const plain = plainNumber(text);
  if (wholeForm.test(plain)) return Number(plain);
  throw badInput(column, `“${shown(text)}” is not a whole number.`, 'Write digits only, such as 12.');
}

/** YYYY-MM-DD, YYYY/M/D, YYYY.M.D or YYYY年M月D日. */
export function dayOf(text: string, column: string): DayNumber {
  const [, year, , month, day] = dayForm.exec(text.normalize('NFKC')) ?? [];
  if (year === undefined || month === undefined || day === undefined) return parseDay(text, column);
  return parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, column);
}

/** The parts of a list's item: between : and ：; a part that is left empty is null. */
export function parts(item: string): (string | null)[] {
  return item.split(/[:：]/).map((part) => part.trim() || null);
}

/** @throws BAD_INPUT when an item has more parts than its form. */
export function partsOf(item: string, column: string, form: string): (string | null)[] {
  const found = parts(item);
  if (found.length <= form.split(':').length) return found;
  throw badInput(
    column,
    `“${shown(item)}” has ${found.length} parts.`,
    `Write ${form.replace(/[[\]]/g, '')}, and ; between items.`,
  );
}

export function choiceOf<T extends string>(
  text: string,
  column: string,
  codes: readonly T[],
  names: Readonly<Record<string, T>>,
): T {
  const word = text.normalize('NFKC');
  const found =
    codes.find((code) => code === word.toUpperCase()) ?? (Object.hasOwn(names, word) ? names[word] : undefined);
  if (found !== undefined) return found;
  throw badInput(
    column,
    `“${shown(text)}” is not known here.`,
    `Write one of ${[...codes, ...Object.keys(names)].join(', ')}.`,
  );
}

/** Shortened, for messages. */
export function shown(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}

/** Full-width digits become plain ones; commas between groups of three go. */
function plainNumber(text: string): string {
  const plain = text.normalize('NFKC').trim();
  return /^[+-]?[¥]?\d{1,3}(,\d{3})+(\.\d+)?元?$/.test(plain) ? plain.replaceAll(',', '') : plain;
}

function split(text: string, by: RegExp): string[] {
  return text.split(by).flatMap((item) => item.trim() || []);
}
