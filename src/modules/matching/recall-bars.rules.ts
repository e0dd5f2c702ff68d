import type { DayNumber } from '../../kernel/day.ts';
import { monthsOfDays } from '../../kernel/day.ts';
import { fullCredit } from './fit.rules.ts';
import type { PreparedPosition } from './prepared.rules.ts';
import { keyOf } from './recall-fields.rules.ts';
import {
  dayStep,
  firstDayOf,
  greatestMonthsOf,
  keysOfRange,
  lastMonthStep,
  monthStep,
  sinceScale,
} from './recall-steps.rules.ts';
import type { Term } from './recall-terms.rules.ts';
import { CreditKeys, highestGrade, highestTitleRank, range, tenthsUp } from './recall-terms.rules.ts';

/** What a position asks of grades, titles and months: part of the fit, and a bar where it is declared a hard filter. */

/** Null when neither is asked. */
export function gradeTerms({ position, occupation, group }: PreparedPosition): Term[] | null {
  const { grade, titleRank } = position;
  if (grade === null && titleRank === null) return null;
  const credits = new CreditKeys();
  if (grade !== null) {
    for (const [code, share] of [
      [occupation, 1],
      [group, 2],
    ] as const) {
      if (code === null) continue;
      const keyFor = (held: number) => keyOf('gradeIn', code, held);
      credits.add(fullCredit / share, range(grade, highestGrade).map(keyFor));
      credits.add(fullCredit / 2 / share, [keyFor(grade - 1)]);
    }
  }
  if (titleRank !== null) {
    const keyFor = (rank: number) => keyOf('titleHeld', titleRank.series, rank);
    credits.add(fullCredit, range(titleRank.rank, highestTitleRank).map(keyFor));
    credits.add(fullCredit / 2, [keyFor(titleRank.rank - 1)]);
  }
  return credits.terms();
}

/** Null when none is asked. A position that is coded above the 中类 has no steps to read; having worked there at all then counts full. */
export function experienceTerms({ position, field, fieldIsClass }: PreparedPosition, day: DayNumber): Term[] | null {
  const asked = position.experienceMonths;
  if (asked === null || asked <= 0) return null;
  if (!fieldIsClass) return [{ creditBp: fullCredit, allOf: [[keyOf('held', field)]] }];
  const creditOf = (months: number) => tenthsUp(Math.min(fullCredit, Math.floor((fullCredit * months) / asked)));
  const credits = new CreditKeys();
  for (const step of range(monthStep(1), lastMonthStep)) {
    credits.add(creditOf(greatestMonthsOf(step)), [keyOf('monthsEnded', field, step)]);
  }
  const since = keyOf('workingSince', field);
  let step = dayStep(sinceScale, day);
  for (; step > 0; step -= 1) {
    const creditBp = creditOf(monthsOfDays(day - firstDayOf(sinceScale, step) + 1));
    if (creditBp === fullCredit) break;
    credits.add(creditBp, keysOfRange(since, step, step));
  }
  // The first step holds all earlier days too, so it counts full whatever is asked.
  return credits.add(fullCredit, keysOfRange(since, 0, step)).terms();
}
