import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime, Day, Pay, StoredRecord } from '../../graphql/types.ts';
import type { DayNumber } from '../../kernel/day.ts';
import type { CatalogMode, CatalogRecord, CatalogStatus, EntryRecord, ShortageLevel } from './catalogs.rules.ts';

export const CatalogModeEnum = { REPLACES: 'REPLACES', ADDS: 'ADDS' } as const satisfies { [M in CatalogMode]: M };
registerEnumType(CatalogModeEnum, {
  name: 'CatalogMode',
  description: 'How a catalog stands to those of the regions around its own.',
  valuesConfig: {
    REPLACES: {
      description: 'It alone speaks for its region: a district’s catalog replaces the city’s and the province’s.',
    },
    ADDS: { description: 'It adds to them, and its entry for an occupation comes before theirs.' },
  },
});

export const CatalogStatusEnum = {
  DRAFT: 'DRAFT',
  REVIEW: 'REVIEW',
  PUBLISHED: 'PUBLISHED',
  SUPERSEDED: 'SUPERSEDED',
} as const satisfies { [S in CatalogStatus]: S };
registerEnumType(CatalogStatusEnum, {
  name: 'CatalogStatus',
  description: 'Where a catalog stands in its life.',
  valuesConfig: {
    DRAFT: { description: 'Being written; its issuer alone sees it.' },
    REVIEW: { description: 'Written, and waits for an ADMIN of the office to publish it; its issuer alone sees it.' },
    PUBLISHED: { description: 'Published; it speaks on the days from validFrom to validTo.' },
    SUPERSEDED: {
      description:
        'Published, but a later catalog of its issuer for its region begins within its days: it speaks until then.',
    },
  },
});

export const ShortageLevelEnum = {
  ORDINARY: 'ORDINARY',
  SHORT: 'SHORT',
  VERY_SHORT: 'VERY_SHORT',
} as const satisfies { [L in ShortageLevel]: L };
registerEnumType(ShortageLevelEnum, {
  name: 'ShortageLevel',
  description: 'How short an occupation is, as its issuer rates it.',
  valuesConfig: {
    ORDINARY: { description: '一般.' },
    SHORT: { description: '紧缺.' },
    VERY_SHORT: { description: '非常紧缺.' },
  },
});

@ObjectType({ description: 'A shortage catalog 紧缺目录 that an office issues for a region.' })
export class Catalog extends StoredRecord {
  @Field(() => String, { description: 'The title, up to 200 characters.' })
  title!: string;

  @Field(() => CatalogModeEnum, {
    description: 'Whether it replaces the catalogs of the regions around its own or adds to them.',
  })
  mode!: CatalogMode;

  @Field(() => CatalogStatusEnum, { description: 'Where it stands in its life.' })
  status!: CatalogStatus;

  @Field(() => Day, { description: 'The first day on which it speaks.' })
  validFrom!: DayNumber;

  @Field(() => Day, {
    nullable: true,
    description: 'The last day on which it speaks; null until another supersedes it.',
  })
  validTo!: DayNumber | null;

  @Field(() => String, { description: 'The edition as its issuer counts it, such as 2026; up to 50 characters.' })
  edition!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was published; null while it is not.' })
  publishedAt!: Date | null;

  @Field(() => Int, { description: 'How many entries it has, withdrawing ones included; 0 to 5,000.' })
  entryCount!: number;

  /** The stored record, for field resolvers here and above. */
  record!: CatalogRecord;

  static of(record: CatalogRecord): Catalog {
    const { id, version, createdAt, updatedAt, archivedAt, title, mode, status } = record;
    const { validFrom, validTo, edition, publishedAt, entryCount } = record;
    const stored = { id, version, createdAt, updatedAt, archivedAt };
    const said = { title, mode, status, validFrom, validTo, edition, publishedAt, entryCount };
    return Object.assign(new Catalog(), stored, said, { record });
  }
}

@ObjectType({ description: 'A page of catalogs.' })
export class CatalogPage {
  @Field(() => [Catalog], { description: 'The catalogs, newest first.' })
  items!: Catalog[];

  @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page; null at the end.' })
  nextCursor!: string | null;
}

@ObjectType({ description: 'One line of a catalog: what its issuer says of an occupation.' })
export class CatalogEntry {
  @Field(() => Int, { description: 'Its place in the catalog, from 1.' })
  line!: number;

  @Field(() => String, {
    nullable: true,
    description: 'What the issuer calls the occupation 工种, where it is not the occupation’s name.',
  })
  tradeName!: string | null;

  @Field(() => ShortageLevelEnum, { description: 'How short the occupation is.' })
  level!: ShortageLevel;

  @Field(() => Int, {
    nullable: true,
    description: 'People wanted, 1 to 1,000,000; null when the issuer names no number.',
  })
  headcount!: number | null;

  @Field(() => Int, { nullable: true, description: 'Least education wanted, 1 初中及以下 to 6 博士; null is 不限.' })
  education!: number | null;

  @Field(() => Int, { nullable: true, description: 'Least skill grade wanted, 1 学徒工 to 8 首席技师; null is 不限.' })
  grade!: number | null;

  @Field(() => [String], {
    description: 'Schools from which people are wanted, as the issuer writes them; empty is any.',
  })
  schools!: string[];

  @Field(() => Pay, { nullable: true, description: 'The pay to expect; null when the issuer does not say.' })
  pay!: Pay | null;

  @Field(() => String, { nullable: true, description: 'What else the issuer says, up to 2,000 characters.' })
  remark!: string | null;

  @Field(() => Boolean, {
    description: 'Whether it takes the entry of the regions around out instead of putting one in.',
  })
  withdraws!: boolean;

  /** The stored record, for field resolvers here and above. */
  record!: EntryRecord;

  static of(record: EntryRecord): CatalogEntry {
    const { line, tradeName, level, headcount, education, grade, schools, remark, withdraws } = record;
    const said = { line, tradeName, level, headcount, education, grade, schools, remark, withdraws };
    return Object.assign(new CatalogEntry(), said, { pay: record.pay && Object.assign(new Pay(), record.pay), record });
  }
}

@ObjectType({ description: 'A page of a catalog’s entries.' })
export class CatalogEntryPage {
  @Field(() => [CatalogEntry], { description: 'The entries, in the order of their lines.' })
  items!: CatalogEntry[];

  @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page; null at the end.' })
  nextCursor!: string | null;
}
