import { ArgsType, Field, InputType, Int } from 'type-graphql';
import { Day, PageArgs, PayInput, UUID } from '../../graphql/types.ts';
import { WorkKind } from '../../graphql/work-kind.ts';
import type { DayNumber } from '../../kernel/day.ts';
import type { HardFilter, PositionStatus } from './positions.rules.ts';
import { HardFilterEnum, PositionStatusEnum } from './positions.types.ts';

@InputType({ description: 'A skill that a position asks.' })
export class AskedSkillInput {
  @Field(() => String, { description: 'Code of the scheme skill.' })
  skill!: string;

  @Field(() => Int, { nullable: true, description: 'Least level, 1 to 5.' })
  level?: number | null;
}

@InputType({ description: 'A professional title 职称 that a position asks.' })
export class AskedTitleRankInput {
  @Field(() => String, { description: 'Code of the scheme titleSeries.' })
  series!: string;

  @Field(() => Int, { description: 'Least rank: 1 员级, 2 助理级, 3 中级, 4 副高级, 5 正高级.' })
  rank!: number;
}

/** What may stay unsaid of a position, new or changed. */
@InputType()
abstract class PositionDetails {
  @Field(() => String, {
    nullable: true,
    description: 'Your own number of the position, unique with the employer, up to 100 characters.',
  })
  externalId?: string | null;

  @Field(() => String, { nullable: true, description: 'Duties and terms, up to 20,000 characters.' })
  description?: string | null;

  @Field(() => Int, { nullable: true, description: 'Places filled, 0 to headcount; 0 when left out.' })
  filled?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the scheme industry, any level; the employer’s when left out.',
  })
  industry?: string | null;

  @Field(() => PayInput, { nullable: true, description: 'The pay offered.' })
  pay?: PayInput | null;

  @Field(() => WorkKind, { nullable: true, description: 'Kind of work; FULL when left out.' })
  kind?: WorkKind | null;

  @Field(() => Day, { nullable: true, description: 'The first day of work, within three years of opensOn.' })
  startFrom?: DayNumber | null;

  @Field(() => Int, { nullable: true, description: 'Least education asked, 1 初中及以下 to 6 博士.' })
  education?: number | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Codes of the scheme major, any level, at most 30; any of them will do.',
  })
  majors?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'Least skill grade asked, 1 学徒工 to 8 首席技师.' })
  grade?: number | null;

  @Field(() => AskedTitleRankInput, { nullable: true, description: 'Professional title asked.' })
  titleRank?: AskedTitleRankInput | null;

  @Field(() => Int, { nullable: true, description: 'Months of experience asked, 0 to 600.' })
  experienceMonths?: number | null;

  @Field(() => [AskedSkillInput], { nullable: true, description: 'Skills that are a must, at most 30, each once.' })
  mustHave?: AskedSkillInput[] | null;

  @Field(() => [AskedSkillInput], {
    nullable: true,
    description: 'Skills that are welcome, at most 30, none of them a must.',
  })
  niceToHave?: AskedSkillInput[] | null;

  @Field(() => [String], { nullable: true, description: 'Codes of the scheme licence, at most 30, all of them asked.' })
  licences?: string[] | null;

  @Field(() => [HardFilterEnum], {
    nullable: true,
    description: 'Demands without exception; only such as the position makes.',
  })
  hardFilters?: HardFilter[] | null;

  @Field(() => Day, { nullable: true, description: 'The first day on which it is open; today when left out.' })
  opensOn?: DayNumber | null;

  @Field(() => Day, { nullable: true, description: 'The last day on which it is open, not before opensOn.' })
  closesOn?: DayNumber | null;
}

@InputType({ description: 'A new position; it is a draft until it is published.' })
export class PositionInput extends PositionDetails {
  @Field(() => UUID, { nullable: true, description: 'The employer; your own organization when left out.' })
  employer?: string | null;

  @Field(() => String, { description: 'The title as you write it, 1 to 200 characters.' })
  title!: string;

  @Field(() => String, { description: 'Code of the scheme occupation, any level, such as 6-18-01-01.' })
  occupation!: string;

  @Field(() => Int, { description: 'Places in all, 1 to 100,000.' })
  headcount!: number;

  @Field(() => String, { description: 'Code of the scheme region, any level: where the work is.' })
  region!: string;

  @Field(() => UUID, { nullable: true, description: 'An earlier position of the employer that this one repeats.' })
  repostOf?: string | null;
}

@InputType({
  description: 'Changes to a position: what is left out stays as it is, null clears it, a list replaces the list.',
})
export class PositionPatch extends PositionDetails {
  @Field(() => String, { nullable: true, description: 'The title, 1 to 200 characters.' })
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'Code of the scheme occupation, any level, such as 6-18-01-01.' })
  occupation?: string | null;

  @Field(() => Int, { nullable: true, description: 'Places in all, 1 to 100,000.' })
  headcount?: number | null;

  @Field(() => String, { nullable: true, description: 'Code of the scheme region, any level: where the work is.' })
  region?: string | null;
}

@ArgsType()
export class PositionsArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description:
      'Words that all stand in title, description, occupation, skills or employer’s name, up to 200 characters.',
  })
  text?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only this occupation or a finer one: a code of any level, such as 6-18-01-01.',
  })
  occupation?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only work in this region or in one within it: a code of any level.',
  })
  region?: string | null;

  @Field(() => UUID, { nullable: true, description: 'Only this employer’s.' })
  employer?: string | null;

  @Field(() => String, { nullable: true, description: 'Only this industry or a finer one: a code of any level.' })
  industry?: string | null;

  @Field(() => PositionStatusEnum, {
    nullable: true,
    description: 'Only this status; others’ drafts and closed positions are never seen.',
  })
  status?: PositionStatus | null;
}
