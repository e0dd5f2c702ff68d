import { Field, InputType, Int } from 'type-graphql';
import { Day, UUID } from '../../graphql/types.ts';
import { WorkKind } from '../../graphql/work-kind.ts';
import type { DayNumber } from '../../kernel/day.ts';
import { EvidenceEnum } from './talents.enums.ts';
import type { Evidence } from './talents.record.ts';

@InputType({ description: 'An education.' })
export class TalentEducationInput {
  @Field(() => Int, { description: '1 初中及以下, 2 高中/中职, 3 大专/高职, 4 本科, 5 硕士, 6 博士.' })
  level!: number;

  @Field(() => UUID, { nullable: true, description: 'The school, where it is one of the schools here.' })
  schoolId?: string | null;

  @Field(() => String, { nullable: true, description: 'Else its name, up to 200 characters.' })
  schoolName?: string | null;

  @Field(() => String, { nullable: true, description: 'Code of the major, of any level.' })
  major?: string | null;

  @Field(() => Day, { nullable: true, description: 'First day, at most a year ahead.' })
  from?: DayNumber | null;

  @Field(() => Day, { nullable: true, description: 'Last day, not before the first; ahead only while not graduated.' })
  to?: DayNumber | null;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether it was completed.' })
  graduated?: boolean;
}

@InputType({ description: 'A job that the talent has or had.' })
export class TalentExperienceInput {
  @Field(() => String, {
    nullable: true,
    description: 'The employer’s name, up to 200 characters; open to those it is disclosed to only.',
  })
  employerName?: string | null;

  @Field(() => String, { description: 'The title as written, 1 to 200 characters, without the employer’s name.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'Code of the occupation, of any level, such as 6-18-01-01.' })
  occupation?: string | null;

  @Field(() => Day, { description: 'First day, not ahead.' })
  from!: DayNumber;

  @Field(() => Day, {
    nullable: true,
    description: 'Last day, not ahead and not before the first; leave out while it lasts.',
  })
  to?: DayNumber | null;
}

@InputType({ description: 'A skill.' })
export class TalentSkillInput {
  @Field(() => String, { description: 'Code of the skill.' })
  skill!: string;

  @Field(() => Int, { nullable: true, description: '1 (beginner) to 5 (master).' })
  level?: number | null;

  @Field(() => EvidenceEnum, {
    defaultValue: 'CLAIMED',
    description: 'What it rests on. VERIFIED is written by an organization only.',
  })
  evidence?: Evidence;

  @Field(() => String, {
    nullable: true,
    description: 'Who or what says so, up to 200 characters; a person names the certificate of CERTIFIED.',
  })
  source?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether the talent wants to use it; at most 5 skills.' })
  wantsToUse?: boolean;
}

@InputType({ description: 'A skill grade 技能等级 held in an occupation.' })
export class TalentGradeInput {
  @Field(() => String, { description: 'Code of the occupation, of any level, such as 6-18-01-01.' })
  occupation!: string;

  @Field(() => Int, { description: '1 学徒工 … 8 首席技师.' })
  grade!: number;

  @Field(() => String, { nullable: true, description: 'Number of the certificate, up to 100 characters.' })
  certificateNo?: string | null;

  @Field(() => String, { nullable: true, description: 'Who issued it, up to 200 characters.' })
  issuer?: string | null;

  @Field(() => Day, { nullable: true, description: 'When it was issued; not ahead.' })
  issuedOn?: DayNumber | null;
}

@InputType({ description: 'A professional title 职称.' })
export class TalentTitleRankInput {
  @Field(() => String, { description: 'Code of its series 职称系列.' })
  series!: string;

  @Field(() => Int, { description: '1 员级, 2 助理级, 3 中级, 4 副高级, 5 正高级.' })
  rank!: number;

  @Field(() => Day, { nullable: true, description: 'When it was issued; not ahead.' })
  issuedOn?: DayNumber | null;
}

@InputType({ description: 'A licence.' })
export class TalentLicenceInput {
  @Field(() => String, { description: 'Code of the licence.' })
  licence!: string;

  @Field(() => Day, { nullable: true, description: 'Last day of its validity; leave out when it has no end.' })
  validTo?: DayNumber | null;
}

@InputType({ description: 'What the talent wishes; in a patch, fields left out stay as they are.' })
export class TalentWishInput {
  @Field(() => [String], {
    nullable: true,
    description: 'Codes of occupations of any level, such as 6-18-01-01, most wanted first; at most 5.',
  })
  occupations?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Codes of regions of any level, most wanted first; at most 5.',
  })
  regions?: string[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Expected pay in fen (¥0.01) a month before tax, 1 to 1,000,000,000.',
  })
  pay?: number | null;

  @Field(() => [WorkKind], { nullable: true, description: 'Kinds of work; none for any.' })
  kinds?: WorkKind[] | null;

  @Field(() => Day, {
    nullable: true,
    description: 'First day on which the talent could start, at most ten years ahead.',
  })
  from?: DayNumber | null;
}
