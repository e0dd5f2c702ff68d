import { expect, it } from 'vitest';
import { readConfig } from '../../src/platform/config.ts';

const production = { DATABASE_URL: 'postgresql://jucai@db/jucai', JUCAI_SECRET: 'x'.repeat(32) };
const url = 'http://search:7700';

it('leaves lists to PostgreSQL unless MEILI_URL names a Meilisearch', () => {
  expect(readConfig('LOCAL', {}).meili).toBeNull();
  expect(readConfig('LOCAL', { MEILI_URL: url }).meili).toEqual({ url, apiKey: null, prefix: 'jucai' });
  expect(
    readConfig('PRODUCTION', { ...production, MEILI_URL: url, MEILI_API_KEY: 'k', MEILI_PREFIX: 'xm1' }).meili,
  ).toEqual({
    ...{ url, apiKey: 'k', prefix: 'xm1' },
  });
});

it.each([
  [{ MEILI_URL: 'search:7700' }, /MEILI_URL is no web address/],
  [{ MEILI_URL: url, MEILI_PREFIX: 'a_b' }, /MEILI_PREFIX is “a_b”/],
])('refuses %o', (env, message) => {
  expect(() => readConfig('LOCAL', env)).toThrow(message);
});

it('demands a key in production', () => {
  expect(() => readConfig('PRODUCTION', { ...production, MEILI_URL: url })).toThrow(/MEILI_API_KEY is not set/);
});
