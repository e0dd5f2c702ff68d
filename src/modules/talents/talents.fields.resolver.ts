import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Context } from '../../graphql/context.ts';
import { inOrder } from '../../graphql/loader.ts';
import { Organization } from '../accounts/index.ts';
import { TalentEducation } from './talents.parts.types.ts';
import { monthsCovered } from './talents.rules.ts';
import type { TalentsService } from './talents.service.ts';
import { Talent, TalentDisclosure } from './talents.types.ts';

/** Fields of a talent that need more than its row. */
@Resolver(() => Talent)
export class TalentFieldsResolver {
  private readonly service: TalentsService;

  constructor(service: TalentsService) {
    this.service = service;
  }

  @FieldResolver(() => Int, {
    description: 'Whole months in an occupation or those under it: the union of the experiences, until today.',
  })
  experienceMonths(
    @Root() { record }: Talent,
    @Arg('occupation', () => String, { description: 'Code of an occupation, of any level, such as 6-18-01-01.' })
    occupation: string,
  ): number {
    const { taxonomy, today } = this.service.deps;
    const asked = taxonomy.now.check('occupation', occupation, 'occupation');
    const within = record.experiences.filter(
      (held) =>
        held.occupation !== null &&
        taxonomy.now.isWithin('occupation', taxonomy.now.current('occupation', held.occupation), asked),
    );
    return monthsCovered(within, today());
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Text of the résumé. Null unless the record is disclosed to you.',
  })
  resume(@Ctx() { loaders }: Context, @Root() { record }: Talent): Promise<string | null> | null {
    if (!record.disclosed) return null;
    return loaders.load('talent.resume', record.id, async (ids) => inOrder(ids, await this.service.resumes(ids), null));
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description:
      'The organization that keeps the record until it is claimed. Null unless the record is disclosed to you.',
  })
  keeper(@Ctx() context: Context, @Root() { record }: Talent): Promise<Organization | null> | null {
    const unclaimed = record.disclosed && record.userId === null;
    return unclaimed && record.organizationId !== null
      ? organization(this.service, context, record.organizationId)
      : null;
  }

  @FieldResolver(() => [Organization], {
    nullable: true,
    description: 'Organizations that must not find the profile. Null for all but who keeps the record.',
  })
  async hiddenFrom(@Ctx() context: Context, @Root() { record }: Talent): Promise<Organization[] | null> {
    if (!record.own) return null;
    const found = await Promise.all(record.hiddenFrom.map((id) => organization(this.service, context, id)));
    return found.filter((one) => one !== null);
  }
}

@Resolver(() => TalentEducation)
export class TalentEducationResolver {
  private readonly service: TalentsService;

  constructor(service: TalentsService) {
    this.service = service;
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The school, where it is one of the schools here.',
  })
  school(@Ctx() context: Context, @Root() { schoolId }: TalentEducation): Promise<Organization | null> | null {
    return schoolId === null ? null : organization(this.service, context, schoolId);
  }
}

@Resolver(() => TalentDisclosure)
export class TalentDisclosureResolver {
  private readonly service: TalentsService;

  constructor(service: TalentsService) {
    this.service = service;
  }

  @FieldResolver(() => Organization, { nullable: true, description: 'The organization that it was opened to.' })
  organization(@Ctx() context: Context, @Root() { organizationId }: TalentDisclosure): Promise<Organization | null> {
    return organization(this.service, context, organizationId);
  }
}

function organization({ deps }: TalentsService, { loaders }: Context, id: string): Promise<Organization | null> {
  return loaders.load<string, Organization | null>('organization', id, async (ids) =>
    inOrder(ids, (await deps.accounts.service.organizationsByIds(ids)) as Map<string, Organization>, null),
  );
}
