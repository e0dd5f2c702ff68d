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

it('divides documents over the servers that MEILI_SERVERS names', () => {
  const meili = (env: Record<string, string>) => readConfig('LOCAL', env).meili;
  const text = '370200=http://c:7700, 350200=http://B:7700/,';
  const regions = [
    { region: '370200', url: 'http://c:7700' },
    { region: '350200', url: 'http://b:7700' },
  ];
  expect(meili({ MEILI_URL: `${url}/`, MEILI_SERVERS: text })).toEqual({ url, regions, apiKey: null, prefix: 'jucai' });
  expect(meili({ MEILI_SERVERS: text })).toEqual({ url: 'http://c:7700', regions, apiKey: null, prefix: 'jucai' });
  expect(meili({ MEILI_URL: url, MEILI_SERVERS: '' })).toEqual({ url, apiKey: null, prefix: 'jucai' });
});

it.each([
  [{ MEILI_SERVERS: 'http://b:7700' }, /“http:\/\/b:7700”: it does not begin with the six digits/],
  [{ MEILI_SERVERS: '3502=http://b:7700' }, /“3502=http.*six digits of a region.*write 350200=http/],
  [{ MEILI_SERVERS: '350200=b:7700' }, /“350200=b:7700”: behind = stands no web address/],
  [{ MEILI_SERVERS: '350200=http://b,350200=http://c' }, /the region 350200 is there twice/],
  [{ MEILI_URL: 'search:7700' }, /MEILI_URL is no web address/],
  [{ MEILI_URL: url, MEILI_PREFIX: 'a_b' }, /MEILI_PREFIX is “a_b”/],
])('refuses %o', (env, message) => {
  expect(() => readConfig('LOCAL', env)).toThrow(message);
});

it('demands a key in production', () => {
  expect(() => readConfig('PRODUCTION', { ...production, MEILI_URL: url })).toThrow(/MEILI_API_KEY is not set/);
});
