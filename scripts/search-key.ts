import { readMeiliSetup } from '../src/platform/config.ts';
import { runCommand } from '../src/platform/run.ts';
import { setUp } from '../src/platform/search/meili/setup.ts';

/**
 * npm run search-key: prints a key of the Meilisearch at MEILI_URL and MEILI_SERVERS that can do no more than the service
 * needs, for MEILI_API_KEY, and lets the first of several ask the others. It needs MEILI_MASTER_KEY, the same of all. Run
 * again, it finds the key that is there.
 */
await runCommand(async () => {
  const { masterKey, ...servers } = readMeiliSetup();
  console.log(await setUp(servers, masterKey));
});
