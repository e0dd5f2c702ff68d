import { Meilisearch } from 'meilisearch';
import { readMeiliSetup } from '../src/platform/config.ts';
import { runCommand } from '../src/platform/run.ts';
import { neededActions } from '../src/platform/search/meili/client.ts';

const description = 'Jucai: lists, matches and counts';

/**
 * npm run search-key: prints a key of the Meilisearch at MEILI_URL that can do no more than the service needs, for
 * MEILI_API_KEY. It needs MEILI_MASTER_KEY. Run again, it finds the key that is there.
 */
await runCommand(async () => {
  const { url, masterKey } = readMeiliSetup();
  const admin = new Meilisearch({ host: url, apiKey: masterKey });
  const { results } = await admin.getKeys({ limit: 1_000 });
  const actions = [...neededActions];
  const known = results.find((key) => key.description === description && isSame(key.actions, actions));
  const { key } = known ?? (await admin.createKey({ description, actions, indexes: ['*'], expiresAt: null }));
  console.log(key);
});

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && others.every((one) => some.includes(one));
}
