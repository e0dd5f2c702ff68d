import { ArgsType, Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime, PageArgs, UUID } from '../../graphql/types.ts';
import type { MemberRole } from '../../kernel/actor.ts';

export const MemberRoleEnum = { ADMIN: 'ADMIN', EDITOR: 'EDITOR', VIEWER: 'VIEWER' } as const satisfies {
  [R in MemberRole]: R;
};
registerEnumType(MemberRoleEnum, {
  name: 'MemberRole',
  description: 'What a member may do in the organization; exactly one.',
  valuesConfig: {
    ADMIN: { description: 'Everything, members and the organization itself included.' },
    EDITOR: { description: 'Writes the organization’s records.' },
    VIEWER: { description: 'Reads what the organization may see.' },
  },
});

@ObjectType({ description: 'A person with an account.' })
export class User {
  @Field(() => UUID, { description: 'UUIDv7 of the account.' })
  id!: string;

  @Field(() => String, { description: 'The person’s name.' })
  name!: string;

  @Field(() => String, { description: 'E-mail address, in lower case.' })
  email!: string;
}

@ObjectType({ description: 'A person’s place in an organization.' })
export class Member {
  @Field(() => UUID, { description: 'UUIDv7 of the membership.' })
  id!: string;

  @Field(() => Int, { description: 'Grows by one with each change; send it back to change the role.' })
  version!: number;

  @Field(() => UUID, { description: 'The organization.' })
  organizationId!: string;

  @Field(() => User, { description: 'The person.' })
  user!: User;

  @Field(() => MemberRoleEnum, { description: 'What the person may do.' })
  role!: MemberRole;

  @Field(() => DateTime, { description: 'Since when.' })
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When the role was last changed.' })
  updatedAt!: Date;
}

@ObjectType({ description: 'A page of members.' })
export class MemberPage {
  @Field(() => [Member], { description: 'The members, longest first.' })
  items!: Member[];

  @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page; null at the end.' })
  nextCursor!: string | null;
}

@ArgsType()
export class MembersArgs extends PageArgs {
  @Field(() => UUID, { nullable: true, description: 'The organization; your own when left out.' })
  organizationId?: string | null;
}

@InputType({ description: 'A new member.' })
export class MemberInput {
  @Field(() => UUID, {
    nullable: true,
    description:
      'The organization; your own when left out. An office may name one that it serves and that has no ADMIN yet.',
  })
  organizationId?: string | null;

  @Field(() => String, { description: 'E-mail address; an account is made when there is none.' })
  email!: string;

  @Field(() => String, {
    description: 'Name for a new account, 1 to 100 characters; an account that is there keeps its own.',
  })
  name!: string;

  @Field(() => MemberRoleEnum, { description: 'What the person may do.' })
  role!: MemberRole;
}
