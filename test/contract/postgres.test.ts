import { testDatabase } from '../support/database.ts';
import { engineContract } from './engine.contract.ts';
import { projected } from './loaded.ts';

const db = await testDatabase();

engineContract('PostgreSQL', () => projected(db), { exactBounds: true });
