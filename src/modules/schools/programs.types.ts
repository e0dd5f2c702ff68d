import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { StoredRecord } from '../../graphql/types.ts';
import type { LinkSource } from './program-links.rules.ts';
import { LinkSourceEnum, OwnLink } from './program-links.types.ts';
import type { Outcome, ProgramKind, ProgramRecord, ProgramStatus } from './programs.rules.ts';

export const ProgramKindEnum = {
  FULL_TIME: 'FULL_TIME',
  PART_TIME: 'PART_TIME',
  ORDER_CLASS: 'ORDER_CLASS',
  NAMED_CLASS: 'NAMED_CLASS',
} as const satisfies { [K in ProgramKind]: K };
registerEnumType(ProgramKindEnum, {
  name: 'ProgramKind',
  description: 'How a program is held.',
  valuesConfig: {
    FULL_TIME: { description: 'Full time 全日制.' },
    PART_TIME: { description: 'Part time 非全日制.' },
    ORDER_CLASS: { description: 'Order class 订单班: its graduates are committed to the firm.' },
    NAMED_CLASS: { description: 'Named class 冠名班: the firm gives its name, graduates are free.' },
  },
});

export const ProgramStatusEnum = { RUNNING: 'RUNNING', PAUSED: 'PAUSED', CLOSED: 'CLOSED' } as const satisfies {
  [S in ProgramStatus]: S;
};
registerEnumType(ProgramStatusEnum, {
  name: 'ProgramStatus',
  description: 'Whether a program enrols.',
  valuesConfig: {
    RUNNING: { description: 'It enrols.' },
    PAUSED: { description: 'Enrolment is paused 隔年或暂停招生.' },
    CLOSED: { description: 'It enrols no more 撤销; cohorts may still graduate.' },
  },
});

@ObjectType({ description: 'Figures of a program in a year; null is unknown, not 0.' })
export class ProgramYear {
  @Field(() => Int, { description: 'The calendar year.' })
  year!: number;

  @Field(() => Int, { nullable: true, description: 'Places planned 招生计划, 0 to 100,000.' })
  places!: number | null;

  @Field(() => Int, { nullable: true, description: 'Enrolled in the year, 0 to 100,000.' })
  enrolled!: number | null;

  @Field(() => Int, { nullable: true, description: 'Due to graduate in the year, 0 to 100,000.' })
  graduatesDue!: number | null;

  @Field(() => Int, { nullable: true, description: 'Graduated in the year, 0 to 100,000.' })
  graduatesActual!: number | null;
}

@ObjectType({ description: 'How many graduates of a year went to an occupation.' })
export class ProgramOutcome {
  @Field(() => Int, { description: 'The year of graduation.' })
  year!: number;

  @Field(() => Int, { description: 'How many, 0 to 100,000.' })
  count!: number;

  @Field(() => Int, { nullable: true, description: 'Of them in the school’s city; null is unknown.' })
  inRegion!: number | null;

  code!: string;

  static of({ occupation, ...outcome }: Outcome): ProgramOutcome {
    return Object.assign(new ProgramOutcome(), { ...outcome, code: occupation });
  }
}

@ObjectType({ description: 'A program 专业点 of a school.' })
export class Program extends StoredRecord {
  @Field(() => String, { description: 'The name that the school gives it.' })
  name!: string;

  @Field(() => Int, { description: 'Education level of its graduates, 1 初中及以下 to 6 博士.' })
  level!: number;

  @Field(() => Float, { description: 'Length in years, such as 3 or 3.5.' })
  years!: number;

  @Field(() => ProgramKindEnum, { description: 'How it is held.' })
  kind!: ProgramKind;

  @Field(() => ProgramStatusEnum, { description: 'Whether it enrols.' })
  status!: ProgramStatus;

  @Field(() => [ProgramYear], { description: 'Figures by year, oldest first.' })
  figures!: ProgramYear[];

  @Field(() => [ProgramOutcome], { description: 'Where graduates went, by year and occupation.' })
  outcomes!: ProgramOutcome[];

  @Field(() => [OwnLink], {
    description: 'Links to occupations that the program keeps itself; while one holds, its major’s do not.',
  })
  ownLinks!: OwnLink[];

  /** The stored record, for field resolvers here and above. */
  record!: ProgramRecord;

  static of(record: ProgramRecord): Program {
    const { id, version, createdAt, updatedAt, archivedAt, name, level, kind, status } = record;
    return Object.assign(new Program(), {
      id,
      version,
      createdAt,
      updatedAt,
      archivedAt,
      name,
      level,
      kind,
      status,
      record,
      years: record.yearsTenths / 10,
      figures: record.figures.map((row) => Object.assign(new ProgramYear(), row)),
      outcomes: record.outcomes.map((row) => ProgramOutcome.of(row)),
      ownLinks: record.links.map((link) => OwnLink.of(link)),
    });
  }
}

@ObjectType({ description: 'A page of programs.' })
export class ProgramPage {
  @Field(() => [Program], { description: 'The programs, best first when a text was asked, else newest first.' })
  items!: Program[];

  @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page; null at the end.' })
  nextCursor!: string | null;

  @Field(() => Int, { description: 'How many programs fit in all.' })
  totalCount!: number;
}

@ObjectType({ description: 'A program that leads to an occupation that was asked for.' })
export class ProgramLink {
  @Field(() => Program, { description: 'The program.' })
  program!: Program;

  @Field(() => Float, {
    description: 'Share of its graduates that the occupation, with finer and coarser ones linked, takes; up to 1.',
  })
  weight!: number;

  @Field(() => LinkSourceEnum, { description: 'Where the heaviest of its links to it comes from.' })
  source!: LinkSource;

  @Field(() => Int, {
    nullable: true,
    description:
      'Graduates due within 12 months from today, before the weight; cohorts leave at the end of June. Null is unknown.',
  })
  graduatesDue!: number | null;
}
