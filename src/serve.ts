import type { FastifyInstance } from 'fastify';
import { type Core, loadShipped, wire } from './app.ts';
import { createHealthServer, type HealthParts } from './graphql/health.ts';
import { buildSchema } from './graphql/schema.ts';
import { createServer } from './graphql/server.ts';
import { system } from './kernel/actor.ts';
import type { Config, MeiliConfig } from './platform/config.ts';
import { connect } from './platform/db/connect.ts';
import type { Db } from './platform/db/db.ts';
import type { Log } from './platform/log.ts';
import { createMetrics, databaseFigures } from './platform/metrics.ts';
import { checkServers } from './platform/search/meili/serving.ts';
import { StartupError } from './platform/startup-error.ts';

export interface App {
  core: Core;
  /** Listens and returns the address. @throws StartupError when the port is taken. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

/** Connects, migrates, loads the shipped taxonomy, and makes a server that does not listen yet. */
export async function createApp(config: Config, log: Log): Promise<App> {
  const connection = await connect(config, log);
  try {
    const core = wire(connection.db, config, log);
    const { written, heldBy } = await loadShipped(core);
    if (heldBy !== null) log.warn({ edition: heldBy }, 'the shipped edition is not loaded: an own one stands');
    if (config.meili) {
      checkRegions(core, config.meili);
      await checkServers(config.meili, config.production, log);
    }
    const health: HealthParts = {
      ready: async () => (await connection.db.pool.query('SELECT 1')).rowCount === 1,
      metrics: metricsOf(config, connection.db),
    };
    const works = config.role !== 'api';
    if (works) {
      core.projector.start();
      core.follower?.start();
    }
    const timers = works ? [keepProfiles(core, log, written), keepImports(core, log)] : [];
    const server =
      config.role === 'worker' ? createHealthServer({ ...health, log }) : await apiOf(core, config, log, health);
    return {
      core,
      listen: () => listen(server, config),
      async close() {
        for (const timer of timers) clearInterval(timer);
        core.imports.service.stop();
        await server.close();
        await core.projector.stop();
        await core.follower?.stop();
        await connection.close();
      },
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** @throws StartupError for one that has no documents: it may be a slip, or gone from the taxonomy since it was named. */
function checkRegions({ taxonomy }: Core, { regions = [] }: MeiliConfig): void {
  const { now } = taxonomy.service;
  const unknown = regions.find(({ region }) => !now.get('region', region) || now.current('region', region) !== region);
  if (unknown === undefined) return;
  throw new StartupError(
    `MEILI_SERVERS names the region ${unknown.region}, which the taxonomy does not have: name a province, city or district of today.`,
  );
}

function metricsOf({ metricsToken: token }: Config, db: Db): HealthParts['metrics'] {
  return token === null ? null : { token, figures: createMetrics(databaseFigures(db)) };
}

function apiOf({ modules, accounts: { actorOf } }: Core, { proxies }: Config, log: Log, health: HealthParts) {
  return createServer({ schema: buildSchema(modules), modules, actorOf, log, proxies, ...health });
}

const profileCheckMs = 10 * 60_000;

/**
 * Freezes the occupation profiles once a day, in one of the processes, and projects the talents' bands anew; at once
 * after a switch of editions, if any were frozen before.
 */
function keepProfiles({ matching: { profiles }, projector }: Core, log: Log, switched: boolean): NodeJS.Timeout {
  const check = async (isDue: boolean): Promise<void> => {
    const frozen = isDue && profiles.version > 0 ? (await profiles.freeze()) !== null : await profiles.keepDaily();
    if (!frozen) return;
    const talents = await projector.rebuildAll('talent');
    log.info({ version: profiles.version, talents }, 'occupation profiles frozen');
  };
  const keep = (isDue: boolean): void =>
    void check(isDue).catch((error) => log.error({ err: error }, 'profiles were not frozen'));
  if (switched) keep(true);
  return setInterval(() => keep(false), profileCheckMs);
}

const importCheckMs = 60 * 60_000;

/** Goes on with imports that were cut off, and removes what is kept of them for some days only. */
function keepImports({ imports: { service } }: Core, log: Log): NodeJS.Timeout {
  const failed = (error: unknown): void => log.error({ err: error }, 'imports were not kept');
  void service.resumeImports(system, null).catch(failed);
  return setInterval(() => void service.clean().catch(failed), importCheckMs);
}

async function listen(server: FastifyInstance, { host, port }: Config): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new StartupError(`Port ${port} is taken: stop what uses it, or set PORT to a free one.`);
    if (code === 'EACCES')
      throw new StartupError(`Port ${port} may not be used by this account: set PORT to one above 1023.`);
    throw error;
  }
}
