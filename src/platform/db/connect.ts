import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { packageRoot } from '../package-root.ts';
import { StartupError } from '../startup-error.ts';
import { type Db, openDatabase } from './db.ts';
import { startEmbedded } from './embedded.ts';
import { forgiveFailed, migrate } from './migrate.ts';

export const migrationsFolder = join(packageRoot, 'prisma', 'migrations');

export interface Connection {
  db: Db;
  url: string;
  /** Closes the connections and stops the embedded server, if it was started here. */
  close(): Promise<void>;
}

/**
 * Connects to the operator's PostgreSQL, else to the embedded one, and brings its schema up to date.
 * @param forgive a failed migration that may be tried again
 */
export async function connect(config: Config, log: Log, forgive?: string): Promise<Connection> {
  const embedded = config.databaseUrl
    ? null
    : await startEmbedded({ folder: join(config.dataFolder, 'postgres'), log: (line) => log.info(line) });
  const url = config.databaseUrl ?? embedded?.url ?? '';
  try {
    if (forgive !== undefined && !(await forgiveFailed(url, forgive))) {
      throw new StartupError(`No failed migration is called ${forgive}.`);
    }
    const { applied } = await migrate(url, { folder: migrationsFolder });
    if (applied.length > 0) log.info({ applied }, 'migrations applied');
    const db = openDatabase(url);
    return {
      db,
      url,
      close: async () => {
        await db.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}
