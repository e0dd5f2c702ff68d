import { Readable } from 'node:stream';
import { system } from '../../src/kernel/actor.ts';
import { dayAt } from '../../src/kernel/day.ts';
import { type AccountsModule, accountsModule, recordWrite } from '../../src/modules/accounts/index.ts';
import { catalogsModule } from '../../src/modules/catalogs/index.ts';
import {
  exampleOf,
  type ImportOptions,
  type ImportOutcome,
  type ImportsService,
  importsModule,
} from '../../src/modules/imports/index.ts';
import { positionsModule } from '../../src/modules/positions/index.ts';
import { schoolsModule } from '../../src/modules/schools/index.ts';
import { talentsModule } from '../../src/modules/talents/index.ts';
import { readEdition, type TaxonomyModule, type TitleModel, taxonomyModule } from '../../src/modules/taxonomy/index.ts';
import { createLog } from '../../src/platform/log.ts';
import { EngineSlot } from '../../src/platform/search/engine-slot.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

export interface Importing {
  db: TestDatabase;
  accounts: AccountsModule;
  taxonomy: TaxonomyModule;
  service: ImportsService;
  /** Imports the lines as a file of the kind. */
  take(
    kind: string,
    file: string | readonly string[] | AsyncIterable<Uint8Array>,
    options?: Partial<ImportOptions>,
  ): Promise<ImportOutcome>;
  example(kind: string): string;
}

/**
 * The modules with the shipped taxonomy over a database of this test file. Call it at the top of the file.
 * @param titleModel without it titles are known by name and likeness alone
 */
export async function importing(titleModel: TitleModel | null = null): Promise<Importing> {
  const db = await testDatabase();
  const taxonomy = taxonomyModule({ db, engine: new EngineSlot(), words: { record: recordWrite, titleModel } });
  await taxonomy.service.load(readEdition());
  const accounts = accountsModule({
    db,
    secret: 'a secret of at least thirty-two characters for tests',
    publicUrl: 'http://127.0.0.1:4000',
    checkCode: (scheme, code, path) => taxonomy.service.now.check(scheme, code, path),
    regionsWithin: (code) => taxonomy.service.now.within('region', code),
  });
  const deps = { db, taxonomy: taxonomy.service, engine: new EngineSlot(), accounts, today: () => dayAt(new Date()) };
  const schools = schoolsModule(deps);
  const modules = [
    schools,
    talentsModule({ ...deps, secret: 's'.repeat(32) }),
    positionsModule({ ...deps, schools }),
    catalogsModule(deps),
  ];
  const { service } = importsModule({
    db,
    kinds: modules.flatMap((module) => module.imports ?? []),
    taxonomy: taxonomy.service,
    words: (owner) => taxonomy.words.reader(owner),
    actorOf: accounts.actorOf,
    memberOf: accounts.memberOf,
    log: createLog('silent'),
  });
  return {
    db,
    accounts,
    taxonomy,
    service,
    take: (kind, file, options = {}) =>
      service.importFile(system, kind, isLines(file) ? Readable.from([bytesOf(file)]) : file, {
        fileName: 'test.csv',
        ...options,
      }),
    example: (kind) => exampleOf(service.kind(kind)),
  };
}

function isLines(file: string | readonly string[] | AsyncIterable<Uint8Array>): file is string | readonly string[] {
  return typeof file === 'string' || Array.isArray(file);
}

function bytesOf(file: string | readonly string[]): Buffer {
  return Buffer.from(typeof file === 'string' ? file : file.map((line) => `${line}\n`).join(''));
}
