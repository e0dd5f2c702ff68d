import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allow } from '../../graphql/auth.ts';
import type { Context } from '../../graphql/context.ts';
import { inOrder } from '../../graphql/loader.ts';
import { PageArgs, UUID } from '../../graphql/types.ts';
import { Organization } from '../accounts/index.ts';
import { Concept, type TaxonomySource } from '../taxonomy/index.ts';
import { CatalogInput, CatalogPatch, CatalogsArgs } from './catalogs.inputs.ts';
import { isIssuer } from './catalogs.rules.ts';
import type { CatalogsService } from './catalogs.service.ts';
import { Catalog, CatalogEntry, CatalogEntryPage, CatalogPage } from './catalogs.types.ts';

/** What the resolvers ask of accounts. */
export interface OrganizationSource {
  organizationsByIds(ids: readonly string[]): Promise<Map<string, Organization>>;
}

const idText = 'Its id.';
const versionText = 'The version that you read; if it is not the current one, nothing is written.';

@Resolver(() => Catalog)
export class CatalogsResolver {
  private readonly service: CatalogsService;
  private readonly taxonomy: TaxonomySource;
  private readonly organizations: OrganizationSource;

  constructor(service: CatalogsService, taxonomy: TaxonomySource, organizations: OrganizationSource) {
    this.service = service;
    this.taxonomy = taxonomy;
    this.organizations = organizations;
  }

  @Allow('catalog:read')
  @Query(() => Catalog, { nullable: true, description: 'One catalog; null when there is none that you may see.' })
  async catalog(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: idText }) id: string,
  ): Promise<Catalog | null> {
    const record = await this.service.catalog(actor, id);
    return record && Catalog.of(record);
  }

  @Allow('catalog:read')
  @Query(() => CatalogPage, {
    description: 'Catalogs that are published, superseded ones too, and your office’s own in any status.',
  })
  async catalogs(@Ctx() { actor }: Context, @Args(() => CatalogsArgs) args: CatalogsArgs): Promise<CatalogPage> {
    const page = await this.service.catalogs(actor, { ...args, after: args.after ?? null });
    return Object.assign(new CatalogPage(), { ...page, items: page.items.map((item) => Catalog.of(item)) });
  }

  @Allow('catalog:create')
  @Mutation(() => Catalog, {
    description: 'Writes a draft for the region that your office serves, or for one within it.',
  })
  async createCatalog(
    @Ctx() { actor }: Context,
    @Arg('input', () => CatalogInput, { description: 'The catalog with its entries.' }) input: CatalogInput,
  ): Promise<Catalog> {
    return Catalog.of(await this.service.createCatalog(actor, input));
  }

  @Allow('catalog:update')
  @Mutation(() => Catalog, {
    description: 'Changes a catalog that is a draft or in review; a published one never changes.',
  })
  async updateCatalog(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: idText }) id: string,
    @Arg('version', () => Int, { description: versionText }) version: number,
    @Arg('patch', () => CatalogPatch, { description: 'What changes.' }) patch: CatalogPatch,
  ): Promise<Catalog> {
    return Catalog.of(await this.service.updateCatalog(actor, id, version, patch));
  }

  @Allow('catalog:update')
  @Mutation(() => Catalog, { description: 'Gives a draft to an ADMIN of the office for review.' })
  async submitCatalog(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: idText }) id: string,
    @Arg('version', () => Int, { description: versionText }) version: number,
  ): Promise<Catalog> {
    return Catalog.of(await this.service.submitCatalog(actor, id, version));
  }

  @Allow('catalog:publish')
  @Mutation(() => Catalog, {
    description:
      'Publishes a draft or a catalog in review. From its first day on it supersedes your office’s earlier one for the region.',
  })
  async publishCatalog(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: idText }) id: string,
    @Arg('version', () => Int, { description: versionText }) version: number,
  ): Promise<Catalog> {
    return Catalog.of(await this.service.publishCatalog(actor, id, version));
  }

  @Allow('catalog:archive')
  @Mutation(() => Catalog, {
    description:
      'Takes a catalog back as if it had never been issued: it speaks on no day, past ones included, and the one that it superseded speaks again.',
  })
  async archiveCatalog(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: idText }) id: string,
    @Arg('version', () => Int, { description: versionText }) version: number,
  ): Promise<Catalog> {
    return Catalog.of(await this.service.archiveCatalog(actor, id, version));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The issuer’s own number of the catalog; null for all others.',
  })
  externalId(@Ctx() { actor }: Context, @Root() { record }: Catalog): string | null {
    return isIssuer(actor, record) ? record.externalId : null;
  }

  @FieldResolver(() => Organization, { description: 'The office that issues it.' })
  issuer(@Ctx() { loaders }: Context, @Root() { record }: Catalog): Promise<Organization> {
    return loaders.load('organization', record.issuerId, async (ids) =>
      inOrder(ids, await this.organizations.organizationsByIds(ids), new Error('A catalog without its issuer.')),
    );
  }

  @FieldResolver(() => Concept, { nullable: true, description: 'The region that it is for.' })
  region(@Root() { record }: Catalog): Concept | null {
    const region = this.taxonomy.now.get('region', record.region);
    return region && Concept.of(region);
  }

  @FieldResolver(() => CatalogEntryPage, { description: 'Its entries, withdrawing ones included.' })
  async entries(
    @Ctx() { loaders }: Context,
    @Root() { id }: Catalog,
    @Args(() => PageArgs) { first, after = null }: PageArgs,
  ): Promise<CatalogEntryPage> {
    const purpose = `catalog.entries:${first}:${after ?? ''}`;
    const page = await loaders.load(purpose, id, (ids) => this.service.entries(ids, { first, after }));
    return Object.assign(new CatalogEntryPage(), { ...page, items: page.items.map((item) => CatalogEntry.of(item)) });
  }
}
