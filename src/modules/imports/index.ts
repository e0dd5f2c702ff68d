import type { ActorOf } from '../../graphql/download.ts';
import type { Module } from '../../graphql/module.ts';
import type { TaxonomySource } from '../taxonomy/index.ts';
import { exportRoute } from './exports.route.ts';
import { ExportsService } from './exports.service.ts';
import { ImportsResolver } from './imports.resolver.ts';
import { importRoute } from './imports.route.ts';
import { type ImportsDeps, ImportsService } from './imports.service.ts';

export { describeColumns, exampleOf } from './imports.example.ts';
export type { ImportFault } from './imports.fault.ts';
export type { ImportOptions, ImportOutcome, ImportRecord } from './imports.record.ts';
export type { ImportsService } from './imports.service.ts';

export interface ImportsModule extends Module {
  service: ImportsService;
  /** Lists as files. */
  exports: ExportsService;
}

export interface ImportsModuleDeps extends ImportsDeps {
  actorOf: ActorOf;
  taxonomy: TaxonomySource;
}

export function importsModule(deps: ImportsModuleDeps): ImportsModule {
  const exports = new ExportsService(deps);
  const service = new ImportsService(deps);
  return {
    name: 'imports',
    resolvers: [new ImportsResolver(service, deps.taxonomy)],
    routes(server) {
      importRoute(server, service, deps.actorOf);
      exportRoute(server, exports, deps.actorOf);
    },
    service,
    exports,
  };
}
