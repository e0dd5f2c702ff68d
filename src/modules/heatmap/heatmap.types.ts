import { Field, Float, Int, ObjectType } from 'type-graphql';
import { DateTime, Day } from '../../graphql/types.ts';
import { type ShortageLevel, ShortageLevelEnum } from '../catalogs/index.ts';
import { AxisValueKindEnum, CellStateEnum, HeatAxisEnum, HeatMeasureEnum } from './heatmap.enums.ts';
import type {
  AxisValueKind,
  CellState,
  Figure,
  HeatAxis,
  HeatMapRecord,
  HeatMeasure,
  MeasureRecord,
} from './heatmap.rules.ts';

export const totalsNote =
  'Each total is counted and rounded on its own: people counts need not add up to it. Employers and qualified people are counted once in a total.';
export const formulaVersion = 'heat-1';

@ObjectType({ description: 'A row or a column of a heat map.' })
export class AxisValue {
  @Field(() => String, { description: 'What `heatCell` takes: the code, `~code` for UNSPLIT, `-` for UNSPECIFIED.' })
  key!: string;

  @Field(() => String, { nullable: true, description: 'The code in the axis’ scheme; null when UNSPECIFIED.' })
  code!: string | null;

  @Field(() => AxisValueKindEnum, { description: 'What it stands for.' })
  kind!: AxisValueKind;

  @Field(() => String, { description: 'Its name in Chinese.' })
  label!: string;

  @Field(() => String, { nullable: true, description: 'Its name in English, where there is one.' })
  labelEn!: string | null;
}

@ObjectType({ description: 'Values of one measure and why each is there or null, in the same order.' })
export class HeatSeries {
  @Field(() => [Float], { nullable: 'items', description: 'The values, in the unit of the measure.' })
  values!: (number | null)[];

  @Field(() => [CellStateEnum], { description: 'The states of the values.' })
  states!: CellState[];

  static of(figures: readonly Figure[]): HeatSeries {
    const values = figures.map(({ value }) => value);
    return Object.assign(new HeatSeries(), { values, states: figures.map(({ state }) => state) });
  }
}

@ObjectType({
  description: 'One measure over a whole map, in columns instead of objects: a map can have 100,000 cells.',
})
export class HeatMeasureValues extends HeatSeries {
  @Field(() => HeatMeasureEnum, { description: 'The measure.' })
  measure!: HeatMeasure;

  @Field(() => [ShortageLevelEnum], {
    nullable: 'itemsAndList',
    description: 'For LISTED how short each cell’s occupation is, in the order of the values; null for other measures.',
  })
  levels!: (ShortageLevel | null)[] | null;

  @Field(() => HeatSeries, { description: 'A total a row; empty where the map has no columns.' })
  rowTotals!: HeatSeries;

  @Field(() => HeatSeries, { description: 'A total a column.' })
  columnTotals!: HeatSeries;

  @Field(() => HeatSeries, { description: 'The total of the map: one value.' })
  grandTotal!: HeatSeries;

  static from(record: MeasureRecord): HeatMeasureValues {
    return Object.assign(new HeatMeasureValues(), HeatSeries.of(record.cells), {
      measure: record.measure,
      levels: record.levels,
      rowTotals: HeatSeries.of(record.rowTotals),
      columnTotals: HeatSeries.of(record.columnTotals),
      grandTotal: HeatSeries.of([record.grandTotal]),
    });
  }
}

@ObjectType({ description: 'By which rules and data a map was made.' })
export class HeatVersions {
  @Field(() => String, { description: 'Version of the formulas of the measures.' })
  formula!: string;

  @Field(() => Int, {
    description: 'Version of the frozen occupation profiles that people are qualified against; 0 before the first.',
  })
  profile!: number;
}

@ObjectType({
  description:
    'A talent-demand heat map 需求热力图: measures over rows and columns, the same for everybody but for the rounding of people counts.',
})
export class HeatMap {
  @Field(() => Day, { description: 'The day that is counted.' })
  day!: number;

  @Field(() => DateTime, { description: 'When it was counted; a map is served again for up to 60 seconds.' })
  asOf!: Date;

  @Field(() => Boolean, {
    description: 'Whether people counts are exact: for offices with heat:exact, in the region that they serve.',
  })
  exact!: boolean;

  @Field(() => HeatAxisEnum, { description: 'What the rows are.' })
  rowAxis!: HeatAxis;

  @Field(() => HeatAxisEnum, { nullable: true, description: 'What the columns are.' })
  columnAxis!: HeatAxis | null;

  @Field(() => Int, { description: 'Level of the occupation axis, 1 to 4, as used.' })
  occupationLevel!: number;

  @Field(() => Int, { description: 'Level of the region axis, 1 to 3, as used.' })
  regionLevel!: number;

  @Field(() => [AxisValue], { description: 'The rows in which anything was counted.' })
  rows!: AxisValue[];

  @Field(() => [AxisValue], { description: 'The columns in which anything was counted; empty where the map has none.' })
  columns!: AxisValue[];

  @Field(() => [HeatMeasureValues], {
    description:
      'The measures: the value of row r and column c stands at r × (count of columns) + c, of a map without columns at r.',
  })
  measures!: HeatMeasureValues[];

  @Field(() => String, { description: 'Why totals need not add up.' })
  totalsNeedNotAdd!: string;

  @Field(() => HeatVersions, { description: 'By which rules and data it was made.' })
  versions!: HeatVersions;

  record!: HeatMapRecord;

  static of(record: HeatMapRecord): HeatMap {
    const { scope, asOf, exact } = record;
    return Object.assign(new HeatMap(), {
      asOf,
      exact,
      record,
      day: scope.day,
      rowAxis: scope.rows,
      columnAxis: scope.columns,
      occupationLevel: scope.occupationLevel,
      regionLevel: scope.regionLevel,
      rows: record.rows.map((value) => Object.assign(new AxisValue(), value)),
      columns: record.columns.map((value) => Object.assign(new AxisValue(), value)),
      measures: record.measures.map((measure) => HeatMeasureValues.from(measure)),
      totalsNeedNotAdd: totalsNote,
      versions: Object.assign(new HeatVersions(), { formula: formulaVersion, profile: record.profileVersion }),
    });
  }
}
