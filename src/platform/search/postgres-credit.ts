import type { Alternative, CoverageList, Criterion } from './engine.ts';
import type { IndexFields } from './fields.ts';
import type { Writing } from './postgres-filter.ts';

/** All keys that criteria name. */
export function keysOfCriteria(criteria: readonly Criterion[]): string[] {
  return criteria.flatMap((criterion) => {
    const open = criterion.openKey === undefined ? [] : [criterion.openKey];
    if ('alternatives' in criterion) return [...open, ...criterion.alternatives.flatMap(({ allOf }) => allOf.flat())];
    const lists = [criterion.coverage.must, criterion.coverage.nice];
    return [
      ...open,
      ...lists.flatMap(({ exact, adjacent }) => [...exact.flatMap(({ keys }) => keys), ...adjacent.keys]),
    ];
  });
}

/** Adds the keys of criteria, in all TOKENS fields, to those to be looked up before a bound is written. */
export function gatherCriteriaKeys(
  criteria: readonly Criterion[],
  fields: IndexFields,
  wanted: Map<string, Set<string>>,
): void {
  const keys = keysOfCriteria(criteria);
  for (const { name } of fields.ofKind('TOKENS')) wanted.set(name, new Set([...(wanted.get(name) ?? []), ...keys]));
}

/** The tokens of a key: criteria name no field, so it has one in each TOKENS field that ever held it. */
export function tokensAnywhere(key: string, { fields, tokens }: Writing): number[] {
  return fields.ofKind('TOKENS').flatMap(({ name }) => tokens.get(name)?.get(key) ?? []);
}

/** Writes the credits of criteria over `h.hit`, the document's tokens that matter. */
export class CreditWriter {
  /** How many keys a document has of a list: `k0`, `k1` … of the stage before the credits. */
  readonly counts: string[] = [];
  /** Columns of the document that hold its own lists' lengths. */
  readonly columns = new Set<string>();
  readonly #writing: Writing;

  constructor(writing: Writing) {
    this.#writing = writing;
  }

  /**
   * The columns of one criterion and, over these, its credit: 0–10,000, or NULL where the document leaves it open.
   * `isNullable` tells whether that can be.
   */
  write(criterion: Criterion, name: string): { columns: string[]; credit: string; isNullable: boolean } {
    const open = criterion.openKey === undefined ? 'false' : this.#holds([criterion.openKey]);
    const unlessOpen = (credit: string) =>
      open === 'false' ? credit : `CASE WHEN ${open} THEN NULL ELSE ${credit} END`;
    if ('alternatives' in criterion) {
      const column = `${unlessOpen(this.#alternatives(criterion.alternatives))} AS ${name}`;
      return { columns: [column], credit: name, isNullable: open !== 'false' };
    }
    const { must, nice } = criterion.coverage;
    const shares = [must, nice].map((list) => this.#share(list));
    const columns = shares.map((share, place) => `${unlessOpen(share)} AS ${name}${'mn'[place]}`);
    const joined = `((8 * ${name}m + 2 * ${name}n + 9) / 10)`;
    const isAsked = [must, nice].every(({ count }) => typeof count === 'number' && count > 0);
    return {
      columns,
      credit: isAsked ? joined : `coalesce(${joined}, ${name}m, ${name}n)`,
      isNullable: open !== 'false' || ![must, nice].some(({ count }) => typeof count === 'number' && count > 0),
    };
  }

  #alternatives(alternatives: readonly Alternative[]): string {
    const cases = alternatives.flatMap(({ allOf, creditBp }) => {
      const conditions = allOf.map((keys) => this.#holds(keys));
      return conditions.includes('false')
        ? []
        : [`WHEN ${conditions.join(' AND ') || 'true'} THEN ${checkCredit(creditBp)}`];
    });
    return cases.length === 0 ? '0' : `CASE ${cases.join(' ')} ELSE 0 END`;
  }

  #holds(keys: readonly string[]): string {
    const tokens = keys.flatMap((key) => tokensAnywhere(key, this.#writing));
    const [only] = tokens;
    if (only === undefined) return 'false';
    const { parameters } = this.#writing;
    // The document's share is a handful of integers: idx looks through it in 0.1 µs, = ANY in 0.2, && takes 0.3.
    return tokens.length === 1 ? `idx(hit, ${parameters.integer(only)}) > 0` : `hit && ${parameters.integers(tokens)}`;
  }

  /** What a list earns, or NULL where it asks nothing. */
  #share(list: CoverageList): string {
    const count = this.#length(list);
    if (count === null) return 'NULL::int';
    const exact = list.exact.map(({ keys }) => this.#held(keys));
    const earned = list.exact.map(({ creditBp }, place) => `${exact[place]} * ${checkCredit(creditBp)}`);
    const adjacent = this.#held(list.adjacent.keys);
    const room = `greatest(0, ${count} - (${exact.join(' + ') || '0'}))`;
    earned.push(`least(${room}, ${adjacent}) * ${checkCredit(list.adjacent.creditBp)}`);
    const share = `least(10000, (${earned.join(' + ')} + ${count} - 1) / ${count})`;
    return typeof list.count === 'number' ? share : `CASE WHEN ${count} > 0 THEN ${share} END`;
  }

  #length({ count }: CoverageList): string | null {
    if (typeof count !== 'number') {
      const column = this.#writing.fields.column(count.field, ['NUMBER']);
      this.columns.add(column);
      return column;
    }
    if (!Number.isInteger(count) || count > 10_000) throw new Error(`${count} is no length of a list.`);
    return count > 0 ? String(count) : null;
  }

  /** How many of the keys a document has; a key that stands in several fields counts once. */
  #held(keys: readonly string[]): string {
    const tokens = keys.map((key) => tokensAnywhere(key, this.#writing));
    const single = tokens.filter((each) => each.length === 1).flat();
    const { parameters } = this.#writing;
    const counts = tokens.filter((each) => each.length > 1).map((each) => `(hit && ${parameters.integers(each)})::int`);
    if (single.length > 0) counts.unshift(`icount(hit & ${parameters.integers(single)})`);
    if (counts.length === 0) return '0';
    return `k${this.counts.push(counts.join(' + ')) - 1}`;
  }
}

function checkCredit(creditBp: number): number {
  if (!Number.isInteger(creditBp) || creditBp < 0 || creditBp > 10_000)
    throw new Error(`${creditBp} is no credit in basis points.`);
  return creditBp;
}
