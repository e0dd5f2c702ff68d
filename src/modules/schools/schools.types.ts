import { ArgsType, Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PageArgs, UUID } from '../../graphql/types.ts';
import type { OrganizationRow } from '../accounts/index.ts';
import type { SchoolKind, SchoolRecord } from './schools.rules.ts';

export const SchoolKindEnum = {
  UNIVERSITY: 'UNIVERSITY',
  VOCATIONAL_COLLEGE: 'VOCATIONAL_COLLEGE',
  TECHNICIAN_COLLEGE: 'TECHNICIAN_COLLEGE',
  TRAINING: 'TRAINING',
} as const satisfies { [K in SchoolKind]: K };
registerEnumType(SchoolKindEnum, {
  name: 'SchoolKind',
  description: 'Kind of a school 院校.',
  valuesConfig: {
    UNIVERSITY: { description: 'University 本科院校.' },
    VOCATIONAL_COLLEGE: { description: 'Vocational college 高职院校.' },
    TECHNICIAN_COLLEGE: { description: 'Technician college 技师学院, 技工院校.' },
    TRAINING: { description: 'Training institution 培训机构.' },
  },
});

@ObjectType({ description: 'A school: an organization of kind SCHOOL and what is peculiar to schools.' })
export class School {
  @Field(() => UUID, { description: 'The same id as its organization’s.' })
  id!: string;

  @Field(() => Int, { description: 'Of kind and tier tags; 0 while neither was given. Send it back to change them.' })
  version!: number;

  @Field(() => String, { description: 'The registered name.' })
  name!: string;

  @Field(() => SchoolKindEnum, { nullable: true, description: 'Kind of school; null while nobody has said.' })
  kind!: SchoolKind | null;

  @Field(() => [String], { description: 'Official tiers, such as 双一流 or 双高; at most 10.' })
  tierTags!: string[];

  /** Of its organization, for field resolvers. */
  organizationRow!: OrganizationRow;

  static of(row: OrganizationRow, record: SchoolRecord | undefined): School {
    const { kind, tierTags, version } = record ?? { kind: null, tierTags: [], version: 0 };
    return Object.assign(new School(), { id: row.id, version, name: row.name, kind, tierTags, organizationRow: row });
  }
}

@ObjectType({ description: 'A page of schools.' })
export class SchoolPage {
  @Field(() => [School], { description: 'The schools, newest first.' })
  items!: School[];

  @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page; null at the end.' })
  nextCursor!: string | null;
}

@ArgsType()
export class SchoolsArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Must stand in the name; up to 200 characters.' })
  text?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only schools in this region or in one within it: a code of any level.',
  })
  region?: string | null;
}

@InputType({ description: 'A new school; an office makes it in its own region.' })
export class SchoolInput {
  @Field(() => String, { description: 'The registered name, 2 to 200 characters.' })
  name!: string;

  @Field(() => SchoolKindEnum, { description: 'Kind of school.' })
  kind!: SchoolKind;

  @Field(() => String, { description: 'Region code (GB/T 2260) of the seat.' })
  region!: string;

  @Field(() => [String], { nullable: true, description: 'Official tiers, at most 10 of up to 30 characters.' })
  tierTags?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Unified social credit code, 18 characters with a right check character.',
  })
  creditCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Public description, up to 5,000 characters.' })
  summary?: string | null;

  @Field(() => String, { nullable: true, description: 'Web site, http or https.' })
  site?: string | null;

  @Field(() => String, { nullable: true, description: 'Your own id of it, unique, up to 100 characters.' })
  externalId?: string | null;
}

@InputType({
  description: 'What changes of a school; a field left out stays. Name, region and the like: updateOrganization.',
})
export class SchoolPatch {
  @Field(() => SchoolKindEnum, { nullable: true, description: 'Kind of school.' })
  kind?: SchoolKind | null;

  @Field(() => [String], { nullable: true, description: 'Official tiers, at most 10; replaces the list.' })
  tierTags?: string[] | null;
}
