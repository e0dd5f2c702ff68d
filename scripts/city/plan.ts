import { Random } from './random.ts';
import { zipf } from './sectors.ts';

/**
 * The figures that Jimei published for its online recruiting of 2022–2023 (J4): 1,110 firm-times, 1,782 positions, 8,369
 * openings. A firm-time 家次 is one employer that takes part in one of the fairs; here: its positions of one opening day.
 */
export const figures = { firmTimes: 1_110, positions: 1_782, openings: 8_369, employers: 400, fairs: 18 } as const;

/** Positions whose openings are shared out together; 18 groups make the published figures. */
export const groupSize = 99;

/** One employer's place in one fair, with the rank of the employer by size within its block. */
export interface FirmTime {
  /** Number of the employer in the whole city, from 0. */
  employer: number;
  rank: number;
  fair: number;
}

/** Openings of the first so many positions: the published ratio, without a rounding that drifts. */
export function openingsUpTo(positions: number): number {
  return Math.round((positions * figures.openings) / figures.positions);
}

/** How often each employer takes part, largest first: Zipf, at least once, at most in every fair. */
export function participations(): number[] {
  const { employers, firmTimes, fairs } = figures;
  const ranks = Array.from({ length: employers }, (_, rank) => rank);
  const totalWeight = ranks.reduce((sum, rank) => sum + zipf(rank), 0);
  const times = ranks.map((rank) => Math.min(fairs, Math.max(1, Math.round((firmTimes * zipf(rank)) / totalWeight))));
  let missing = firmTimes - times.reduce((sum, one) => sum + one, 0);
  for (let rank = 0; missing !== 0; rank = (rank + 1) % employers) {
    const now = times[rank] ?? 0;
    const next = now + Math.sign(missing);
    if (next < 1 || next > fairs) continue;
    times[rank] = next;
    missing -= Math.sign(missing);
  }
  return times;
}

/**
 * The firm-times of one block of 1,782 positions, in the order of the positions. A larger city has more blocks, each
 * with employers of its own; a smaller one a part of the first.
 */
export function firmTimesOf(seed: number, block: number): FirmTime[] {
  const random = new Random(seed, 'firm-times', block);
  const fairs = Array.from({ length: figures.fairs }, (_, fair) => fair);
  const all = participations().flatMap((times, rank) =>
    random
      .shuffled(fairs)
      .slice(0, times)
      .map((fair) => ({ employer: block * figures.employers + rank, rank, fair })),
  );
  return random.shuffled(all);
}

/** Which of its block's firm-times a position belongs to: 1,110 of them over 1,782 positions. */
export function firmTimeIndex(position: number): number {
  return Math.floor(((position % figures.positions) * figures.firmTimes) / figures.positions);
}

/** Whole shares of a total in proportion to weights, each at least 1 (largest remainder). */
export function sharedOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const spare = total - weights.length;
  const exact = weights.map((weight) => (spare * weight) / sum);
  const shares = exact.map((share) => 1 + Math.floor(share));
  const left = total - shares.reduce((all, share) => all + share, 0);
  const byRemainder = exact.map((share, at) => ({ at, rest: share - Math.floor(share) }));
  byRemainder.sort((a, b) => b.rest - a.rest || a.at - b.at);
  for (const { at } of byRemainder.slice(0, left)) shares[at] = (shares[at] ?? 0) + 1;
  return shares;
}
