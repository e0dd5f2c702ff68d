import type pg from 'pg';
import { type IndexFields, noNumber } from './fields.ts';
import type { ProjectedDocument } from './projected.ts';
import { vectorOf } from './segment.ts';
import type { KnownTokens, TokenBook } from './tokens.ts';

export type Connection = Pick<pg.ClientBase, 'query'>;

const nul = /\0/g;
/** PostgreSQL's JSON takes neither NUL nor half a surrogate pair. */
const clean = (text: string) => text.replace(nul, '').toWellFormed();

/** Gives the keys of all documents their tokens. Not in the documents' transaction: see `assign`. */
export async function assignTokens(book: TokenBook, documents: readonly ProjectedDocument[]): Promise<KnownTokens> {
  const wanted = new Map<string, Set<string>>();
  for (const { keys } of documents) {
    for (const [field, values] of Object.entries(keys)) {
      const own = wanted.get(field) ?? new Set<string>();
      wanted.set(field, own);
      for (const key of values) own.add(key);
    }
  }
  return book.assign(wanted);
}

/** Writes documents whose tokens are assigned, with new sequences in the order given. */
export async function writeDocuments(
  connection: Connection,
  fields: IndexFields,
  known: KnownTokens,
  documents: readonly ProjectedDocument[],
): Promise<void> {
  if (documents.length === 0) return;
  const { index } = fields;
  const rows = JSON.stringify(documents.map((document) => rowOf(document, fields, known)));
  const ids = documents.map(({ id }) => id);
  await connection.query(upsertOf(fields), [index, documents.length, rows]);
  if (fields.ofKind('BANDS').length > 0) await writeBands(connection, fields, known, documents);
  await connection.query("DELETE FROM search_setaside WHERE index = $1 AND id = ANY($2::uuid[]) AND kind = ''", [
    index,
    ids,
  ]);
}

function upsertOf(fields: IndexFields): string {
  const types = {
    id: 'uuid',
    version: 'int',
    created_at: 'timestamptz',
    present: 'bigint',
    tokens: 'int[]',
    text: 'tsvector',
    packed: 'json',
    projected: 'jsonb',
    ...Object.fromEntries(fields.inColumns().map(({ column }) => [column, 'int'])),
  };
  const names = Object.keys(types);
  const changed = ['sequence', 'deleted', ...names.filter((name) => name !== 'id')];
  return `WITH numbered AS (UPDATE search_state SET sequence = sequence + $2 WHERE index = $1 RETURNING sequence - $2 AS before)
    INSERT INTO search_document (index, sequence, deleted, ${names.join(', ')})
    SELECT $1, numbered.before + row.place, false, ${names.map((name) => `row.${name}`).join(', ')}
    FROM numbered, ROWS FROM (json_to_recordset($3::json) AS (${Object.entries(types)
      .map(([name, type]) => `${name} ${type}`)
      .join(', ')}))
      WITH ORDINALITY AS row (${names.join(', ')}, place)
    ON CONFLICT (index, id) DO UPDATE SET ${changed.map((name) => `${name} = excluded.${name}`).join(', ')}`;
}

function rowOf(document: ProjectedDocument, fields: IndexFields, known: KnownTokens): Record<string, unknown> {
  const { id, version, createdAt, keys, numbers, text, packed } = document;
  let present = 0n;
  const tokens: number[] = [];
  for (const { name, kind, bit } of fields.all()) {
    if (bit === null || keys[name] === undefined) continue;
    present |= 1n << BigInt(bit);
    if (kind === 'TOKENS') tokens.push(...tokensOf(document, name, known));
  }
  const columns: Record<string, number> = {};
  for (const { name, kind, column } of fields.inColumns()) {
    columns[column] = kind === 'AXIS' ? (tokensOf(document, name, known)[0] ?? 0) : (numbers[name] ?? noNumber);
  }
  return {
    id,
    version,
    created_at: createdAt.toISOString(),
    present: String(present),
    tokens: tokens.sort((a, b) => a - b),
    text: vectorOf(text),
    packed: packed ?? null,
    projected: { keys, numbers, text: text.map(clean) },
    ...columns,
  };
}

function tokensOf({ keys }: ProjectedDocument, field: string, known: KnownTokens): number[] {
  const tokens = known.get(field);
  return (keys[field] ?? []).map((key) => {
    const token = tokens?.get(key);
    if (token === undefined) throw new Error(`The key ${key} of ${field} has no token.`);
    return token;
  });
}

async function writeBands(
  connection: Connection,
  fields: IndexFields,
  known: KnownTokens,
  documents: readonly ProjectedDocument[],
): Promise<void> {
  const rows = documents.flatMap((document) =>
    fields.ofKind('BANDS').flatMap(({ name }) => {
      const tokens = tokensOf(document, name, known).sort((a, b) => a - b);
      return tokens.length === 0 ? [] : [{ field: name, id: document.id, tokens }];
    }),
  );
  await deleteBands(
    connection,
    fields,
    documents.map(({ id }) => id),
  );
  await connection.query(
    `INSERT INTO search_band (index, field, id, tokens)
     SELECT $1, row.* FROM json_to_recordset($2::json) AS row (field text, id uuid, tokens int[])`,
    [fields.index, JSON.stringify(rows)],
  );
}

async function deleteBands(connection: Connection, { index }: IndexFields, ids: readonly string[]): Promise<void> {
  await connection.query('DELETE FROM search_band WHERE index = $1 AND id = ANY($2::uuid[])', [index, ids]);
}

/** Leaves tombstones with new sequences, so that a follower learns of it; nothing of the content stays. Returns how many. */
export async function buryDocuments(
  connection: Connection,
  fields: IndexFields,
  ids: readonly string[],
): Promise<number> {
  if (ids.length === 0) return 0;
  const { index } = fields;
  await deleteBands(connection, fields, ids);
  const emptied = fields
    .inColumns()
    .map(({ column }) => `, ${column} = 0`)
    .join('');
  const { rowCount } = await connection.query(
    `WITH gone AS (SELECT id, row_number() OVER (ORDER BY id) AS place FROM search_document WHERE index = $1 AND id = ANY($2::uuid[]) AND NOT deleted),
       numbered AS (UPDATE search_state SET sequence = sequence + (SELECT count(*) FROM gone) WHERE index = $1
         RETURNING sequence - (SELECT count(*) FROM gone) AS before)
     UPDATE search_document AS d SET sequence = numbered.before + gone.place, deleted = true, present = 0, tokens = '{}', text = '',
       packed = NULL, projected = NULL${emptied}
     FROM gone, numbered WHERE d.index = $1 AND d.id = gone.id`,
    [index, ids],
  );
  await connection.query("DELETE FROM search_setaside WHERE index = $1 AND id = ANY($2::uuid[]) AND kind = ''", [
    index,
    ids,
  ]);
  return rowCount ?? 0;
}

/** A document that could not be made, or, with a kind, a changed record whose documents could not be found. */
export interface SetAside {
  index: string;
  id: string;
  kind: string;
}

export async function setAside(connection: Connection, { index, id, kind }: SetAside, error: unknown): Promise<void> {
  await connection.query(
    `INSERT INTO search_setaside (index, id, kind, error) VALUES ($1, $2, $3, $4)
     ON CONFLICT (index, id, kind) DO UPDATE SET error = excluded.error, at = now()`,
    [
      index,
      id,
      kind,
      clean(error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 1_000),
    ],
  );
}
