import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const require = createRequire(import.meta.url);

/** Minutes of their own: servers that are started and killed, and both engines side by side on random documents. */
const engines = [
  'test/faults/**/*.test.ts',
  'test/deployment/backup.test.ts',
  'test/imports/killed.test.ts',
  'test/contract/meilisearch.test.ts',
  'test/search/follower.test.ts',
  'test/contract/engine-change.test.ts',
  'test/contract/meilisearch-differential.test.ts',
  'test/contract/meilisearch-servers.test.ts',
  'test/search/follower.faults.test.ts',
  'test/search/follower.refused.test.ts',
  'test/search/follower.servers.test.ts',
  'test/search/regions.servers.test.ts',
];

export default defineConfig({
  // TypeGraphQL's decorators are the old kind.
  oxc: { decorator: { legacy: true } },
  // Vite would take graphql's ESM build and Node's own loader its CommonJS one: two copies, whose types do not mix.
  resolve: { alias: [{ find: /^graphql$/, replacement: require.resolve('graphql') }] },
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    // Measured on two cores: threads are a tenth faster than forks, and two faster than the default of one.
    pool: 'threads',
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 10_000,
    hookTimeout: 30_000,
    projects: [
      { extends: true, test: { name: 'product', include: ['test/**/*.test.ts'], exclude: engines } },
      { extends: true, test: { name: 'engines', include: engines } },
    ],
  },
});
