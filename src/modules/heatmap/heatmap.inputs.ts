import { Field, InputType, Int } from 'type-graphql';
import { Day } from '../../graphql/types.ts';
import { WorkKind } from '../../graphql/work-kind.ts';
import { HeatAxisEnum, HeatMeasureEnum } from './heatmap.enums.ts';
import type { HeatAxis, HeatMeasure } from './heatmap.rules.ts';

@InputType({
  description:
    'What a heat map is of. At most two of industry, workKind and education, but for offices with heat:exact.',
})
export class HeatMapInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Only this region and what lies in it, a GB/T 2260 code of any level; the whole country when left out.',
  })
  region?: string | null;

  @Field(() => Day, { nullable: true, description: 'The day, today or later; today when left out.' })
  day?: number | null;

  @Field(() => HeatAxisEnum, { description: 'What the rows are.' })
  rows!: HeatAxis;

  @Field(() => HeatAxisEnum, {
    nullable: true,
    description: 'What the columns are; without them the map is a list of rows.',
  })
  columns?: HeatAxis | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Level of an occupation axis: 1 大类, 2 中类, 3 小类, 4 细类 (when left out). At least that of `occupation`.',
  })
  occupationLevel?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Level of a region axis: 1 province, 2 city, 3 district (when left out). At least that of `region`.',
  })
  regionLevel?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only this occupation and those under it: a code of any level, such as 6-18-01-01.',
  })
  occupation?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only positions of this industry, a GB/T 4754 code. Talents have none, so supply and what is made of it are not offered then.',
  })
  industry?: string | null;

  @Field(() => WorkKind, {
    nullable: true,
    description: 'Only positions of this kind, and talents who want it or name no kind.',
  })
  workKind?: WorkKind | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Only positions that ask just this level, and talents whose highest graduated it is: 1 初中及以下 to 6 博士. Without gap and tightness.',
  })
  education?: number | null;

  @Field(() => [HeatMeasureEnum], {
    nullable: true,
    description: 'The measures wanted; all that the map can carry when left out.',
  })
  measures?: HeatMeasure[] | null;

  @Field(() => HeatMeasureEnum, {
    nullable: true,
    description: 'Rows by their published total of this measure, highest first; by code when left out.',
  })
  orderBy?: HeatMeasure | null;
}

@InputType({ description: 'One cell of a heat map: the map’s own input, and the cell’s row and column.' })
export class HeatCellInput extends HeatMapInput {
  @Field(() => String, { description: 'Key of the row, as `rows` of the map gives it.' })
  row!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Key of the column, as `columns` of the map gives it; none where the map has no columns.',
  })
  column?: string | null;
}
