import { validate } from 'uuid';
import { badInput } from '../../kernel/errors.ts';
import { decodeCursor, encodeCursor } from '../../kernel/page.ts';
import type { Filter, SearchAnswer, SearchPage } from './engine.ts';
import { type Writing, writeSource } from './postgres-filter.ts';
import { queryOf } from './segment.ts';

export interface SearchRow {
  total: number;
  /** id, rank, microseconds since 1970 of its creation: what a cursor needs. */
  found: [string, number, number][] | null;
}

/** A title's words (weight A) count ten times those of the rest. */
const rank = (query: string) => `round(ts_rank('{0.1, 0.1, 0.1, 1}', d.text, ${query}) * 1000000)::int`;
const micros = '(extract(epoch FROM d.created_at) * 1000000)::bigint';

/** Best rank first, then the newest, then by id. */
export function writeSearch(text: string, filter: Filter, page: SearchPage, writing: Writing): string {
  const { parameters } = writing;
  const { from, where } = writeSource(filter, writing);
  const words = queryOf(text);
  const query = words === null ? null : `${parameters.text(words)}::tsquery`;
  const matches = query === null ? '' : ` AND d.text @@ ${query}`;
  const [after, offset] = page.after === null ? ['', ''] : writeAfter(page.after, writing);
  return `WITH found AS MATERIALIZED (
      SELECT d.id, ${query === null ? '0' : rank(query)} AS rank, ${micros} AS created FROM ${from} WHERE ${where}${matches}
    ), page AS (
      SELECT * FROM found ${after} ORDER BY rank DESC, created DESC, id ${offset} LIMIT ${parameters.integer(page.first + 1)}
    )
    SELECT (SELECT count(*) FROM found) AS total,
      (SELECT json_agg(json_build_array(id, rank, created) ORDER BY rank DESC, created DESC, id) FROM page) AS found`;
}

/**
 * Where a page goes on, for every engine: one may go on where another has begun. Without words all of them go on behind the
 * last document. By words each has its own order, and goes on in that at the offset, unless the rank is its own: documents
 * between which the engine changes may then be shown twice or not at all.
 */
export interface SearchCursor {
  /** PostgreSQL's, of the last document of the page before; 0 without words, `foreignRank` where another engine found it. */
  rank: number;
  /** When it was created, in microseconds since 1970. */
  created: number;
  id: string;
  /** How many documents were shown before. */
  offset: number;
}

/** No rank of PostgreSQL is below 0. */
export const foreignRank = -1;

/** @throws BAD_INPUT */
export function readSearchCursor(cursor: string): SearchCursor {
  const [rank, created, id, offset] = decodeCursor(cursor, 4);
  if (isWhole(rank) && rank >= foreignRank && isWhole(created) && validate(id) && isWhole(offset) && offset >= 0)
    return { rank, created, id: String(id), offset };
  throw badInput('after', 'This is not a cursor that the list gave.', 'Pass nextCursor of the page before, unchanged.');
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

export function writeSearchCursor({ rank, created, id, offset }: SearchCursor): string {
  return encodeCursor([rank, created, id, offset]);
}

/** A condition, or how many to leave out. */
function writeAfter(cursor: string, { parameters }: Writing): [string, string] {
  const read = readSearchCursor(cursor);
  if (read.rank === foreignRank) return ['', `OFFSET ${parameters.bigint(read.offset)}`];
  const id = parameters.ids([read.id]);
  const last = { rank: parameters.bigint(read.rank), created: parameters.bigint(read.created) };
  const isBehind = `rank < ${last.rank} OR rank = ${last.rank} AND (created < ${last.created} OR created = ${last.created} AND id > (${id})[1])`;
  return [`WHERE ${isBehind}`, ''];
}

export function readSearch({ total, found }: SearchRow, { first, after }: SearchPage): SearchAnswer {
  const shown = (found ?? []).slice(0, first);
  const offset = (after === null ? 0 : readSearchCursor(after).offset) + first;
  const last = shown.at(-1);
  const hasMore = (found?.length ?? 0) > first;
  return {
    ids: shown.map(([id]) => id),
    nextCursor: hasMore && last ? writeSearchCursor({ id: last[0], rank: last[1], created: last[2], offset }) : null,
    total,
  };
}
