import { type DayNumber, formatDay, parseDay } from '../../kernel/day.ts';
import { longestWord } from './shown.ts';

const dayForm = /^(\d{4})([-/.年])(\d{1,2})[-/.月](\d{1,2})日?$/;
const monthForm = /^(\d{4})[-/.年](\d{1,2})月?$/;
const compactForm = /^(\d{4})(\d{2})(\d{2})$/;
/** Behind a day a sheet may write the time, which no record has. */
const timeForm = /[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/;
const serialForm = /^(\d{5})(\.\d+)?$/;
/** Day 1 of a sheet is the first of January 1900; it counts a 29 February 1900 that there was not. */
const serialOfEpoch = 25_569;
/** Days from 1954 to 2099: other numbers of five digits are no days of anything here. */
const [firstSerial, lastSerial] = [20_000, 73_050];
const openEnds = /^(长期|长期有效|长期招聘|至今|现在|目前|今|不限|随时|随时到岗|即日起?|永久|待定)$/;

/** Words by which a cell says that there is no such day: 长期, 至今. */
export function isOpenDay(text: string): boolean {
  return openEnds.test(text.normalize('NFKC').replace(/\s/g, ''));
}

/**
 * YYYY-MM-DD, YYYY/M/D, YYYY.M.D, YYYY年M月D日, YYYYMMDD, with a time or without; a day as sheets count it (45000); a month
 * alone (2024年3月, 2024.3) is its first day.
 * @param end whether a month alone is its last day
 * @throws BAD_INPUT
 */
export function dayOf(text: string, column: string, end = false): DayNumber {
  if (text.length > longestWord) return parseDay(text, column);
  const plain = text.normalize('NFKC').trim().replace(timeForm, '');
  const [, serial] = serialForm.exec(plain) ?? [];
  if (serial !== undefined && Number(serial) >= firstSerial && Number(serial) <= lastSerial)
    return parseDay(formatDay(Number(serial) - serialOfEpoch), column);
  const [, year, month] = monthForm.exec(plain) ?? [];
  if (year !== undefined && month !== undefined) return dayInMonth(Number(year), Number(month), end, text, column);
  const [, y, m, d] = compactForm.exec(plain) ?? dayForm.exec(plain)?.filter((_, n) => n !== 2) ?? [];
  if (y === undefined || m === undefined || d === undefined) return parseDay(text, column);
  return parseDay(`${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`, column);
}

function dayInMonth(year: number, month: number, end: boolean, text: string, column: string): DayNumber {
  const last = month >= 1 && month <= 12 ? new Date(Date.UTC(year, month, 0)).getUTCDate() : 0;
  if (last === 0) return parseDay(text, column);
  return parseDay(`${year}-${String(month).padStart(2, '0')}-${String(end ? last : 1).padStart(2, '0')}`, column);
}
