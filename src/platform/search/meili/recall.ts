import type { RecallAnswer, RecallRequest } from '../engine.ts';
import { highestOf } from '../probes.ts';
import type { Attributes } from './at-least.rules.ts';
import { all, type Condition } from './condition.rules.ts';
import { Thresholds } from './threshold.rules.ts';

/** Shares, in percent, of the highest bound that there can be: where lists of popular trades end, and of rare ones. */
const ladder = [88, 72, 54] as const;
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

/** The thresholds of a request that are counted, from the highest down to 0, which all documents of its filter reach. */
export interface Ladder {
  rungs: readonly Threshold[];
  /** Another one; null where it cannot be written shortly. */
  rungAt(threshold: number): Threshold | null;
}

/** What cannot be written shortly is left out. */
export function ladderOf(request: RecallRequest, passes: Condition, attributes: Attributes): Ladder {
  const floor = Math.max(0, request.floor ?? 0);
  const shares = ladder.map((percent) => Math.floor((highestOf(request) * percent) / 100));
  const written = new Thresholds(request, attributes);
  const rungAt = (threshold: number) => {
    const reached = written.reaches(threshold);
    return reached === true ? null : { threshold, condition: all([passes, reached]) };
  };
  const above = [...shares.filter((share) => share > floor), ...(floor > 0 ? [floor] : [])].flatMap(
    (threshold) => rungAt(threshold) ?? [],
  );
  return { rungs: [...above, { threshold: 0, condition: passes }], rungAt };
}

interface Counted extends Threshold {
  /** Documents that reach it. */
  reached: number;
}

export interface Reached {
  threshold: number;
  /** Documents that pass the filter. */
  total: number;
  /** All that reach the threshold. */
  ids: string[];
}

/** Some of the documents that meet a condition, and how many do. */
type Find = (condition: Condition, most: number) => Promise<{ ids: string[]; total: number }>;

/**
 * The documents of the lowest threshold that no more reach than are worth a bound of their own: the lower it is, the surer
 * is the order of the first. Null where none is reached by as many as are wanted, and by no more than that.
 * @param counts of the ladder's rungs
 */
export async function reachedOf(
  request: RecallRequest,
  { rungs, rungAt }: Ladder,
  counts: readonly number[],
  bounded: Bounded,
  find: Find,
): Promise<Reached | null> {
  const { limit, enough = limit, floor = 0 } = request;
  const total = counts.at(-1) ?? 0;
  const counted = rungs.map((each, place): Counted => ({ ...each, reached: counts[place] ?? 0 }));
  const wanted = Math.min(limit, enough);
  // Below the floor nobody needs any.
  const isWorth = ({ reached, threshold }: Counted) =>
    reached >= wanted || reached === total || (threshold > 0 && threshold <= floor);
  const [usual, most] = [Math.max(bounded.usual, limit), Math.max(bounded.most, limit)];
  const lowest = counted.findLast((each) => isWorth(each) && each.reached <= usual);
  const highest = { threshold: highestOf(request), reached: 1 };
  const aim = lowest && lowest.reached * 2 > usual ? null : betweenOf([highest, ...counted], usual);
  const between = aim !== null && aim > floor ? rungAt(aim) : null;
  if (between) {
    const { ids, total: reached } = await find(between.condition, most);
    if (reached <= most && isWorth({ ...between, reached })) return { threshold: between.threshold, total, ids };
  }
  const chosen = lowest ?? counted.findLast((each) => isWorth(each) && each.reached <= most);
  if (!chosen) return null;
  const { ids, total: reached } = await find(chosen.condition, most);
  return reached > most ? null : { threshold: chosen.threshold, total, ids };
}

/** A threshold that about as many documents should reach: between two rungs their logarithm falls about evenly. */
function betweenOf(counted: readonly Omit<Counted, 'condition'>[], aim: number): number | null {
  const at = counted.findIndex(({ reached }) => reached > aim);
  const [upper, lower] = [counted[at - 1], counted[at]];
  if (!upper || !lower) return null;
  const share = Math.log(aim / Math.max(1, upper.reached)) / Math.log(lower.reached / Math.max(1, upper.reached));
  return Math.round(upper.threshold + (lower.threshold - upper.threshold) * share);
}

/** What was left out: among those that were bounded, and below the threshold. */
export function answerOf({ threshold, ids, total }: Reached, bounded: RecallAnswer): RecallAnswer {
  const below = Math.max(0, total - ids.length);
  const bounds = [bounded.leftOutBound, below > 0 ? threshold - 1 : null].filter((bound) => bound !== null);
  return {
    candidates: bounded.candidates,
    leftOutBound: bounds.length > 0 ? Math.max(...bounds) : null,
    leftOut: bounded.leftOut + below,
  };
}
