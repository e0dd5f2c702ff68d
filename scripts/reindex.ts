import { parseArgs } from 'node:util';
import { loadShipped, wire } from '../src/app.ts';
import { readConfig } from '../src/platform/config.ts';
import { connect } from '../src/platform/db/connect.ts';
import { createLog } from '../src/platform/log.ts';
import { runCommand } from '../src/platform/run.ts';
import { indexNamed } from './index-named.ts';

/**
 * npm run reindex [-- INDEX] [-- --documents] [-- --profiles]: makes the engine's copy anew. With Meilisearch that is a
 * replay of the documents in PostgreSQL; --documents makes those anew from their rows first, as PostgreSQL alone always
 * does, and --profiles freezes the profiles before that.
 */
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { documents: { type: 'boolean' }, profiles: { type: 'boolean' } },
  });
  const index = indexNamed(positionals[0]);
  const config = readConfig('LOCAL');
  const log = createLog(config.logLevel);
  const connection = await connect(config, log);
  try {
    const core = wire(connection.db, config, log);
    await loadShipped(core);
    if (values.profiles) console.log(`${await core.matching.profiles.freeze()} occupation profiles frozen`);
    if (!core.follower || values.documents || values.profiles) {
      console.log(`${await core.projector.rebuildAll(index)} search documents made`);
    }
    if (core.follower) {
      await core.projector.runOnce();
      await core.follower.rebuild(index);
      console.log(`${index ?? 'all indexes'} rebuilt in Meilisearch`);
    }
  } finally {
    await connection.close();
  }
});
