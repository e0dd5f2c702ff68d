import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Allow } from '../../graphql/auth.ts';
import type { Context } from '../../graphql/context.ts';
import { Day, PageArgs } from '../../graphql/types.ts';
import type { DayNumber } from '../../kernel/day.ts';
import { Position } from '../positions/index.ts';
import { Concept, type Scheme, type TaxonomySource } from '../taxonomy/index.ts';
import { type EffectiveCatalogs, pageOfEntries } from './catalogs.effective.ts';
import { EffectiveCatalog, EffectiveEntry, EffectiveEntryPage } from './catalogs.effective.types.ts';
import { RegionAndDayArgs } from './catalogs.inputs.ts';
import { CatalogEntry } from './catalogs.types.ts';

@Resolver(() => EffectiveCatalog)
export class EffectiveCatalogResolver {
  private readonly effective: EffectiveCatalogs;
  private readonly taxonomy: TaxonomySource;
  private readonly today: () => DayNumber;

  constructor(effective: EffectiveCatalogs, taxonomy: TaxonomySource, today: () => DayNumber) {
    this.effective = effective;
    this.taxonomy = taxonomy;
    this.today = today;
  }

  @Allow('catalog:read')
  @Query(() => EffectiveCatalog, {
    description:
      'What the published catalogs together say for a region on a day: from district to city to province, the nearest issuer’s entry first.',
  })
  async effectiveCatalog(@Args(() => RegionAndDayArgs) { region, day }: RegionAndDayArgs): Promise<EffectiveCatalog> {
    const code = this.taxonomy.now.check('region', region, 'region');
    return EffectiveCatalog.of(await this.effective.effectiveCatalog(code, day ?? this.today()));
  }

  @Allow('catalog:read')
  @Query(() => EffectiveEntry, {
    nullable: true,
    description:
      'The entry that holds for an occupation: its own, else that of the nearest coarser occupation; null when none is listed.',
  })
  async effectiveEntry(
    @Args(() => RegionAndDayArgs) { region, day }: RegionAndDayArgs,
    @Arg('occupation', () => String, { description: 'Code of the scheme occupation, any level, such as 6-18-01-01.' })
    occupation: string,
  ): Promise<EffectiveEntry | null> {
    const { now } = this.taxonomy;
    const pair = {
      region: now.check('region', region, 'region'),
      occupation: now.check('occupation', occupation, 'occupation'),
    };
    const [found] = await this.effective.effectiveEntries([pair], day ?? this.today());
    return found ? EffectiveEntry.of(found) : null;
  }

  @FieldResolver(() => Concept, { nullable: true, description: 'The region.' })
  region(@Root() { record }: EffectiveCatalog): Concept | null {
    const region = this.taxonomy.now.get('region', record.region);
    return region && Concept.of(region);
  }

  @FieldResolver(() => EffectiveEntryPage, { description: 'The entries that hold.' })
  entries(
    @Root() { record }: EffectiveCatalog,
    @Args(() => PageArgs) { first, after = null }: PageArgs,
  ): EffectiveEntryPage {
    const page = pageOfEntries(record, { first, after });
    return Object.assign(new EffectiveEntryPage(), {
      ...page,
      items: page.items.map((item) => EffectiveEntry.of(item)),
    });
  }
}

@Resolver(() => EffectiveEntry)
export class EffectiveEntryResolver {
  private readonly taxonomy: TaxonomySource;

  constructor(taxonomy: TaxonomySource) {
    this.taxonomy = taxonomy;
  }

  @FieldResolver(() => Concept, {
    nullable: true,
    description: 'The occupation of the entry: the one asked for, or the coarser one that is listed.',
  })
  matchedOccupation(@Root() { matched }: EffectiveEntry): Concept | null {
    const occupation = this.taxonomy.now.get('occupation', matched);
    return occupation && Concept.of(occupation);
  }
}

@Resolver(() => CatalogEntry)
export class CatalogEntryResolver {
  private readonly taxonomy: TaxonomySource;

  constructor(taxonomy: TaxonomySource) {
    this.taxonomy = taxonomy;
  }

  @FieldResolver(() => Concept, { nullable: true, description: 'The occupation, at any level.' })
  occupation(@Root() { record }: CatalogEntry): Concept | null {
    return this.concept('occupation', record.occupation);
  }

  @FieldResolver(() => [Concept], { description: 'Majors wanted, of which any will do; empty is 不限.' })
  majors(@Root() { record }: CatalogEntry): Concept[] {
    return record.majors.flatMap((code) => this.concept('major', code) ?? []);
  }

  private concept(scheme: Scheme, code: string): Concept | null {
    const record = this.taxonomy.now.get(scheme, code);
    return record && Concept.of(record);
  }
}

@Resolver(() => Position)
export class PositionEntryResolver {
  private readonly effective: EffectiveCatalogs;
  private readonly today: () => DayNumber;

  constructor(effective: EffectiveCatalogs, today: () => DayNumber) {
    this.effective = effective;
    this.today = today;
  }

  @FieldResolver(() => EffectiveEntry, {
    nullable: true,
    description: 'What the shortage catalogs of its region say of its occupation on a day; null when it is not listed.',
  })
  async catalogEntry(
    @Ctx() { loaders }: Context,
    @Root() { record }: Position,
    @Arg('day', () => Day, { nullable: true, description: 'The day, past or future; today when left out.' })
    asked?: DayNumber | null,
  ): Promise<EffectiveEntry | null> {
    const day = asked ?? this.today();
    const found = await loaders.load(`position.catalogEntry:${day}`, record, (positions) =>
      this.effective.effectiveEntries(positions, day),
    );
    return found && EffectiveEntry.of(found);
  }
}
