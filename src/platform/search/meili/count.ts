import type { CountCell, CountRequest } from '../engine.ts';
import type { Field, IndexFields } from '../fields.ts';
import { noKey } from '../postgres-count.ts';
import type { TokenBook } from '../tokens.ts';
import type { Found } from './questions.ts';
import { attributeOf, pairAttribute, pairSeparator } from './settings.rules.ts';

/** The attribute whose values are the cells of a count, and the order in which they name its axes. */
export interface Facet {
  attribute: string | null;
  isTurned: boolean;
}

/**
 * How Meilisearch counts this exactly: documents only, by no axis, one, or two whose keys it has together. Null for what
 * it does not: sums, distinct values, other pairs. A facet by each key of one axis was measured at twice what SQL takes.
 */
export function facetOf({ axes, measures }: CountRequest, fields: IndexFields): Facet | null {
  if (measures.length === 0 || measures.some(({ op }) => op !== 'COUNT') || axes.length > 2) return null;
  const [first, second] = axes.map((axis) => fields.field(axis));
  if ([first, second].some((field) => field && field.kind !== 'AXIS' && field.kind !== 'BANDS')) return null;
  if (!first) return { attribute: null, isTurned: false };
  if (!second) return { attribute: attributeOf(first), isTurned: false };
  const isPair =
    (one: Field, other: Field) =>
    ([a, b]: readonly [Field, Field]) =>
      a === one && b === other;
  const pair = fields.pairs().find(isPair(first, second));
  if (pair) return { attribute: pairAttribute(pair), isTurned: false };
  const turned = fields.pairs().find(isPair(second, first));
  return turned ? { attribute: pairAttribute(turned), isTurned: true } : null;
}

interface FoundCell {
  tokens: number[];
  count: number;
}

/** @throws Error where there may be more values than the answer holds: a cut would be a wrong count. */
export function cellsOf({ total, values }: Found, { attribute, isTurned }: Facet, mostValues: number): FoundCell[] {
  if (attribute === null) return [{ tokens: [], count: total }];
  const entries = Object.entries(values);
  if (entries.length >= mostValues)
    throw new Error(`The facet ${attribute} has ${mostValues} values or more: raise maxValuesPerFacet.`);
  return entries.map(([value, count]) => {
    const tokens = value.split(pairSeparator).map(Number);
    return { tokens: isTurned ? tokens.reverse() : tokens, count };
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
