import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Day, Pay, StoredRecord } from '../../graphql/types.ts';
import { WorkKind } from '../../graphql/work-kind.ts';
import type { DayNumber } from '../../kernel/day.ts';
import type { HardFilter, PositionRecord, PositionStatus } from './positions.rules.ts';

export const HardFilterEnum = {
  EDUCATION: 'EDUCATION',
  MAJORS: 'MAJORS',
  GRADE: 'GRADE',
  LICENCES: 'LICENCES',
  REGION: 'REGION',
  EXPERIENCE: 'EXPERIENCE',
} as const satisfies { [F in HardFilter]: F };
registerEnumType(HardFilterEnum, {
  name: 'HardFilter',
  description: 'What a position asks of everybody without exception: who lacks it is not eligible.',
  valuesConfig: {
    EDUCATION: { description: 'The least education.' },
    MAJORS: { description: 'One of the majors.' },
    GRADE: { description: 'The least skill grade.' },
    LICENCES: { description: 'Each of the licences.' },
    REGION: { description: 'Lives in the region of the work or wants to work there.' },
    EXPERIENCE: { description: 'The months of experience.' },
  },
});

export const PositionStatusEnum = { DRAFT: 'DRAFT', PUBLISHED: 'PUBLISHED', CLOSED: 'CLOSED' } as const satisfies {
  [S in PositionStatus]: S;
};
registerEnumType(PositionStatusEnum, {
  name: 'PositionStatus',
  description: 'Where a position stands in its life.',
  valuesConfig: {
    DRAFT: { description: 'Being written; its employer and its poster alone see it.' },
    PUBLISHED: { description: 'Published; open from opensOn to closesOn while places are left.' },
    CLOSED: { description: 'Closed for good; a repost is a new position.' },
  },
});

/** A skill code and its least level; the concept is a field resolver. */
@ObjectType({ description: 'A skill that a position asks.' })
export class AskedSkill {
  code!: string;

  @Field(() => Int, { nullable: true, description: 'Least level, 1 to 5, as asked; shown, not scored.' })
  level!: number | null;
}

@ObjectType({ description: 'A professional title 职称 that a position asks.' })
export class AskedTitleRank {
  code!: string;

  @Field(() => Int, { description: 'Least rank: 1 员级, 2 助理级, 3 中级, 4 副高级, 5 正高级.' })
  rank!: number;
}

@ObjectType({ description: 'A position 岗位 of an employer.' })
export class Position extends StoredRecord {
  @Field(() => String, { description: 'The title as the employer writes it, up to 200 characters.' })
  title!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Duties and terms as the employer writes them, up to 20,000 characters.',
  })
  description!: string | null;

  @Field(() => Int, { description: 'Places in all, 1 to 100,000.' })
  headcount!: number;

  @Field(() => Int, { description: 'Places filled, 0 to headcount.' })
  filled!: number;

  @Field(() => Int, { description: 'Places left: headcount less filled.' })
  openings!: number;

  @Field(() => Boolean, { description: 'Whether it is open today: published, within its days, a place left.' })
  isOpen!: boolean;

  @Field(() => Pay, { nullable: true, description: 'The pay offered; null when the employer does not say.' })
  pay!: Pay | null;

  @Field(() => WorkKind, { description: 'Kind of work.' })
  kind!: WorkKind;

  @Field(() => Day, { nullable: true, description: 'The first day of work; null when it is open.' })
  startFrom!: DayNumber | null;

  @Field(() => Int, { nullable: true, description: 'Least education asked, 1 初中及以下 to 6 博士; null is 不限.' })
  education!: number | null;

  @Field(() => Int, { nullable: true, description: 'Least skill grade asked, 1 学徒工 to 8 首席技师; null is 不限.' })
  grade!: number | null;

  @Field(() => AskedTitleRank, { nullable: true, description: 'Professional title asked; null when none.' })
  titleRank!: AskedTitleRank | null;

  @Field(() => Int, { nullable: true, description: 'Months of experience asked, 0 to 600; null is 不限.' })
  experienceMonths!: number | null;

  @Field(() => [AskedSkill], { description: 'Skills that are a must, at most 30.' })
  mustHave!: AskedSkill[];

  @Field(() => [AskedSkill], { description: 'Skills that are welcome, at most 30; none is a must as well.' })
  niceToHave!: AskedSkill[];

  @Field(() => [HardFilterEnum], { description: 'Demands that make whoever lacks them not eligible.' })
  hardFilters!: HardFilter[];

  @Field(() => Day, { description: 'The first day on which it is open.' })
  opensOn!: DayNumber;

  @Field(() => Day, { nullable: true, description: 'The last day on which it is open; null is until it is filled.' })
  closesOn!: DayNumber | null;

  @Field(() => PositionStatusEnum, { description: 'Where it stands in its life.' })
  status!: PositionStatus;

  @Field(() => String, { nullable: true, description: 'Why it was closed; null while it is not.' })
  closedReason!: string | null;

  /** The stored record, for field resolvers here and above. */
  record!: PositionRecord;

  static of(record: PositionRecord, isOpen: boolean): Position {
    const asked = (list: PositionRecord['mustHave']): AskedSkill[] =>
      list.map(({ skill, level }) => Object.assign(new AskedSkill(), { code: skill, level }));
    const title = record.titleRank;
    return Object.assign(new Position(), {
      id: record.id,
      version: record.version,
      createdAt: record.createdAt,
      updatedAt: record.updatedAt,
      archivedAt: record.archivedAt,
      title: record.title,
      description: record.description,
      headcount: record.headcount,
      filled: record.filled,
      openings: record.headcount - record.filled,
      isOpen,
      pay: record.pay && Object.assign(new Pay(), record.pay),
      kind: record.kind,
      startFrom: record.startFrom,
      education: record.education,
      grade: record.grade,
      titleRank: title && Object.assign(new AskedTitleRank(), { code: title.series, rank: title.rank }),
      experienceMonths: record.experienceMonths,
      mustHave: asked(record.mustHave),
      niceToHave: asked(record.niceToHave),
      hardFilters: record.hardFilters,
      opensOn: record.opensOn,
      closesOn: record.closesOn,
      status: record.status,
      closedReason: record.closedReason,
      record,
    });
  }
}

@ObjectType({ description: 'A page of positions.' })
export class PositionPage {
  @Field(() => [Position], { description: 'The positions, best first when a text was asked.' })
  items!: Position[];

  @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page; null at the end.' })
  nextCursor!: string | null;

  @Field(() => Int, { description: 'How many positions fit in all.' })
  totalCount!: number;
}
