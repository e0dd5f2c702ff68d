import type { Actor } from '../../kernel/actor.ts';
import { badInput, notFound } from '../../kernel/errors.ts';
import { checkId } from '../../kernel/ids.ts';
import { optionalText } from '../../kernel/text.ts';
import type { ConsentPurpose, TalentRecord } from './talents.record.ts';
import { outcomeOf, type TalentsService } from './talents.service.ts';
import { deleteConsent, touchTalent, writeConsent, writeDisclosure } from './talents.write.store.ts';

/** What a talent’s keeper opens and closes. The same again changes nothing. */
export class TalentConsentsService {
  private readonly talents: TalentsService;

  constructor(talents: TalentsService) {
    this.talents = talents;
  }

  giveConsent(actor: Actor, id: string, purpose: ConsentPurpose, textVersion: string): Promise<TalentRecord> {
    const version = optionalText(textVersion, 'textVersion', 100);
    if (version === null)
      throw badInput('textVersion', 'The consent names no text.', 'Give the version of the text that was agreed to.');
    return this.talents.change(
      actor,
      id,
      { action: 'talent.consentGiven', detail: { purpose, textVersion: version } },
      async (tx, talent) => {
        if (talent.consents.some((consent) => consent.purpose === purpose && consent.textVersion === version))
          return 'UNCHANGED';
        await writeConsent(tx, talent.id, purpose, version);
        return outcomeOf(await touchTalent(tx, talent.id));
      },
    );
  }

  withdrawConsent(actor: Actor, id: string, purpose: ConsentPurpose): Promise<TalentRecord> {
    return this.talents.change(
      actor,
      id,
      { action: 'talent.consentWithdrawn', detail: { purpose } },
      async (tx, talent) => {
        if (!talent.consents.some((consent) => consent.purpose === purpose)) return 'UNCHANGED';
        await deleteConsent(tx, talent.id, purpose);
        return outcomeOf(await touchTalent(tx, talent.id));
      },
    );
  }

  async grantDisclosure(actor: Actor, id: string, organizationId: string): Promise<TalentRecord> {
    const to = checkId(organizationId, 'organizationId');
    const organization = (await this.talents.deps.accounts.service.organizationsByIds([to])).get(to);
    if (!organization || organization.archivedAt !== null) throw notFound('organization', to);
    return this.disclose(actor, id, to, true);
  }

  async revokeDisclosure(actor: Actor, id: string, organizationId: string): Promise<TalentRecord> {
    return this.disclose(actor, id, checkId(organizationId, 'organizationId'), false);
  }

  private disclose(actor: Actor, id: string, organizationId: string, open: boolean): Promise<TalentRecord> {
    const action = open ? 'talent.disclosureGranted' : 'talent.disclosureRevoked';
    return this.talents.change(actor, id, { action, detail: { to: organizationId } }, async (tx, talent) => {
      const isOpen = talent.disclosures.some((to) => to.organizationId === organizationId && to.revokedAt === null);
      if (isOpen === open) return 'UNCHANGED';
      await writeDisclosure(tx, talent.id, organizationId, open);
      return outcomeOf(await touchTalent(tx, talent.id));
    });
  }
}
