import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Context } from '../../graphql/context.ts';
import type { DayNumber } from '../../kernel/day.ts';
import { checkPageSize } from '../../kernel/page.ts';
import { ProgramLink, type ProgramLinksService, type ProgramsService, programLinksOf } from '../schools/index.ts';
import { Position } from './positions.types.ts';

export interface PositionProgramsDeps {
  links: ProgramLinksService;
  programs: ProgramsService;
  today: () => DayNumber;
}

@Resolver(() => Position)
export class PositionProgramsResolver {
  private readonly deps: PositionProgramsDeps;

  constructor(deps: PositionProgramsDeps) {
    this.deps = deps;
  }

  @FieldResolver(() => [ProgramLink], {
    description: 'Programs that lead to the position’s occupation, most graduates first: graduates due × weight.',
  })
  async programs(
    @Ctx() context: Context,
    @Root() { record }: Position,
    @Arg('first', () => Int, { defaultValue: 5, description: 'How many, 1 to 20.' }) first: number,
  ): Promise<ProgramLink[]> {
    checkPageSize(first, 'first', 20);
    const { links, programs, today } = this.deps;
    const leads = await context.loaders.load('occupation.programs', record.occupation, async (codes) => {
      const found = await links.programsByOccupations(codes, today());
      return codes.map((code) => found.get(code) ?? []);
    });
    return programLinksOf(context, programs, leads.slice(0, first));
  }
}
