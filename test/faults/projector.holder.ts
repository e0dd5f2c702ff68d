// A projector of its own, for a test that kills it at a statement.
import { openDatabase } from '../../src/platform/db/db.ts';
import { Followed } from '../search/following.ts';
import { type Deadly, dieAt } from './killing.ts';

const [database = '', deadly = '{}', work = 'run'] = process.argv.slice(2);
const at: Deadly = JSON.parse(deadly);
dieAt(() => at);
// Nothing is sent to a server here: its address is never asked.
const { projector } = new Followed(openDatabase(database), 'http://127.0.0.1:1');
await (work === 'rebuild' ? projector.rebuildAll() : projector.runOnce());
console.log('It was not killed.');
