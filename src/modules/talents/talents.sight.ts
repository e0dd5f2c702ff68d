import { type Actor, organizationOf, userIdOf } from '../../kernel/actor.ts';
import type { Filter } from '../../platform/search/engine.ts';
import type { ConsentPurpose, StoredTalent, TalentOwner, TalentRecord } from './talents.record.ts';

/**
 * Who looks at talents, as the atoms of the rule “who sees what”. Two forms are made of it: the search filter below and
 * the condition in SQL in the store; a test holds them equal.
 */
export type Sight =
  | { kind: 'ALL' }
  | { kind: 'NONE' }
  | {
      kind: 'SOME';
      userId: string;
      /** Keeps unclaimed records, and records are disclosed to it. */
      organizationId: string | null;
      /** Finds those who consented to be found, do not refuse ranking and hide from none of these organizations. */
      finds: { purpose: ConsentPurpose; hiding: readonly string[] } | null;
      /** The school that shares in its own students' records. */
      schoolId: string | null;
      /** The region that the office serves. */
      region: string | null;
    };

/** @param actedFor employers that the actor's agency acts for: who hides from one of them is hidden from the agency. */
export function sightOf(actor: Actor, actedFor: readonly string[] = []): Sight {
  if (actor.kind === 'SYSTEM') return { kind: 'ALL' };
  const userId = userIdOf(actor);
  if (userId === null) return { kind: 'NONE' };
  const organization = organizationOf(actor);
  const purpose = organization && findingPurpose(organization);
  return {
    kind: 'SOME',
    userId,
    organizationId: organization?.id ?? null,
    finds: organization && purpose ? { purpose, hiding: [organization.id, ...actedFor] } : null,
    schoolId: organization?.kind === 'SCHOOL' ? organization.id : null,
    region: organization?.kind === 'OFFICE' ? organization.region : null,
  };
}

function findingPurpose({ kind, verified }: { kind: string; verified: boolean }): ConsentPurpose | null {
  if (!verified) return null;
  if (kind === 'EMPLOYER') return 'FOUND_BY_EMPLOYERS';
  return kind === 'AGENCY' ? 'FOUND_BY_AGENCIES' : null;
}

/** Which talents an actor sees, over the fields of the search document; archived ones have none. */
export function visibleTo(actor: Actor, actedFor: readonly string[] = []): Filter {
  const sight = sightOf(actor, actedFor);
  if (sight.kind !== 'SOME') return { op: sight.kind === 'ALL' ? 'TRUE' : 'FALSE' };
  const { userId, organizationId, finds, schoolId, region } = sight;
  const any = (field: string, ...keys: string[]): Filter => ({ op: 'ANY', field, keys });
  const all = (...of: Filter[]): Filter => ({ op: 'AND', of });
  const ways: Filter[] = [any('user', userId)];
  if (organizationId !== null) ways.push(any('keeper', organizationId), any('disclosedTo', organizationId));
  if (finds) {
    ways.push(
      all(any('consent', finds.purpose), any('rankable', 'yes'), { op: 'NOT', of: any('hiddenFrom', ...finds.hiding) }),
    );
  }
  if (schoolId !== null) ways.push(all(any('consent', 'SHARED_WITH_SCHOOL'), any('school', schoolId)));
  if (region !== null) ways.push(all(any('consent', 'SHARED_WITH_OFFICE'), any('place', region)));
  return { op: 'OR', of: ways };
}

/** The person, or the organization that keeps the record until it is claimed; the operator. */
export function isKeptBy(actor: Actor, owner: TalentOwner): boolean {
  if (actor.kind === 'SYSTEM') return true;
  if (owner.userId !== null) return owner.userId === userIdOf(actor);
  return owner.organizationId !== null && owner.organizationId === organizationOf(actor)?.id;
}

/** A visible record as the actor sees it. */
export function seenBy(actor: Actor, talent: StoredTalent): TalentRecord {
  const own = isKeptBy(actor, talent);
  const organizationId = organizationOf(actor)?.id;
  const granted = talent.disclosures.some((to) => to.organizationId === organizationId && to.revokedAt === null);
  const offersPay = organizationOf(actor)?.kind === 'EMPLOYER' || organizationOf(actor)?.kind === 'AGENCY';
  return { ...talent, own, disclosed: own || granted, paySeen: own || granted || !offersPay };
}
