import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allow } from '../../graphql/auth.ts';
import type { Context } from '../../graphql/context.ts';
import { inOrder } from '../../graphql/loader.ts';
import { UUID } from '../../graphql/types.ts';
import { organizationOf } from '../../kernel/actor.ts';
import { Organization, type OrganizationService } from '../accounts/index.ts';
import { Concept, type Scheme, type TaxonomySource } from '../taxonomy/index.ts';
import { draftOfInput, OccupationLinkInput, ProgramInput, ProgramPatch, ProgramsArgs } from './programs.inputs.ts';
import type { ProgramsService } from './programs.service.ts';
import { Program, ProgramPage } from './programs.types.ts';
import type { SchoolsService } from './schools.service.ts';
import { School } from './schools.types.ts';

const versionText = 'The version that you read; if it is not the current one, nothing is written.';

export interface ProgramsResolverDeps {
  programs: ProgramsService;
  schools: SchoolsService;
  organizations: OrganizationService;
  taxonomy: TaxonomySource;
}

@Resolver(() => Program)
export class ProgramsResolver {
  private readonly deps: ProgramsResolverDeps;

  constructor(deps: ProgramsResolverDeps) {
    this.deps = deps;
  }

  @Allow('program:read')
  @Query(() => Program, { nullable: true, description: 'One program; null when there is none that you may see.' })
  program(
    @Ctx() context: Context,
    @Arg('id', () => UUID, { description: 'Its id.' }) id: string,
  ): Promise<Program | null> {
    return loadProgram(context, this.deps.programs, id.toLowerCase());
  }

  @Allow('program:read')
  @Query(() => ProgramPage, { description: 'Programs in use.' })
  async programs(@Ctx() { actor }: Context, @Args(() => ProgramsArgs) args: ProgramsArgs): Promise<ProgramPage> {
    const page = await this.deps.programs.programs(actor, { ...args, after: args.after ?? null });
    return Object.assign(new ProgramPage(), { ...page, items: page.items.map((item) => Program.of(item)) });
  }

  @Allow('program:create')
  @Mutation(() => Program, {
    description: 'Adds a program to your school; an office does it for a school of its region that has no members yet.',
  })
  async createProgram(
    @Ctx() { actor }: Context,
    @Arg('input', () => ProgramInput, { description: 'The program.' }) { school, ...input }: ProgramInput,
  ): Promise<Program> {
    return Program.of(await this.deps.programs.createProgram(actor, { ...draftOfInput(input), school }));
  }

  @Allow('program:update')
  @Mutation(() => Program, { description: 'Changes a program.' })
  async updateProgram(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: 'Its id.' }) id: string,
    @Arg('version', () => Int, { description: versionText }) version: number,
    @Arg('patch', () => ProgramPatch, { description: 'What changes.' }) patch: ProgramPatch,
  ): Promise<Program> {
    return Program.of(await this.deps.programs.updateProgram(actor, id, version, draftOfInput(patch)));
  }

  @Allow('program:archive')
  @Mutation(() => Program, { description: 'Takes a program out of all lists; its school still reads it by its id.' })
  async archiveProgram(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: 'Its id.' }) id: string,
    @Arg('version', () => Int, { description: versionText }) version: number,
  ): Promise<Program> {
    return Program.of(await this.deps.programs.archiveProgram(actor, id, version));
  }

  @Allow('program:update')
  @Mutation(() => Program, {
    description: 'Replaces the program’s own links to occupations; an empty list lets its major’s hold again.',
  })
  async setProgramOccupations(
    @Ctx() { actor }: Context,
    @Arg('programId', () => UUID, { description: 'The program’s id.' }) programId: string,
    @Arg('version', () => Int, { description: versionText }) version: number,
    @Arg('links', () => [OccupationLinkInput], { description: 'All of its own links, at most 50.' })
    links: OccupationLinkInput[],
  ): Promise<Program> {
    return Program.of(await this.deps.programs.setProgramOccupations(actor, programId, version, links));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The school’s own number of the program; null for all but those who write for the school.',
  })
  async externalId(@Ctx() { actor, loaders }: Context, @Root() { record }: Program): Promise<string | null> {
    const isOffice = organizationOf(actor)?.kind === 'OFFICE';
    const school = isOffice
      ? await loaders.load('program.school', record.schoolId, async (ids) => {
          const found = await this.deps.programs.schoolsByIds(ids);
          return ids.map((id) => found.get(id) ?? null);
        })
      : null;
    return this.deps.programs.seesNumber(actor, record, school) ? record.externalId : null;
  }

  @FieldResolver(() => School, { description: 'The school.' })
  school(@Ctx() { loaders }: Context, @Root() { record }: Program): Promise<School> {
    return loaders.load('school', record.schoolId, async (ids) =>
      inOrder(ids, await this.deps.schools.schoolsByIds(ids), new Error('A program without its school.')),
    );
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The firm of an order class or a named class; null for others.',
  })
  async firm(@Ctx() { loaders }: Context, @Root() { record }: Program): Promise<Organization | null> {
    if (record.firmId === null) return null;
    return loaders.load('organization', record.firmId, async (ids) =>
      inOrder(ids, await this.deps.organizations.organizationsByIds(ids), new Error('A program without its firm.')),
    );
  }

  @FieldResolver(() => Concept, { nullable: true, description: 'The major 专业.' })
  major(@Root() { record }: Program): Concept | null {
    return this.concept('major', record.major);
  }

  @FieldResolver(() => [Concept], { description: 'Skills that it teaches.' })
  skills(@Root() { record }: Program): Concept[] {
    return record.skills.flatMap((code) => this.concept('skill', code) ?? []);
  }

  private concept(scheme: Scheme, code: string): Concept | null {
    const record = this.deps.taxonomy.now.get(scheme, code);
    return record && Concept.of(record);
  }
}

/** A program that the caller may see, in one statement with all others asked in the same breath. */
export function loadProgram(
  { actor, loaders }: Context,
  programs: ProgramsService,
  id: string,
): Promise<Program | null> {
  return loaders.load('program', id, async (ids) => {
    const records = await programs.visibleByIds(actor, ids);
    return ids.map((one) => {
      const record = records.get(one);
      return record ? Program.of(record) : null;
    });
  });
}
