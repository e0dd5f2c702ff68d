import { type DayNumber, formatDay } from '../../kernel/day.ts';
import { quoted } from './lists.ts';

/** Values as they stand in cells: what `Cells` reads of each is the value again. */

export function yuanText(fen: number | null): string {
  if (fen === null) return '';
  const rest = fen % 100;
  return rest === 0 ? String(fen / 100) : `${Math.trunc(fen / 100)}.${String(rest).padStart(2, '0')}`;
}

export function dayText(day: DayNumber | null): string {
  return day === null ? '' : formatDay(day);
}

export function numberText(value: number | null): string {
  return value === null ? '' : String(value);
}

export function yesText(value: boolean): string {
  return value ? '是' : '否';
}

/** The first of the names that stand for a code, else the code. */
export function nameText<T extends string>(code: T, names: Readonly<Record<string, T>>): string {
  return Object.entries(names).find(([, named]) => named === code)?.[0] ?? code;
}

/** A list of single words. */
export function listText(words: readonly string[]): string {
  return words.map(quoted).join(';');
}

/** One item of a list out of parts that are ready to stand there; empty ones at its end are left out. */
export function itemText(parts: readonly string[]): string {
  return parts.join(':').replace(/:+$/, '');
}
