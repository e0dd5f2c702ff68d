import { createHash } from 'node:crypto';
import { type Key, Meilisearch, MeilisearchApiError } from 'meilisearch';
import { StartupError } from '../../startup-error.ts';
import { neededActions } from './client.ts';
import { type MeiliServers, serversOf } from './servers.rules.ts';

/** Under which its keys are known in Meilisearch. */
export const descriptions = { service: 'Jucai: lists, matches and counts', list: 'Jucai: lists over several servers' };

interface Server {
  url: string;
  admin: Meilisearch;
}

/**
 * What the master key is needed for, once: a key for the service that can do no more than it needs, the same on all servers,
 * and the leave of the first to ask the others. Done again, it finds what is there; an emptied server that is started with
 * the same master key is given the key that it had.
 * @throws StartupError for a server with another master key
 */
export async function setUp(servers: MeiliServers, masterKey: string): Promise<string> {
  const [{ url }, ...others] = serversOf(servers);
  const serverAt = (at: string): Server => ({ url: at, admin: new Meilisearch({ host: at, apiKey: masterKey }) });
  const main = serverAt(url);
  const { key, uid } = await keyOf(main, descriptions.service, neededActions);
  for (const other of others) {
    // A key is made of its uid and the master key.
    await keyOf(serverAt(other.url), descriptions.service, neededActions, uid);
    await join(main, serverAt(other.url));
  }
  return key;
}

async function join(main: Server, other: Server): Promise<void> {
  for (const { admin } of [main, other]) await admin.updateExperimentalFeatures({ network: true });
  const { key } = await keyOf(other, descriptions.list, ['search']);
  // Under its address: where one is changed and this not done again, it is unknown, and no other answers in its place.
  await main.admin.updateNetwork({ remotes: { [other.url]: { url: other.url, searchApiKey: key } } });
}

type Actions = typeof neededActions | readonly ['search'];

/** The key of this description that can do just this, made where there is none. @param uid that it must have */
async function keyOf({ url, admin }: Server, description: string, actions: Actions, uid?: string): Promise<Key> {
  try {
    const { results } = await admin.getKeys({ limit: 1_000 });
    const known = results.find(
      (key) => key.description === description && isSame(key.actions, actions) && key.uid === (uid ?? key.uid),
    );
    if (known) return known;
    const made = { description, actions: [...actions], indexes: ['*'], expiresAt: null };
    return await admin.createKey({ ...made, uid: uid ?? uidFor(description, actions) });
  } catch (error) {
    if (!(error instanceof MeilisearchApiError) || error.cause?.code !== 'invalid_api_key') throw error;
    throw new StartupError(`The Meilisearch at ${url} does not take MEILI_MASTER_KEY: start all with the same.`);
  }
}

/** Always the same one, in the form of a UUID of version 4, which Meilisearch demands. */
function uidFor(description: string, actions: Actions): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([description, actions]))
    .digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && others.every((one) => some.includes(one));
}
