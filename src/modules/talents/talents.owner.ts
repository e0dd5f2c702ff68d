import { validate } from 'uuid';
import type { Actor, OrganizationKind } from '../../kernel/actor.ts';
import { badInput, DomainError } from '../../kernel/errors.ts';
import type { Client } from '../../platform/db/db.ts';
import type { OrganizationRow } from '../accounts/index.ts';
import { maxListed } from './talents.checks.ts';
import { readTalentIdByExternalId, readTalentIdOfUser } from './talents.read.store.ts';
import type { TalentContent, TalentDraft, TalentOwner } from './talents.record.ts';

/** Checks of a write that need to know who writes or which other records there are. */

/** A person's record is the person's; a member's is kept by the organization until the person claims it. */
export function ownerFor(actor: Actor): TalentOwner {
  if (actor.kind === 'PERSON') return { userId: actor.userId, organizationId: null };
  if (actor.kind === 'MEMBER') return { userId: null, organizationId: actor.organization.id };
  throw new DomainError('FORBIDDEN', 'A talent is made by the person or by a member of an organization.');
}

/** Whose word a write is: some things are not for a person to say of themselves. */
export function sayer(actor: Actor, before: TalentOwner | null): 'PERSON' | 'OFFICE' | 'OTHERS' {
  if (actor.kind === 'PERSON' || (before !== null && before.userId !== null)) return 'PERSON';
  return actor.kind === 'SYSTEM' || (actor.kind === 'MEMBER' && actor.organization.kind === 'OFFICE')
    ? 'OFFICE'
    : 'OTHERS';
}

/** @throws ALREADY_EXISTS when the user has a record, or the organization one of this externalId. */
export async function refuseSecond(
  tx: Client,
  owner: TalentOwner,
  externalId: string | null,
  path: string,
): Promise<void> {
  const own = owner.userId === null ? null : await readTalentIdOfUser(tx, owner.userId);
  if (own) {
    throw new DomainError('ALREADY_EXISTS', 'You have a talent record already; a user has one.', {
      path,
      id: own.id,
      cure:
        own.archivedAt === null ? 'Change it with updateTalent.' : 'It is archived; ask the operator to have it back.',
    });
  }
  if (owner.organizationId === null || externalId === null) return;
  const same = await readTalentIdByExternalId(tx, owner.organizationId, externalId);
  if (!same) return;
  throw new DomainError('ALREADY_EXISTS', 'Your organization has a talent of this externalId already.', {
    path: `${path}.externalId`,
    id: same.id,
    cure:
      same.archivedAt === null
        ? 'Change that one with updateTalent, or give another externalId.'
        : 'That one is archived; give another externalId.',
  });
}

/** Ids of the organizations that a draft names, as far as they are ids. */
export function organizationsNamed(draft: TalentDraft): string[] {
  const ids = [...(draft.educations ?? []).map(({ schoolId }) => schoolId), ...(draft.hiddenFrom ?? [])];
  return [...new Set(ids.flatMap((id) => (id != null && validate(id) ? [id.toLowerCase()] : [])))].slice(
    0,
    maxListed * 2,
  );
}

/** Named for the first time, an organization must be there, in use, and what the field means. */
export function checkOrganizations(
  found: ReadonlyMap<string, Pick<OrganizationRow, 'kind' | 'archivedAt'>>,
  before: TalentContent | null,
  content: TalentContent,
  path: string,
): void {
  const known = new Set([...(before?.hiddenFrom ?? []), ...(before?.educations.map(({ schoolId }) => schoolId) ?? [])]);
  const check = (id: string, at: string, kinds: readonly OrganizationKind[]): void => {
    const organization = found.get(id);
    if (known.has(id) || (organization?.archivedAt === null && kinds.includes(organization.kind))) return;
    throw badInput(
      `${path}.${at}`,
      `There is no ${kinds.join(' or ').toLowerCase()} ${id}.`,
      'Look its id up with organizations(kind, text).',
    );
  };
  content.educations.forEach(({ schoolId }, n) => {
    if (schoolId !== null) check(schoolId, `educations.${n}.schoolId`, ['SCHOOL']);
  });
  for (const id of content.hiddenFrom) check(id, 'hiddenFrom', ['EMPLOYER', 'AGENCY']);
}
