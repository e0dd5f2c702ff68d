import type { MultiSearchQuery } from 'meilisearch';
import { badInput } from '../../../kernel/errors.ts';
import { decodeCursor, encodeCursor } from '../../../kernel/page.ts';
import type { SearchAnswer, SearchPage } from '../engine.ts';
import { readSearchCursor, writeSearchCursor } from '../postgres-search.ts';
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
 * rules and then the same: these pages go on at a number, so a document that comes in meanwhile can shift them.
 */
export async function searchPage(
  clients: Clients,
  uid: string,
  text: string,
  condition: Condition,
  page: SearchPage,
): Promise<SearchAnswer> {
  const hasWords = wordsOfQuery(text).length > 0;
  const offset = hasWords ? readOffset(page.after) : 0;
  const behind = !hasWords && page.after !== null ? isBehind(page.after) : true;
  const words = hasWords ? evenText(text, longestQuery) : '';
  const list: MultiSearchQuery = {
    ...{ indexUid: uid, q: words, matchingStrategy: 'all', attributesToRetrieve: ['id', 'createdAt'] },
    ...filterText(all([condition, behind])),
    sort: ['createdAt:desc', 'id:asc'],
  };
  const found = await ask(clients, list, { uid, condition, words }, { limit: page.first + 1, offset });
  const shown = found.hits.slice(0, page.first);
  const last = shown.at(-1);
  const isMore = found.hits.length > page.first;
  return {
    ids: shown.map(({ id }) => id),
    nextCursor: isMore && last ? (hasWords ? encodeCursor([offset + page.first]) : cursorOf(last)) : null,
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

function cursorOf({ id, createdAt }: Hit): string {
  return writeSearchCursor({ rank: 0, created: createdAt, id });
}

function isBehind(cursor: string): Condition {
  const { created, id } = readSearchCursor(cursor);
  return any([
    { op: 'TEXT', text: `createdAt < ${quoted(created)}` },
    { op: 'TEXT', text: `(createdAt = ${quoted(created)} AND id > ${quoted(id.toLowerCase())})` },
  ]);
}

function readOffset(cursor: string | null): number {
  const [offset] = cursor === null ? [0] : decodeCursor(cursor, 1);
  if (typeof offset === 'number' && Number.isInteger(offset) && offset >= 0 && offset <= deepestOffset) return offset;
  throw badInput('after', 'This is not a cursor that the list gave.', 'Pass nextCursor of the page before, unchanged.');
}
