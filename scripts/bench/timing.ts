import { performance } from 'node:perf_hooks';

/** Times of one figure, in milliseconds. */
export class Times {
  readonly #all: number[] = [];

  async of<T>(work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const result = await work();
    this.#all.push(performance.now() - started);
    return result;
  }

  get count(): number {
    return this.#all.length;
  }

  get median(): number {
    return this.quantile(0.5);
  }

  get p90(): number {
    return this.quantile(0.9);
  }

  quantile(share: number): number {
    return quantileOf(this.#all, share);
  }
}

/** 0 for none. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

/** A number for a table. */
export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** A figure beside its floor: what the same answer costs at least, measured in turns with it. */
export interface Line {
  figure: string;
  times: Times;
  floor: Times;
}

export function ratioOf({ times, floor }: Line): number {
  return floor.median === 0 ? 0 : times.median / floor.median;
}

export function printLines(lines: readonly Line[]): void {
  const ms = (value: number) => rounded(value, 1);
  console.table(
    lines.map((line) => ({
      figure: line.figure,
      n: line.times.count,
      'median ms': ms(line.times.median),
      'p90 ms': ms(line.times.p90),
      'floor median': ms(line.floor.median),
      'floor p90': ms(line.floor.p90),
      ratio: rounded(ratioOf(line), 2),
    })),
  );
}
