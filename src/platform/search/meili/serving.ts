import type { MeiliConfig } from '../../config.ts';
import type { Db } from '../../db/db.ts';
import type { Log } from '../../log.ts';
import type { SearchEngine } from '../engine.ts';
import type { FieldRegistry } from '../fields.ts';
import type { PostgresEngine } from '../postgres-engine.ts';
import { StandbyEngine } from '../standby-engine.ts';
import { MeiliClient, MeiliUnavailable } from './client.ts';
import { MeiliEngine } from './engine.ts';
import { createFollower, type Follower } from './follower.ts';
import type { Bounded } from './recall.ts';

export interface MeiliParts {
  db: Pick<Db, 'pool'>;
  fields: FieldRegistry;
  postgres: PostgresEngine;
  log?: Log;
  /** How many documents are bounded one by one; as usual when left out. */
  bounded?: Bounded;
}

/** Meilisearch as the engine: what answers, with PostgreSQL as its standby, and what feeds it. */
export function meiliEngine(
  { prefix, ...address }: MeiliConfig,
  parts: MeiliParts & { log: Log },
): { engine: SearchEngine; follower: Follower } {
  const { postgres, log } = parts;
  const { engine: first, follower } = followedEngine(new MeiliClient(address), prefix, parts);
  return { engine: new StandbyEngine({ first, standby: postgres, check: () => first.check(), log }), follower };
}

/** Meilisearch alone, and what feeds it. */
export function followedEngine(
  client: MeiliClient,
  prefix: string,
  { db, fields, postgres, log, bounded }: MeiliParts,
): { engine: MeiliEngine; follower: Follower } {
  const follower = createFollower({ db, fields, servers: [{ name: '', client }], prefix, ...(log && { log }) });
  const engine = new MeiliEngine({
    client,
    fields,
    postgres,
    rebuild: (index) => follower.rebuild(index),
    status: async () => follower.status(await postgres.status()),
    prefix,
    ...(bounded && { bounded }),
  });
  return { engine, follower };
}

/**
 * What a start refuses, of a server that answers. One that is away does not hold it up: its version is looked at again
 * before it is asked anything.
 * @throws StartupError for a version that does not do or, in production, a key that may do too much
 */
export async function checkServer(config: MeiliConfig, production: boolean, log: Log): Promise<void> {
  const client = new MeiliClient(config);
  try {
    await client.version();
    if (production) await client.refuseMasterKey();
  } catch (error) {
    if (!(error instanceof MeiliUnavailable)) throw error;
    log.warn({ reason: error.reason }, 'Meilisearch is away at the start');
  }
}
