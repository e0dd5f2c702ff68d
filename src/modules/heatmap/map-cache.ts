/** How long a map may be served again to the same scope. */
export const keptMs = 60_000;
/** About 150 MB of figures. */
const mostKept = 3_000_000;

interface Kept<T> {
  until: number;
  size: number;
  value: Promise<T>;
}

/** Not what was made later than now, either: the clock was set back. */
const isFresh = ({ until }: Pick<Kept<unknown>, 'until'>, at: number) => at < until && at >= until - keptMs;

/** Values by key for a minute; those that are being made are shared, failures are forgotten, the oldest go first. */
export class MapCache<T> {
  private readonly kept = new Map<string, Kept<T>>();
  private readonly now: () => Date;

  constructor(now: () => Date) {
    this.now = now;
  }

  get(key: string, make: () => Promise<T>, sizeOf: (value: T) => number): Promise<T> {
    const at = this.now().getTime();
    const known = this.kept.get(key);
    if (known && isFresh(known, at)) return known.value;
    this.sweep(at);
    const entry: Kept<T> = { until: at + keptMs, size: 1, value: make() };
    this.kept.delete(key);
    this.kept.set(key, entry);
    const forget = (): void => {
      if (this.kept.get(key) === entry) this.kept.delete(key);
    };
    entry.value.then((value) => {
      entry.size = sizeOf(value);
      this.shrink();
    }, forget);
    return entry.value;
  }

  private sweep(at: number): void {
    for (const [key, entry] of this.kept) if (!isFresh(entry, at)) this.kept.delete(key);
  }

  private shrink(): void {
    let size = [...this.kept.values()].reduce((sum, entry) => sum + entry.size, 0);
    for (const [key, entry] of this.kept) {
      if (size <= mostKept) return;
      this.kept.delete(key);
      size -= entry.size;
    }
  }
}
