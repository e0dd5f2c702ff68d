import type { MultiSearchQuery } from 'meilisearch';
import { badInput } from '../../../kernel/errors.ts';
import type { SearchAnswer, SearchPage } from '../engine.ts';
import { foreignRank, readSearchCursor, type SearchCursor, writeSearchCursor } from '../postgres-search.ts';
import { evenText, wordsOfQuery } from '../segment.ts';
import type { Clients } from './client.ts';
import { all, any, type Condition, filterText, quoted } from './condition.rules.ts';
import { searchFederated } from './federated.ts';
import { askAll, type Question, queryOf } from './questions.ts';

const longestQuery = 1_000;
/** Behind it a text's page is no longer looked for: nobody reads there, and it costs as much as all before it. */
const deepestOffset = 100_000;

interface Hit extends Record<string, unknown> {
  id: string;
  createdAt: number;
}

/**
 * Without words, the newest first, then by id: pages go on behind the last document. With words, by Meilisearch's own
 * rules and then the same: these pages go on at a number, so a document that comes in meanwhile can shift them, as can
 * pages before that PostgreSQL has ordered: its cursor is taken too.
 */
export async function searchPage(
  clients: Clients,
  uid: string,
  text: string,
  condition: Condition,
  page: SearchPage,
): Promise<SearchAnswer> {
  const hasWords = wordsOfQuery(text).length > 0;
  const before = page.after === null ? null : readSearchCursor(page.after);
  const offset = before?.offset ?? 0;
  if (hasWords) refuseBehindDeepest(offset);
  const behind = !hasWords && before ? isBehind(before) : true;
  const words = hasWords ? evenText(text, longestQuery) : '';
  const list: MultiSearchQuery = {
    ...{ indexUid: uid, q: words, matchingStrategy: 'all', attributesToRetrieve: ['id', 'createdAt'] },
    ...filterText(all([condition, behind])),
    sort: ['createdAt:desc', 'id:asc'],
  };
  const found = await ask(
    clients,
    list,
    { uid, condition, words },
    { limit: page.first + 1, offset: hasWords ? offset : 0 },
  );
  const shown = found.hits.slice(0, page.first);
  const last = shown.at(-1);
  const isMore = found.hits.length > page.first;
  return {
    ids: shown.map(({ id }) => id),
    nextCursor: isMore && last ? cursorOf(last, hasWords ? foreignRank : 0, offset + page.first) : null,
    total: found.total,
  };
}

/** One server is asked once; of several, the first for the list, and each for what it has. */
async function ask(
  clients: Clients,
  list: MultiSearchQuery,
  counted: Question,
  window: { limit: number; offset: number },
): Promise<{ hits: Hit[]; total: number }> {
  const [client, ...others] = clients;
  if (others.length > 0) {
    const asked = [searchFederated<Hit>(clients, list, window), askAll(clients, [counted])] as const;
    const [hits, [found]] = await Promise.all(asked);
    return { hits, total: found?.total ?? 0 };
  }
  const queries = [{ ...list, ...window }, queryOf(counted)];
  const { results } = await client.ask((to) => to.multiSearch<{ queries: MultiSearchQuery[] }, Hit>({ queries }));
  const [found, total] = results;
  return { hits: found?.hits ?? [], total: (total as { totalHits?: number } | undefined)?.totalHits ?? 0 };
}

function cursorOf({ id, createdAt }: Hit, rank: number, offset: number): string {
  return writeSearchCursor({ rank, created: createdAt, id, offset });
}

function isBehind({ created, id }: SearchCursor): Condition {
  return any([
    { op: 'TEXT', text: `createdAt < ${quoted(created)}` },
    { op: 'TEXT', text: `(createdAt = ${quoted(created)} AND id > ${quoted(id.toLowerCase())})` },
  ]);
}

/** @throws BAD_INPUT */
function refuseBehindDeepest(offset: number): void {
  if (offset <= deepestOffset) return;
  throw badInput(
    'after',
    `What a text finds is listed up to ${deepestOffset} records.`,
    'Search for more words, or filter further.',
  );
}
