import { ArgsType, Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime, PageArgs, StoredRecord } from '../../graphql/types.ts';
import type { OrganizationKind } from '../../kernel/actor.ts';

export const OrganizationKindEnum = {
  OFFICE: 'OFFICE',
  EMPLOYER: 'EMPLOYER',
  SCHOOL: 'SCHOOL',
  AGENCY: 'AGENCY',
} as const satisfies {
  [K in OrganizationKind]: K;
};
registerEnumType(OrganizationKindEnum, {
  name: 'OrganizationKind',
  description: 'What an organization is on the talent market.',
  valuesConfig: {
    OFFICE: { description: 'A talent office 人才服务机构 of a city or district.' },
    EMPLOYER: { description: 'An employer 用人单位.' },
    SCHOOL: { description: 'A school 院校.' },
    AGENCY: { description: 'A human resources agency 人力资源服务机构.' },
  },
});

@ObjectType({ description: 'An office, employer, school or agency, as its public page shows it.' })
export class Organization extends StoredRecord {
  @Field(() => OrganizationKindEnum, { description: 'What the organization is.' })
  kind!: OrganizationKind;

  @Field(() => String, { description: 'The registered name.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Unified social credit code 统一社会信用代码, 18 characters.' })
  creditCode!: string | null;

  @Field(() => String, { description: 'Region code (GB/T 2260) of the seat; of an office, the region that it serves.' })
  region!: string;

  @Field(() => String, { nullable: true, description: 'Industry code (GB/T 4754).' })
  industry!: string | null;

  @Field(() => Int, { nullable: true, description: 'Employees, where known; at least 0.' })
  size!: number | null;

  @Field(() => String, { nullable: true, description: 'What the organization says of itself, up to 5,000 characters.' })
  summary!: string | null;

  @Field(() => String, { nullable: true, description: 'Address of its web site.' })
  site!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When an office verified it; null while it is not verified.' })
  verifiedAt!: Date | null;

  /** Shown by a field resolver, to those who keep the record only. */
  externalId!: string | null;
}

@ObjectType({ description: 'A page of organizations.' })
export class OrganizationPage {
  @Field(() => [Organization], { description: 'The organizations, newest first.' })
  items!: Organization[];

  @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page; null at the end.' })
  nextCursor!: string | null;
}

@ArgsType()
export class OrganizationsArgs extends PageArgs {
  @Field(() => OrganizationKindEnum, { nullable: true, description: 'Only this kind.' })
  kind?: OrganizationKind | null;

  @Field(() => String, { nullable: true, description: 'Only organizations in this region (any level) or below it.' })
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'Must stand in the name; up to 200 characters.' })
  text?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only verified ones, or only those that wait for it.' })
  verified?: boolean | null;
}

@InputType({ description: 'A new employer or agency; an office makes it in its own region.' })
export class OrganizationInput {
  @Field(() => OrganizationKindEnum, { description: 'EMPLOYER or AGENCY; a school is made by createSchool.' })
  kind!: OrganizationKind;

  @Field(() => String, { description: 'The registered name, 2 to 200 characters.' })
  name!: string;

  @Field(() => String, { description: 'Region code (GB/T 2260) of the seat.' })
  region!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Unified social credit code, 18 characters with a right check character.',
  })
  creditCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Industry code (GB/T 4754).' })
  industry?: string | null;

  @Field(() => Int, { nullable: true, description: 'Employees, 0 to 10,000,000.' })
  size?: number | null;

  @Field(() => String, { nullable: true, description: 'Public description, up to 5,000 characters.' })
  summary?: string | null;

  @Field(() => String, { nullable: true, description: 'Web site, http or https.' })
  site?: string | null;

  @Field(() => String, { nullable: true, description: 'Your own id of it, unique, up to 100 characters.' })
  externalId?: string | null;
}

@InputType({ description: 'What changes of an organization; a field left out stays, null empties it.' })
export class OrganizationPatch {
  @Field(() => String, { nullable: true, description: 'The registered name, 2 to 200 characters; never null.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Region code of the seat; never null.' })
  region?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Unified social credit code, 18 characters with a right check character.',
  })
  creditCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Industry code (GB/T 4754).' })
  industry?: string | null;

  @Field(() => Int, { nullable: true, description: 'Employees, 0 to 10,000,000.' })
  size?: number | null;

  @Field(() => String, { nullable: true, description: 'Public description, up to 5,000 characters.' })
  summary?: string | null;

  @Field(() => String, { nullable: true, description: 'Web site, http or https.' })
  site?: string | null;
}
