// A follower of its own, for a test that kills it: it dies when the server has taken everything, and before that is noted.
import { openDatabase } from '../../src/platform/db/db.ts';
import { Followed } from './following.ts';

const [database = '', url = ''] = process.argv.slice(2);
const db = openDatabase(database);
db.pool.on('connect', (client) => {
  const query = client.query.bind(client) as (...words: unknown[]) => unknown;
  client.query = ((...words: unknown[]) => {
    if (String(words[0]).includes('SET sequence = greatest')) process.kill(process.pid, 'SIGKILL');
    return query(...words);
  }) as typeof client.query;
});
await new Followed(db, url).follower.runOnce();
console.log('It was not killed.');
