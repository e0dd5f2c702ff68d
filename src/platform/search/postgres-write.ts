import type pg from 'pg';
import { type IndexFields, noNumber } from './fields.ts';
import type { ProjectedDocument } from './projected.ts';
import { vectorOf } from './segment.ts';
import type { KnownTokens, TokenBook } from './tokens.ts';

export type Connection = Pick<pg.ClientBase, 'query'>;

/** Heard by followers when a transaction with new sequences commits. */
export const sequenceChannel = 'search_document';

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
  const columns = columnsOf(fields, known, documents);
  const { rows: before } = await connection.query<{ id: string }>(upsertOf(columns), [
    index,
    documents.length,
    ...columns.map(({ values, isText }) => (isText ? values.join('\n') : `{${values.join(',')}}`)),
  ]);
  if (fields.ofKind('BANDS').length > 0) {
    await deleteBands(
      connection,
      fields,
      before.map(({ id }) => id),
    );
    await insertBands(connection, fields, known, documents);
  }
  await forgetFailures(
    connection,
    index,
    documents.map(({ id }) => id),
  );
}

/** The values of all documents for one column, as one parameter: JSON of rows would take the database twice as long. */
interface Column {
  name: string;
  type: string;
  values: (string | number)[];
  /** One line a value, an empty one for none. Else they stand in an array, and none needs quoting there. */
  isText: boolean;
}

/** The ids of documents that were there before are returned. */
function upsertOf(columns: readonly Column[]): string {
  const names = columns.map(({ name }) => name);
  const changed = ['sequence', 'deleted', 'written_at', ...names.filter((name) => name !== 'id')];
  const read = columns.map(({ type, isText }, at) =>
    isText ? `string_to_table($${at + 3}, E'\\n', '')` : `unnest($${at + 3}::${type}[])`,
  );
  const values = columns.map(({ name, type, isText }) =>
    name === 'text' ? `coalesce(row.text, '')::tsvector` : `row.${name}${isText ? `::${type}` : ''}`,
  );
  return `WITH numbered AS (UPDATE search_state SET sequence = sequence + $2 WHERE index = $1 RETURNING sequence - $2 AS before),
    written AS (
      INSERT INTO search_document (index, sequence, deleted, ${names.join(', ')})
      SELECT $1, numbered.before + row.place, false, ${values.join(', ')}
      FROM numbered, ROWS FROM (${read.join(', ')}) WITH ORDINALITY AS row (${names.join(', ')}, place)
      ON CONFLICT (index, id) DO UPDATE SET ${changed.map((name) => `${name} = excluded.${name}`).join(', ')}
      RETURNING old.id)
    SELECT id FROM written WHERE id IS NOT NULL`;
}

function columnsOf(fields: IndexFields, known: KnownTokens, documents: readonly ProjectedDocument[]): Column[] {
  const column = (name: string, type: string, of: (document: ProjectedDocument) => string | number): Column => ({
    name,
    type,
    values: documents.map(of),
    isText: false,
  });
  // No line breaks stand in them: JSON writes those as \n, and words and tokens have none.
  const text = (name: string, type: string, of: (document: ProjectedDocument) => string): Column => ({
    ...column(name, type, of),
    isText: true,
  });
  return [
    column('id', 'uuid', ({ id }) => id),
    column('version', 'int', ({ version }) => version),
    column('created_at', 'timestamptz', ({ createdAt }) => createdAt.toISOString()),
    column('present', 'bigint', ({ keys }) => String(presentIn(keys, fields))),
    ...fields
      .inColumns()
      .map(({ name, kind, column: at }) =>
        column(at, 'int', (document) =>
          kind === 'AXIS' ? (tokensOf(document, name, known)[0] ?? 0) : (document.numbers[name] ?? noNumber),
        ),
      ),
    text('tokens', 'int[]', (document) => arrayOf(allTokens(document, fields, known))),
    text('text', 'tsvector', (document) => vectorOf(document.text)),
    text('packed', 'json', ({ packed }) => ((packed ?? null) === null ? '' : JSON.stringify(packed))),
    text('texts', 'json', ({ text: found }) => JSON.stringify(found.map(clean))),
  ];
}

function presentIn(keys: ProjectedDocument['keys'], fields: IndexFields): bigint {
  let present = 0n;
  for (const { name, bit } of fields.all()) {
    if (bit !== null && keys[name] !== undefined) present |= 1n << BigInt(bit);
  }
  return present;
}

function allTokens(document: ProjectedDocument, fields: IndexFields, known: KnownTokens): number[] {
  const tokens: number[] = [];
  for (const { name } of fields.ofKind('TOKENS')) tokens.push(...tokensOf(document, name, known));
  return tokens;
}

/** Ascending; a typed array sorts numbers without being told how. */
function arrayOf(tokens: readonly number[]): string {
  return `{${new Int32Array(tokens).sort().join(',')}}`;
}

const noTokens: readonly number[] = [];

function tokensOf({ keys }: ProjectedDocument, field: string, known: KnownTokens): readonly number[] {
  const own = keys[field];
  if (own === undefined) return noTokens;
  const tokens = known.get(field);
  return own.map((key) => {
    const token = tokens?.get(key);
    if (token === undefined) throw new Error(`The key ${key} of ${field} has no token.`);
    return token;
  });
}

async function insertBands(
  connection: Connection,
  fields: IndexFields,
  known: KnownTokens,
  documents: readonly ProjectedDocument[],
): Promise<void> {
  const names: string[] = [];
  const ids: string[] = [];
  const tokens: string[] = [];
  for (const document of documents) {
    for (const { name } of fields.ofKind('BANDS')) {
      const own = tokensOf(document, name, known);
      if (own.length === 0) continue;
      names.push(name);
      ids.push(document.id);
      tokens.push(arrayOf(own));
    }
  }
  if (ids.length === 0) return;
  await connection.query(
    `INSERT INTO search_band (index, field, id, tokens)
     SELECT $1, row.field, row.id, row.tokens::int[]
     FROM unnest($2::text[], $3::uuid[], string_to_array($4, E'\n')) AS row (field, id, tokens)`,
    [fields.index, `{${names.join(',')}}`, `{${ids.join(',')}}`, tokens.join('\n')],
  );
}

async function deleteBands(connection: Connection, { index }: IndexFields, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
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
     UPDATE search_document AS d SET sequence = numbered.before + gone.place, deleted = true, written_at = now(), present = 0, tokens = '{}', text = '',
       packed = NULL, texts = NULL${emptied}
     FROM gone, numbered WHERE d.index = $1 AND d.id = gone.id`,
    [index, ids],
  );
  await forgetFailures(connection, index, ids);
  return rowCount ?? 0;
}

export async function announceSequences(connection: Connection): Promise<void> {
  await connection.query(`NOTIFY ${sequenceChannel}`);
}

/** Makes this transaction write many documents for less; `settleIndexes` must follow. */
export async function expectMany(connection: Connection): Promise<void> {
  // What waits to be put into a GIN index is put there in larger lots.
  await connection.query("SET LOCAL gin_pending_list_limit = '16MB'; SET LOCAL work_mem = '64MB'");
}

/** Puts into the GIN indexes what waits there: every search reads through all of it. */
export async function settleIndexes(connection: Connection): Promise<void> {
  await connection.query(
    `SELECT gin_clean_pending_list(i.indexrelid) FROM pg_index AS i
     JOIN pg_class AS c ON c.oid = i.indexrelid AND c.relkind = 'i' JOIN pg_am AS a ON a.oid = c.relam AND a.amname = 'gin'
     JOIN pg_partition_tree('search_document') AS t ON t.relid = i.indrelid
     UNION ALL SELECT gin_clean_pending_list('search_band_tokens')`,
  );
}

async function forgetFailures(connection: Connection, index: string, ids: readonly string[]): Promise<void> {
  await connection.query("DELETE FROM search_setaside WHERE index = $1 AND id = ANY($2::uuid[]) AND kind = ''", [
    index,
    ids,
  ]);
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
