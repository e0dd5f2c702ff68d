import { occupationCredit } from './employer-fit.rules.ts';
import type { Credit } from './fit.rules.ts';
import { fullCredit, notStated, open, scored } from './fit.rules.ts';
import type { ScoredPosition, ScoredTalent, WorkKind } from './matching.pair.ts';
import type { PreparedPosition, PreparedTalent } from './prepared.rules.ts';

/** What a talent wishes and a position offers, one function a criterion; credits in basis points. */

export function occupationWanted(talent: PreparedTalent, position: PreparedPosition): Credit {
  return talent.wanted.size === 0 ? open : occupationCredit(position.ladder, talent.wanted);
}

/** A wanted region is the position's or holds it: full; else one of the same city ½. */
export function region(talent: PreparedTalent, position: PreparedPosition): Credit {
  if (talent.wantedRegions.size === 0) return open;
  if (holdsPosition(talent, position)) return scored(fullCredit);
  return scored(position.city !== null && talent.wantedCities.has(position.city) ? fullCredit / 2 : 0);
}

export function holdsPosition(talent: PreparedTalent, position: PreparedPosition): boolean {
  return position.regions.some((code) => talent.wantedRegions.has(code));
}

export function pay(talent: PreparedTalent, position: PreparedPosition): Credit {
  const expected = talent.talent.wish.pay;
  if (expected === null) return open;
  const upper = upperEnd(position.position);
  return upper === null ? notStated : scored(payCredit(upper, expected));
}

/** In fen a month; an only end is the upper one. */
export function upperEnd({ pay: offered }: ScoredPosition): number | null {
  return offered === null ? null : (offered.to ?? offered.from);
}

/**
 * Full at the expected pay, falling to 0 at 70 % of it: ⌊10,000·(10u − 7e) / 3e⌋, clamped.
 * Exact in doubles: the numerator is at most 30,000 · expected, 3 · 10^13 for the greatest pay that is taken.
 */
export function payCredit(upper: number, expected: number): number {
  if (upper >= expected) return fullCredit;
  return Math.max(0, Math.floor((fullCredit * (10 * upper - 7 * expected)) / (3 * expected)));
}

/** Never "not stated": a start that the position leaves out agrees, so half is earned or the start was stated. */
export function kindAndStart(talent: PreparedTalent, position: PreparedPosition): Credit {
  const { wish } = talent.talent;
  if (wish.kinds.length === 0 && wish.from === null) return open;
  const kind = kindAgrees(wish.kinds, position.position.kind);
  const start = startAgrees(wish.from, position.position.startFrom);
  return scored((fullCredit / 2) * (Number(kind) + Number(start)));
}

/** A talent who names no kind takes any; a kind that the position does not state agrees with none that is named. */
export function kindAgrees(wanted: readonly WorkKind[], offered: WorkKind | null): boolean {
  return wanted.length === 0 || (offered !== null && wanted.includes(offered));
}

/** A start that either side leaves open agrees. */
export function startAgrees(from: ScoredTalent['wish']['from'], start: ScoredPosition['startFrom']): boolean {
  return from === null || start === null || from <= start;
}
