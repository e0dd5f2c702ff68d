import type { Module } from '../../src/graphql/module.ts';
import type { Db } from '../../src/platform/db/db.ts';
import { createProjector } from '../../src/platform/jobs/projector.ts';
import { EngineSlot } from '../../src/platform/search/engine-slot.ts';
import { FieldRegistry } from '../../src/platform/search/fields.ts';
import { PostgresEngine } from '../../src/platform/search/postgres-engine.ts';

/** The engine that modules are made with in tests, and the projector that feeds it. */
export class Searching {
  readonly engine = new EngineSlot();
  private projectAll: () => Promise<unknown> = async () => {
    throw new Error('The search engine of this test was not connected.');
  };

  /** To be called when the modules are made. */
  connect<M extends Module>(db: Db, modules: readonly M[]): readonly M[] {
    const fields = new FieldRegistry(modules.flatMap(({ searchParts }) => searchParts ?? []));
    const projector = createProjector({ db, fields });
    this.engine.put(
      new PostgresEngine({ db, fields, rebuild: async (index) => void (await projector.rebuildAll(index)) }),
    );
    this.projectAll = () => projector.runOnce();
    return modules;
  }

  /** Until lists answer from all that is committed. */
  async settle(): Promise<void> {
    await this.projectAll();
  }
}
