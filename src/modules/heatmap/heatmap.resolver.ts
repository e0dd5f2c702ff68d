import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { Allow } from '../../graphql/auth.ts';
import type { Context } from '../../graphql/context.ts';
import { HeatCell } from './cell.types.ts';
import { HeatCellInput, HeatMapInput } from './heatmap.inputs.ts';
import type { HeatmapService } from './heatmap.service.ts';
import { HeatMap } from './heatmap.types.ts';

@Resolver()
export class HeatmapResolver {
  private readonly service: HeatmapService;

  constructor(service: HeatmapService) {
    this.service = service;
  }

  @Allow('heat:read')
  @Query(() => HeatMap, { description: 'The talent-demand heat map 需求热力图 of a region on a day.' })
  async heatMap(
    @Ctx() { actor }: Context,
    @Arg('input', () => HeatMapInput, { description: 'What the map is of.' }) input: HeatMapInput,
  ): Promise<HeatMap> {
    return HeatMap.of(await this.service.heatMap(actor, input));
  }

  @Allow('heat:read')
  @Query(() => HeatCell, { description: 'One cell of a heat map, with the positions, people and programs behind it.' })
  async heatCell(
    @Ctx() { actor }: Context,
    @Arg('input', () => HeatCellInput, { description: 'The map and the cell’s row and column.' }) input: HeatCellInput,
  ): Promise<HeatCell> {
    return HeatCell.of(await this.service.heatCell(actor, input, input.row, input.column ?? null));
  }
}
