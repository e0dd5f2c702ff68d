import { Arg, Args, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { Allow } from '../../graphql/auth.ts';
import { PageArgs } from '../../graphql/types.ts';
import { skillSchemes } from './concept.rules.ts';
import type { EditionsService } from './editions.service.ts';
import type { OccupationScheme, Scheme } from './taxonomy.rules.ts';
import type { TaxonomyService } from './taxonomy.service.ts';
import { Concept, ConceptPage, SchemeEnum } from './taxonomy.types.ts';

@Resolver(() => Concept)
export class TaxonomyResolver {
  private readonly service: TaxonomyService;
  private readonly editions: Pick<EditionsService, 'conceptIn'>;

  constructor(service: TaxonomyService, editions: Pick<EditionsService, 'conceptIn'>) {
    this.service = service;
    this.editions = editions;
  }

  @Allow('taxonomy:read')
  @Query(() => Concept, {
    nullable: true,
    description: 'One concept by its code; null when the scheme, or the edition asked for, has no such code.',
  })
  async concept(
    @Arg('scheme', () => SchemeEnum, { description: 'The scheme that the code belongs to.' }) scheme: Scheme,
    @Arg('code', () => String, { description: 'A code of any edition.' }) code: string,
    @Arg('edition', () => String, {
      nullable: true,
      description: 'As this edition stated it; as it stands today when left out. NOT_FOUND for one never loaded.',
    })
    edition?: string | null,
  ): Promise<Concept | null> {
    const stated = edition == null ? {} : await this.editions.conceptIn(edition, scheme, code);
    const today = this.service.concept(scheme, code);
    return stated && today && Concept.of({ ...today, ...stated });
  }

  @Allow('taxonomy:read')
  @Query(() => ConceptPage, { description: 'Concepts of a scheme, by code; retired ones are left out.' })
  concepts(
    @Arg('scheme', () => SchemeEnum, { description: 'The scheme whose concepts are listed.' }) scheme: Scheme,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('text', () => String, {
      nullable: true,
      description: 'Must stand in the code, name or an alias; up to 200 characters.',
    })
    text?: string,
    @Arg('parent', () => String, { nullable: true, description: 'Only the children of this code.' }) parent?: string,
    @Arg('level', () => Int, { nullable: true, description: 'Only this level.' }) level?: number,
  ): ConceptPage {
    const found = this.service.concepts({ scheme, text, parent, level, first: page.first, after: page.after ?? null });
    return Object.assign(new ConceptPage(), { ...found, items: found.items.map((item) => Concept.of(item)) });
  }

  @Allow('taxonomy:read')
  @Query(() => ConceptPage, {
    description: 'Occupations whose names and aliases hold all words of a text, best first.',
  })
  async occupations(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('text', () => String, {
      nullable: true,
      description:
        'Words in Chinese or English, up to 200 characters, the last as a beginning; all occupations when left out.',
    })
    text?: string,
    @Arg('level', () => Int, { nullable: true, description: 'Only this level, 1 大类 to 4 细类.' }) level?: number,
  ): Promise<ConceptPage> {
    const found = await this.service.occupations({ text, level, first: page.first, after: page.after ?? null });
    return Object.assign(new ConceptPage(), { ...found, items: found.items.map((item) => Concept.of(item)) });
  }

  @FieldResolver(() => Concept, { nullable: true, description: 'The next coarser concept; null at the top.' })
  parent(@Root() { record }: Concept): Concept | null {
    const parent = record.parent === null ? null : this.service.concept(record.scheme, record.parent);
    return parent && Concept.of(parent);
  }

  @FieldResolver(() => [Concept], { description: 'The next finer concepts, by code.' })
  children(@Root() { record }: Concept): Concept[] {
    return this.service.now.children(record.scheme, record.code).map((child) => Concept.of(child));
  }

  @FieldResolver(() => [Concept], {
    description: 'What stands for a retired concept: a single one is followed by itself, of several none is.',
  })
  successors(@Root() { record }: Concept): Concept[] {
    return record.successors
      .flatMap((code) => this.service.concept(record.scheme, code) ?? [])
      .map((to) => Concept.of(to));
  }

  @FieldResolver(() => [Concept], {
    description: 'Skills that the occupation typically asks, ours, of ESCO or of O*NET; empty for other schemes.',
  })
  typicalSkills(@Root() { record: { scheme, code } }: Concept): Concept[] {
    if (!(scheme in skillSchemes)) return [];
    const occupations = scheme as OccupationScheme;
    return this.service.now
      .typicalSkills(code, occupations)
      .flatMap((skill) => this.service.concept(skillSchemes[occupations], skill) ?? [])
      .map((skill) => Concept.of(skill));
  }
}
