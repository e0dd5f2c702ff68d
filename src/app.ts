import type { Module } from './graphql/module.ts';
import { dayAt } from './kernel/day.ts';
import { type AccountsModule, accountsModule, recordWrite } from './modules/accounts/index.ts';
import { catalogsModule } from './modules/catalogs/index.ts';
import { type HeatmapModule, heatmapModule } from './modules/heatmap/index.ts';
import { type ImportsModule, importsModule } from './modules/imports/index.ts';
import { type MatchingModule, matchingModule } from './modules/matching/index.ts';
import { operationsModule } from './modules/operations/index.ts';
import { positionsModule } from './modules/positions/index.ts';
import { type SchoolsModule, schoolsModule } from './modules/schools/index.ts';
import { talentsModule } from './modules/talents/index.ts';
import {
  type EditionsService,
  readEdition,
  shippedTitleModel,
  type TaxonomyModule,
  taxonomyModule,
  type WordParts,
} from './modules/taxonomy/index.ts';
import { type Config, keyFor } from './platform/config.ts';
import type { Db } from './platform/db/db.ts';
import { createEmbedder } from './platform/embedder.ts';
import { createProjector, type Projector } from './platform/jobs/projector.ts';
import type { Log } from './platform/log.ts';
import { EngineSlot } from './platform/search/engine-slot.ts';
import { FieldRegistry } from './platform/search/fields.ts';
import type { Follower } from './platform/search/meili/follower.ts';
import { meiliEngine } from './platform/search/meili/serving.ts';
import { PostgresEngine } from './platform/search/postgres-engine.ts';

/** The product, wired; tests, the command line and the server all start here. */
export interface Core {
  db: Db;
  modules: readonly Module[];
  taxonomy: TaxonomyModule;
  accounts: AccountsModule;
  schools: SchoolsModule;
  matching: MatchingModule;
  heatmap: HeatmapModule;
  imports: ImportsModule;
  projector: Projector;
  /** What feeds Meilisearch; null where PostgreSQL answers by itself. */
  follower: Follower | null;
}

/** Makes every module by hand, top to bottom: the one place that knows every part. */
export function wire(
  db: Db,
  config: Pick<Config, 'secret' | 'publicUrl'> &
    Partial<Pick<Config, 'embedder' | 'importCsvBytes' | 'importWorkbookBytes' | 'meili'>>,
  log: Log,
  today = () => dayAt(new Date()),
): Core {
  const engine = new EngineSlot();
  const counts = keyFor(config, 'people counts');
  const taxonomy = taxonomyModule({
    db,
    engine,
    publicUrl: config.publicUrl,
    words: {
      record: recordWrite,
      titleModel: shippedTitleModel(),
      embedding: embeddingOf(config.embedder, log),
    },
    uses: () => modules.flatMap(({ conceptUses }) => conceptUses ?? []),
    async alongside(tx, { majorOccupations }) {
      if (majorOccupations) await schools.links.loadMajorLinks(tx, majorOccupations);
    },
  });
  const source = taxonomy.service;
  const accounts = accountsModule({
    db,
    secret: keyFor(config, 'sign-in'),
    publicUrl: config.publicUrl,
    checkCode: (scheme, code, path) => source.now.check(scheme, code, path),
    regionsWithin: (code) => source.now.within('region', code),
  });
  const schools = schoolsModule({ db, taxonomy: source, engine, accounts, today });
  const talents = talentsModule({ db, taxonomy: source, engine, accounts, secret: counts, today });
  const positions = positionsModule({ db, taxonomy: source, engine, accounts, schools, today });
  const catalogs = catalogsModule({ db, taxonomy: source, accounts, today });
  const { actorOf } = accounts;
  const trainedFor = (majors: readonly string[]) => schools.links.trainedOccupations(majors);
  const matching = matchingModule({
    db,
    engine,
    taxonomy: source,
    talents,
    positions,
    trainedFor,
    secret: counts,
    today,
    actorOf,
  });
  const { profiles } = matching;
  const heatmap = heatmapModule({
    db,
    engine,
    taxonomy: source,
    positions,
    talents,
    schools,
    catalogs,
    profiles,
    secret: counts,
    today,
    actorOf,
  });
  const operations = operationsModule({ engine });
  const modules: Module[] = [taxonomy, accounts, schools, talents, positions, catalogs, matching, heatmap, operations];
  const kinds = modules.flatMap((module) => module.imports ?? []);
  const { memberOf } = accounts;
  const imports = importsModule({
    db,
    kinds,
    taxonomy: source,
    words: (owner) => taxonomy.words.reader(owner),
    actorOf,
    memberOf,
    log,
    limits: config,
  });
  modules.push(imports);

  const fields = new FieldRegistry(modules.flatMap(({ searchParts }) => searchParts ?? []));
  const projector = createProjector({
    db,
    fields,
    log,
    async beforeBatch() {
      if (await taxonomy.service.refresh()) await schools.links.read();
    },
  });
  const postgres = new PostgresEngine({
    db,
    fields,
    rebuild: async (index) => void (await projector.rebuildAll(index)),
  });
  const meili = config.meili ? meiliEngine(config.meili, { db, fields, postgres, log }) : null;
  engine.put(meili?.engine ?? postgres);
  const follower = meili?.follower ?? null;
  return { db, modules, taxonomy, accounts, schools, matching, heatmap, imports, projector, follower };
}

function embeddingOf(config: Config['embedder'] | undefined, log: Log): WordParts['embedding'] {
  return config ? { embedder: createEmbedder(config), timeoutMs: config.timeoutMs, log } : null;
}

/** What every start finds in the database: the shipped taxonomy, its standard links, the frozen profiles. */
export async function loadShipped({ taxonomy, schools, matching }: Core): ReturnType<EditionsService['loadShipped']> {
  const shipped = await taxonomy.editions.loadShipped(readEdition());
  await schools.links.read();
  await matching.profiles.read();
  return shipped;
}
