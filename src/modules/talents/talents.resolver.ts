import { Arg, Args, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { Allow } from '../../graphql/auth.ts';
import type { Context } from '../../graphql/context.ts';
import { PeopleCount, UUID } from '../../graphql/types.ts';
import type { TalentConsentsService } from './talents.consents.service.ts';
import { ConsentPurposeEnum } from './talents.enums.ts';
import { TalentInput, TalentPatch, TalentsArgs } from './talents.inputs.ts';
import { listTalents } from './talents.list.ts';
import type { ConsentPurpose, TalentRecord } from './talents.record.ts';
import type { TalentsService } from './talents.service.ts';
import { Talent, TalentPage } from './talents.types.ts';

const versionText = 'The version that you read; a newer one in store is a CONFLICT and nothing is written.';
const idText = 'Id of the talent.';

@Resolver(() => Talent)
export class TalentsResolver {
  private readonly service: TalentsService;
  private readonly consents: TalentConsentsService;

  constructor(service: TalentsService, consents: TalentConsentsService) {
    this.service = service;
    this.consents = consents;
  }

  @Allow('talent:read')
  @Query(() => Talent, { nullable: true, description: 'One talent; null when there is none that you may see.' })
  async talent(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: idText }) id: string,
  ): Promise<Talent | null> {
    const record = await this.service.talent(actor, id);
    return record && this.service.talentOf(record);
  }

  @Allow('talent:read')
  @Query(() => TalentPage, {
    description:
      'Talents that you may see: your own, disclosed ones, and those who consented to be found by the likes of you.',
  })
  async talents(@Ctx() { actor }: Context, @Args(() => TalentsArgs) args: TalentsArgs): Promise<TalentPage> {
    const { items, nextCursor, total } = await listTalents(this.service, actor, { ...args, after: args.after ?? null });
    const page = {
      items: items.map((record) => this.service.talentOf(record)),
      nextCursor,
      totalCount: PeopleCount.of(total),
    };
    return Object.assign(new TalentPage(), page);
  }

  @Allow('talent:create')
  @Mutation(() => Talent, {
    description:
      'Makes your own profile, or, for a member, a record that your organization keeps until the person claims it.',
  })
  createTalent(
    @Ctx() { actor }: Context,
    @Arg('input', () => TalentInput, { description: 'The new talent.' }) input: TalentInput,
  ): Promise<Talent> {
    return this.shown(this.service.createTalent(actor, input));
  }

  @Allow('talent:update')
  @Mutation(() => Talent, { description: 'Changes a talent that you keep.' })
  updateTalent(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: idText }) id: string,
    @Arg('version', () => Int, { description: versionText }) version: number,
    @Arg('patch', () => TalentPatch, { description: 'What changes.' }) patch: TalentPatch,
  ): Promise<Talent> {
    return this.shown(this.service.updateTalent(actor, id, version, patch));
  }

  @Allow('talent:archive')
  @Mutation(() => Talent, { description: 'Takes a talent that you keep out of use: nobody sees it any more.' })
  archiveTalent(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: idText }) id: string,
    @Arg('version', () => Int, { description: versionText }) version: number,
  ): Promise<Talent> {
    return this.shown(this.service.archiveTalent(actor, id, version));
  }

  @Allow('talent:update')
  @Mutation(() => Talent, {
    description: 'Records a consent of a talent that you keep; the same one again changes nothing.',
  })
  giveConsent(
    @Ctx() { actor }: Context,
    @Arg('talentId', () => UUID, { description: idText }) talentId: string,
    @Arg('purpose', () => ConsentPurposeEnum, { description: 'What is consented to.' }) purpose: ConsentPurpose,
    @Arg('textVersion', () => String, { description: 'Version of the text that was agreed to, 1 to 100 characters.' })
    textVersion: string,
  ): Promise<Talent> {
    return this.shown(this.consents.giveConsent(actor, talentId, purpose, textVersion));
  }

  @Allow('talent:update')
  @Mutation(() => Talent, {
    description: 'Withdraws a consent of a talent that you keep; without one nothing changes.',
  })
  withdrawConsent(
    @Ctx() { actor }: Context,
    @Arg('talentId', () => UUID, { description: idText }) talentId: string,
    @Arg('purpose', () => ConsentPurposeEnum, { description: 'What is no longer consented to.' })
    purpose: ConsentPurpose,
  ): Promise<Talent> {
    return this.shown(this.consents.withdrawConsent(actor, talentId, purpose));
  }

  @Allow('talent:update')
  @Mutation(() => Talent, {
    description: 'Opens name, contact, employers’ names and résumé of a talent that you keep to an organization.',
  })
  grantDisclosure(
    @Ctx() { actor }: Context,
    @Arg('talentId', () => UUID, { description: idText }) talentId: string,
    @Arg('organizationId', () => UUID, { description: 'The organization that will see them.' }) organizationId: string,
  ): Promise<Talent> {
    return this.shown(this.consents.grantDisclosure(actor, talentId, organizationId));
  }

  @Allow('talent:update')
  @Mutation(() => Talent, {
    description: 'Closes a talent that you keep to an organization again; without a disclosure nothing changes.',
  })
  revokeDisclosure(
    @Ctx() { actor }: Context,
    @Arg('talentId', () => UUID, { description: idText }) talentId: string,
    @Arg('organizationId', () => UUID, { description: 'The organization that will no longer see them.' })
    organizationId: string,
  ): Promise<Talent> {
    return this.shown(this.consents.revokeDisclosure(actor, talentId, organizationId));
  }

  private async shown(record: Promise<TalentRecord>): Promise<Talent> {
    return this.service.talentOf(await record);
  }
}
