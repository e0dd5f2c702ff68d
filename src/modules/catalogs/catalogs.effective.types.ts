import { Field, Int, ObjectType } from 'type-graphql';
import { Day } from '../../graphql/types.ts';
import type { DayNumber } from '../../kernel/day.ts';
import type { EffectiveCatalogRecord, EffectiveEntryRecord } from './catalogs.effective.ts';
import { Catalog, CatalogEntry } from './catalogs.types.ts';

@ObjectType({ description: 'An entry that holds for a region on a day, and the catalog that it came from.' })
export class EffectiveEntry {
  @Field(() => CatalogEntry, { description: 'The entry, whole as its catalog says it.' })
  entry!: CatalogEntry;

  @Field(() => Catalog, { description: 'The catalog that it stands in; its issuer and region say whose it is.' })
  catalog!: Catalog;

  @Field(() => Boolean, {
    description: 'Whether the entry names the very occupation asked for; false when it names a coarser one.',
  })
  exact!: boolean;

  /** The entry's occupation by its current code. */
  matched!: string;

  static of({ entry, catalog, exact, matchedOccupation }: EffectiveEntryRecord): EffectiveEntry {
    const shown = { entry: CatalogEntry.of(entry), catalog: Catalog.of(catalog) };
    return Object.assign(new EffectiveEntry(), { ...shown, exact, matched: matchedOccupation });
  }
}

@ObjectType({ description: 'A page of the entries that hold.' })
export class EffectiveEntryPage {
  @Field(() => [EffectiveEntry], { description: 'The entries, by the code of their occupation.' })
  items!: EffectiveEntry[];

  @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page; null at the end.' })
  nextCursor!: string | null;

  @Field(() => Int, { description: 'How many occupations are listed in all.' })
  totalCount!: number;
}

@ObjectType({ description: 'What all catalogs together say for a region on a day.' })
export class EffectiveCatalog {
  @Field(() => Day, { description: 'The day.' })
  day!: DayNumber;

  @Field(() => [Catalog], {
    description:
      'The catalogs walked, from the region outwards, up to one that replaces those around it; empty when none speaks.',
  })
  chain!: Catalog[];

  record!: EffectiveCatalogRecord;

  static of(record: EffectiveCatalogRecord): EffectiveCatalog {
    const chain = record.chain.map((catalog) => Catalog.of(catalog));
    return Object.assign(new EffectiveCatalog(), { day: record.day, chain, record });
  }
}
