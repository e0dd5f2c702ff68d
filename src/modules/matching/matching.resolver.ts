import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { Allow } from '../../graphql/auth.ts';
import type { Context } from '../../graphql/context.ts';
import { PageArgs, PeopleCount, UUID } from '../../graphql/types.ts';
import type { SortKey } from '../../platform/search/engine.ts';
import { Position } from '../positions/index.ts';
import { Talent } from '../talents/index.ts';
import type { Pool } from './matching.lists.ts';
import type { MatchingService } from './matching.service.ts';
import { FittingTalents, Match, MatchOrder, PositionMatchPage, TalentMatchPage } from './matching.types.ts';
import type { MatchViews } from './matching.views.ts';

@ArgsType()
class MatchListArgs extends PageArgs {
  @Field(() => MatchOrder, { defaultValue: 'MUTUAL', description: 'What to sort by.' })
  order: SortKey = 'MUTUAL';
}

@ArgsType()
class NestedMatchArgs {
  @Field(() => Int, { defaultValue: 5, description: 'How many, 1 to 10.' })
  first: number = 5;

  @Field(() => MatchOrder, { defaultValue: 'MUTUAL', description: 'What to sort by.' })
  order: SortKey = 'MUTUAL';
}

/** What every resolver of matches stands on. */
abstract class MatchFields {
  protected readonly service: MatchingService;
  protected readonly views: MatchViews;

  constructor(service: MatchingService, views: MatchViews) {
    this.service = service;
    this.views = views;
  }

  /** How many stand in a pool, counted in one statement with the pools of the other lists. */
  protected poolSize({ loaders }: Context, pool: Pool): Promise<number> {
    return loaders.load('match.pool', pool, (pools) => this.service.poolSizes(pools));
  }
}

@Resolver()
export class MatchingResolver extends MatchFields {
  @Allow('match:talents')
  @Query(() => TalentMatchPage, {
    description: 'Talents for a position, best first, among those that you may see. Who refuses ranking is not in it.',
  })
  async matchesForPosition(
    @Ctx() { actor }: Context,
    @Arg('positionId', () => UUID, { description: 'Id of the position.' }) positionId: string,
    @Args(() => MatchListArgs) args: MatchListArgs,
  ): Promise<TalentMatchPage> {
    return this.views.talentPage(positionId, await this.service.matchesForPosition(actor, positionId, listOf(args)));
  }

  @Allow('match:positions')
  @Query(() => PositionMatchPage, { description: 'Open positions for a talent, best first.' })
  async matchesForTalent(
    @Ctx() { actor }: Context,
    @Arg('talentId', () => UUID, { description: 'Id of the talent.' }) talentId: string,
    @Args(() => MatchListArgs) args: MatchListArgs,
  ): Promise<PositionMatchPage> {
    return this.views.positionPage(await this.service.matchesForTalent(actor, talentId, listOf(args)));
  }

  @Allow('match:positions')
  @Query(() => Match, { description: 'One pair, scored and explained.' })
  async match(
    @Ctx() { actor }: Context,
    @Arg('talentId', () => UUID, { description: 'Id of the talent.' }) talentId: string,
    @Arg('positionId', () => UUID, { description: 'Id of the position.' }) positionId: string,
  ): Promise<Match> {
    const { match, view } = await this.service.match(actor, talentId, positionId);
    return this.views.match(new Match(), match, view);
  }

  @Allow('match:talents')
  @Query(() => FittingTalents, { description: 'How many available talents fit a position, counted over everybody.' })
  async fittingTalents(
    @Ctx() { actor }: Context,
    @Arg('positionId', () => UUID, { description: 'Id of the position.' }) positionId: string,
  ): Promise<FittingTalents> {
    return this.views.fitting(await this.service.fittingTalents(actor, positionId));
  }
}

@Resolver(() => Position)
export class PositionMatchesResolver extends MatchFields {
  @Allow('match:talents')
  @FieldResolver(() => TalentMatchPage, {
    nullable: true,
    description: 'The best talents for the position that you may see; at most 10, out of 200 scored.',
  })
  async matches(
    @Ctx() { actor, loaders }: Context,
    @Root() position: Position,
    @Args(() => NestedMatchArgs) { first, order }: NestedMatchArgs,
  ): Promise<TalentMatchPage | null> {
    const page = await loaders.load(`position.matches:${first}:${order}`, position.id, (ids) =>
      this.service.nestedTalents(actor, ids, { first, order, after: null }),
    );
    return page && this.views.talentPage(position.id, page);
  }
}

@Resolver(() => Talent)
export class TalentMatchesResolver extends MatchFields {
  @Allow('match:positions')
  @FieldResolver(() => PositionMatchPage, {
    nullable: true,
    description: 'The talent’s best open positions; at most 10, out of 200 scored.',
  })
  async matches(
    @Ctx() { actor, loaders }: Context,
    @Root() talent: Talent,
    @Args(() => NestedMatchArgs) { first, order }: NestedMatchArgs,
  ): Promise<PositionMatchPage | null> {
    const page = await loaders.load(`talent.matches:${first}:${order}`, talent.id, (ids) =>
      this.service.nestedPositions(actor, ids, { first, order, after: null }),
    );
    return page && this.views.positionPage(page);
  }
}

@Resolver(() => TalentMatchPage)
export class TalentMatchPageResolver extends MatchFields {
  @FieldResolver(() => PeopleCount, { description: 'How many talents that you may see were not scored.' })
  async notScored(@Ctx() context: Context, @Root() page: TalentMatchPage): Promise<PeopleCount> {
    return this.views.notScored(context.actor, page, await this.poolSize(context, page.pool));
  }
}

@Resolver(() => PositionMatchPage)
export class PositionMatchPageResolver extends MatchFields {
  @FieldResolver(() => Int, { description: 'How many open positions were not scored.' })
  async notScored(@Ctx() context: Context, @Root() { pool, scored }: PositionMatchPage): Promise<number> {
    return Math.max(0, (await this.poolSize(context, pool)) - scored);
  }
}

function listOf({ first, after, order }: MatchListArgs): { first: number; after: string | null; order: SortKey } {
  return { first, after: after ?? null, order };
}
