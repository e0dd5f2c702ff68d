import type { MeiliConfig } from '../../src/platform/config.ts';
import { recordChange } from '../../src/platform/jobs/outbox.ts';
import { createProjector } from '../../src/platform/jobs/projector.ts';
import { FieldRegistry } from '../../src/platform/search/fields.ts';
import { MeiliClient } from '../../src/platform/search/meili/client.ts';
import { followedEngine } from '../../src/platform/search/meili/serving.ts';
import { PostgresEngine } from '../../src/platform/search/postgres-engine.ts';
import { rowsPart, rowsTable } from '../search/rows-part.ts';
import type { TestDatabase } from '../support/database.ts';
import { type CorpusDocument, corpusFields } from './corpus.ts';

/** Both engines over one database, whose documents are rows of `made_up`. */
export async function projected(db: TestDatabase) {
  await db.pool.query(rowsTable);
  const fields = new FieldRegistry([rowsPart('talent', corpusFields)]);
  const projector = createProjector({ db, fields });
  const engine = new PostgresEngine({ db, fields, rebuild: async (index) => void (await projector.rebuildAll(index)) });
  const load = async (documents: readonly CorpusDocument[]) => {
    await db.prisma.$transaction(async (tx) => {
      const { rowCount } = await db.pool.query('SELECT 1 FROM made_up LIMIT 1');
      const before = rowCount ? await tx.$queryRaw<{ id: string }[]>`DELETE FROM made_up RETURNING id` : [];
      const rows = documents.map(({ id, version, createdAt, ...part }) => ({ id, version, createdAt, part }));
      await tx.$executeRaw`INSERT INTO made_up (id, version, created_at, part)
        SELECT id, version, "createdAt", part FROM json_to_recordset(${JSON.stringify(rows)}::json)
          AS row (id uuid, version int, "createdAt" timestamptz, part jsonb)`;
      await recordChange(tx, {
        kind: 'row',
        ids: [...new Set([...before.map(({ id }) => id), ...documents.map(({ id }) => id)])],
      });
    });
    await projector.runOnce();
  };
  return { fields, engine, load };
}

/** The same, and Meilisearch that follows it. */
export async function followed(db: TestDatabase, meili: MeiliConfig, askMs = 10_000) {
  const { fields, engine: postgres, load } = await projected(db);
  const client = new MeiliClient(meili, { askMs });
  // Few enough that thresholds are needed among some hundred documents.
  const bounded = { usual: 25, most: 80 };
  const { engine, follower } = followedEngine(meili, { db, fields, postgres, bounded, timeouts: { askMs } });
  return {
    fields,
    client,
    postgres,
    engine,
    follower,
    /** Into PostgreSQL alone. */
    project: load,
    load: async (documents: readonly CorpusDocument[]) => {
      await load(documents);
      await follower.runOnce();
    },
  };
}
