/** Kinds of organizations: a city's talent office, an employer, a school, an agency (人力资源服务机构). */
export const organizationKinds = ['OFFICE', 'EMPLOYER', 'SCHOOL', 'AGENCY'] as const;
export type OrganizationKind = (typeof organizationKinds)[number];

export const memberRoles = ['ADMIN', 'EDITOR', 'VIEWER'] as const;
export type MemberRole = (typeof memberRoles)[number];

/** The organization that a member acts for, as it stands at this call. */
export interface ActingOrganization {
  id: string;
  kind: OrganizationKind;
  /** GB/T 2260 code of the seat; for an office, of the region it serves. */
  region: string;
  verified: boolean;
}

/**
 * Who asks. `PERSON` is a signed-in user who acts for no organization: a talent.
 * `SYSTEM` is the operator at the command line and the projector, never a caller from outside.
 */
export type Actor =
  | { kind: 'ANONYMOUS' }
  | { kind: 'PERSON'; userId: string }
  | { kind: 'MEMBER'; userId: string; organization: ActingOrganization; role: MemberRole }
  | { kind: 'SYSTEM' };

export const anonymous: Actor = { kind: 'ANONYMOUS' };
export const system: Actor = { kind: 'SYSTEM' };

export function organizationOf(actor: Actor): ActingOrganization | null {
  return actor.kind === 'MEMBER' ? actor.organization : null;
}

export function userIdOf(actor: Actor): string | null {
  return actor.kind === 'PERSON' || actor.kind === 'MEMBER' ? actor.userId : null;
}
