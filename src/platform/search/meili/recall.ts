import type { RecallAnswer, RecallRequest } from '../engine.ts';
import { highestOf } from '../probes.ts';
import type { Attributes } from './at-least.rules.ts';
import { all, type Condition } from './condition.rules.ts';
import { Thresholds } from './threshold.rules.ts';

/** Shares, in percent, of the highest bound that there can be: where lists of popular trades end, and of rare ones. */
const ladder = [90, 78, 64, 48] as const;
/** How many documents are bounded one by one sooner than told apart by a higher threshold; and where none fits, at most. */
export interface Bounded {
  usual: number;
  most: number;
}
export const usuallyBounded: Bounded = { usual: 700, most: 4_000 };

export interface Threshold {
  threshold: number;
  condition: Condition;
}

/** From the highest down to 0, which all documents of the filter reach. What cannot be written shortly is left out. */
export function thresholdsOf(request: RecallRequest, passes: Condition, attributes: Attributes): Threshold[] {
  const floor = Math.max(0, request.floor ?? 0);
  const shares = ladder.map((percent) => Math.floor((highestOf(request) * percent) / 100));
  const written = new Thresholds(request, attributes);
  const above = [...shares.filter((share) => share > floor), ...(floor > 0 ? [floor] : [])].flatMap((threshold) => {
    const reached = written.reaches(threshold);
    return reached === true ? [] : [{ threshold, condition: all([passes, reached]) }];
  });
  return [...above, { threshold: 0, condition: passes }];
}

export interface Chosen extends Threshold {
  /** Documents that reach it. */
  reached: number;
  /** Documents that pass the filter. */
  total: number;
}

/**
 * The lowest threshold that no more documents reach than are worth a bound of their own: the lower it is, the surer is the
 * order of the first. Null where none is reached by as many as are wanted, and by no more than that.
 */
export function chosenOf(
  { limit, enough = limit, floor = 0 }: RecallRequest,
  thresholds: readonly Threshold[],
  counts: readonly number[],
  { usual, most }: Bounded,
): Chosen | null {
  const total = counts.at(-1) ?? 0;
  const counted = thresholds.map((each, place): Chosen => ({ ...each, reached: counts[place] ?? 0, total }));
  const wanted = Math.min(limit, enough);
  // Below the floor nobody needs any.
  const isWorth = ({ reached, threshold }: Chosen) =>
    reached >= wanted || reached === total || (threshold > 0 && threshold <= floor);
  const worth = counted.filter(isWorth);
  const lowestOf = (greatest: number) => worth.findLast(({ reached }) => reached <= Math.max(greatest, limit));
  return lowestOf(usual) ?? lowestOf(most) ?? null;
}

/** What was left out: among those that were bounded, and below the threshold. */
export function answerOf({ threshold, reached, total }: Chosen, bounded: RecallAnswer): RecallAnswer {
  const below = Math.max(0, total - reached);
  const bounds = [bounded.leftOutBound, below > 0 ? threshold - 1 : null].filter((bound) => bound !== null);
  return {
    candidates: bounded.candidates,
    leftOutBound: bounds.length > 0 ? Math.max(...bounds) : null,
    leftOut: bounded.leftOut + below,
  };
}
