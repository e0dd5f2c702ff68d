import { Arg, Args, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { Allow } from '../../graphql/auth.ts';
import type { Context } from '../../graphql/context.ts';
import { UUID } from '../../graphql/types.ts';
import type { MemberRole } from '../../kernel/actor.ts';
import type { MemberService } from './members.service.ts';
import { Member, MemberInput, MemberPage, MemberRoleEnum, MembersArgs } from './members.types.ts';

@Resolver()
export class MemberResolver {
  private readonly service: MemberService;

  constructor(service: MemberService) {
    this.service = service;
  }

  @Allow('member:read')
  @Query(() => MemberPage, {
    description: 'Members of your organization; an office also reads those of organizations that it serves.',
  })
  members(@Ctx() { actor }: Context, @Args(() => MembersArgs) args: MembersArgs): Promise<MemberPage> {
    return this.service.list(actor, args);
  }

  @Allow('member:manage')
  @Mutation(() => Member, {
    description:
      'Adds a person to an organization, with an account when there is none. An office does it only while the organization has no ADMIN.',
  })
  addMember(
    @Ctx() { actor }: Context,
    @Arg('input', () => MemberInput, { description: 'The new member.' }) input: MemberInput,
  ): Promise<Member> {
    return this.service.add(actor, input);
  }

  @Allow('member:manage')
  @Mutation(() => Member, { description: 'Gives a member another role; the last ADMIN stays one.' })
  changeMemberRole(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: 'Id of the membership.' }) id: string,
    @Arg('version', () => Int, { description: 'The version that you read; a newer one in store is a CONFLICT.' })
    version: number,
    @Arg('role', () => MemberRoleEnum, { description: 'The new role.' }) role: MemberRole,
  ): Promise<Member> {
    return this.service.changeRole(actor, id, version, role);
  }

  @Allow('member:manage')
  @Mutation(() => UUID, {
    description:
      'Removes a member and kills the tokens that act for it; the last ADMIN stays. Returns the membership’s id.',
  })
  removeMember(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: 'Id of the membership.' }) id: string,
  ): Promise<string> {
    return this.service.remove(actor, id);
  }
}
