import type { DayNumber } from '../../kernel/day.ts';

/**
 * Numbers and days as keys. A value becomes a step, and a document carries two keys for it: the step's and that of its
 * block of 16 steps. "At most" and "at least" are then written with some dozen keys, however long the range. Steps never
 * lose the order of values, so what they admit is a superset of what the values do.
 */

const blockSteps = 16;

/** Both keys of a step. */
export function keysOfStep(prefix: string, step: number): string[] {
  return [stepKey(prefix, step), blockKey(prefix, Math.floor(step / blockSteps))];
}

/** Keys of which every document with a step from `first` to `last` has at least one, and no other document any. */
export function keysOfRange(prefix: string, first: number, last: number): string[] {
  const keys: string[] = [];
  let step = first;
  while (step <= last) {
    if (step % blockSteps === 0 && step + blockSteps - 1 <= last) {
      keys.push(blockKey(prefix, step / blockSteps));
      step += blockSteps;
    } else {
      keys.push(stepKey(prefix, step));
      step += 1;
    }
  }
  return keys;
}

function stepKey(prefix: string, step: number): string {
  return `${prefix}:${step}`;
}

function blockKey(prefix: string, block: number): string {
  return `${prefix}:b${block}`;
}

/** Days in steps of `days`, from `first` to `last`; what lies outside counts as the nearest of both. */
export interface DayScale {
  days: number;
  first: DayNumber;
  last: DayNumber;
}

/** When somebody can start: 2000-01-01 to 2049-12-31 in steps of 32 days. */
export const startScale: DayScale = { days: 32, first: 10_957, last: 29_219 };
/** Since when somebody has worked in a field: 1950-01-01 to 2099-12-31 in steps of 128 days. */
export const sinceScale: DayScale = { days: 128, first: -7_305, last: 47_481 };

export function dayStep({ days, first, last }: DayScale, day: DayNumber): number {
  return Math.floor((Math.min(last, Math.max(first, day)) - first) / days);
}

/** First day of a step. */
export function firstDayOf({ days, first }: DayScale, step: number): DayNumber {
  return first + step * days;
}

/** Lower edges of steps of ¥500 and more a month, each some 2.5 % above the one before: 0 holds all that is less. */
const payEdges: readonly number[] = (() => {
  const edges = [0];
  for (let edge = 50_000; edge <= 1_000_000_000; edge += Math.ceil(edge / 40)) edges.push(edge);
  return edges;
})();

export const lastPayStep = payEdges.length - 1;

export function payStep(fen: number): number {
  return stepIn(payEdges, fen);
}

/** Least pay of a step in fen a month. */
export function leastPayOf(step: number): number {
  return payEdges[step] ?? 0;
}

/** Greatest pay of a step; the last has no end. */
export function greatestPayOf(step: number): number {
  const next = payEdges[step + 1];
  return next === undefined ? Number.POSITIVE_INFINITY : next - 1;
}

/** Lower edges of steps of months worked; bars that are often asked begin a step, so that they are met or missed exactly. */
const monthEdges: readonly number[] = [
  0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 21, 24, 30, 36, 42, 48, 54, 60, 72, 84, 96, 108, 120, 144, 180, 240, 360,
];

export const lastMonthStep = monthEdges.length - 1;

export function monthStep(months: number): number {
  return stepIn(monthEdges, months);
}

export function leastMonthsOf(step: number): number {
  return monthEdges[step] ?? 0;
}

export function greatestMonthsOf(step: number): number {
  const next = monthEdges[step + 1];
  return next === undefined ? Number.POSITIVE_INFINITY : next - 1;
}

/** The last step whose edge is not above the value; 0 for what lies below all. */
function stepIn(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((edges[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
