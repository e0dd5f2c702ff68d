import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Concept, type TaxonomySource } from '../taxonomy/index.ts';
import { AskedSkill, AskedTitleRank } from './positions.types.ts';

@Resolver(() => AskedSkill)
export class AskedSkillResolver {
  private readonly taxonomy: TaxonomySource;

  constructor(taxonomy: TaxonomySource) {
    this.taxonomy = taxonomy;
  }

  @FieldResolver(() => Concept, { nullable: true, description: 'The skill.' })
  skill(@Root() { code }: AskedSkill): Concept | null {
    const record = this.taxonomy.now.get('skill', code);
    return record && Concept.of(record);
  }
}

@Resolver(() => AskedTitleRank)
export class AskedTitleRankResolver {
  private readonly taxonomy: TaxonomySource;

  constructor(taxonomy: TaxonomySource) {
    this.taxonomy = taxonomy;
  }

  @FieldResolver(() => Concept, { nullable: true, description: 'The series of titles 职称系列.' })
  series(@Root() { code }: AskedTitleRank): Concept | null {
    const record = this.taxonomy.now.get('titleSeries', code);
    return record && Concept.of(record);
  }
}
