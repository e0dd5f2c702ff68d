import type { Calibration } from './model.rules.ts';

/** A candidate for a title that the model had not seen in training: its raw share, and whether it was right. */
export type Outcome = { readonly share: number; readonly right: boolean };

type Pool = { weight: number; share: number; right: number };

/** Fewer outcomes than this in a step of the curve would follow chance. */
const SMALLEST_POOL = 40;

/**
 * Isotonic regression by pooling adjacent violators (Ayer et al. 1955; for classifiers Zadrozny and Elkan 2002)
 * over bins of equal count, so that a step never rests on a handful of titles.
 */
export function calibrationOf(outcomes: readonly Outcome[]): Calibration {
  const pools: Pool[] = [];
  for (const bin of binsOf(outcomes)) {
    pools.push(bin);
    while (pools.length > 1 && rateOf(pools.at(-2)) >= rateOf(pools.at(-1))) merge(pools);
  }
  const points = pools.map((pool) => [pool.share / pool.weight, pool.right / pool.weight] as const);
  const first = points[0]?.[1] ?? 0;
  const last = points.at(-1)?.[1] ?? 1;
  const curve = [[0, Math.min(first, first / 2)] as const, ...points, [1, last] as const];
  return { raw: Float32Array.from(curve, ([share]) => share), right: Float32Array.from(curve, ([, right]) => right) };
}

function binsOf(outcomes: readonly Outcome[]): Pool[] {
  const sorted = [...outcomes].sort((a, b) => a.share - b.share);
  const size = Math.max(SMALLEST_POOL, Math.ceil(sorted.length / 100));
  const bins: Pool[] = [];
  for (let start = 0; start < sorted.length; start += size) {
    const slice = sorted.slice(start, start + size);
    const share = slice.reduce((sum, outcome) => sum + outcome.share, 0);
    bins.push({ weight: slice.length, share, right: slice.filter((outcome) => outcome.right).length });
  }
  return bins;
}

function merge(pools: Pool[]): void {
  const last = pools.pop();
  const before = pools.at(-1);
  if (last === undefined || before === undefined) return;
  before.weight += last.weight;
  before.share += last.share;
  before.right += last.right;
}

function rateOf(pool: Pool | undefined): number {
  return pool === undefined ? 0 : pool.right / pool.weight;
}
