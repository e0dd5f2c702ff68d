import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { Allow } from '../../graphql/auth.ts';
import type { Context } from '../../graphql/context.ts';
import type { DayNumber } from '../../kernel/day.ts';
import { checkPageSize } from '../../kernel/page.ts';
import { Concept, type TaxonomySource } from '../taxonomy/index.ts';
import type { ProgramLead, ProgramLinksService } from './program-links.service.ts';
import { OccupationShare } from './program-links.types.ts';
import { loadProgram } from './programs.resolver.ts';
import type { ProgramsService } from './programs.service.ts';
import { Program, ProgramLink, ProgramOutcome } from './programs.types.ts';

export interface ProgramLinksResolverDeps {
  links: ProgramLinksService;
  programs: ProgramsService;
  taxonomy: TaxonomySource;
  today: () => DayNumber;
}

@Resolver(() => Program)
export class ProgramLinksResolver {
  private readonly deps: ProgramLinksResolverDeps;

  constructor(deps: ProgramLinksResolverDeps) {
    this.deps = deps;
  }

  @Allow('program:read')
  @Query(() => [ProgramLink], {
    description: 'Programs that lead to an occupation, most graduates first: graduates due × weight.',
  })
  async programsLeadingTo(
    @Ctx() context: Context,
    @Arg('occupation', () => String, {
      description:
        'A code of any level, such as 6-18-01-01; finer ones, and links to a coarser one that holds it, count.',
    })
    code: string,
    @Arg('region', () => String, {
      nullable: true,
      description: 'Only schools in this region or in one within it: a code of any level.',
    })
    region: string | null,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many, 1 to 100.' }) first: number,
  ): Promise<ProgramLink[]> {
    checkPageSize(first);
    const taxonomy = this.deps.taxonomy.now;
    const occupation = taxonomy.check('occupation', code, 'occupation');
    const there = region == null ? null : taxonomy.check('region', region, 'region');
    const found = await this.deps.links.programsByOccupations([occupation], this.deps.today(), there);
    return programLinksOf(context, this.deps.programs, (found.get(occupation) ?? []).slice(0, first));
  }

  @Allow('program:read')
  @Query(() => [OccupationShare], {
    description: 'Occupations that a major leads to today by the standard, heaviest first; else those of its class.',
  })
  majorOccupations(
    @Arg('major', () => String, { description: 'Code of the scheme major, any level.' }) major: string,
  ): OccupationShare[] {
    const code = this.deps.taxonomy.now.check('major', major, 'major');
    return this.deps.links.ofMajor(code).links.map((link) => OccupationShare.of(link));
  }

  @FieldResolver(() => [OccupationShare], {
    description: 'Occupations that it leads to today, heaviest first: its own links, else its major’s.',
  })
  occupations(@Root() { record }: Program): OccupationShare[] {
    return this.deps.links.ofProgram(record).map((link) => OccupationShare.of(link));
  }
}

/** Leads as the API shows them, their programs loaded in one statement with those of other fields. */
export async function programLinksOf(
  context: Context,
  programs: ProgramsService,
  leads: readonly ProgramLead[],
): Promise<ProgramLink[]> {
  const shown = await Promise.all(
    leads.map(async (lead) => {
      const program = await loadProgram(context, programs, lead.id);
      const { weightBp, source, graduatesDue } = lead;
      return program && Object.assign(new ProgramLink(), { program, weight: weightBp / 10_000, source, graduatesDue });
    }),
  );
  return shown.filter((link) => link !== null);
}

function conceptOf(taxonomy: TaxonomySource, code: string): Concept | null {
  const record = taxonomy.now.get('occupation', code);
  return record && Concept.of(record);
}

@Resolver(() => OccupationShare)
export class OccupationShareResolver {
  private readonly taxonomy: TaxonomySource;

  constructor(taxonomy: TaxonomySource) {
    this.taxonomy = taxonomy;
  }

  @FieldResolver(() => Concept, { nullable: true, description: 'The occupation 职业.' })
  occupation(@Root() { code }: OccupationShare): Concept | null {
    return conceptOf(this.taxonomy, code);
  }
}

@Resolver(() => ProgramOutcome)
export class ProgramOutcomeResolver {
  private readonly taxonomy: TaxonomySource;

  constructor(taxonomy: TaxonomySource) {
    this.taxonomy = taxonomy;
  }

  @FieldResolver(() => Concept, { nullable: true, description: 'The occupation 职业.' })
  occupation(@Root() { code }: ProgramOutcome): Concept | null {
    return conceptOf(this.taxonomy, code);
  }
}
