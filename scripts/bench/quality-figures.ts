import { readFileSync } from 'node:fs';

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
}

/** A share as the field writes it: .617. */
export function share(value: number): string {
  return value.toFixed(3).replace(/^0/, '');
}

/** Rows of a tab-separated file below its header. */
export function table(path: string): string[][] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .slice(1)
    .flatMap((line) => (line.trim() === '' ? [] : [line.replace(/\r$/, '').split('\t')]));
}

/** Places of the scores, the highest first; equal ones stay in their order. */
export function orderOf(scores: Float64Array): number[] {
  return Array.from(scores, (_, at) => at).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
}
