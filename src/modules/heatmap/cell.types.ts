import { Field, Float, Int, ObjectType } from 'type-graphql';
import { type ShortageLevel, ShortageLevelEnum } from '../catalogs/index.ts';
import type { OccupationProfile } from '../matching/index.ts';
import { Talent } from '../talents/index.ts';
import { CellStateEnum, HeatMeasureEnum } from './heatmap.enums.ts';
import type { CellState, HeatMeasure } from './heatmap.rules.ts';
import type { HeatCellRecord } from './heatmap.service.ts';
import { AxisValue } from './heatmap.types.ts';

@ObjectType({ description: 'One measure of one cell.' })
export class HeatFigure {
  @Field(() => HeatMeasureEnum, { description: 'The measure.' })
  measure!: HeatMeasure;

  @Field(() => Float, {
    nullable: true,
    description: 'The value in the unit of the measure; null with a state that says why.',
  })
  value!: number | null;

  @Field(() => CellStateEnum, { description: 'Why the value is there or null.' })
  state!: CellState;

  @Field(() => ShortageLevelEnum, {
    nullable: true,
    description: 'For LISTED how short the occupation is; null when it is not listed.',
  })
  level!: ShortageLevel | null;
}

@ObjectType({ description: 'One cell of a heat map, and what stands behind it.' })
export class HeatCell {
  @Field(() => AxisValue, { description: 'Its row.' })
  row!: AxisValue;

  @Field(() => AxisValue, { nullable: true, description: 'Its column; null where the map has none.' })
  column!: AxisValue | null;

  @Field(() => [HeatFigure], { description: 'Its measures, as the map shows them.' })
  figures!: HeatFigure[];

  record!: HeatCellRecord;

  static of(record: HeatCellRecord): HeatCell {
    const shown = (values: readonly { key: string }[], key: string | null): AxisValue | null => {
      const found = values.find((value) => value.key === key);
      return found ? Object.assign(new AxisValue(), found) : null;
    };
    const figures = record.figures.map(({ measure, figure, level }) =>
      Object.assign(new HeatFigure(), figure, { measure, level }),
    );
    return Object.assign(new HeatCell(), {
      row: shown(record.map.rows, record.row),
      column: shown(record.map.columns, record.column),
      figures,
      record,
    });
  }
}

@ObjectType({ description: 'A page of candidates. How many there are in all is the cell’s supply, as published.' })
export class HeatCandidatePage {
  @Field(() => [Talent], { description: 'Talents of the cell that you may see.' })
  items!: Talent[];

  @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page; null at the end.' })
  nextCursor!: string | null;
}

@ObjectType({ description: 'A skill of an occupation’s profile.' })
export class ProfileSkill {
  code!: string;

  @Field(() => Float, { description: 'Share of the openings that ask it as a must, 0.2 to 1; shown, not scored.' })
  share!: number;
}

@ObjectType({
  description:
    'What the open positions of an occupation asked together when profiles were last frozen; people are qualified against it.',
})
export class HeatProfile {
  @Field(() => Int, { description: 'How many positions it is made of, 5 at least.' })
  positions!: number;

  @Field(() => Int, { description: 'Of how many employers, 3 at least.' })
  employers!: number;

  @Field(() => Int, { description: 'Σ (headcount − filled) of these positions, in people.' })
  openings!: number;

  @Field(() => [ProfileSkill], {
    description: 'Must-haves asked by 20 % of the openings or more, the most asked first, at most 12.',
  })
  skills!: ProfileSkill[];

  @Field(() => Int, {
    nullable: true,
    description: 'First quartile by openings of the education stated, 1 to 6; null when none is.',
  })
  education!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'First quartile by openings of the skill grade stated, 1 to 8; null when none is.',
  })
  grade!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'First quartile by openings of the experience stated, in months; null when none is.',
  })
  months!: number | null;

  @Field(() => Int, { description: 'Version of the freeze.' })
  version!: number;

  static of({ positions, employers, openings, asks, shares }: OccupationProfile, version: number): HeatProfile {
    const skills = asks.mustHave.map(({ skill }) =>
      Object.assign(new ProfileSkill(), { code: skill, share: (shares[skill] ?? 0) / 10_000 }),
    );
    const { education, grade, experienceMonths: months } = asks;
    return Object.assign(new HeatProfile(), {
      positions,
      employers,
      openings,
      skills,
      education,
      grade,
      months,
      version,
    });
  }
}
