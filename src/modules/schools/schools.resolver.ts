import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allow } from '../../graphql/auth.ts';
import type { Context } from '../../graphql/context.ts';
import { UUID } from '../../graphql/types.ts';
import { Organization } from '../accounts/index.ts';
import { Concept, type TaxonomySource } from '../taxonomy/index.ts';
import type { SchoolsService } from './schools.service.ts';
import { School, SchoolInput, SchoolPage, SchoolPatch, SchoolsArgs } from './schools.types.ts';

@Resolver(() => School)
export class SchoolsResolver {
  private readonly service: SchoolsService;
  private readonly taxonomy: TaxonomySource;

  constructor(service: SchoolsService, taxonomy: TaxonomySource) {
    this.service = service;
    this.taxonomy = taxonomy;
  }

  @Allow('school:read')
  @Query(() => School, { nullable: true, description: 'One school; null when there is none that you may see.' })
  school(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: 'Its id.' }) id: string,
  ): Promise<School | null> {
    return this.service.school(actor, id);
  }

  @Allow('school:read')
  @Query(() => SchoolPage, {
    description:
      'Verified schools, newest first; with them your own and, for an office, all in the region that it serves.',
  })
  async schools(@Ctx() { actor }: Context, @Args(() => SchoolsArgs) args: SchoolsArgs): Promise<SchoolPage> {
    return Object.assign(new SchoolPage(), await this.service.schools(actor, { ...args, after: args.after ?? null }));
  }

  @Allow('organization:create')
  @Mutation(() => School, { description: 'Makes a school in the region that your office serves; not verified yet.' })
  createSchool(
    @Ctx() { actor }: Context,
    @Arg('input', () => SchoolInput, { description: 'The school.' }) input: SchoolInput,
  ): Promise<School> {
    return this.service.createSchool(actor, input);
  }

  @Allow('organization:update')
  @Mutation(() => School, {
    description: 'Changes a school’s kind and tiers; the school itself, or its office while it has no members.',
  })
  updateSchool(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: 'Its id.' }) id: string,
    @Arg('version', () => Int, {
      description: 'The version that you read; if it is not the current one, nothing is written.',
    })
    version: number,
    @Arg('patch', () => SchoolPatch, { description: 'What changes.' }) patch: SchoolPatch,
  ): Promise<School> {
    return this.service.updateSchool(actor, id, version, patch);
  }

  @FieldResolver(() => Organization, { description: 'The organization that the school is.' })
  organization(@Root() { organizationRow }: School): Organization {
    return organizationRow;
  }

  @FieldResolver(() => Concept, { nullable: true, description: 'Where the school sits.' })
  region(@Root() { organizationRow }: School): Concept | null {
    const record = this.taxonomy.now.get('region', organizationRow.region);
    return record && Concept.of(record);
  }
}
