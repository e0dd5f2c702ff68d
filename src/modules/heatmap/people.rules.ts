import { exactCount, type PublishedCount, publishCount } from '../../kernel/people-count.ts';
import { isUnsplit, noKey, type Scheme, type Taxonomy } from '../taxonomy/index.ts';
import type { Figure } from './heatmap.rules.ts';

/**
 * A count of people with the narrowest place that holds them all: the nearest common ancestors of their occupations and
 * regions. However the same people are asked for (another level, the transposed map, a total, a cell of a wider map,
 * a filter that takes nobody out, another day), their place and their number are the same, and so is what is published:
 * there are no second draws to average or to intersect. Education, grade, kind of work and day are left out of the place
 * on purpose: counts that differ by them alone share a draw where they are equal.
 */
export interface People {
  n: number;
  occupation: string;
  region: string;
}

/** No common ancestor. */
export const anywhere = '*';

/** The nearest code that holds both; what is not said has nothing in common with what is. */
export function meet(taxonomy: Taxonomy, scheme: Scheme, a: string, b: string): string {
  if (a === b) return a;
  if (a === anywhere || b === anywhere || a === noKey || b === noKey) return anywhere;
  return taxonomy.lineage(scheme, a).find(({ code }) => taxonomy.isWithin(scheme, b, code))?.code ?? anywhere;
}

/** Adds counts up; what meets where is remembered, for a map has ten thousands of cells and few places. */
export function gathering(taxonomy: Taxonomy): (a: People, b: People) => People {
  const remembering = (scheme: Scheme): ((a: string, b: string) => string) => {
    const known = new Map<string, Map<string, string>>();
    return (a, b) => {
      if (a === b || a === anywhere) return a;
      let of = known.get(a);
      if (!of) {
        of = new Map();
        known.set(a, of);
      }
      let place = of.get(b);
      if (place === undefined) {
        place = meet(taxonomy, scheme, a, b);
        of.set(b, place);
      }
      return place;
    };
  };
  const occupation = remembering('occupation');
  const region = remembering('region');
  return (a, b) => ({
    n: a.n + b.n,
    occupation: occupation(a.occupation, b.occupation),
    region: region(a.region, b.region),
  });
}

/** The record's own code behind the key of an axis at its finest level. */
export function codeOfKey(key: string): string {
  return isUnsplit(key) ? key.slice(1) : key;
}

export type CountKind = 'supply' | 'qualified';

/** What was drawn, by key; a draw never changes, so it may be kept as long as one likes. */
export type Draws = Map<string, PublishedCount>;

/** About 50 MB of draws. */
const mostDraws = 300_000;

/** Publishes people counts: exact, or drawn once for each kind, place and number. */
export function publisher(
  secret: string,
  exact: boolean,
  drawn: Draws = new Map(),
): (kind: CountKind, people: People | undefined) => Figure {
  const draw = (kind: CountKind, { n, occupation, region }: People): PublishedCount => {
    if (exact) return exactCount(n);
    const key = `${kind} ${occupation} ${region} ${n}`;
    const known = drawn.get(key);
    if (known) return known;
    if (drawn.size >= mostDraws) drawn.clear();
    const count = publishCount(n, secret, ['heat map', kind, occupation, region]);
    drawn.set(key, count);
    return count;
  };
  // Several measures are made of one count.
  const published = new Map<People, Figure>();
  return (kind, people) => {
    if (!people) return { value: 0, state: 'VALUE' };
    let figure = published.get(people);
    if (!figure) {
      const { value } = draw(kind, people);
      figure = value === null ? { value, state: 'SUPPRESSED' } : { value, state: 'VALUE' };
      published.set(people, figure);
    }
    return figure;
  };
}
