import { badInput } from './errors.ts';

/** Pay in fen (¥0.01) a month before tax; one end may be missing, never both. */
export interface PayRange {
  from: number | null;
  to: number | null;
}

/** ¥10 million a month: above it a figure is a mistake of units. */
const maxFen = 1_000_000_000;

/** @throws BAD_INPUT at `path` for negative, absurd or crossed ends. A range without any end is null. */
export function checkPay(
  pay: { from?: number | null; to?: number | null } | null | undefined,
  path: string,
): PayRange | null {
  const from = pay?.from ?? null;
  const to = pay?.to ?? null;
  if (from === null && to === null) return null;
  for (const [name, value] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (value !== null && (!Number.isInteger(value) || value <= 0 || value > maxFen)) {
      throw badInput(`${path}.${name}`, 'Pay is a whole number of fen a month, from 1 to 1,000,000,000.');
    }
  }
  if (from !== null && to !== null && from > to) {
    throw badInput(path, 'The lower end of the pay is above the upper end.', 'Swap the ends.');
  }
  return { from, to };
}
