import type { DayNumber } from '../../kernel/day.ts';
import { badInput } from '../../kernel/errors.ts';
import { choiceOf, decimalOf, peopleOf, plainNumber, wholeOf, yesOf } from './cell-values.ts';
import { type ColumnsOfPaths, columnError } from './column-errors.ts';
import { dayOf, isOpenDay } from './days.ts';
import { monthsOf } from './durations.ts';
import { itemsIn, saysNothing, wordsIn } from './lists.ts';
import { amountOf, type PayCell, payOf } from './pay.ts';
import { phoneOf } from './phones.ts';
import { shown } from './shown.ts';

export { choiceOf, parts, partsOf, wholeOf, yesOf } from './cell-values.ts';
export { atColumn, type ColumnsOfPaths, columnError } from './column-errors.ts';
export { dayOf } from './days.ts';
export { shown } from './shown.ts';

const yuanForm = /^([+-]?)(\d{1,13})(?:\.(\d{1,2})0*)?$/;
/** What was made of a cell that its writer should know, while the row is taken. */
export interface RowNote {
  column: string;
  value: string;
  message: string;
}

/** The cells of one row by the names of their columns. Every reader throws BAD_INPUT whose `path` is the column. */
export class Cells {
  private readonly places: ReadonlyMap<string, number>;
  private readonly values: readonly string[];
  private readonly headers: ReadonlyMap<string, string> | null;
  private readonly told: RowNote[] = [];

  /** @param headers as the file writes them, by the columns’ names: units stand there */
  constructor(
    places: ReadonlyMap<string, number>,
    values: readonly string[],
    headers: ReadonlyMap<string, string> | null = null,
  ) {
    this.places = places;
    this.values = values;
    this.headers = headers;
  }

  /** In the order in which they were noted. */
  get notes(): readonly RowNote[] {
    return this.told;
  }

  note(column: string, message: string): void {
    this.told.push({ column, value: shown(this.raw(column).trim()), message });
  }

  /** The column’s header as the file writes it; its name where it has none. */
  header(column: string): string {
    return this.headers?.get(column) || column;
  }

  /** Whether the file has the column, or a value of it for every row. */
  has(column: string): boolean {
    return this.places.has(column);
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

  /** As `text`, and null too for what people write into a cell that has nothing to say: 无, / and strokes. */
  said(column: string): string | null {
    const text = this.text(column);
    return text === null || saysNothing(text) ? null : text;
  }

  needed(column: string): string {
    const text = this.text(column);
    if (text === null) throw badInput(column, 'This must be given.', 'Give a value.');
    return text;
  }

  whole(column: string): number | null {
    const text = this.said(column);
    return text === null ? null : wholeOf(text, column);
  }

  decimal(column: string): number | null {
    const text = this.said(column);
    return text === null ? null : decimalOf(text, column);
  }

  /** People: 5, 5人, 3名. */
  people(column: string): number | null {
    const text = this.said(column);
    return text === null ? null : peopleOf(text, column);
  }

  /** The least time that is asked, in months. */
  months(column: string): number | null {
    const text = this.said(column);
    return text === null ? null : monthsOf(text, column, this.header(column));
  }

  phone(column: string): string | null {
    const text = this.said(column);
    return text === null ? null : phoneOf(text, column);
  }

  /**
   * One amount: yuan in the file, fen here, without a rounding; other units and 面议 as in `pay`.
   * @param least whether a range passes, of which the lower end counts
   */
  fen(column: string, least = false): number | null {
    const text = this.said(column);
    if (text === null) return null;
    const header = this.header(column);
    const isPlain = !/万|千|年薪|日薪|时薪|\/\s*[年天日时小]/.test(header);
    const [, sign, yuan, part = ''] = yuanForm.exec(plainNumber(text).replace(/^[¥]|元$/g, '')) ?? [];
    if (yuan === undefined || !isPlain) return amountOf(text, column, header, least);
    return (sign === '-' ? -1 : 1) * (Number(yuan) * 100 + Number(part.padEnd(2, '0')));
  }

  /** Pay out of the columns of its ends, or of the one that has both in a cell. */
  payRange(from = 'payFrom', to = 'payTo', both = 'pay'): PayCell {
    const text = this.said(both);
    const ends = { from: this.fen(from), to: this.fen(to) };
    const pay = text === null ? null : payOf(text, both, this.header(both));
    if (pay === null || (ends.from === null && ends.to === null)) return pay ?? ends;
    if (pay.from === ends.from && pay.to === ends.to) return ends;
    throw badInput(both, 'The columns of the two ends say another pay.', 'Leave one of them empty.');
  }

  /** Where the ends of the pay stand, by the paths at which rules complain of them. */
  payColumns(from = 'payFrom', to = 'payTo', both = 'pay'): ColumnsOfPaths {
    const isBoth = this.said(from) === null && this.said(to) === null && this.said(both) !== null;
    return { 'pay.from': isBoth ? both : from, 'pay.to': isBoth ? both : to, pay: isBoth ? both : to };
  }

  /** @param end whether a month without a day is its last day. Null too for 长期, 至今 and the like. */
  day(column: string, end = false): DayNumber | null {
    const text = this.said(column);
    return text === null || isOpenDay(text) ? null : dayOf(text, column, end);
  }

  yes(column: string): boolean | null {
    const text = this.text(column);
    return text === null ? null : yesOf(text, column);
  }

  /** One of the codes, or one of the names given for them. */
  choice<T extends string>(column: string, codes: readonly T[], names: Readonly<Record<string, T>> = {}): T | null {
    const text = this.said(column);
    return text === null ? null : choiceOf(text, column, codes, names);
  }

  choices<T extends string>(column: string, codes: readonly T[], names: Readonly<Record<string, T>> = {}): T[] {
    return this.items(column).map((text) => choiceOf(text, column, codes, names));
  }

  /** The items of a list: between ; ； 、 | and ends of lines; in quotes an item holds these itself. */
  items(column: string): string[] {
    return wordsIn(this.said(column) ?? '');
  }

  /** The same without 、, which stands inside many official names; quotes stay, for `parts` to read. */
  pieces(column: string): string[] {
    return itemsIn(this.said(column) ?? '');
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
