import { FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Allow } from '../../graphql/auth.ts';
import type { EditionsService } from './editions.service.ts';
import { ConceptMapping, TaxonomyEdition } from './editions.types.ts';
import type { TaxonomySource } from './taxonomy.service.ts';
import { Concept } from './taxonomy.types.ts';

@Resolver(() => Concept)
export class EditionsResolver {
  private readonly editions: EditionsService;
  private readonly taxonomy: TaxonomySource;

  constructor(editions: EditionsService, taxonomy: TaxonomySource) {
    this.editions = editions;
    this.taxonomy = taxonomy;
  }

  @Allow('taxonomy:read')
  @Query(() => [TaxonomyEdition], {
    description: 'Every edition of the taxonomy that was loaded here, the one switched to last first.',
  })
  async taxonomyEditions(): Promise<TaxonomyEdition[]> {
    return (await this.editions.list()).map((edition) => TaxonomyEdition.of(edition));
  }

  @FieldResolver(() => [ConceptMapping], {
    description: 'Concepts of other schemes (ISCO, ESCO, O*NET, or ours) that this one is mapped to, from both sides.',
  })
  mappings(@Root() { record }: Concept): ConceptMapping[] {
    return this.taxonomy.now.mappings(record.scheme, record.code).flatMap(({ relation, scheme, code }) => {
      const other = this.taxonomy.now.get(scheme, code);
      return other ? [Object.assign(new ConceptMapping(), { relation, concept: Concept.of(other) })] : [];
    });
  }
}
