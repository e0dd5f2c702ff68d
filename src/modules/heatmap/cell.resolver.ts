import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Allow } from '../../graphql/auth.ts';
import type { Context } from '../../graphql/context.ts';
import { PageArgs } from '../../graphql/types.ts';
import { EffectiveEntry } from '../catalogs/index.ts';
import { PositionPage } from '../positions/index.ts';
import { ProgramLink } from '../schools/index.ts';
import { Concept, type TaxonomySource } from '../taxonomy/index.ts';
import type { CellContents } from './cell.contents.ts';
import { HeatCandidatePage, HeatCell, HeatProfile, ProfileSkill } from './cell.types.ts';

@Resolver(() => HeatCell)
export class HeatCellResolver {
  private readonly contents: CellContents;

  constructor(contents: CellContents) {
    this.contents = contents;
  }

  @FieldResolver(() => PositionPage, {
    description: 'The positions of the cell that are open on the day and that you may see today.',
  })
  positions(
    @Ctx() { actor }: Context,
    @Root() { record }: HeatCell,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<PositionPage> {
    return this.contents.positions(actor, record, { first: page.first, after: page.after ?? null });
  }

  @Allow('talent:read')
  @FieldResolver(() => HeatCandidatePage, {
    nullable: true,
    description:
      'The talents of the cell’s supply that you may see; an error for those who see none. Empty where the map carries no supply.',
  })
  candidates(
    @Ctx() { actor }: Context,
    @Root() { record }: HeatCell,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<HeatCandidatePage> {
    return this.contents.candidates(actor, record, { first: page.first, after: page.after ?? null });
  }

  @FieldResolver(() => [ProgramLink], {
    description:
      'Programs of schools in the cell’s region that lead to its occupation, most graduates first; empty without an occupation.',
  })
  programs(
    @Ctx() context: Context,
    @Root() { record }: HeatCell,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many, 1 to 100.' }) first: number,
  ): Promise<ProgramLink[]> {
    return this.contents.programs(context, record, first);
  }

  @FieldResolver(() => HeatProfile, {
    nullable: true,
    description: 'The profile of the cell’s occupation; null when it has none.',
  })
  profile(@Root() { record }: HeatCell): HeatProfile | null {
    return this.contents.profile(record);
  }

  @FieldResolver(() => EffectiveEntry, {
    nullable: true,
    description:
      'What the shortage catalogs of the cell’s region say of its occupation, or of the nearest coarser one; null when it is not listed.',
  })
  entry(@Root() { record }: HeatCell): Promise<EffectiveEntry | null> {
    return this.contents.entry(record);
  }
}

@Resolver(() => ProfileSkill)
export class ProfileSkillResolver {
  private readonly taxonomy: TaxonomySource;

  constructor(taxonomy: TaxonomySource) {
    this.taxonomy = taxonomy;
  }

  @FieldResolver(() => Concept, { nullable: true, description: 'The skill.' })
  skill(@Root() { code }: ProfileSkill): Concept | null {
    const record = this.taxonomy.now.get('skill', code);
    return record && Concept.of(record);
  }
}
