import type { Client } from '../db/db.ts';
import type { SearchIndex } from '../search/engine.ts';
import type { FieldRegistry, IndexFields } from '../search/fields.ts';
import {
  announceSequences,
  assignTokens,
  buryDocuments,
  type Connection,
  expectMany,
  setAside,
  writeDocuments,
} from '../search/postgres-write.ts';
import { type ProjectedDocument, type Projection, projectDocuments } from '../search/projected.ts';
import type { KnownTokens, TokenBook } from '../search/tokens.ts';
import { isolate } from './isolate.ts';

/** Documents projected and written together. */
const chunkSize = 1_000;
/** Made while one is written: of one the rows are read while another is worked on. */
const chunksAhead = 2;
/** Outbox rows taken in one transaction: at its end nothing is made beside the writing, so it must not come often. */
export const batchSize = 10_000;

/** What one transaction of the projector works with. */
export interface Batch {
  /** In the transaction: all that is written. */
  connection: Connection;
  /** Outside of it: parts read what is committed, and a part that fails does not end the transaction. */
  client: Client;
  registry: FieldRegistry;
  book: TokenBook;
}

interface OutboxRow {
  id: number;
  kind: string;
  record_id: string;
}

/** Projects what the oldest changes touch. Returns how many changes were taken and documents written. */
export async function projectChanges(batch: Batch): Promise<{ taken: number; written: number }> {
  const { rows } = await batch.connection.query<OutboxRow>(
    'SELECT id, kind, record_id FROM outbox ORDER BY id LIMIT $1',
    [batchSize],
  );
  if (rows.length === batchSize) await expectMany(batch.connection);
  let written = 0;
  for (const fields of rows.length > 0 ? batch.registry.indexes : []) {
    const touched = await touchedBy(rows, fields, batch);
    written += await projectIds(batch, fields, touched);
  }
  // Exactly what was read: a row with a smaller id may be committed later.
  await batch.connection.query('DELETE FROM outbox WHERE id = ANY($1::bigint[])', [rows.map(({ id }) => id)]);
  return { taken: rows.length, written };
}

async function touchedBy(rows: readonly OutboxRow[], fields: IndexFields, batch: Batch): Promise<string[]> {
  const touched = new Set<string>();
  for (const part of fields.parts) {
    for (const [kind, documentsOf] of Object.entries(part.dependsOn)) {
      const changed = [...new Set(rows.filter((row) => row.kind === kind).map((row) => row.record_id))];
      const failed = await isolate(
        changed,
        (id) => id,
        async (ids) => {
          for (const id of await documentsOf(batch.client, ids)) touched.add(id);
        },
        () => batch.client.$queryRaw`SELECT 1`,
      );
      for (const { id, error } of failed) await setAside(batch.connection, { index: fields.index, id, kind }, error);
    }
  }
  return [...touched];
}

/** Makes these documents anew: written, buried where their row is gone, or set aside. Returns how many changed. */
export async function projectIds(batch: Batch, fields: IndexFields, ids: readonly string[]): Promise<number> {
  const making: Promise<Chunk>[] = [];
  let from = 0;
  const makeNext = () => {
    if (from >= ids.length) return;
    const made = makeChunk(batch, fields, ids.slice(from, from + chunkSize));
    // Its failure is met when it is awaited, not as one that nobody handles.
    made.catch(() => {});
    making.push(made);
    from += chunkSize;
  };
  for (let chunk = 0; chunk < chunksAhead; chunk += 1) makeNext();
  let changed = 0;
  for (let next = making.shift(); next; next = making.shift()) {
    const made = await next;
    makeNext();
    changed += await writeChunk(batch, fields, made);
  }
  if (changed > 0) await announceSequences(batch.connection);
  return changed;
}

interface Chunk extends Projection {
  known: KnownTokens;
}

async function makeChunk({ client, book }: Batch, fields: IndexFields, ids: readonly string[]): Promise<Chunk> {
  const made: Projection = { documents: [], gone: [], failed: [] };
  const project = async (some: readonly string[]) => {
    const { documents, gone, failed } = await projectDocuments(client, fields, some);
    made.documents.push(...documents);
    made.gone.push(...gone);
    made.failed.push(...failed);
  };
  const failed = await isolate(
    ids,
    (id) => id,
    project,
    () => client.$queryRaw`SELECT 1`,
  );
  return { ...made, failed: [...made.failed, ...failed], known: await assignTokens(book, made.documents) };
}

async function writeChunk(
  { connection }: Batch,
  fields: IndexFields,
  { documents, gone, failed, known }: Chunk,
): Promise<number> {
  const write = (some: readonly ProjectedDocument[]) =>
    inSavepoint(connection, () => writeDocuments(connection, fields, known, some));
  const unwritten = await isolate(
    documents,
    ({ id }) => id,
    write,
    () => connection.query('SELECT 1'),
  );
  for (const { id, error } of [...failed, ...unwritten])
    await setAside(connection, { index: fields.index, id, kind: '' }, error);
  return documents.length - unwritten.length + (await buryDocuments(connection, fields, gone));
}

/** What fails inside leaves the transaction as it was before. */
async function inSavepoint(connection: Connection, work: () => Promise<void>): Promise<void> {
  await connection.query('SAVEPOINT chunk');
  try {
    await work();
    await connection.query('RELEASE SAVEPOINT chunk');
  } catch (error) {
    await connection.query('ROLLBACK TO SAVEPOINT chunk');
    throw error;
  }
}

/** What was set aside some time ago: its cause may have been mended. */
export async function retrySetAside(batch: Batch, olderThanSeconds: number): Promise<number> {
  const old = 'at < now() - make_interval(secs => $1)';
  await batch.connection.query(
    `WITH taken AS (DELETE FROM search_setaside WHERE kind <> '' AND ${old} RETURNING kind, id)
     INSERT INTO outbox (kind, record_id) SELECT kind, id FROM taken`,
    [olderThanSeconds],
  );
  const { rows } = await batch.connection.query<{ index: SearchIndex; id: string }>(
    `SELECT index, id FROM search_setaside WHERE kind = '' AND ${old} ORDER BY at LIMIT $2`,
    [olderThanSeconds, batchSize],
  );
  let changed = 0;
  for (const fields of batch.registry.indexes) {
    changed += await projectIds(
      batch,
      fields,
      rows.filter(({ index }) => index === fields.index).map(({ id }) => id),
    );
  }
  return changed;
}
