/** Collects the values of one statement; its text carries their numbers only. */
export class Parameters {
  readonly #values: unknown[] = [];
  readonly #known = new Map<string, string>();

  #add(value: unknown, type: string): string {
    const name = `${type} ${JSON.stringify(value)}`;
    const known = this.#known.get(name);
    if (known) return known;
    this.#values.push(value);
    const reference = `$${this.#values.length}::${type}`;
    this.#known.set(name, reference);
    return reference;
  }

  text(value: string): string {
    return this.#add(value, 'text');
  }

  integer(value: number): string {
    if (!Number.isInteger(value)) throw new Error(`${value} is no integer.`);
    return this.#add(value, 'int');
  }

  bigint(value: number): string {
    if (!Number.isSafeInteger(value)) throw new Error(`${value} is no integer.`);
    return this.#add(value, 'bigint');
  }

  /** In ascending order: intarray sorts both sides of every comparison and is done at once when they are. */
  integers(values: Iterable<number>): string {
    return this.#add(
      [...new Set(values)].sort((a, b) => a - b),
      'int[]',
    );
  }

  ids(values: readonly string[]): string {
    return this.#add(values, 'uuid[]');
  }

  /** The statement with the values that it uses: conditions that were folded away have left theirs behind. */
  finish(text: string): { text: string; values: unknown[] } {
    const used = [...new Set([...text.matchAll(/\$(\d+)/g)].map(([, place]) => Number(place)))];
    const numbers = new Map(used.map((place, at) => [place, at + 1]));
    return {
      text: text.replace(/\$(\d+)/g, (_, place) => `$${numbers.get(Number(place))}`),
      values: used.map((place) => this.#values[place - 1]),
    };
  }
}
