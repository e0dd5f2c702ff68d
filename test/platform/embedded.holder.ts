// A Jucai of its own, for tests that kill it: starts the database in the folder of its first argument and says so.
import { startEmbedded } from '../../src/platform/db/embedded.ts';

const [folder = '', manner = 'stay'] = process.argv.slice(2);
try {
  const server = await startEmbedded({ folder, durable: false, log: (line) => console.log(`log ${line}`) });
  console.log(`ready ${server.url}`);
  // Lives as long as the test that started it.
  if (manner === 'stay') process.stdin.resume().on('end', () => process.exit());
} catch (error) {
  console.log(`refused ${(error as Error).name} ${(error as Error).message}`);
}
