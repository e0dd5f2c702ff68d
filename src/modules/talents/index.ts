import type { Module } from '../../graphql/module.ts';
import { talentConcepts } from './talents.concepts.store.ts';
import { TalentConsentsService } from './talents.consents.service.ts';
import { TalentDisclosureResolver, TalentEducationResolver, TalentFieldsResolver } from './talents.fields.resolver.ts';
import { type TalentImportDeps, talentImport } from './talents.import.ts';
import { TalentsResolver } from './talents.resolver.ts';
import { talentPart } from './talents.search.ts';
import { type TalentsDeps, TalentsService } from './talents.service.ts';

export { readProjectedTalents, readScoredTalents } from './talents.facts.ts';
export { type TalentRow, type UpsertedTalents, upsertTalents } from './talents.import.store.ts';
export { type CheckBasis, checkTalent, overlaid } from './talents.input.ts';
export type { ConsentPurpose, TalentContent, TalentDraft, TalentFacts, TalentRecord } from './talents.record.ts';
export { educationLevel, monthsCovered } from './talents.rules.ts';
export { availableOn, rankable, talentPart } from './talents.search.ts';
export type { TalentsDeps, TalentsService } from './talents.service.ts';
export { visibleTo } from './talents.sight.ts';
export { EvidenceEnum, Talent, TalentPage } from './talents.types.ts';
export { insertTalents, type NewTalent } from './talents.write.store.ts';

export interface TalentsModule extends Module {
  service: TalentsService;
}

export function talentsModule(deps: TalentsDeps & TalentImportDeps): TalentsModule {
  const service = new TalentsService(deps);
  return {
    name: 'talents',
    resolvers: [
      new TalentsResolver(service, new TalentConsentsService(service)),
      new TalentFieldsResolver(service),
      new TalentEducationResolver(service),
      new TalentDisclosureResolver(service),
    ],
    searchParts: [talentPart(deps.taxonomy)],
    imports: [talentImport(deps)],
    conceptUses: [talentConcepts],
    service,
  };
}
