import { parseArgs } from 'node:util';
import { runCommand } from '../src/platform/run.ts';
import { type Drift, isLevel } from '../src/platform/search/meili/reconcile.ts';
import { StartupError } from '../src/platform/startup-error.ts';
import { indexNamed } from './index-named.ts';
import { withCore } from './with-core.ts';

/** Ids printed of each kind of difference. */
const shown = 10;

/**
 * npm run reconcile [-- INDEX] [-- --check]: compares what Meilisearch has with the documents in PostgreSQL, prints what
 * differs and repairs it; --check only prints. Ends with 1 when something differed.
 */
await runCommand(async () => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean' } } });
  const index = indexNamed(positionals[0]);
  await withCore(
    async ({ follower }) => {
      if (!follower) throw new StartupError('There is nothing to compare: neither MEILI_URL nor MEILI_SERVERS is set.');
      const repairs = values.check !== true;
      const drifts = await follower.reconcile({ ...(index && { index }), repairs });
      for (const drift of drifts) print(drift, repairs);
      if (!drifts.every(isLevel)) process.exitCode = 1;
    },
    ({ logLevel }) => logLevel,
  );
});

function print(drift: Drift, repairs: boolean): void {
  const { server, index, documents, missing, stale, surplus, refused } = drift;
  const name = server === '' ? index : `${server} ${index}`;
  const end = isLevel(drift) ? '' : repairs ? '; repaired' : '; not repaired';
  console.log(
    `${name}: ${documents} documents, ${missing.length} missing, ${stale.length} stale, ${surplus.length} surplus, ${refused.length} refused${end}`,
  );
  for (const [kind, ids] of Object.entries({ missing, stale, surplus, refused })) {
    for (const id of ids.slice(0, shown)) console.log(`  ${kind} ${id}`);
    if (ids.length > shown) console.log(`  ${kind}: ${ids.length - shown} more`);
  }
}
