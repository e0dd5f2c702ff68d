import { Meilisearch } from 'meilisearch';
import { StartupError } from '../../startup-error.ts';
import { neededActions } from './client.ts';
import { type MeiliServers, serversOf } from './servers.rules.ts';

const descriptions = { service: 'Jucai: lists, matches and counts', list: 'Jucai: lists over several servers' };

/**
 * What the master key is needed for, once: a key for the service that can do no more than it needs, the same on all servers,
 * and the leave of the first to ask the others. Done again, it finds what is there.
 * @throws StartupError for a server with another master key
 */
export async function setUp(servers: MeiliServers, masterKey: string): Promise<string> {
  const [main, ...others] = serversOf(servers).map(({ url }) => ({
    url,
    admin: new Meilisearch({ host: url, apiKey: masterKey }),
  }));
  if (!main) throw new Error('There is no server.');
  const { key, uid } = await keyOf(main.admin, descriptions.service, neededActions);
  for (const { url, admin } of others) {
    // A key is made of its uid and the master key.
    const own = await keyOf(admin, descriptions.service, neededActions, uid);
    if (own.key !== key)
      throw new StartupError(`The Meilisearch at ${url} has another master key: start all of them with the same.`);
  }
  if (others.length > 0) await joinServers(main.admin, others);
  return key;
}

async function joinServers(main: Meilisearch, others: readonly { url: string; admin: Meilisearch }[]): Promise<void> {
  await main.updateExperimentalFeatures({ network: true });
  for (const { url, admin } of others) {
    await admin.updateExperimentalFeatures({ network: true });
    const { key } = await keyOf(admin, descriptions.list, ['search']);
    // Under its address: where one is changed and this not done again, it is unknown, and no other answers in its place.
    await main.updateNetwork({ remotes: { [url]: { url, searchApiKey: key } } });
  }
}

type Actions = typeof neededActions | readonly ['search'];

/** The key of this description that can do just this, made where there is none. @param uid that it must have */
async function keyOf(admin: Meilisearch, description: string, actions: Actions, uid?: string) {
  const { results } = await admin.getKeys({ limit: 1_000 });
  const known = results.find(
    (key) => key.description === description && isSame(key.actions, actions) && key.uid === (uid ?? key.uid),
  );
  const asked = { description, actions: [...actions], indexes: ['*'], expiresAt: null, ...(uid && { uid }) };
  return known ?? (await admin.createKey(asked));
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && others.every((one) => some.includes(one));
}
