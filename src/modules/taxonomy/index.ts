import type { Module } from '../../graphql/module.ts';
import type { Db } from '../../platform/db/db.ts';
import type { SearchEngine } from '../../platform/search/engine.ts';
import { EditionsResolver } from './editions.resolver.ts';
import { EditionsService } from './editions.service.ts';
import type { SwitchParts } from './editions.switch.ts';
import { skosRoute } from './skos.route.ts';
import { TaxonomyResolver } from './taxonomy.resolver.ts';
import { occupationPart } from './taxonomy.search.ts';
import { TaxonomyService } from './taxonomy.service.ts';
import { aliasConcepts } from './words/words.store.ts';
import { type WordParts, type Words, wireWords } from './words/words.ts';

export { schemes } from './concept.rules.ts';
export { readEditionFolder } from './edition.folder.ts';
export type { EditionRows } from './edition.ts';
export { writeEditionFolder } from './edition.write.ts';
export { previewLines } from './editions.report.ts';
export type { EditionsService } from './editions.service.ts';
export type { EditionPreview } from './editions.switch.ts';
export { skosBase } from './skos.route.ts';
export { skosDocument } from './skos.ts';
export { readCrosswalk } from './sources/crosswalk.ts';
export { readEsco } from './sources/esco.ts';
export { type ListColumn, listColumns } from './sources/list-columns.rules.ts';
export { readOfficialList } from './sources/official-list.ts';
export { readOnet } from './sources/onet.ts';
export { axisFields, axisKeys, isUnsplit, noKey, unsplitMark } from './taxonomy.axes.ts';
export { ConceptWords } from './taxonomy.cell-words.ts';
export { ConceptCells } from './taxonomy.cells.ts';
export { readEdition, shippedTaxonomy } from './taxonomy.edition.ts';
export type { ConceptRecord, Scheme } from './taxonomy.rules.ts';
export { Taxonomy } from './taxonomy.rules.ts';
export type { TaxonomySource } from './taxonomy.service.ts';
export { Concept, SchemeEnum } from './taxonomy.types.ts';
export { calibrationOf } from './titles/calibration.rules.ts';
export {
  packTitleModel,
  readTitleLexicons,
  readTitleModel,
  shippedTitleModel,
  titleModelFile,
  titleModelOf,
} from './titles/files.ts';
export { crossValidate, type Held, learnTitles, outcomesOf } from './titles/learning.ts';
export { predictTitles, type TitleModelParts } from './titles/model.rules.ts';
export { indexTitles, similarities } from './titles/similarity.rules.ts';
export { WordResolvers } from './words/resolvers.ts';
export type { TitleReading } from './words/title.rules.ts';
export type { PredictedTitle, TitleModel } from './words/title-model.ts';
export { certainAt } from './words/words.rules.ts';
export type { ResolutionRecord, WordService } from './words/words.service.ts';
export type { WordParts, Words } from './words/words.ts';
export { MatchKindEnum } from './words/words.types.ts';

export interface TaxonomyModule extends Module {
  service: TaxonomyService;
  editions: EditionsService;
  /** From words to codes. */
  words: Words;
}

export interface TaxonomyModuleDeps extends Partial<SwitchParts> {
  db: Db;
  /** Where the product is seen: addresses of concepts begin with it. */
  publicUrl?: string;
  /** Searches occupations. */
  engine: Pick<SearchEngine, 'search'>;
  words: WordParts;
}

export function taxonomyModule({
  db,
  engine,
  words: wordParts,
  uses = () => [],
  alongside,
  publicUrl = 'http://127.0.0.1',
}: TaxonomyModuleDeps): TaxonomyModule {
  const parts: SwitchParts = { uses, alongside };
  const service = new TaxonomyService(db, engine, parts);
  const editions = new EditionsService(db, service, parts);
  const words = wireWords(db, service, wordParts);
  return {
    name: 'taxonomy',
    resolvers: [new TaxonomyResolver(service, editions), new EditionsResolver(editions, service), words.resolver],
    searchParts: [occupationPart],
    conceptUses: [aliasConcepts],
    routes: (server) => skosRoute(server, { taxonomy: service, editions, publicUrl }),
    service,
    editions,
    words,
  };
}
