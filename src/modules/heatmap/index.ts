import type { ActorOf } from '../../graphql/download.ts';
import type { Module } from '../../graphql/module.ts';
import { CellContents, type CellContentsDeps } from './cell.contents.ts';
import { HeatCellResolver, ProfileSkillResolver } from './cell.resolver.ts';
import { HeatmapResolver } from './heatmap.resolver.ts';
import { mapRoutes } from './heatmap.route.ts';
import { type HeatmapDeps, HeatmapService } from './heatmap.service.ts';

export type { HeatAxis, HeatMapRecord, HeatMeasure } from './heatmap.rules.ts';
export type { HeatmapService } from './heatmap.service.ts';
export { queryOf } from './query.rules.ts';
export { tableOf } from './table.rules.ts';

export interface HeatmapModule extends Module {
  service: HeatmapService;
}

export type HeatmapModuleDeps = HeatmapDeps & CellContentsDeps & { actorOf: ActorOf };

export function heatmapModule(deps: HeatmapModuleDeps): HeatmapModule {
  const service = new HeatmapService(deps);
  return {
    name: 'heatmap',
    resolvers: [
      new HeatmapResolver(service),
      new HeatCellResolver(new CellContents(deps)),
      new ProfileSkillResolver(deps.taxonomy),
    ],
    routes: (server) => mapRoutes(server, service, deps.actorOf),
    service,
  };
}
