import type { MultiSearchQuery } from 'meilisearch';
import type { MeiliClient } from './client.ts';
import { type Condition, filterText } from './condition.rules.ts';

/** Documents that pass a condition, none of them shown. */
export interface Question {
  uid: string;
  condition: Condition;
  /** How many have each value of this attribute. */
  facet?: string;
}

export interface Found {
  total: number;
  /** Value → documents. */
  values: Record<string, number>;
}

/** All questions in one call. @throws MeiliUnavailable */
export async function askAll(client: MeiliClient, questions: readonly Question[]): Promise<Found[]> {
  if (questions.length === 0) return [];
  const queries = questions.map(queryOf);
  const { results } = await client.ask((asked) => asked.multiSearch({ queries }));
  return questions.map(({ facet }, place) => {
    const { totalHits, facetDistribution } = (results[place] ?? {}) as Counted;
    return { total: totalHits ?? 0, values: facet ? (facetDistribution?.[facet] ?? {}) : {} };
  });
}

interface Counted {
  totalHits?: number;
  facetDistribution?: Record<string, Record<string, number>>;
}

function queryOf({ uid, condition, facet }: Question): MultiSearchQuery {
  return {
    indexUid: uid,
    q: '',
    ...filterText(condition),
    hitsPerPage: 0,
    ...(facet === undefined ? {} : { facets: [facet] }),
  };
}

/**
 * Ids of so many documents, in no order, and how many there are: a search would read each of them, at six times the cost.
 * @throws MeiliUnavailable
 */
export async function idsOf(
  client: MeiliClient,
  uid: string,
  condition: Condition,
  most: number,
): Promise<{ ids: string[]; total: number }> {
  const asked = { fields: ['id' as const], limit: most, ...filterText(condition) };
  const { results, total } = await client.ask((to) => to.index(uid).getDocuments<{ id: string }>(asked));
  return { ids: results.map(({ id }) => id), total };
}
