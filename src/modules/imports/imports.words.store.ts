import { Prisma } from '../../generated/prisma/client.ts';
import type { Client } from '../../platform/db/db.ts';
import type { ImportWord } from './imports.words.ts';

/** Adds the words of a batch to those of the batches before it, in one statement. */
export async function saveWords(client: Client, importId: string, words: readonly ImportWord[]): Promise<void> {
  if (words.length === 0) return;
  const of = <T>(value: (word: ImportWord) => T): T[] => words.map(value);
  await client.$executeRaw`
    INSERT INTO import_word AS w (import_id, scheme, text, codes, "column", confidence, matched_by, candidates, rows, first_row)
    SELECT ${importId}::uuid, s.scheme, s.text, s.codes, s.col, s.confidence, s.matched, s.candidates::json, s.n, s.line
    FROM unnest(${of(({ scheme }) => scheme)}::text[], ${of(({ text }) => text)}::text[],
      ${of(({ codes }) => codes.join(' '))}::text[], ${of(({ column }) => column)}::text[],
      ${of(({ confidence }) => confidence)}::float8[], ${of(({ matchedBy }) => matchedBy)}::text[],
      ${of(({ candidates }) => JSON.stringify(candidates))}::text[], ${of(({ rows }) => rows)}::int[],
      ${of(({ firstRow }) => firstRow)}::int[]) AS s (scheme, text, codes, col, confidence, matched, candidates, n, line)
    ON CONFLICT (import_id, scheme, text, codes) DO UPDATE SET rows = w.rows + excluded.rows,
      first_row = least(w.first_row, excluded.first_row)`;
}

export async function clearWords(client: Client, importId: string): Promise<void> {
  await client.importWord.deleteMany({ where: { importId } });
}

/** By import: those that a person has to choose first, then by how many rows have them. */
export async function readWords(
  client: Client,
  importIds: readonly string[],
  { open, take }: { open: boolean | null; take: number },
): Promise<Map<string, ImportWord[]>> {
  const wanted = open === null ? Prisma.sql`true` : Prisma.sql`(codes = '') = ${open}`;
  const rows = await client.$queryRaw<(Omit<ImportWord, 'codes'> & { id: string; codes: string })[]>`
    SELECT k.id, w.scheme, w.text, w.codes, w."column", w.confidence, w.matched_by AS "matchedBy", w.candidates, w.rows,
      w.first_row AS "firstRow"
    FROM unnest(${[...importIds]}::uuid[]) AS k (id)
    CROSS JOIN LATERAL (SELECT * FROM import_word WHERE import_id = k.id AND ${wanted}
      ORDER BY codes = '' DESC, rows DESC, first_row, scheme, text LIMIT ${take}) w
    ORDER BY k.id, w.codes = '' DESC, w.rows DESC, w.first_row, w.scheme, w.text`;
  const words = rows.map(({ codes, ...word }) => ({ ...word, codes: codes === '' ? [] : codes.split(' ') }));
  return Map.groupBy(words, ({ id }) => id);
}

/** How many words each import has, and how many of them a person has to choose. */
export async function countWords(
  client: Client,
  importIds: readonly string[],
): Promise<Map<string, { all: number; open: number }>> {
  const rows = await client.$queryRaw<{ id: string; all: number; open: number }[]>`
    SELECT import_id AS id, count(*)::int AS all, count(*) FILTER (WHERE codes = '')::int AS open
    FROM import_word WHERE import_id = ANY (${[...importIds]}::uuid[]) GROUP BY import_id`;
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}
