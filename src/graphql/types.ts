import 'reflect-metadata';
import { GraphQLDateTime, GraphQLUUID } from 'graphql-scalars';
import { ArgsType, Field, InputType, Int, ObjectType } from 'type-graphql';
import { exactCount, type PublishedCount } from '../kernel/people-count.ts';

export { Day } from './scalars.ts';
export { GraphQLDateTime as DateTime, GraphQLUUID as UUID };

/** What every stored record shows of itself. */
@ObjectType()
export abstract class StoredRecord {
  @Field(() => GraphQLUUID, { description: 'UUIDv7; sorts by the time the record was made.' })
  id!: string;

  @Field(() => Int, { description: 'Grows by one with each change; send it back to change the record.' })
  version!: number;

  @Field(() => GraphQLDateTime, { description: 'When the record was made.' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'When the record was last changed.' })
  updatedAt!: Date;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When the record was archived; null while it is in use.',
  })
  archivedAt!: Date | null;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: 'How many items, 1 to 100.' })
  first: number = 20;

  @Field(() => String, { nullable: true, description: '`nextCursor` of the page before.' })
  after?: string | null;
}

@ObjectType({ description: 'A count of people. Exact only for those who may see it; else a multiple of 5.' })
export class PeopleCount {
  @Field(() => Int, {
    nullable: true,
    description: 'The published count; null stands for “fewer than 5 but not none”.',
  })
  value!: number | null;

  @Field(() => Boolean, { description: 'Whether the count was rounded for the privacy of the people counted.' })
  rounded!: boolean;

  @Field(() => String, { description: 'The count as text: “<5”, “35”.' })
  text!: string;

  static of(count: PublishedCount): PeopleCount {
    return Object.assign(new PeopleCount(), { ...count, text: count.value === null ? '<5' : String(count.value) });
  }

  static exact(n: number): PeopleCount {
    return PeopleCount.of(exactCount(n));
  }
}

@ObjectType({ description: 'Pay in fen (¥0.01) a month before tax; one end may be missing.' })
export class Pay {
  @Field(() => Int, { nullable: true, description: 'Lower end in fen a month.' })
  from!: number | null;

  @Field(() => Int, { nullable: true, description: 'Upper end in fen a month.' })
  to!: number | null;
}

@InputType({ description: 'Pay in fen (¥0.01) a month before tax; at least one end.' })
export class PayInput {
  @Field(() => Int, { nullable: true, description: 'Lower end in fen a month, 1 to 1,000,000,000.' })
  from?: number | null;

  @Field(() => Int, { nullable: true, description: 'Upper end in fen a month, not below the lower.' })
  to?: number | null;
}
