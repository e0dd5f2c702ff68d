import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
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
  onTestFinished(stop);
  const env = { MEILI_URL: url, MEILI_MASTER_KEY: masterKey };
  const [first, second] = [await run(env), await run(env)];
  expect(first).toMatchObject({ code: 0, said: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(second).toEqual(first);
  const emptied = await startMeili(masterKey);
  onTestFinished(emptied.stop);
  expect(emptied.apiKey).toBe(first.said);
  const client = new MeiliClient({ url, apiKey: first.said });
  await client.version();
  await client.refuseMasterKey();
  await expect(new MeiliClient({ url, apiKey: masterKey }).refuseMasterKey()).rejects.toThrow('as the master key may');
});

it.skipIf(!isMeiliOnPath())('makes one key for several servers, and only for those with one master key', async () => {
  const main = await startMeili();
  onTestFinished(main.stop);
  const other = await startMeili(main.masterKey);
  onTestFinished(other.stop);
  const stranger = await startMeili();
  onTestFinished(stranger.stop);
  const env = { MEILI_URL: main.url, MEILI_MASTER_KEY: main.masterKey };
  const [first, second] = [await run(env), await run({ ...env, MEILI_SERVERS: `350200=${other.url}` })];
  expect(second).toEqual(first);
  await new MeiliClient({ url: other.url, apiKey: first.said }).version();
  expect(await run({ ...env, MEILI_SERVERS: `350200=${stranger.url}` })).toEqual({
    ...{ code: 1, said: `The Meilisearch at ${stranger.url} does not take MEILI_MASTER_KEY: start all with the same.` },
  });
});
