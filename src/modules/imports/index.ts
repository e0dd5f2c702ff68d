import type { Module } from '../../graphql/module.ts';
import { type ImportsDeps, ImportsService } from './imports.service.ts';

export { describeColumns, exampleOf } from './imports.example.ts';
export type { ImportsService } from './imports.service.ts';
export type { ImportFault, ImportOptions, ImportOutcome } from './imports.types.ts';

export interface ImportsModule extends Module {
  service: ImportsService;
}

export function importsModule(deps: ImportsDeps): ImportsModule {
  return { name: 'imports', resolvers: [], service: new ImportsService(deps) };
}
