import type { Module } from '../../graphql/module.ts';
import type { DayNumber } from '../../kernel/day.ts';
import type { Db } from '../../platform/db/db.ts';
import type { SearchEngine } from '../../platform/search/engine.ts';
import type { ProgramLinksService, ProgramsService } from '../schools/index.ts';
import type { TaxonomySource } from '../taxonomy/index.ts';
import { AskedSkillResolver, AskedTitleRankResolver } from './positions.asked.resolver.ts';
import { positionConcepts } from './positions.concepts.store.ts';
import { type PositionImportDeps, positionImport } from './positions.import.ts';
import { PositionProgramsResolver } from './positions.programs.resolver.ts';
import { type OrganizationSource, PositionsResolver } from './positions.resolver.ts';
import { positionPart } from './positions.search.ts';
import { PositionsService } from './positions.service.ts';

export {
  type OpenPositionFacts,
  type PositionFacts,
  readOpenPositions,
  readScoredPositions,
} from './positions.facts.ts';
export { checkPosition, emptyPosition, overlaid, type PositionDraft } from './positions.input.ts';
export { isOpenOn, type PositionRecord, type PositionValues } from './positions.rules.ts';
export { openOn, positionPart, positionsWith, visibleTo } from './positions.search.ts';
export type { PositionsService } from './positions.service.ts';
export { Position, PositionPage } from './positions.types.ts';
export { type PositionRow, type UpsertedPositions, upsertPositions } from './positions.write.store.ts';

export interface PositionsModule extends Module {
  service: PositionsService;
}

export interface PositionsModuleDeps {
  db: Db;
  taxonomy: TaxonomySource;
  engine: SearchEngine;
  accounts: { service: OrganizationSource } & PositionImportDeps['accounts'];
  schools: { links: ProgramLinksService; programs: ProgramsService };
  today: () => DayNumber;
}

export function positionsModule({
  db,
  taxonomy,
  engine,
  accounts,
  schools,
  today,
}: PositionsModuleDeps): PositionsModule {
  const service = new PositionsService({ db, taxonomy, engine, today });
  return {
    name: 'positions',
    resolvers: [
      new PositionsResolver(service, taxonomy, accounts.service),
      new AskedSkillResolver(taxonomy),
      new AskedTitleRankResolver(taxonomy),
      new PositionProgramsResolver({ ...schools, today }),
    ],
    searchParts: [positionPart(taxonomy)],
    imports: [positionImport({ taxonomy, accounts, today })],
    conceptUses: [positionConcepts],
    service,
  };
}
