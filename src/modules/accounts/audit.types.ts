import { GraphQLJSONObject } from 'graphql-scalars';
import { ArgsType, Field, ObjectType } from 'type-graphql';
import { DateTime, PageArgs, UUID } from '../../graphql/types.ts';

@ObjectType({ description: 'One act on one record. Entries are never changed.' })
export class AuditEntry {
  @Field(() => UUID, { description: 'UUIDv7 of the entry.' })
  id!: string;

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;

  @Field(() => String, { description: 'What was done, such as position.published.' })
  action!: string;

  @Field(() => UUID, { nullable: true, description: 'The account that did it.' })
  userId!: string | null;

  @Field(() => String, { description: 'Kind of the record, such as position.' })
  recordKind!: string;

  @Field(() => String, { description: 'Id of the record.' })
  recordId!: string;

  @Field(() => GraphQLJSONObject, { description: 'Names of what changed, counts and ids; no personal values.' })
  detail!: Record<string, unknown>;
}

@ObjectType({ description: 'A page of audit entries.' })
export class AuditPage {
  @Field(() => [AuditEntry], { description: 'The entries, newest first.' })
  items!: AuditEntry[];

  @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page; null at the end.' })
  nextCursor!: string | null;
}

@ArgsType()
export class AuditArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Only records of this kind, such as position.' })
  recordKind?: string | null;

  @Field(() => String, { nullable: true, description: 'Only this record.' })
  recordId?: string | null;
}
