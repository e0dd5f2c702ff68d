import { ArgsType, Field, Float, InputType, Int } from 'type-graphql';
import { Day, PageArgs, UUID } from '../../graphql/types.ts';
import type { DayNumber } from '../../kernel/day.ts';
import type { LinkSource } from './program-links.rules.ts';
import { LinkSourceEnum } from './program-links.types.ts';
import type { ProgramDraft } from './programs.input.ts';
import type { ProgramKind, ProgramStatus } from './programs.rules.ts';
import { ProgramKindEnum, ProgramStatusEnum } from './programs.types.ts';

@InputType({ description: 'Figures of a program in a year; what is left out is unknown.' })
export class ProgramYearInput {
  @Field(() => Int, { description: 'The calendar year, 1950 to 2100.' })
  year!: number;

  @Field(() => Int, { nullable: true, description: 'Places planned, 0 to 100,000.' })
  places?: number | null;

  @Field(() => Int, { nullable: true, description: 'Enrolled in the year, 0 to 100,000.' })
  enrolled?: number | null;

  @Field(() => Int, { nullable: true, description: 'Due to graduate in the year, 0 to 100,000.' })
  graduatesDue?: number | null;

  @Field(() => Int, { nullable: true, description: 'Graduated in the year, 0 to 100,000.' })
  graduatesActual?: number | null;
}

@InputType({ description: 'How many graduates of a year went to an occupation.' })
export class ProgramOutcomeInput {
  @Field(() => Int, { description: 'The year of graduation, 1950 to 2100.' })
  year!: number;

  @Field(() => String, { description: 'Code of the scheme occupation, any level, such as 6-18-01-01.' })
  occupation!: string;

  @Field(() => Int, { description: 'How many, 0 to 100,000.' })
  count!: number;

  @Field(() => Int, { nullable: true, description: 'Of them in the school’s city, at most count.' })
  inRegion?: number | null;
}

@InputType()
abstract class ProgramDetails {
  @Field(() => String, {
    nullable: true,
    description: 'Your own number of the program, unique with the school, up to 100 characters.',
  })
  externalId?: string | null;

  @Field(() => ProgramKindEnum, { nullable: true, description: 'How it is held; FULL_TIME when left out.' })
  kind?: ProgramKind | null;

  @Field(() => UUID, { nullable: true, description: 'The employer of an order class or a named class; of no other.' })
  firm?: string | null;

  @Field(() => [String], { nullable: true, description: 'Codes of the scheme skill that it teaches, at most 50.' })
  skills?: string[] | null;

  @Field(() => ProgramStatusEnum, { nullable: true, description: 'Whether it enrols; RUNNING when left out.' })
  status?: ProgramStatus | null;

  @Field(() => [ProgramYearInput], { nullable: true, description: 'Figures by year, each year once, at most 40.' })
  figures?: ProgramYearInput[] | null;

  @Field(() => [ProgramOutcomeInput], {
    nullable: true,
    description: 'Where graduates went, each year and occupation once, at most 500.',
  })
  outcomes?: ProgramOutcomeInput[] | null;
}

@InputType({ description: 'A new program.' })
export class ProgramInput extends ProgramDetails {
  @Field(() => UUID, { nullable: true, description: 'The school; your own organization when left out.' })
  school?: string | null;

  @Field(() => String, { description: 'The name that the school gives it, 1 to 200 characters.' })
  name!: string;

  @Field(() => String, { description: 'Code of the scheme major, any level.' })
  major!: string;

  @Field(() => Int, { description: 'Education level of its graduates, 1 初中及以下 to 6 博士.' })
  level!: number;

  @Field(() => Float, { description: 'Length in years, 0.5 to 10, such as 3 or 3.5.' })
  years!: number;
}

@InputType({
  description: 'Changes to a program: what is left out stays as it is, null clears it, a list replaces the list.',
})
export class ProgramPatch extends ProgramDetails {
  @Field(() => String, { nullable: true, description: 'The name that the school gives it, 1 to 200 characters.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Code of the scheme major, any level.' })
  major?: string | null;

  @Field(() => Int, { nullable: true, description: 'Education level of its graduates, 1 to 6.' })
  level?: number | null;

  @Field(() => Float, { nullable: true, description: 'Length in years, 0.5 to 10.' })
  years?: number | null;
}

/** The rules name a record by its id field. */
export function draftOfInput({ firm, ...input }: ProgramPatch): ProgramDraft {
  return { ...input, firmId: firm };
}

@InputType({ description: 'A link of a program to an occupation.' })
export class OccupationLinkInput {
  @Field(() => String, { description: 'Code of the scheme occupation, any level, such as 6-18-01-01.' })
  occupation!: string;

  @Field(() => Float, {
    description: 'Share of the graduates, above 0 and up to 1; a sum above 1 is scaled down to 1.',
  })
  weight!: number;

  @Field(() => LinkSourceEnum, { nullable: true, description: 'OUTCOME or MANUAL; MANUAL when left out.' })
  source?: LinkSource | null;

  @Field(() => Day, { nullable: true, description: 'The first day on which it holds; today when left out.' })
  validFrom?: DayNumber | null;

  @Field(() => Day, { nullable: true, description: 'The last day on which it holds; for good when left out.' })
  validTo?: DayNumber | null;
}

@ArgsType()
export class ProgramsArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Words that all stand in name, major, school or occupations, up to 200 characters.',
  })
  text?: string | null;

  @Field(() => UUID, { nullable: true, description: 'Only this school’s.' })
  school?: string | null;

  @Field(() => String, { nullable: true, description: 'Only this major or a finer one: a code of any level.' })
  major?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only those that lead to this occupation (code of any level, such as 6-18-01-01), a finer one, or a coarser one that holds it.',
  })
  occupation?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only schools in this region or in one within it: a code of any level.',
  })
  region?: string | null;
}
