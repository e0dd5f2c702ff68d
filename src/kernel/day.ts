import { badInput } from './errors.ts';

/** A calendar day in Asia/Shanghai as the count of days since 1970-01-01; the API writes it YYYY-MM-DD. */
export type DayNumber = number;

const msPerDay = 86_400_000;
/** China has kept UTC+8 without summer time since 1991. */
const shanghaiOffsetMs = 8 * 3_600_000;
const form = /^(\d{4})-(\d{2})-(\d{2})$/;

/** @throws BAD_INPUT at `path` unless `text` is a real day between 1900-01-01 and 2199-12-31. */
export function parseDay(text: string, path: string): DayNumber {
  const parts = form.exec(text);
  const ms = parts ? Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) : Number.NaN;
  const day = ms / msPerDay;
  if (!Number.isInteger(day) || formatDay(day) !== text || text < '1900-01-01' || text > '2199-12-31') {
    throw badInput(path, `“${text.slice(0, 40)}” is not a day.`, 'Write YYYY-MM-DD, from 1900-01-01 to 2199-12-31.');
  }
  return day;
}

export function formatDay(day: DayNumber): string {
  return new Date(day * msPerDay).toISOString().slice(0, 10);
}

/** The day in Asia/Shanghai at an instant. */
export function dayAt(instant: Date): DayNumber {
  return Math.floor((instant.getTime() + shanghaiOffsetMs) / msPerDay);
}

/** A `@db.Date` column as a day; Prisma reads it as midnight UTC. */
export function dayOfDate(date: Date): DayNumber {
  return Math.floor(date.getTime() / msPerDay);
}

export function dateOfDay(day: DayNumber): Date {
  return new Date(day * msPerDay);
}

/** A calendar month is up to three days shorter than the longest one; no span of calendar months may lose one by that. */
const forgivenDays = 3;

/** Whole months covered by a count of days, at 365.25 / 12 days a month: any calendar month is 1, any year 12. */
export function monthsOfDays(days: number): number {
  return days <= forgivenDays ? 0 : Math.floor(((days + forgivenDays) * 12) / 365.25);
}

/** Days in the union of spans, first and last day included; a span that ends before it begins is empty. */
export function daysCovered(spans: readonly { from: DayNumber; to: DayNumber }[]): number {
  let days = 0;
  let covered = Number.NEGATIVE_INFINITY;
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const start = Math.max(from, covered + 1);
    if (to >= start) {
      days += to - start + 1;
      covered = to;
    }
  }
  return days;
}
