import type { Module } from '../../graphql/module.ts';
import type { Db } from '../../platform/db/db.ts';
import type { SearchEngine } from '../../platform/search/engine.ts';
import { TaxonomyResolver } from './taxonomy.resolver.ts';
import { occupationPart } from './taxonomy.search.ts';
import { TaxonomyService } from './taxonomy.service.ts';

export { axisFields, axisKeys, isUnsplit, noKey, unsplitMark } from './taxonomy.axes.ts';
export { ConceptCells } from './taxonomy.cells.ts';
export { readEdition } from './taxonomy.edition.ts';
export type { ConceptRecord, Scheme } from './taxonomy.rules.ts';
export { Taxonomy } from './taxonomy.rules.ts';
export type { TaxonomySource } from './taxonomy.service.ts';
export type { EditionRows } from './taxonomy.store.ts';
export { Concept } from './taxonomy.types.ts';

export interface TaxonomyModule extends Module {
  service: TaxonomyService;
}

export interface TaxonomyModuleDeps {
  db: Db;
  /** Searches occupations. */
  engine: Pick<SearchEngine, 'search'>;
}

export function taxonomyModule({ db, engine }: TaxonomyModuleDeps): TaxonomyModule {
  const service = new TaxonomyService(db, engine);
  return { name: 'taxonomy', resolvers: [new TaxonomyResolver(service)], searchParts: [occupationPart], service };
}
