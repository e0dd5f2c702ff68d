import type { Module } from '../../src/graphql/module.ts';
import type { Db } from '../../src/platform/db/db.ts';
import { createProjector } from '../../src/platform/jobs/projector.ts';
import { createLog } from '../../src/platform/log.ts';
import type { SearchIndex } from '../../src/platform/search/engine.ts';
import { EngineSlot } from '../../src/platform/search/engine-slot.ts';
import { FieldRegistry } from '../../src/platform/search/fields.ts';
import { meiliEngine } from '../../src/platform/search/meili/serving.ts';
import { PostgresEngine } from '../../src/platform/search/postgres-engine.ts';
import { meiliOfSuite } from './meili-server.ts';

const meili = await meiliOfSuite();

/** The engine that modules are made with in tests, and the projector that feeds it. */
export class Searching {
  readonly engine = new EngineSlot();
  /** Makes an index's documents anew, from rows that changed without telling. */
  rebuild: (index: SearchIndex) => Promise<void> = unconnected;
  private projectAll: () => Promise<unknown> = unconnected;

  /** To be called when the modules are made. */
  connect<M extends Module>(db: Db, modules: readonly M[]): readonly M[] {
    const fields = new FieldRegistry(modules.flatMap(({ searchParts }) => searchParts ?? []));
    const projector = createProjector({ db, fields });
    const project = async (index: SearchIndex) => void (await projector.rebuildAll(index));
    const postgres = new PostgresEngine({ db, fields, rebuild: project });
    const followed = meili && meiliEngine(meili, { db, fields, postgres, log: createLog('error') });
    this.engine.put(followed?.engine ?? postgres);
    this.projectAll = async () => {
      await projector.runOnce();
      await followed?.follower.runOnce();
    };
    this.rebuild = async (index) => {
      await project(index);
      await followed?.follower.runOnce();
    };
    return modules;
  }

  /** Until lists answer from all that is committed. */
  async settle(): Promise<void> {
    await this.projectAll();
  }
}

async function unconnected(): Promise<never> {
  throw new Error('The search engine of this test was not connected.');
}
