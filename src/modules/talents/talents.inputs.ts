import { ArgsType, Field, InputType, Int } from 'type-graphql';
import { Day, PageArgs, UUID } from '../../graphql/types.ts';
import type { DayNumber } from '../../kernel/day.ts';
import { AvailabilityEnum } from './talents.enums.ts';
import {
  TalentEducationInput,
  TalentExperienceInput,
  TalentGradeInput,
  TalentLicenceInput,
  TalentSkillInput,
  TalentTitleRankInput,
  TalentWishInput,
} from './talents.parts.inputs.ts';
import type { Availability } from './talents.record.ts';

/** What a new talent and a patch share: all but the name. */
@InputType()
abstract class TalentContentInput {
  @Field(() => String, {
    nullable: true,
    description: 'The keeper’s own number of the record, up to 100 characters, unique for the keeper.',
  })
  externalId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Telephone number: E.164 (+86…) or a mainland mobile number of 11 digits.',
  })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address, up to 254 characters.' })
  email?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Year of birth, 14 to 100 years ago; for statistics, never for rank.',
  })
  birthYear?: number | null;

  @Field(() => String, { nullable: true, description: 'Code of the region of residence, of any level.' })
  residence?: string | null;

  @Field(() => [TalentEducationInput], { nullable: true, description: 'All educations, at most 100.' })
  educations?: TalentEducationInput[] | null;

  @Field(() => [TalentExperienceInput], { nullable: true, description: 'All experiences, at most 100.' })
  experiences?: TalentExperienceInput[] | null;

  @Field(() => [TalentSkillInput], { nullable: true, description: 'All skills, at most 100, each once.' })
  skills?: TalentSkillInput[] | null;

  @Field(() => [TalentGradeInput], { nullable: true, description: 'All skill grades, at most 100, each once.' })
  grades?: TalentGradeInput[] | null;

  @Field(() => [TalentTitleRankInput], {
    nullable: true,
    description: 'All professional titles, at most 100, each once.',
  })
  titleRanks?: TalentTitleRankInput[] | null;

  @Field(() => [TalentLicenceInput], { nullable: true, description: 'All licences, at most 100, each once.' })
  licences?: TalentLicenceInput[] | null;

  @Field(() => TalentWishInput, { nullable: true, description: 'What the talent wishes.' })
  wish?: TalentWishInput | null;

  @Field(() => AvailabilityEnum, {
    nullable: true,
    description: 'Whether the talent can be won at present; AVAILABLE when cleared.',
  })
  availability?: Availability | null;

  @Field(() => Day, {
    nullable: true,
    description: 'The last day of being UNAVAILABLE, at most ten years ahead; goes with UNAVAILABLE only.',
  })
  unavailableUntil?: DayNumber | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Refuses automated ranking: counted in supply, in no ranked list.',
  })
  refusesRanking?: boolean | null;

  @Field(() => [UUID], {
    nullable: true,
    description: 'Employers and agencies that must not find the profile, at most 100.',
  })
  hiddenFrom?: string[] | null;

  @Field(() => String, { nullable: true, description: '人才层次 A–F; written by a talent office only.' })
  talentClass?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Text of the résumé, up to 100,000 characters; open to those it is disclosed to only.',
  })
  resume?: string | null;
}

@InputType({ description: 'A new talent.' })
export class TalentInput extends TalentContentInput {
  @Field(() => String, { description: 'The person’s name, 1 to 100 characters.' })
  name!: string;
}

@InputType({
  description: 'Changes of a talent: what is left out stays, null clears, a list replaces the list that was there.',
})
export class TalentPatch extends TalentContentInput {
  @Field(() => String, { nullable: true, description: 'The person’s name, 1 to 100 characters; cannot be cleared.' })
  name?: string | null;
}

@ArgsType()
export class TalentsArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Words to find by, up to 200 characters: skills, occupations, titles, majors, licences.',
  })
  text?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only who wants or held this occupation (code of any level, such as 6-18-01-01) or one under it.',
  })
  occupation?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only who lives in or wants this region (code of any level) or one in it.',
  })
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'Only who has this skill, or one of this group.' })
  skill?: string | null;

  @Field(() => AvailabilityEnum, { nullable: true, description: 'Only who states this.' })
  availability?: Availability | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only records that your organization keeps; for a person, the own one.',
  })
  mine?: boolean | null;
}
