import { recordChange } from '../../src/platform/jobs/outbox.ts';
import { createProjector } from '../../src/platform/jobs/projector.ts';
import { FieldRegistry } from '../../src/platform/search/fields.ts';
import { PostgresEngine } from '../../src/platform/search/postgres-engine.ts';
import { rowsPart, rowsTable } from '../search/rows-part.ts';
import { testDatabase } from '../support/database.ts';
import { corpusFields } from './corpus.ts';
import { engineContract } from './engine.contract.ts';

const db = await testDatabase();

engineContract(
  'PostgreSQL',
  async () => {
    await db.pool.query(rowsTable);
    const fields = new FieldRegistry([rowsPart('talent', corpusFields)]);
    const projector = createProjector({ db, fields });
    const engine = new PostgresEngine({
      db,
      fields,
      rebuild: async (index) => void (await projector.rebuildAll(index)),
    });
    const load = async (
      documents: Parameters<Awaited<ReturnType<Parameters<typeof engineContract>[1]>>['load']>[0],
    ) => {
      await db.prisma.$transaction(async (tx) => {
        for (const { id, version, createdAt, ...part } of documents) {
          await tx.$executeRaw`INSERT INTO made_up (id, version, created_at, part) VALUES (${id}::uuid, ${version}, ${createdAt}, ${JSON.stringify(part)}::jsonb)`;
        }
        await recordChange(tx, { kind: 'row', ids: documents.map(({ id }) => id) });
      });
      await projector.runOnce();
    };
    return { engine, load };
  },
  { exactBounds: true },
);
