import { join } from 'node:path';
import { type Core, loadShipped, wire } from '../../src/app.ts';
import { type DayNumber, dayAt } from '../../src/kernel/day.ts';
import { type MeiliConfig, readConfig } from '../../src/platform/config.ts';
import { connect } from '../../src/platform/db/connect.ts';
import type { Db } from '../../src/platform/db/db.ts';
import { createLog } from '../../src/platform/log.ts';
import type { SearchEngine } from '../../src/platform/search/engine.ts';
import { FieldRegistry } from '../../src/platform/search/fields.ts';
import { PostgresEngine } from '../../src/platform/search/postgres-engine.ts';
import { type CityOrder, seedCity } from '../city/city.ts';
import { readCityDay, type Statement } from './floor.store.ts';

/** A city to measure in, with the product over it. */
export interface BenchCity {
  core: Core;
  /** Without the tap. */
  db: Db;
  /** Of the database. */
  url: string;
  engine: SearchEngine;
  fields: FieldRegistry;
  day: DayNumber;
  /** Recall statements since the last call. */
  taken(): Statement[];
  /** Seconds that making the city took; null when it was there. */
  seeded: number | null;
  close(): Promise<void>;
}

/**
 * Opens the database of the benchmarks, never the demo's nor the operator's, and makes the city where it is missing.
 * @param meili answers in PostgreSQL's place, once it is fed
 * @param databaseUrl of a city that another process has open
 */
export async function openCity(
  order: CityOrder,
  meili: MeiliConfig | null = null,
  databaseUrl: string | null = null,
): Promise<BenchCity> {
  const local = readConfig('LOCAL');
  const config = { ...local, databaseUrl, dataFolder: join(local.dataFolder, 'bench'), meili };
  const log = createLog('warn');
  const { db, url, close } = await connect(config, log);
  try {
    const statements: Statement[] = [];
    // On the day that the city was made: later, more and more of its positions are closed.
    const day = (await readCityDay(db.pool, order.seed)) ?? dayAt(new Date());
    const core = wire({ ...db, pool: tapped(db.pool, statements) }, config, log, () => day);
    await loadShipped(core);
    const started = Date.now();
    const isNew = await seedCity(core, order, (line) => console.log(line));
    const fields = new FieldRegistry(core.modules.flatMap(({ searchParts }) => searchParts ?? []));
    // Documents of an earlier layout are made anew before anything is measured.
    await core.projector.runOnce();
    const seeded = isNew ? (Date.now() - started) / 1_000 : null;
    const engine = new PostgresEngine({ db, fields, rebuild: async () => {} });
    return { core, db, url, engine, fields, day, taken: () => statements.splice(0), seeded, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Hears the recalls that the engine sends, so that the very same can be sent bare. */
function tapped(pool: Db['pool'], statements: Statement[]): Db['pool'] {
  return new Proxy(pool, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        const [statement] = args as [Partial<Statement> | undefined];
        if (name === 'query' && statement?.text?.includes('left_out_bound')) statements.push(statement as Statement);
        return Reflect.apply(value, target, args);
      };
    },
  });
}
