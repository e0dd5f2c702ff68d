import type { Module } from '../../graphql/module.ts';
import type { DayNumber } from '../../kernel/day.ts';
import type { Db } from '../../platform/db/db.ts';
import type { SearchEngine } from '../../platform/search/engine.ts';
import type { OrganizationService, OrganizationUpsert } from '../accounts/index.ts';
import type { TaxonomySource } from '../taxonomy/index.ts';
import { OccupationShareResolver, ProgramLinksResolver, ProgramOutcomeResolver } from './program-links.resolver.ts';
import { ProgramLinksService } from './program-links.service.ts';
import { programConcepts } from './programs.concepts.store.ts';
import { programImport } from './programs.import.ts';
import { ProgramsResolver } from './programs.resolver.ts';
import { programPart } from './programs.search.ts';
import { ProgramsService } from './programs.service.ts';
import { schoolImport } from './schools.import.ts';
import { SchoolsResolver } from './schools.resolver.ts';
import { SchoolsService } from './schools.service.ts';

export { programLinksOf } from './program-links.resolver.ts';
export { type ActiveLink, dueYear, type MajorLinkRow } from './program-links.rules.ts';
export type { PipelineProgram, ProgramLead, ProgramLinksService } from './program-links.service.ts';
export { checkProgram, type ProgramDraft } from './programs.input.ts';
export type { ProgramRecord, ProgramValues } from './programs.rules.ts';
export { programsLeadingTo, programsWith } from './programs.search.ts';
export type { ProgramsService } from './programs.service.ts';
export { Program, ProgramLink, ProgramPage } from './programs.types.ts';
export { type ProgramRow, type UpsertedPrograms, upsertPrograms } from './programs.write.store.ts';
export type { SchoolsService } from './schools.service.ts';
export { School, SchoolInput } from './schools.types.ts';

export interface SchoolsModule extends Module {
  service: SchoolsService;
  programs: ProgramsService;
  /** What leads where. */
  links: ProgramLinksService;
}

export interface SchoolsModuleDeps {
  db: Db;
  taxonomy: TaxonomySource;
  engine: SearchEngine;
  accounts: { service: OrganizationService; files: OrganizationUpsert };
  today: () => DayNumber;
}

export function schoolsModule({ db, taxonomy, engine, accounts, today }: SchoolsModuleDeps): SchoolsModule {
  const organizations = accounts.service;
  const links = new ProgramLinksService(db, taxonomy, today);
  const service = new SchoolsService({ db, taxonomy, organizations, links });
  const programs = new ProgramsService({ db, taxonomy, engine, schools: service, today });
  return {
    name: 'schools',
    resolvers: [
      new SchoolsResolver(service, taxonomy),
      new ProgramsResolver({ programs, schools: service, organizations, taxonomy }),
      new ProgramLinksResolver({ links, programs, taxonomy, today }),
      new OccupationShareResolver(taxonomy),
      new ProgramOutcomeResolver(taxonomy),
    ],
    searchParts: [programPart(taxonomy, links)],
    conceptUses: [programConcepts],
    imports: [
      schoolImport({ taxonomy, organizations, files: accounts.files }),
      programImport({ taxonomy, schools: service, accounts }),
    ],
    service,
    programs,
    links,
  };
}
