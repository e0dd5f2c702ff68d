import type { IndexFields } from '../fields.ts';
import type { Connection } from '../postgres-write.ts';
import type { DocumentRecord } from './document.rules.ts';

/** A row of `search_document` as it is to be followed: a tombstone says that its document is gone. */
export interface FollowedRow extends DocumentRecord {
  deleted: boolean;
}

/** Rows written after a sequence, in the order of their sequences. Whoever writes them takes turns, so none comes in between later. */
export async function rowsAfter(
  connection: Connection,
  fields: IndexFields,
  after: number,
  limit: number,
): Promise<FollowedRow[]> {
  return read(connection, fields, 'd.sequence > $3 ORDER BY d.sequence LIMIT $4', [after, limit]);
}

/** Rows of these ids as they are now; one that never was is left out. */
export async function rowsOf(
  connection: Connection,
  fields: IndexFields,
  ids: readonly string[],
): Promise<FollowedRow[]> {
  return read(connection, fields, 'd.id = ANY($3::uuid[])', [ids]);
}

/** The ids of documents that were written first and last, in that order, without those named. */
export async function outermostIds(
  connection: Connection,
  { index }: IndexFields,
  without: readonly string[],
  limit: number,
): Promise<string[]> {
  const outermost = (order: 'ASC' | 'DESC') =>
    `(SELECT id, sequence FROM search_document WHERE index = $1 AND NOT deleted AND id <> ALL($2::uuid[])
      ORDER BY sequence ${order} LIMIT $3)`;
  const { rows } = await connection.query<{ id: string }>(
    `SELECT id FROM (${outermost('ASC')} UNION ${outermost('DESC')}) AS found ORDER BY sequence`,
    [index, without, Math.ceil(limit / 2)],
  );
  return rows.map(({ id }) => id);
}

/** JSON where pg would read an array: its own reading is several times slower. */
async function read(
  connection: Connection,
  fields: IndexFields,
  condition: string,
  values: readonly unknown[],
): Promise<FollowedRow[]> {
  const columns = fields.inColumns().map(({ column }) => `d.${column}`);
  const hasBands = fields.ofKind('BANDS').length > 0;
  // All of them: to choose takes longer than to read the few that are no longer declared.
  const bands =
    '(SELECT json_object_agg(b.field, b.tokens) FROM search_band AS b WHERE b.index = d.index AND b.id = d.id)';
  const { rows } = await connection.query<FollowedRow>(
    `SELECT d.id, d.version, d.sequence::text AS sequence, (extract(epoch FROM d.created_at) * 1000000)::bigint::text AS "createdMicros",
      d.deleted, d.present::text AS present, array_to_json(d.tokens)::text AS tokens, d.texts,
      json_build_array(${columns.join(', ')}) AS columns, ${hasBands ? bands : 'NULL::json'} AS bands
     FROM search_document AS d
     WHERE (SELECT search_layout($1, $2)) AND d.index = $1 AND ${condition}`,
    [fields.index, fields.hash, ...values],
  );
  return rows;
}

export interface ListedRow {
  id: string;
  sequence: number;
}

/** Documents that a server should have, in pages of ascending id. */
export async function listDocuments(
  connection: Connection,
  { index }: IndexFields,
  after: string | null,
  limit: number,
): Promise<ListedRow[]> {
  const { rows } = await connection.query<ListedRow>(
    `SELECT id, sequence FROM search_document WHERE index = $1 AND NOT deleted AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
    [index, after, limit],
  );
  return rows;
}
