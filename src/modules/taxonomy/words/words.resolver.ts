import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allow } from '../../../graphql/auth.ts';
import type { Context } from '../../../graphql/context.ts';
import { PageArgs, UUID } from '../../../graphql/types.ts';
import type { Scheme } from '../concept.rules.ts';
import { Concept, SchemeEnum } from '../taxonomy.types.ts';
import type { OrganizationAliasService } from './aliases.service.ts';
import type { WordAnswers } from './answers.ts';
import { ConceptChoiceInput } from './inputs.ts';
import {
  MajorResolution,
  OrganizationAlias,
  OrganizationAliasPage,
  RegionResolution,
  Resolution,
  SkillResolution,
} from './words.types.ts';

const textsText = 'Up to 1,000 texts of up to 500 characters each; the answers come in their order.';
const limitText = 'How many candidates at most, 1 to 20.';

@Resolver(() => OrganizationAlias)
export class WordResolver {
  private readonly answers: WordAnswers;
  private readonly aliases: OrganizationAliasService;

  constructor(answers: WordAnswers, aliases: OrganizationAliasService) {
    this.answers = answers;
    this.aliases = aliases;
  }

  @Allow('taxonomy:read')
  @Query(() => [Resolution], {
    description: 'Occupations of job titles as people write them: 「急聘CNC师傅8k-12k」. TOO_LARGE for too many texts.',
  })
  resolveOccupations(
    @Ctx() { actor }: Context,
    @Arg('texts', () => [String], { description: textsText }) texts: string[],
    @Arg('limit', () => Int, { defaultValue: 5, description: limitText }) limit: number,
  ): Promise<Resolution[]> {
    return this.answers.occupations(actor, texts, limit);
  }

  @Allow('taxonomy:read')
  @Query(() => [MajorResolution], {
    description: 'Majors of texts, also several in one: 「机械、电气或自动化相关专业」. TOO_LARGE for too many texts.',
  })
  resolveMajors(
    @Ctx() { actor }: Context,
    @Arg('texts', () => [String], { description: textsText }) texts: string[],
    @Arg('limit', () => Int, { defaultValue: 5, description: 'How many candidates a part of a text at most, 1 to 20.' })
    limit: number,
    @Arg('education', () => Int, {
      nullable: true,
      description: 'Level of education 1 to 6: of majors of one name, those that lead to it are meant.',
    })
    education?: number | null,
  ): Promise<MajorResolution[]> {
    return this.answers.majors(actor, texts, limit, { education });
  }

  @Allow('taxonomy:read')
  @Query(() => [RegionResolution], {
    description: 'Regions of names and addresses: 集美, 「厦门市集美区软件园三期」. TOO_LARGE for too many texts.',
  })
  resolveRegions(
    @Ctx() { actor }: Context,
    @Arg('texts', () => [String], { description: textsText }) texts: string[],
    @Arg('limit', () => Int, { defaultValue: 5, description: limitText }) limit: number,
    @Arg('within', () => String, {
      nullable: true,
      description: 'Code of a region: of places with one name, those in it or near it are meant.',
    })
    within?: string | null,
  ): Promise<RegionResolution[]> {
    return this.answers.regions(actor, texts, limit, within);
  }

  @Allow('taxonomy:read')
  @Query(() => [SkillResolution], {
    description: 'Skills by name, or all that a text says: 「会CAD制图，有叉车证」. TOO_LARGE for too many texts.',
  })
  resolveSkills(
    @Ctx() { actor }: Context,
    @Arg('texts', () => [String], { description: textsText }) texts: string[],
    @Arg('limit', () => Int, { defaultValue: 20, description: 'How many skills a text at most, 1 to 50.' })
    limit: number,
  ): Promise<SkillResolution[]> {
    return this.answers.skills(actor, texts, limit);
  }

  @Allow('word:read')
  @Query(() => OrganizationAliasPage, { description: 'The words of your organization, the newest first.' })
  async organizationAliases(
    @Ctx() { actor }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('scheme', () => SchemeEnum, { nullable: true, description: 'Only those of this scheme.' })
    scheme?: Scheme | null,
  ): Promise<OrganizationAliasPage> {
    const { items, nextCursor } = await this.aliases.list(actor, {
      first: page.first,
      after: page.after ?? null,
      scheme,
    });
    return Object.assign(new OrganizationAliasPage(), {
      items: items.map((row) => OrganizationAlias.of(row)),
      nextCursor,
    });
  }

  @Allow('word:choose')
  @Mutation(() => OrganizationAlias, {
    description:
      'Says what a word stands for in your organization’s rows from now on. BAD_INPUT for a word that is a name already.',
  })
  async chooseConcept(
    @Ctx() { actor }: Context,
    @Arg('input', () => ConceptChoiceInput, { description: 'The word and the concept.' }) input: ConceptChoiceInput,
  ): Promise<OrganizationAlias> {
    return OrganizationAlias.of(await this.aliases.choose(actor, input));
  }

  @Allow('word:choose')
  @Mutation(() => UUID, { description: 'Forgets a word of your organization; answers its id.' })
  deleteOrganizationAlias(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: 'Its id.' }) id: string,
  ): Promise<string> {
    return this.aliases.delete(actor, id);
  }

  @FieldResolver(() => Concept, { nullable: true, description: 'What it stands for.' })
  concept(@Root() { row }: OrganizationAlias): Concept | null {
    return this.answers.concept(row.scheme, row.code);
  }
}
