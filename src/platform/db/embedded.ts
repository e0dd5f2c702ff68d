import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { StartupError } from '../startup-error.ts';
import { findBinaries } from './embedded-binaries.ts';
import { createCluster, DATABASE, keepPassword, sweepDrafts, USER } from './embedded-cluster.ts';
import { clearOrphan } from './embedded-orphan.ts';
import { type Place, preparePlace } from './embedded-place.ts';
import { HOST, startServer } from './embedded-server.ts';

export interface EmbeddedOptions {
  readonly folder: string;
  /** A free one is taken when none is given. */
  readonly port?: number | undefined;
  readonly log?: (line: string) => void;
  /** False: faster, but a server that is killed loses what was written last. For servers that are thrown away. */
  readonly durable?: boolean;
}

export interface EmbeddedServer {
  readonly url: string;
  readonly firstStart: boolean;
  /** Where the data really are: for root below a closed folder that is not the wanted one. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** Starts the PostgreSQL that ships with the product as a child of this process, on the loopback address only. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { durable = true, log = () => {} } = options;
  const place = preparePlace(options.folder);
  if (resolve(options.folder) !== place.folder) log(`The database lives in ${place.folder}.`);
  const { initdb, postgres } = findBinaries(place.account !== undefined);
  const data = join(place.folder, 'data');
  try {
    const password = keepPassword(place);
    sweepDrafts(place.folder);
    const firstStart = !existsSync(data);
    if (firstStart) await createCluster({ initdb, postgres }, place, durable);
    await clearOrphan(data, log);
    const { port, stop } = await startServer({ program: postgres, place, data, durable, log, port: options.port });
    return {
      url: `postgresql://${USER}:${password}@${HOST}:${port}/${DATABASE}`,
      firstStart,
      folder: place.folder,
      stop,
    };
  } catch (error) {
    throw error instanceof StartupError ? error : unusable(place, error as Error);
  }
}

function unusable({ folder }: Place, error: Error): StartupError {
  return new StartupError(
    `The data folder ${folder} cannot be used (${error.message}): mend its rights, choose another folder, or set DATABASE_URL.`,
  );
}
