import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allow } from '../../graphql/auth.ts';
import type { Context } from '../../graphql/context.ts';
import { UUID } from '../../graphql/types.ts';
import type { OrganizationService } from './organizations.service.ts';
import {
  Organization,
  OrganizationInput,
  OrganizationPage,
  OrganizationPatch,
  OrganizationsArgs,
} from './organizations.types.ts';

const idText = 'Id of the organization.';
const versionText = 'The version that you read; a newer one in store is a CONFLICT.';

@Resolver(() => Organization)
export class OrganizationResolver {
  private readonly service: OrganizationService;

  constructor(service: OrganizationService) {
    this.service = service;
  }

  @Allow('organization:read')
  @Query(() => Organization, {
    nullable: true,
    description: 'One organization; null when there is none that you may see.',
  })
  organization(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: idText }) id: string,
  ): Promise<Organization | null> {
    return this.service.find(actor, id);
  }

  @Allow('organization:read')
  @Query(() => OrganizationPage, {
    description:
      'Verified organizations, newest first; with them your own and, for an office, all in the region that it serves.',
  })
  organizations(
    @Ctx() { actor }: Context,
    @Args(() => OrganizationsArgs) args: OrganizationsArgs,
  ): Promise<OrganizationPage> {
    return this.service.list(actor, { ...args, after: args.after ?? null });
  }

  @Allow('organization:create')
  @Mutation(() => Organization, {
    description: 'Makes an employer or agency in the region that your office serves; not verified yet.',
  })
  createOrganization(
    @Ctx() { actor }: Context,
    @Arg('input', () => OrganizationInput, { description: 'The new organization.' }) input: OrganizationInput,
  ): Promise<Organization> {
    return this.service.create(actor, input);
  }

  @Allow('organization:update')
  @Mutation(() => Organization, {
    description:
      'Changes an organization. Name, credit code and region of a verified one are changed by its office only.',
  })
  updateOrganization(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: idText }) id: string,
    @Arg('version', () => Int, { description: versionText }) version: number,
    @Arg('patch', () => OrganizationPatch, { description: 'What changes.' }) patch: OrganizationPatch,
  ): Promise<Organization> {
    return this.service.update(actor, id, version, patch);
  }

  @Allow('organization:verify')
  @Mutation(() => Organization, {
    description: 'States that your office has checked who the organization is; strangers see it from then on.',
  })
  verifyOrganization(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: idText }) id: string,
    @Arg('version', () => Int, { description: versionText }) version: number,
  ): Promise<Organization> {
    return this.service.verify(actor, id, version);
  }

  @Allow('organization:archive')
  @Mutation(() => Organization, {
    description: 'Takes an organization out of use: it is listed no more, and its members’ tokens are dead.',
  })
  archiveOrganization(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: idText }) id: string,
    @Arg('version', () => Int, { description: versionText }) version: number,
  ): Promise<Organization> {
    return this.service.archive(actor, id, version);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Its id in the files that it came from; null for those who do not keep it.',
  })
  externalId(@Ctx() { actor }: Context, @Root() organization: Organization): string | null {
    return this.service.externalIdFor(actor, organization);
  }
}
