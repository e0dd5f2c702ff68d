import { it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { noMeili, testMeili } from '../support/meili-server.ts';
import { engineContract } from './engine.contract.ts';
import { followed } from './loaded.ts';

if (noMeili) {
  it.skip(`keeps the engine's contract (${noMeili})`);
} else {
  const db = await testDatabase();
  const meili = await testMeili();
  engineContract('Meilisearch', () => followed(db, meili), { exactBounds: true });
}
