import { Field, Int, ObjectType } from 'type-graphql';
import { Day } from '../../graphql/types.ts';
import { WorkKind } from '../../graphql/work-kind.ts';
import type { DayNumber } from '../../kernel/day.ts';
import { Concept } from '../taxonomy/index.ts';
import { EvidenceEnum } from './talents.enums.ts';
import type { Evidence } from './talents.record.ts';

const closed = 'Null unless the record is disclosed to you.';

@ObjectType({ description: 'An education of a talent.' })
export class TalentEducation {
  schoolId!: string | null;

  @Field(() => Int, { description: '1 初中及以下, 2 高中/中职, 3 大专/高职, 4 本科, 5 硕士, 6 博士.' })
  level!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The school’s name as written, where it is none of the schools here.',
  })
  schoolName!: string | null;

  @Field(() => Concept, { nullable: true, description: 'The major, at any level.' })
  major!: Concept | null;

  @Field(() => Day, { nullable: true, description: 'First day.' })
  from!: DayNumber | null;

  @Field(() => Day, { nullable: true, description: 'Last day; may lie ahead while not graduated.' })
  to!: DayNumber | null;

  @Field(() => Boolean, { description: 'Whether it was completed.' })
  graduated!: boolean;
}

@ObjectType({ description: 'A job that a talent has or had.' })
export class TalentExperience {
  @Field(() => String, { nullable: true, description: `The employer’s name. ${closed}` })
  employerName!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The title as written; null where it names the person or an employer and you may not know.',
  })
  title!: string | null;

  @Field(() => Concept, { nullable: true, description: 'The occupation, at any level.' })
  occupation!: Concept | null;

  @Field(() => Day, { description: 'First day.' })
  from!: DayNumber;

  @Field(() => Day, { nullable: true, description: 'Last day; null while it lasts.' })
  to!: DayNumber | null;
}

@ObjectType({ description: 'A skill of a talent.' })
export class TalentSkill {
  @Field(() => Concept, { nullable: true, description: 'The skill.' })
  skill!: Concept | null;

  @Field(() => Int, { nullable: true, description: '1 (beginner) to 5 (master); shown, not scored.' })
  level!: number | null;

  @Field(() => EvidenceEnum, { description: 'What it rests on.' })
  evidence!: Evidence;

  @Field(() => String, { nullable: true, description: `Who or what says so. ${closed}` })
  source!: string | null;

  @Field(() => Boolean, { description: 'Whether the talent wants to use it; at most 5 are.' })
  wantsToUse!: boolean;
}

@ObjectType({ description: 'A skill grade 技能等级 held in an occupation.' })
export class TalentGrade {
  @Field(() => Concept, { nullable: true, description: 'The occupation, at any level.' })
  occupation!: Concept | null;

  @Field(() => Int, {
    description: '1 学徒工, 2 初级工, 3 中级工, 4 高级工, 5 技师, 6 高级技师, 7 特级技师, 8 首席技师.',
  })
  grade!: number;

  @Field(() => String, { nullable: true, description: `Number of the certificate. ${closed}` })
  certificateNo!: string | null;

  @Field(() => String, { nullable: true, description: `Who issued it. ${closed}` })
  issuer!: string | null;

  @Field(() => Day, { nullable: true, description: 'When it was issued.' })
  issuedOn!: DayNumber | null;
}

@ObjectType({ description: 'A professional title 职称.' })
export class TalentTitleRank {
  @Field(() => Concept, { nullable: true, description: 'Its series 职称系列.' })
  series!: Concept | null;

  @Field(() => Int, { description: '1 员级, 2 助理级, 3 中级, 4 副高级, 5 正高级.' })
  rank!: number;

  @Field(() => Day, { nullable: true, description: 'When it was issued.' })
  issuedOn!: DayNumber | null;
}

@ObjectType({ description: 'A licence of a talent.' })
export class TalentLicence {
  @Field(() => Concept, { nullable: true, description: 'The licence.' })
  licence!: Concept | null;

  @Field(() => Day, { nullable: true, description: 'Last day of its validity; null when it has no end.' })
  validTo!: DayNumber | null;
}

@ObjectType({ description: 'What a talent wishes.' })
export class TalentWish {
  @Field(() => [Concept], { description: 'Occupations, most wanted first; at most 5.' })
  occupations!: Concept[];

  @Field(() => [Concept], { description: 'Regions, most wanted first; at most 5.' })
  regions!: Concept[];

  @Field(() => Int, {
    nullable: true,
    description:
      'Expected pay in fen (¥0.01) a month before tax. Null for firms and agencies unless disclosed to them.',
  })
  pay!: number | null;

  @Field(() => [WorkKind], { description: 'Kinds of work; empty for any.' })
  kinds!: WorkKind[];

  @Field(() => Day, { nullable: true, description: 'First day on which the talent could start; null for any.' })
  from!: DayNumber | null;
}
