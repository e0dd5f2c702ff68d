import type { MeiliConfig } from '../../config.ts';
import type { Db } from '../../db/db.ts';
import type { Log } from '../../log.ts';
import type { SearchEngine } from '../engine.ts';
import type { FieldRegistry } from '../fields.ts';
import type { PostgresEngine } from '../postgres-engine.ts';
import { StandbyEngine } from '../standby-engine.ts';
import { type Clients, MeiliClient, type MeiliTimeouts, MeiliUnavailable } from './client.ts';
import { MeiliEngine } from './engine.ts';
import { createFollower, type Follower } from './follower.ts';
import type { ServerToFollow } from './following.ts';
import { heldBy } from './held.ts';
import type { Bounded } from './recall.ts';
import { divisionOf, type NamedServer, serversOf } from './servers.rules.ts';

export interface MeiliParts {
  db: Pick<Db, 'pool'>;
  fields: FieldRegistry;
  postgres: PostgresEngine;
  log?: Log;
  /** How many documents are bounded one by one; as usual when left out. */
  bounded?: Bounded;
  timeouts?: Partial<MeiliTimeouts>;
}

/** Meilisearch as the engine: what answers, with PostgreSQL as its standby, and what feeds it. */
export function meiliEngine(
  config: MeiliConfig,
  parts: MeiliParts & { log: Log },
): { engine: SearchEngine; follower: Follower } {
  const { postgres, log } = parts;
  const { engine: first, follower } = followedEngine(config, parts);
  return { engine: new StandbyEngine({ first, standby: postgres, check: () => first.check(), log }), follower };
}

/** Meilisearch alone, on one server or several, and what feeds it. */
export function followedEngine(
  config: MeiliConfig,
  { db, fields, postgres, log, bounded, timeouts }: MeiliParts,
): { engine: MeiliEngine; follower: Follower } {
  const { apiKey, prefix } = config;
  const [main, ...others] = serversOf(config);
  const clientOf = ({ url }: NamedServer) => new MeiliClient({ url, apiKey }, timeouts);
  const clients: Clients = [clientOf(main), ...others.map(clientOf)];
  const division = divisionOf(config);
  const servers = [main, ...others].map(({ name, url }, at): ServerToFollow => {
    const held = heldBy(url, config);
    return { name, client: clients[at] ?? clients[0], ...(held && { held }) };
  });
  const follower = createFollower({ db, fields, servers, prefix, division, ...(log && { log }) });
  const engine = new MeiliEngine({
    clients,
    fields,
    postgres,
    rebuild: (index) => follower.rebuild(index),
    status: async () => follower.status(await postgres.status()),
    prefix,
    division,
    ...(bounded && { bounded }),
  });
  return { engine, follower };
}

/**
 * What a start refuses, of servers that answer. One that is away does not hold it up: its version is looked at again
 * before it is asked anything.
 * @throws StartupError for a version that does not do or, in production, a key that may do too much
 */
export async function checkServers(config: MeiliConfig, production: boolean, log: Log): Promise<void> {
  await Promise.all(serversOf(config).map((server) => checkServer(server, config, production, log)));
}

async function checkServer(
  { name, url }: NamedServer,
  { apiKey }: MeiliConfig,
  production: boolean,
  log: Log,
): Promise<void> {
  const client = new MeiliClient({ url, apiKey });
  try {
    await client.version();
    if (production) await client.refuseMasterKey();
  } catch (error) {
    if (!(error instanceof MeiliUnavailable)) throw error;
    log.warn({ server: name, reason: error.reason }, 'Meilisearch is away at the start');
  }
}
