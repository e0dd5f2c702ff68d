import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const require = createRequire(import.meta.url);

export default defineConfig({
  // TypeGraphQL's decorators are the old kind.
  oxc: { decorator: { legacy: true } },
  // Vite would take graphql's ESM build and Node's own loader its CommonJS one: two copies, whose types do not mix.
  resolve: { alias: [{ find: /^graphql$/, replacement: require.resolve('graphql') }] },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // Measured on two cores: threads are a tenth faster than forks, and two faster than the default of one.
    pool: 'threads',
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 10_000,
    hookTimeout: 30_000,
  },
});
