import type { MultiSearchQuery } from 'meilisearch';
import { badInput } from '../../../kernel/errors.ts';
import { decodeCursor, encodeCursor } from '../../../kernel/page.ts';
import type { SearchAnswer, SearchPage } from '../engine.ts';
import { readSearchCursor, writeSearchCursor } from '../postgres-search.ts';
import { evenText, wordsOfQuery } from '../segment.ts';
import type { MeiliClient } from './client.ts';
import { all, any, type Condition, filterText, quoted } from './condition.rules.ts';

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
  client: MeiliClient,
  uid: string,
  text: string,
  condition: Condition,
  page: SearchPage,
): Promise<SearchAnswer> {
  const hasWords = wordsOfQuery(text).length > 0;
  const offset = hasWords ? readOffset(page.after) : 0;
  const behind = !hasWords && page.after !== null ? isBehind(page.after) : true;
  const asked = {
    indexUid: uid,
    q: hasWords ? evenText(text, longestQuery) : '',
    matchingStrategy: 'all' as const,
    attributesToRetrieve: ['id', 'createdAt'],
  };
  const queries: MultiSearchQuery[] = [
    {
      ...asked,
      ...filterText(all([condition, behind])),
      sort: ['createdAt:desc', 'id:asc'],
      limit: page.first + 1,
      offset,
    },
    { ...asked, ...filterText(condition), hitsPerPage: 0 },
  ];
  const { results } = await client.ask((to) => to.multiSearch<{ queries: MultiSearchQuery[] }, Hit>({ queries }));
  const [found, counted] = results;
  const shown = (found?.hits ?? []).slice(0, page.first);
  const last = shown.at(-1);
  const isMore = (found?.hits.length ?? 0) > page.first;
  return {
    ids: shown.map(({ id }) => id),
    nextCursor: isMore && last ? (hasWords ? encodeCursor([offset + page.first]) : cursorOf(last)) : null,
    total: (counted as { totalHits?: number } | undefined)?.totalHits ?? 0,
  };
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
