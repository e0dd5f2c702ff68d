import { parseArgs } from 'node:util';
import { runCommand } from '../src/platform/run.ts';
import { indexNamed } from './index-named.ts';
import { withCore } from './with-core.ts';

/**
 * npm run reindex [-- INDEX] [-- --documents] [-- --profiles]: makes the engine's copy anew. With Meilisearch that is a
 * replay of the documents in PostgreSQL; --documents makes those anew from their rows first, as PostgreSQL alone always
 * does, and --profiles freezes the profiles before that.
 */
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { documents: { type: 'boolean' }, profiles: { type: 'boolean' } },
  });
  const index = indexNamed(positionals[0]);
  await withCore(
    async (core) => {
      if (values.profiles) console.log(`${await core.matching.profiles.freeze()} occupation profiles frozen`);
      if (!core.follower || values.documents || values.profiles) {
        console.log(`${await core.projector.rebuildAll(index)} search documents made`);
      }
      await core.follower?.rebuild(index);
      if (core.follower) console.log(`${index ?? 'all indexes'} rebuilt in Meilisearch`);
    },
    ({ logLevel }) => logLevel,
  );
});
