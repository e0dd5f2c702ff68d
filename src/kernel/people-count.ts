import { createHmac } from 'node:crypto';

/** A count of people as it may be published: `value` null means "<5". */
export interface PublishedCount {
  value: number | null;
  /** False only for those who see exact counts. */
  rounded: boolean;
}

/**
 * A people count n becomes a multiple of 5: the one below or above, chosen with chance by nearness from a keyed hash
 * of (measure, scope, cell, n), so that asking again gives the same answer and averaging reveals nothing.
 * A published 0 of a non-empty cell is "<5".
 */
export function publishCount(n: number, secret: string, parts: readonly (string | number)[]): PublishedCount {
  if (n === 0) return { value: 0, rounded: true };
  const rest = n % 5;
  if (rest === 0) return { value: n, rounded: true };
  const digest = createHmac('sha256', secret)
    .update(JSON.stringify([...parts, n]))
    .digest();
  const value = n - rest + (digest.readUInt32BE(0) / 2 ** 32 < rest / 5 ? 5 : 0);
  return { value: value === 0 ? null : value, rounded: true };
}

export function exactCount(n: number): PublishedCount {
  return { value: n, rounded: false };
}
