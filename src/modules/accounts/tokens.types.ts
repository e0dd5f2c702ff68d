import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime, UUID } from '../../graphql/types.ts';
import type { MemberRole } from '../../kernel/actor.ts';
import { MemberRoleEnum, User } from './members.types.ts';
import { Organization } from './organizations.types.ts';

export const ActorKindEnum = { ANONYMOUS: 'ANONYMOUS', PERSON: 'PERSON', MEMBER: 'MEMBER', SYSTEM: 'SYSTEM' } as const;
registerEnumType(ActorKindEnum, {
  name: 'ActorKind',
  description: 'As what a caller acts.',
  valuesConfig: {
    ANONYMOUS: { description: 'Without a token.' },
    PERSON: { description: 'As a person: a talent.' },
    MEMBER: { description: 'For an organization.' },
    SYSTEM: { description: 'As the operator at the command line; never from outside.' },
  },
});

@ObjectType({ description: 'Who you are to this service.' })
export class Me {
  @Field(() => ActorKindEnum, { description: 'As what you act.' })
  kind!: keyof typeof ActorKindEnum;

  @Field(() => User, { nullable: true, description: 'Your account; null without a token.' })
  user!: User | null;

  @Field(() => Organization, { nullable: true, description: 'The organization that you act for, if any.' })
  organization!: Organization | null;

  @Field(() => MemberRoleEnum, { nullable: true, description: 'Your role in it.' })
  role!: MemberRole | null;

  @Field(() => [String], {
    description: 'What your role may do, such as position:publish; which rows is asked again by each field.',
  })
  permissions!: string[];
}

@ObjectType({ description: 'An API token; its secret is shown once, when it is made.' })
export class Token {
  @Field(() => UUID, { description: 'UUIDv7 of the token.' })
  id!: string;

  @Field(() => String, { description: 'What you called it.' })
  name!: string;

  @Field(() => String, { description: 'The first characters of the secret.' })
  start!: string;

  @Field(() => UUID, { nullable: true, description: 'The organization that it acts for; null acts as you, a person.' })
  organizationId!: string | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'From when it is refused; null for never.' })
  expiresAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last used, to the hour; null when never.' })
  lastUsedAt!: Date | null;
}

@ObjectType({ description: 'A token that was made just now.' })
export class NewToken {
  @Field(() => Token, { description: 'The token.' })
  token!: Token;

  @Field(() => String, { description: 'The secret: send it as the header x-api-key. It is not shown again.' })
  secret!: string;
}

@ObjectType({ description: 'A page of tokens.' })
export class TokenPage {
  @Field(() => [Token], { description: 'The tokens, newest first.' })
  items!: Token[];

  @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page; null at the end.' })
  nextCursor!: string | null;
}
