import type { ActorOf } from '../../graphql/download.ts';
import type { Module } from '../../graphql/module.ts';
import type { DayNumber } from '../../kernel/day.ts';
import type { Db } from '../../platform/db/db.ts';
import type { TaxonomySource } from '../taxonomy/index.ts';
import { catalogConcepts } from './catalogs.concepts.store.ts';
import {
  CatalogEntryResolver,
  EffectiveCatalogResolver,
  EffectiveEntryResolver,
  PositionEntryResolver,
} from './catalogs.effective.resolver.ts';
import { effectiveCatalogRoutes } from './catalogs.effective.route.ts';
import { EffectiveCatalogs } from './catalogs.effective.ts';
import { type CatalogImportDeps, catalogImport } from './catalogs.import.ts';
import { CatalogsResolver, type OrganizationSource } from './catalogs.resolver.ts';
import { CatalogsService } from './catalogs.service.ts';

export type {
  EffectiveCatalogRecord,
  EffectiveCatalogs,
  EffectiveEntryRecord,
  RegionAndOccupation,
} from './catalogs.effective.ts';
export { EffectiveEntry } from './catalogs.effective.types.ts';
export { type EntryRow, type UpsertedEntries, upsertCatalogEntries } from './catalogs.entries.store.ts';
export { type CatalogDraft, checkCatalog, checkEntries, checkEntry, type EntryDraft } from './catalogs.input.ts';
export type { CatalogRecord, CatalogValues, EntryRecord, EntryValues, ShortageLevel } from './catalogs.rules.ts';
export type { CatalogsService } from './catalogs.service.ts';
export { Catalog, CatalogEntry, ShortageLevelEnum } from './catalogs.types.ts';
export { type CatalogRow, ensureCatalog } from './catalogs.write.store.ts';

export interface CatalogsModule extends Module {
  service: CatalogsService;
  /** What the catalogs together say: effectiveCatalog, effectiveEntries, listedOccupations, listedByRegion. */
  effective: EffectiveCatalogs;
}

export interface CatalogsModuleDeps {
  db: Db;
  taxonomy: TaxonomySource;
  accounts: { service: OrganizationSource; actorOf: ActorOf } & CatalogImportDeps['accounts'];
  today: () => DayNumber;
}

export function catalogsModule({ db, taxonomy, accounts, today }: CatalogsModuleDeps): CatalogsModule {
  const effective = new EffectiveCatalogs(db, taxonomy);
  const service = new CatalogsService({ db, taxonomy, today });
  return {
    name: 'catalogs',
    resolvers: [
      new CatalogsResolver(service, taxonomy, accounts.service),
      new CatalogEntryResolver(taxonomy),
      new EffectiveCatalogResolver(effective, taxonomy, today),
      new EffectiveEntryResolver(taxonomy),
      new PositionEntryResolver(effective, today),
    ],
    routes: (server) => effectiveCatalogRoutes(server, { db, taxonomy, effective, today, actorOf: accounts.actorOf }),
    imports: [catalogImport({ taxonomy, accounts })],
    conceptUses: catalogConcepts,
    service,
    effective,
  };
}
