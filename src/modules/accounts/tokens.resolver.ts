import { Arg, Args, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { Allow } from '../../graphql/auth.ts';
import type { Context } from '../../graphql/context.ts';
import { PageArgs, UUID } from '../../graphql/types.ts';
import type { TokenService } from './tokens.service.ts';
import { Me, NewToken, TokenPage } from './tokens.types.ts';

@Resolver()
export class TokenResolver {
  private readonly service: TokenService;

  constructor(service: TokenService) {
    this.service = service;
  }

  @Allow('actor:read')
  @Query(() => Me, { description: 'Who you are to this service, and what you may do.' })
  me(@Ctx() { actor }: Context): Promise<Me> {
    return this.service.me(actor);
  }

  @Allow('token:manage')
  @Query(() => TokenPage, {
    description: 'Your live tokens; with a token that acts for an organization, those for that organization.',
  })
  tokens(@Ctx() { actor }: Context, @Args(() => PageArgs) page: PageArgs): Promise<TokenPage> {
    return this.service.list(actor, page);
  }

  @Allow('token:manage')
  @Mutation(() => NewToken, {
    description: 'Makes a token that acts as you, or as you for an organization; the secret is shown this once.',
  })
  createToken(
    @Ctx() { actor }: Context,
    @Arg('name', () => String, { description: 'What you call it, 1 to 100 characters.' }) name: string,
    @Arg('organizationId', () => UUID, {
      nullable: true,
      description: 'An organization of which you are a member; left out, what you act for now.',
    })
    organizationId?: string | null,
    @Arg('expiresInDays', () => Int, { nullable: true, description: 'Life in days, 1 to 365; 90 when left out.' })
    expiresInDays?: number | null,
  ): Promise<NewToken> {
    return this.service.create(actor, {
      name,
      organizationId: organizationId ?? null,
      expiresInDays: expiresInDays ?? null,
    });
  }

  @Allow('token:manage')
  @Mutation(() => UUID, { description: 'Revokes one of your tokens at once and for good. Returns its id.' })
  revokeToken(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: 'Id of the token.' }) id: string,
  ): Promise<string> {
    return this.service.revoke(actor, id);
  }
}
