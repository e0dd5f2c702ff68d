import { parseArgs } from 'node:util';
import { readConfig } from '../src/platform/config.ts';
import { connect } from '../src/platform/db/connect.ts';
import { createLog } from '../src/platform/log.ts';
import { runCommand } from '../src/platform/run.ts';

/** npm run migrate [-- --forgive NAME]: brings the schema up to date; a failed migration is tried again once forgiven. */
await runCommand(async () => {
  const { values } = parseArgs({ options: { forgive: { type: 'string' } } });
  const config = readConfig('LOCAL');
  const connection = await connect(config, createLog(config.logLevel), values.forgive);
  await connection.close();
  console.log('The schema is up to date.');
});
