import type { ActorOf } from '../../graphql/download.ts';
import type { Module } from '../../graphql/module.ts';
import type { DayNumber } from '../../kernel/day.ts';
import type { Db } from '../../platform/db/db.ts';
import type { SearchEngine } from '../../platform/search/engine.ts';
import type { PositionsService } from '../positions/index.ts';
import type { TalentsService } from '../talents/index.ts';
import type { TaxonomySource } from '../taxonomy/index.ts';
import { MatchesExport } from './matching.export.ts';
import type { TrainedFor } from './matching.facts.ts';
import { OccupationProfiles } from './matching.profiles.ts';
import {
  MatchingResolver,
  PositionMatchesResolver,
  PositionMatchPageResolver,
  TalentMatchesResolver,
  TalentMatchPageResolver,
} from './matching.resolver.ts';
import { matchesRoutes } from './matching.route.ts';
import { positionMatchingPart, talentMatchingPart } from './matching.search.ts';
import { MatchingService } from './matching.service.ts';
import { MatchViews } from './matching.views.ts';

export { type BandEdge, bandEdges, bandField } from './bands.rules.ts';
export type { ScoredPosition, ScoredTalent } from './matching.pair.ts';
export type { OccupationProfiles } from './matching.profiles.ts';
export { scorePrepared } from './matching.rules.ts';
export { type Ranked, ranked } from './page.rules.ts';
export { type PreparedPosition, type PreparedTalent, preparePosition, prepareTalent } from './prepared.rules.ts';
export type { OccupationProfile } from './profile.rules.ts';
export { compareMatches } from './ranking.rules.ts';

export interface MatchingModule extends Module {
  service: MatchingService;
  profiles: OccupationProfiles;
}

export interface MatchingModuleDeps {
  db: Db;
  engine: SearchEngine;
  taxonomy: TaxonomySource;
  talents: { service: TalentsService };
  positions: { service: PositionsService };
  trainedFor: TrainedFor;
  secret: string;
  today: () => DayNumber;
  actorOf: ActorOf;
}

export function matchingModule(deps: MatchingModuleDeps): MatchingModule {
  const { db, taxonomy, trainedFor, secret, today } = deps;
  const [talents, positions] = [deps.talents.service, deps.positions.service];
  const profiles = new OccupationProfiles({ db, taxonomy, today });
  const service = new MatchingService({ db, engine: deps.engine, taxonomy, talents, positions, trainedFor, today });
  const views = new MatchViews({
    taxonomy,
    secret,
    talentOf: (record) => talents.talentOf(record),
    positionOf: (record) => positions.positionOf(record),
  });
  return {
    name: 'matching',
    resolvers: [
      new MatchingResolver(service, views),
      new PositionMatchesResolver(service, views),
      new TalentMatchesResolver(service, views),
      new TalentMatchPageResolver(service, views),
      new PositionMatchPageResolver(service, views),
    ],
    routes: (server) => matchesRoutes(server, new MatchesExport(db, service, views), deps.actorOf),
    searchParts: [talentMatchingPart(trainedFor, profiles), positionMatchingPart(profiles)],
    service,
    profiles,
  };
}
