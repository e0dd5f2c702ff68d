import { join } from 'node:path';
import { wire } from '../src/app.ts';
import { buildSchema, printContract } from '../src/graphql/schema.ts';
import { openDatabase } from '../src/platform/db/db.ts';
import { createLog } from '../src/platform/log.ts';
import { packageRoot } from '../src/platform/package-root.ts';

export const contractFile = join(packageRoot, 'schema', 'schema.graphql');

/** The contract as the code has it. Nothing is asked of a database: the pool connects when it is first used. */
export async function contractOfCode(): Promise<string> {
  const db = openDatabase('postgresql://127.0.0.1:1/none');
  const core = wire(
    db,
    { secret: 'no secret is used to print a schema', publicUrl: 'http://127.0.0.1' },
    createLog('silent'),
  );
  try {
    return printContract(buildSchema(core.modules));
  } finally {
    await db.close();
  }
}
