import type { MultiSearchQuery } from 'meilisearch';
import type { Clients, MeiliClient } from './client.ts';
import { type Condition, filterText } from './condition.rules.ts';

/** Questions of one call. As thresholds of lists they take 10 to 28 ms each on two busy cores. */
const askedAtOnce = 30;

/** Documents that pass a condition, none of them shown. */
export interface Question {
  uid: string;
  condition: Condition;
  /** How many have each value of this attribute. */
  facet?: string;
  /** They have all of these, too. */
  words?: string;
}

export interface Found {
  total: number;
  /** Value → documents. */
  values: Record<string, number>;
}

/** All questions to each server, whose figures are added. @throws MeiliUnavailable */
export async function askAll(clients: Clients, questions: readonly Question[]): Promise<Found[]> {
  const [first = [], ...others] = await Promise.all(clients.map((client) => askOne(client, questions)));
  return first.map((found, place) => others.reduce((sum, answers) => added(sum, answers[place]), found));
}

function added(sum: Found, other: Found | undefined): Found {
  if (!other) return sum;
  const values = { ...sum.values };
  for (const [value, count] of Object.entries(other.values)) values[value] = (values[value] ?? 0) + count;
  return { total: sum.total + other.total, values };
}

/**
 * In one call, or in one after another where they are many, as for lists within a list: the time limit of a call is meant
 * for a server that is away, not for one that has much to do. @throws MeiliUnavailable
 */
async function askOne(client: MeiliClient, questions: readonly Question[]): Promise<Found[]> {
  const found: Found[] = [];
  for (let from = 0; from < questions.length; from += askedAtOnce)
    found.push(...(await askOnce(client, questions.slice(from, from + askedAtOnce))));
  return found;
}

async function askOnce(client: MeiliClient, questions: readonly Question[]): Promise<Found[]> {
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

export function queryOf({ uid, condition, facet, words }: Question): MultiSearchQuery {
  return {
    indexUid: uid,
    q: words ?? '',
    ...(words === undefined ? {} : { matchingStrategy: 'all' as const }),
    ...filterText(condition),
    hitsPerPage: 0,
    ...(facet === undefined ? {} : { facets: [facet] }),
  };
}

/**
 * Ids of so many documents of each server, in no order, and how many there are: a search would read each of them, at six
 * times the cost.
 * @throws MeiliUnavailable
 */
export async function idsOf(
  clients: Clients,
  uid: string,
  condition: Condition,
  most: number,
): Promise<{ ids: string[]; total: number }> {
  const asked = { fields: ['id' as const], limit: most, ...filterText(condition) };
  const answers = await Promise.all(
    clients.map((client) => client.ask((to) => to.index(uid).getDocuments<{ id: string }>(asked))),
  );
  return {
    ids: answers.flatMap(({ results }) => results.map(({ id }) => id)),
    total: answers.reduce((sum, { total }) => sum + total, 0),
  };
}
