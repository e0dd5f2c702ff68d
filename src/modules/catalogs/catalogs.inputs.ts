import { ArgsType, Field, InputType, Int } from 'type-graphql';
import { Day, PageArgs, PayInput, UUID } from '../../graphql/types.ts';
import type { DayNumber } from '../../kernel/day.ts';
import type { CatalogMode, CatalogStatus, ShortageLevel } from './catalogs.rules.ts';
import { CatalogModeEnum, CatalogStatusEnum, ShortageLevelEnum } from './catalogs.types.ts';

@InputType({ description: 'What a catalog says of an occupation; each occupation once.' })
export class CatalogEntryInput {
  @Field(() => String, {
    description:
      'Code of the scheme occupation, any level, such as 6-18-01-01, or exactly a name or alias that fits one occupation only.',
  })
  occupation!: string;

  @Field(() => String, { nullable: true, description: 'What you call the occupation 工种, up to 100 characters.' })
  tradeName?: string | null;

  @Field(() => ShortageLevelEnum, {
    nullable: true,
    description: 'How short the occupation is; SHORT 紧缺 when left out.',
  })
  level?: ShortageLevel | null;

  @Field(() => Int, { nullable: true, description: 'People wanted, 1 to 1,000,000.' })
  headcount?: number | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Codes or exact names of the scheme major, any level, at most 30.',
  })
  majors?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'Least education wanted, 1 初中及以下 to 6 博士.' })
  education?: number | null;

  @Field(() => Int, { nullable: true, description: 'Least skill grade wanted, 1 学徒工 to 8 首席技师.' })
  grade?: number | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Schools from which people are wanted, at most 30, up to 100 characters each.',
  })
  schools?: string[] | null;

  @Field(() => PayInput, { nullable: true, description: 'The pay to expect.' })
  pay?: PayInput | null;

  @Field(() => String, { nullable: true, description: 'What else there is to say, up to 2,000 characters.' })
  remark?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Takes the entry of the regions around for the same occupation out instead of putting one in; false when left out.',
  })
  withdraws?: boolean | null;
}

/** What may stay unsaid of a catalog, new or changed. */
@InputType()
abstract class CatalogDetails {
  @Field(() => String, {
    nullable: true,
    description: 'Your own number of the catalog, unique with your office, up to 100 characters.',
  })
  externalId?: string | null;

  @Field(() => Day, {
    nullable: true,
    description: 'The last day on which it speaks, not before validFrom; left out: until it is superseded.',
  })
  validTo?: DayNumber | null;
}

@InputType({ description: 'A new catalog; it is a draft until it is published.' })
export class CatalogInput extends CatalogDetails {
  @Field(() => String, {
    description: 'Code of the scheme region that it is for: the one that your office serves, or one within it.',
  })
  region!: string;

  @Field(() => String, { description: 'The title, 1 to 200 characters.' })
  title!: string;

  @Field(() => CatalogModeEnum, {
    description: 'Whether it replaces the catalogs of the regions around or adds to them.',
  })
  mode!: CatalogMode;

  @Field(() => Day, { description: 'The first day on which it speaks; past and future days will do.' })
  validFrom!: DayNumber;

  @Field(() => String, { description: 'The edition as you count it, such as 2026; 1 to 50 characters.' })
  edition!: string;

  @Field(() => [CatalogEntryInput], { nullable: true, description: 'The entries in their order, at most 5,000.' })
  entries?: CatalogEntryInput[] | null;
}

@InputType({ description: 'Changes to a catalog: what is left out stays as it is, null clears it.' })
export class CatalogPatch extends CatalogDetails {
  @Field(() => String, {
    nullable: true,
    description: 'Code of the scheme region, within the one that your office serves; never null.',
  })
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'The title, 1 to 200 characters; never null.' })
  title?: string | null;

  @Field(() => CatalogModeEnum, { nullable: true, description: 'Whether it replaces or adds; never null.' })
  mode?: CatalogMode | null;

  @Field(() => Day, { nullable: true, description: 'The first day on which it speaks; never null.' })
  validFrom?: DayNumber | null;

  @Field(() => String, { nullable: true, description: 'The edition, 1 to 50 characters; never null.' })
  edition?: string | null;

  @Field(() => [CatalogEntryInput], {
    nullable: true,
    description: 'All entries in their order, at most 5,000, in place of those that are there.',
  })
  entries?: CatalogEntryInput[] | null;
}

@ArgsType()
export class CatalogsArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Only catalogs for this region or for one within it: a code of any level.',
  })
  region?: string | null;

  @Field(() => CatalogStatusEnum, { nullable: true, description: 'Only this status; others’ drafts are never seen.' })
  status?: CatalogStatus | null;

  @Field(() => UUID, { nullable: true, description: 'Only this office’s.' })
  issuer?: string | null;
}

@ArgsType()
export class RegionAndDayArgs {
  @Field(() => String, { description: 'Code of the scheme region, any level.' })
  region!: string;

  @Field(() => Day, { nullable: true, description: 'The day, past or future; today when left out.' })
  day?: DayNumber | null;
}
