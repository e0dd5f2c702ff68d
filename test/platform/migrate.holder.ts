// A migration in a process of its own, for tests that kill it.
import { migrate } from '../../src/platform/db/migrate.ts';

const [url = '', folder = ''] = process.argv.slice(2);
console.log('begin');
const { applied } = await migrate(url, { folder });
console.log(`applied ${applied.join()}`);
