import { type Core, loadShipped, wire } from '../src/app.ts';
import { type Config, readConfig } from '../src/platform/config.ts';
import { connect } from '../src/platform/db/connect.ts';
import { createLog } from '../src/platform/log.ts';

/**
 * Does a command's work on the configured database, with the shipped taxonomy in it.
 * @param logLevel warnings and worse, where the command tells of its progress itself
 */
export async function withCore(
  work: (core: Core, config: Config) => Promise<void>,
  logLevel: (config: Config) => string = () => 'warn',
): Promise<void> {
  const config = readConfig('LOCAL');
  const log = createLog(logLevel(config));
  const connection = await connect(config, log);
  try {
    const core = wire(connection.db, config, log);
    await loadShipped(core);
    await work(core, config);
  } finally {
    await connection.close();
  }
}
