import { parseArgs } from 'node:util';
import { loadShipped, wire } from '../src/app.ts';
import { readConfig } from '../src/platform/config.ts';
import { connect } from '../src/platform/db/connect.ts';
import { createLog } from '../src/platform/log.ts';
import { runCommand } from '../src/platform/run.ts';
import { type SearchIndex, searchIndexes } from '../src/platform/search/engine.ts';
import { StartupError } from '../src/platform/startup-error.ts';

/** npm run reindex [-- INDEX] [-- --profiles]: makes search documents anew; with --profiles freezes the profiles first. */
await runCommand(async () => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { profiles: { type: 'boolean' } } });
  const [index] = positionals;
  if (index !== undefined && !searchIndexes.includes(index as SearchIndex)) {
    throw new StartupError(`There is no index “${index}”: name one of ${searchIndexes.join(', ')}, or none for all.`);
  }
  const config = readConfig('LOCAL');
  const log = createLog(config.logLevel);
  const connection = await connect(config, log);
  try {
    const core = wire(connection.db, config, log);
    await loadShipped(core);
    if (values.profiles) console.log(`${await core.matching.profiles.freeze()} occupation profiles frozen`);
    const written = await core.projector.rebuildAll(index as SearchIndex | undefined);
    console.log(`${written} search documents made`);
  } finally {
    await connection.close();
  }
});
