import type { CountCell, CountRequest } from '../engine.ts';
import type { Field, IndexFields } from '../fields.ts';
import { noKey } from '../postgres-count.ts';
import type { TokenBook } from '../tokens.ts';
import type { Found } from './questions.ts';
import { attributeOf, pairAttribute, pairSeparator } from './settings.rules.ts';

/** An attribute whose values name axes of a count; without one, a count of all documents. */
export interface Facet {
  attribute: string | null;
  /** Of the axes that its values name, in their order. */
  places: readonly number[];
}

/** Axes that Meilisearch counts by, exactly: documents only. */
export interface CountedAxes {
  fields: readonly Field[];
  /** Each names one axis or two. */
  facets: readonly Facet[];
  /** The one that names all of them; null where none does. */
  whole: Facet | null;
}

const mostAxes = 3;
/** A facet each costs some milliseconds: by more of them SQL is as fast. */
const mostCombinations = 48;

/** Null for what facets do not count: sums and distinct values. */
export function countedAxesOf({ axes, measures }: CountRequest, index: IndexFields): CountedAxes | null {
  if (measures.length === 0 || measures.some(({ op }) => op !== 'COUNT') || axes.length > mostAxes) return null;
  const fields = axes.map((axis) => index.field(axis));
  if (!fields.every(({ kind }) => kind === 'AXIS' || kind === 'BANDS')) return null;
  const pairs = index.pairs().flatMap((pair): Facet[] => {
    const places = pair.map((field) => fields.indexOf(field));
    return places.includes(-1) ? [] : [{ attribute: pairAttribute(pair), places }];
  });
  const single = fields.map((field, place): Facet => ({ attribute: attributeOf(field), places: [place] }));
  const facets = fields.length === 0 ? [{ attribute: null, places: [] }] : [...pairs, ...single];
  return { fields, facets, whole: facets.find(({ places }) => places.length === fields.length) ?? null };
}

/** How axes are counted: by a facet, for each combination of tokens of the axes that its values do not name. */
export interface Split {
  facet: Facet;
  others: readonly { field: Field; place: number }[];
  combinations: readonly (readonly number[])[];
}

/** @param tokensOf the tokens of an axis; not asked where one facet names all axes. Null where there are too many. */
export function splitOf(
  { fields, facets, whole }: CountedAxes,
  tokensOf: (place: number) => readonly number[],
): Split | null {
  if (whole) return { facet: whole, others: [], combinations: [[]] };
  const splits = facets.map((facet) => {
    const others = fields.flatMap((field, place) => (facet.places.includes(place) ? [] : [{ field, place }]));
    return { facet, others, count: others.reduce((product, { place }) => product * tokensOf(place).length, 1) };
  });
  const [least] = splits.sort((a, b) => a.count - b.count);
  if (!least || least.count > mostCombinations) return null;
  const combinations = least.others.reduce<readonly (readonly number[])[]>(
    (before, { place }) => before.flatMap((tokens) => tokensOf(place).map((token) => [...tokens, token])),
    [[]],
  );
  return { facet: least.facet, others: least.others, combinations };
}

export interface FoundCell {
  /** One an axis. */
  tokens: number[];
  count: number;
}

/**
 * Of one combination of a split.
 * @throws Error where there may be more values than the answer holds: a cut would be a wrong count.
 */
export function cellsOf(
  { total, values }: Found,
  { facet: { attribute, places }, others }: Split,
  combination: readonly number[],
  mostValues: number,
): FoundCell[] {
  if (attribute === null) return [{ tokens: [], count: total }];
  const entries = Object.entries(values);
  if (entries.length >= mostValues)
    throw new Error(`The facet ${attribute} has ${mostValues} values or more: raise maxValuesPerFacet.`);
  return entries.map(([value, count]) => {
    const tokens: number[] = [];
    value.split(pairSeparator).forEach((token, at) => {
      tokens[places[at] ?? 0] = Number(token);
    });
    others.forEach(({ place }, at) => {
      tokens[place] = combination[at] ?? 0;
    });
    return { tokens, count };
  });
}

/** Tokens become keys again, those of all counts in one look. */
export async function namedCells(
  counts: readonly { request: CountRequest; cells: readonly FoundCell[] }[],
  book: TokenBook,
): Promise<CountCell[][]> {
  const tokens = counts.flatMap(({ cells }) => cells.flatMap((cell) => cell.tokens.filter((token) => token !== 0)));
  const keyOf = await book.keysOf(tokens);
  return counts.map(({ request, cells }) =>
    cells.map((cell) => ({
      keys: cell.tokens.map((token) => (token === 0 ? noKey : keyOf(token))),
      values: request.measures.map(() => cell.count),
    })),
  );
}
