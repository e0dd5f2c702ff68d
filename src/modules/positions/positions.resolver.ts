import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allow } from '../../graphql/auth.ts';
import type { Context } from '../../graphql/context.ts';
import { inOrder } from '../../graphql/loader.ts';
import { UUID } from '../../graphql/types.ts';
import { organizationOf } from '../../kernel/actor.ts';
import { Organization } from '../accounts/index.ts';
import { Concept, type Scheme, type TaxonomySource } from '../taxonomy/index.ts';
import { PositionInput, PositionPatch, PositionsArgs } from './positions.inputs.ts';
import type { PositionsService } from './positions.service.ts';
import { Position, PositionPage } from './positions.types.ts';

/** What the resolvers ask of accounts. */
export interface OrganizationSource {
  organizationsByIds(ids: readonly string[]): Promise<Map<string, Organization>>;
}

const versionText = 'The version that you read; if it is not the current one, nothing is written.';

@Resolver(() => Position)
export class PositionsResolver {
  private readonly service: PositionsService;
  private readonly taxonomy: TaxonomySource;
  private readonly organizations: OrganizationSource;

  constructor(service: PositionsService, taxonomy: TaxonomySource, organizations: OrganizationSource) {
    this.service = service;
    this.taxonomy = taxonomy;
    this.organizations = organizations;
  }

  @Allow('position:read')
  @Query(() => Position, { nullable: true, description: 'One position; null when there is none that you may see.' })
  async position(
    @Ctx() context: Context,
    @Arg('id', () => UUID, { description: 'Its id.' }) id: string,
  ): Promise<Position | null> {
    return this.load(context, id);
  }

  @Allow('position:read')
  @Query(() => PositionPage, {
    description: 'Positions that are open today, and your organization’s own in any status.',
  })
  async positions(@Ctx() { actor }: Context, @Args(() => PositionsArgs) args: PositionsArgs): Promise<PositionPage> {
    const page = await this.service.positions(actor, { ...args, after: args.after ?? null });
    return Object.assign(new PositionPage(), {
      ...page,
      items: page.items.map((item) => this.service.positionOf(item)),
    });
  }

  @Allow('position:create')
  @Mutation(() => Position, {
    description:
      'Writes a draft. An employer writes its own; an office those of an employer of its region that has no members yet.',
  })
  async createPosition(
    @Ctx() { actor }: Context,
    @Arg('input', () => PositionInput, { description: 'The position.' }) input: PositionInput,
  ): Promise<Position> {
    return this.service.positionOf(await this.service.createPosition(actor, input));
  }

  @Allow('position:update')
  @Mutation(() => Position, { description: 'Changes a position; of a closed one only the places filled.' })
  async updatePosition(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: 'Its id.' }) id: string,
    @Arg('version', () => Int, { description: versionText }) version: number,
    @Arg('patch', () => PositionPatch, { description: 'What changes.' }) patch: PositionPatch,
  ): Promise<Position> {
    return this.service.positionOf(await this.service.updatePosition(actor, id, version, patch));
  }

  @Allow('position:publish')
  @Mutation(() => Position, {
    description: 'Publishes a draft; it is open from opensOn on. A closed position is reposted as a new one.',
  })
  async publishPosition(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: 'Its id.' }) id: string,
    @Arg('version', () => Int, { description: versionText }) version: number,
  ): Promise<Position> {
    return this.service.positionOf(await this.service.publishPosition(actor, id, version));
  }

  @Allow('position:close')
  @Mutation(() => Position, { description: 'Closes a published position for good.' })
  async closePosition(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: 'Its id.' }) id: string,
    @Arg('version', () => Int, { description: versionText }) version: number,
    @Arg('reason', () => String, { description: 'Why, 1 to 500 characters.' }) reason: string,
  ): Promise<Position> {
    return this.service.positionOf(await this.service.closePosition(actor, id, version, reason));
  }

  @Allow('position:archive')
  @Mutation(() => Position, {
    description: 'Takes a position out of all lists; its employer still reads it by its id.',
  })
  async archivePosition(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: 'Its id.' }) id: string,
    @Arg('version', () => Int, { description: versionText }) version: number,
  ): Promise<Position> {
    return this.service.positionOf(await this.service.archivePosition(actor, id, version));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The employer’s own number of the position; null for all but those who write or posted it.',
  })
  async externalId(@Ctx() { actor, loaders }: Context, @Root() { record }: Position): Promise<string | null> {
    const isOffice = organizationOf(actor)?.kind === 'OFFICE';
    const employer = isOffice
      ? await loaders.load('position.employer', record.employerId, async (ids) => {
          const found = await this.service.employersByIds(ids);
          return ids.map((id) => found.get(id) ?? null);
        })
      : null;
    return this.service.seesNumber(actor, record, employer) ? record.externalId : null;
  }

  @FieldResolver(() => Organization, { description: 'The employer.' })
  employer(@Ctx() context: Context, @Root() { record }: Position): Promise<Organization> {
    return this.organization(context, record.employerId);
  }

  @FieldResolver(() => Organization, {
    description: 'The organization that posted it: the employer, or its office in its place.',
  })
  postedBy(@Ctx() context: Context, @Root() { record }: Position): Promise<Organization> {
    return this.organization(context, record.postedById);
  }

  @FieldResolver(() => Position, {
    nullable: true,
    description: 'The earlier position that this one repeats, where you may see it.',
  })
  async repostOf(@Ctx() context: Context, @Root() { record }: Position): Promise<Position | null> {
    return record.repostOfId === null ? null : this.load(context, record.repostOfId);
  }

  @FieldResolver(() => Concept, { nullable: true, description: 'The occupation 职业.' })
  occupation(@Root() { record }: Position): Concept | null {
    return this.concept('occupation', record.occupation);
  }

  @FieldResolver(() => Concept, { nullable: true, description: 'Where the work is.' })
  region(@Root() { record }: Position): Concept | null {
    return this.concept('region', record.region);
  }

  @FieldResolver(() => Concept, { nullable: true, description: 'The position’s industry, else its employer’s.' })
  async industry(@Ctx() context: Context, @Root() { record }: Position): Promise<Concept | null> {
    const code = record.industry ?? (await this.organization(context, record.employerId)).industry;
    return code === null ? null : this.concept('industry', code);
  }

  @FieldResolver(() => [Concept], { description: 'Majors, of which any will do; empty is 不限.' })
  majors(@Root() { record }: Position): Concept[] {
    return record.majors.flatMap((code) => this.concept('major', code) ?? []);
  }

  @FieldResolver(() => [Concept], { description: 'Licences asked; those that the law demands are asked besides.' })
  licences(@Root() { record }: Position): Concept[] {
    return record.licences.flatMap((code) => this.concept('licence', code) ?? []);
  }

  private load(context: Context, id: string): Promise<Position | null> {
    return context.loaders.load('position', id.toLowerCase(), async (ids) => {
      const records = await this.service.visibleByIds(context.actor, ids);
      return ids.map((one) => {
        const record = records.get(one);
        return record ? this.service.positionOf(record) : null;
      });
    });
  }

  private organization({ loaders }: Context, id: string): Promise<Organization> {
    return loaders.load('organization', id, async (ids) =>
      inOrder(ids, await this.organizations.organizationsByIds(ids), new Error('A position without its organization.')),
    );
  }

  private concept(scheme: Scheme, code: string): Concept | null {
    const record = this.taxonomy.now.get(scheme, code);
    return record && Concept.of(record);
  }
}
