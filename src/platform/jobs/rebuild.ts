import type { SearchIndex } from '../search/engine.ts';
import type { IndexFields } from '../search/fields.ts';
import { type Connection, expectMany, settleIndexes } from '../search/postgres-write.ts';
import { type Batch, projectIds } from './projection-batch.ts';

/** Documents of one transaction. */
const pageSize = 10_000;

/** Runs work in a transaction that no other projector's overlaps. */
export type InBatch = <T>(work: (batch: Batch) => Promise<T>) => Promise<T>;

interface State {
  fields_hash: string;
  sequence: number;
}

export async function readState(connection: Connection, index: SearchIndex): Promise<State> {
  const { rows } = await connection.query<State>('SELECT fields_hash, sequence FROM search_state WHERE index = $1', [
    index,
  ]);
  const [state] = rows;
  if (!state) throw new Error(`search_state has no row of ${index}.`);
  return state;
}

/**
 * Makes all documents of an index anew, a transaction a page, so that a kill costs a page and the next start goes on.
 * With other declarations than before nobody reads the index in the meantime: a mixture of layouts would be wrong.
 * Returns how many documents changed.
 */
export async function rebuildIndex(inBatch: InBatch, fields: IndexFields): Promise<number> {
  const { index, base } = fields;
  const { ids: idsAfter } = base;
  if (!idsAfter) throw new Error(`The base part of ${index} gives no ids to rebuild by.`);
  const before = await inBatch(async ({ connection }) => {
    await connection.query("UPDATE search_state SET fields_hash = '' WHERE index = $1 AND fields_hash <> $2", [
      index,
      fields.hash,
    ]);
    return (await readState(connection, index)).sequence;
  });
  const written = await byPages(inBatch, fields, (batch, after) => idsAfter.call(base, batch.client, after, pageSize));
  // What was not written since: its row is gone, and projecting it again finds that out.
  const left = await byPages(inBatch, fields, async ({ connection }, after) => {
    const { rows } = await connection.query<{ id: string }>(
      `SELECT id FROM search_document WHERE index = $1 AND NOT deleted AND sequence <= $2 AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4`,
      [index, before, after, pageSize],
    );
    return rows.map(({ id }) => id);
  });
  await inBatch(async ({ connection }) => {
    await settleIndexes(connection);
    await connection.query('UPDATE search_state SET fields_hash = $2 WHERE index = $1', [index, fields.hash]);
  });
  return written + left;
}

async function byPages(
  inBatch: InBatch,
  fields: IndexFields,
  pageAfter: (batch: Batch, after: string | null) => Promise<readonly string[]>,
): Promise<number> {
  let changed = 0;
  for (let after: string | null = null, isLast = false; !isLast; ) {
    const page: { ids: readonly string[]; changed: number } = await inBatch(async (batch) => {
      const ids = await pageAfter(batch, after);
      await expectMany(batch.connection);
      return { ids, changed: await projectIds(batch, fields, ids) };
    });
    changed += page.changed;
    after = page.ids.at(-1) ?? after;
    isLast = page.ids.length === 0;
  }
  return changed;
}
