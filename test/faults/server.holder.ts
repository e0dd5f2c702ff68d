// The service as it runs, for tests that kill it: says where it listens, and is told over its input where to end.
import { createInterface } from 'node:readline';
import { readConfig } from '../../src/platform/config.ts';
import { createLog } from '../../src/platform/log.ts';
import { createApp } from '../../src/serve.ts';
import { type Deadly, dieAt } from './killing.ts';

let deadly: Deadly | null = null;
dieAt(() => deadly);
const app = await createApp(readConfig('LOCAL'), createLog('silent'));
console.log(`ready ${await app.listen()}`);
const input = createInterface({ input: process.stdin });
input.on('line', (line) => {
  deadly = JSON.parse(line);
  console.log('told');
});
// Lives as long as the test that started it.
input.on('close', () => process.exit());
