import { formatDay } from '../../kernel/day.ts';
import { type Cells, dayOf, yesOf } from '../../platform/files/cells.ts';

/** Of a day of birth the year is all that is kept. */
export function birthYear(cells: Cells): number | null {
  const text = cells.said('birthYear');
  if (text === null || /^\d{4}年?(\.0)?$/.test(text)) return text === null ? null : Number(text.slice(0, 4));
  return Number(formatDay(dayOf(text, 'birthYear')).slice(0, 4));
}

const graduationWords: Readonly<Record<string, boolean>> = {
  已毕业: true,
  毕业: true,
  在读: false,
  未毕业: false,
  肄业: false,
};

export function graduatedOf(cells: Cells): boolean {
  const text = cells.said('graduated');
  return text === null ? true : (graduationWords[text] ?? yesOf(text, 'graduated'));
}
