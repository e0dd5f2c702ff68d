/**
 * Random numbers that are the same on every machine and in every run: sfc32 (Chris Doty-Humphrey, PractRand), seeded
 * from words. Each record draws from a stream of its own, so that no record depends on how many others there are.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(...words: (string | number)[]) {
    const hash = hashOf(words.join('/'));
    [this.#a, this.#b, this.#c] = [hash, Math.imul(hash, 0x9e3779b1), ~hash];
    for (let round = 0; round < 12; round += 1) this.next();
  }

  /** In [0, 1). */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** @throws for an empty list: a fault of the tables. */
  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new Error('There is nothing to pick from.');
    return item;
  }

  /** Some of the items, each once, earlier ones more likely: real postings name the same few skills again and again. */
  few<T>(items: readonly T[], count: number): T[] {
    const left = [...items];
    const taken: T[] = [];
    while (taken.length < count && left.length > 0) {
      const at = Math.floor(this.next() ** 1.6 * left.length);
      taken.push(...left.splice(at, 1));
    }
    return taken;
  }

  shuffled<T>(items: readonly T[]): T[] {
    const keyed = items.map((item) => ({ item, key: this.next() }));
    return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
  }

  /** The standard normal distribution (Box–Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Log-normal around a median. */
  around(median: number, spread: number): number {
    return median * Math.exp(spread * this.normal());
  }
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash | 0;
}

/** Items drawn by weight, as often as wanted. */
export class Weighted<T> {
  readonly #items: readonly T[];
  readonly #sums: number[] = [];
  #total = 0;

  constructor(entries: readonly (readonly [item: T, weight: number])[]) {
    this.#items = entries.map(([item]) => item);
    for (const [, weight] of entries) {
      this.#total += weight;
      this.#sums.push(this.#total);
    }
  }

  get isEmpty(): boolean {
    return this.#items.length === 0;
  }

  draw(random: Random): T {
    const wanted = random.next() * this.#total;
    let [from, to] = [0, this.#sums.length - 1];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#sums[middle] ?? 0) > wanted) to = middle;
      else from = middle + 1;
    }
    const item = this.#items[from];
    if (item === undefined) throw new Error('There is nothing to draw from.');
    return item;
  }
}
