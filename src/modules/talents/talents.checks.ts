import { validate } from 'uuid';
import { type DayNumber, formatDay } from '../../kernel/day.ts';
import { badInput } from '../../kernel/errors.ts';
import { optionalText } from '../../kernel/text.ts';
import type { Scheme, Taxonomy } from '../taxonomy/index.ts';

/** Checks of one value each. @throws BAD_INPUT at the path given, with a cure. */

export const maxListed = 100;

export function required<T>(value: T | null | undefined, path: string): T {
  if (value == null) throw badInput(path, 'This must be given.', 'Give a value.');
  return value;
}

export function whole(value: number | null | undefined, path: string, min: number, max: number): number | null {
  if (value == null) return null;
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw badInput(path, `${value} is out of range.`, `Give a whole number from ${min} to ${max}.`);
}

export function oneOf<T extends string>(values: readonly T[], value: string, path: string): T {
  const found = values.find((one) => one === value);
  if (found === undefined)
    throw badInput(path, `“${value.slice(0, 60)}” is not known here.`, `Write one of ${values.join(', ')}.`);
  return found;
}

export function bounded<T>(list: readonly T[] | null | undefined, path: string, max = maxListed): readonly T[] {
  if (list == null) return [];
  if (list.length > max) throw badInput(path, `The list has ${list.length} entries.`, `Keep at most ${max}.`);
  return list;
}

/** @returns the list when no two entries have the same key. */
export function distinct<T>(list: T[], path: string, key: (item: T) => string): T[] {
  const seen = new Map<string, number>();
  list.forEach((item, n) => {
    const before = seen.get(key(item));
    if (before !== undefined) {
      throw badInput(
        `${path}.${n}`,
        `This says the same as entry ${before} of the list (counted from 0).`,
        'Name it once.',
      );
    }
    seen.set(key(item), n);
  });
  return list;
}

/** A day between two bounds, which may be open. */
export function dayWithin(
  day: DayNumber | null | undefined,
  path: string,
  bounds: { from?: DayNumber | null; to?: DayNumber; why: string },
): DayNumber | null {
  if (day == null) return null;
  const early = bounds.from != null && day < bounds.from;
  if (!early && (bounds.to === undefined || day <= bounds.to)) return day;
  const end = early ? `on or after ${formatDay(bounds.from ?? day)}` : `on or before ${formatDay(bounds.to ?? day)}`;
  throw badInput(path, `${formatDay(day)} cannot be: ${bounds.why}.`, `Give a day ${end}.`);
}

export function inOrder(from: DayNumber | null, to: DayNumber | null, path: string): void {
  if (from === null || to === null || from <= to) return;
  throw badInput(
    path,
    `It ends on ${formatDay(to)}, before it starts on ${formatDay(from)}.`,
    'Swap the days, or correct one of them.',
  );
}

/** +8613800138000 (E.164) or a mainland mobile number of 11 digits; spaces and hyphens are dropped. */
export function phone(value: string | null | undefined, path: string): string | null {
  const plain = optionalText(value, path, 40)?.replace(/[\s-]/g, '') ?? null;
  if (plain === null || /^1[3-9]\d{9}$/.test(plain) || /^\+[1-9]\d{6,14}$/.test(plain)) return plain;
  throw badInput(
    path,
    'This is not a telephone number.',
    'Write a mainland mobile number of 11 digits, or + and the country’s code.',
  );
}

export function email(value: string | null | undefined, path: string): string | null {
  const plain = optionalText(value, path, 254)?.toLowerCase() ?? null;
  if (plain === null || /^[^\s@"<>(),:;\\[\]]+@[^\s@."<>(),:;\\[\]]+(\.[^\s@."<>(),:;\\[\]]+)+$/.test(plain))
    return plain;
  throw badInput(path, 'This is not an e-mail address.', 'Write name@domain.');
}

/** The current code, or none. */
export function codeOrNone(
  taxonomy: Taxonomy,
  scheme: Scheme,
  code: string | null | undefined,
  path: string,
): string | null {
  return code == null || code === '' ? null : taxonomy.check(scheme, code, path);
}

export function organizationId(value: string, path: string): string {
  if (!validate(value))
    throw badInput(path, 'This is not an id (UUID).', 'Look the id up with organizations(kind, text).');
  return value.toLowerCase();
}
