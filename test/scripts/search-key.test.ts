import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, expect, it } from 'vitest';
import { isMeiliOnPath, startMeili } from '../../scripts/meili-process.ts';
import { MeiliClient } from '../../src/platform/search/meili/client.ts';

/** The command as an operator runs it. */
async function run(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/search-key.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const [code] = await once(child, 'close');
  return { code, said: said.trim() };
}

it('says which variable is missing', async () => {
  expect(await run({})).toMatchObject({ code: 1, said: expect.stringContaining('MEILI_URL') });
  expect(await run({ MEILI_URL: 'http://127.0.0.1:1' })).toMatchObject({
    ...{ code: 1, said: expect.stringContaining('MEILI_MASTER_KEY') },
  });
});

it.skipIf(!isMeiliOnPath())('prints one key, however often it is run, that a start in production takes', async () => {
  const { url, masterKey, stop } = await startMeili();
  afterAll(stop);
  const env = { MEILI_URL: url, MEILI_MASTER_KEY: masterKey };
  const [first, second] = [await run(env), await run(env)];
  expect(first).toMatchObject({ code: 0, said: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(second).toEqual(first);
  const client = new MeiliClient({ url, apiKey: first.said });
  await client.version();
  await client.refuseMasterKey();
  await expect(new MeiliClient({ url, apiKey: masterKey }).refuseMasterKey()).rejects.toThrow('as the master key may');
});
