import type { Actor, MemberRole, OrganizationKind } from './actor.ts';

type Grantee = 'ANYONE' | 'PERSON' | OrganizationKind | `${OrganizationKind}.${MemberRole}`;

const editors = (...kinds: OrganizationKind[]): Grantee[] =>
  kinds.flatMap((kind): Grantee[] => [`${kind}.ADMIN`, `${kind}.EDITOR`]);
const anyMember: Grantee[] = ['OFFICE', 'EMPLOYER', 'SCHOOL', 'AGENCY'];

/**
 * The role × permission table. A plain kind means every role in it; `ANYONE` includes anonymous callers.
 * It answers "may this role ask at all"; which rows it may touch is asked again by each service (`visibleTo`).
 */
export const permissions = {
  'taxonomy:read': ['ANYONE'],
  'word:read': anyMember,
  'word:choose': editors('OFFICE', 'EMPLOYER', 'SCHOOL', 'AGENCY'),
  'organization:read': ['ANYONE'],
  'organization:create': ['OFFICE.ADMIN'],
  'organization:update': ['OFFICE.ADMIN', 'EMPLOYER.ADMIN', 'SCHOOL.ADMIN', 'AGENCY.ADMIN'],
  'organization:verify': ['OFFICE.ADMIN'],
  'organization:archive': ['OFFICE.ADMIN'],
  'member:read': anyMember,
  'member:manage': ['OFFICE.ADMIN', 'EMPLOYER.ADMIN', 'SCHOOL.ADMIN', 'AGENCY.ADMIN'],
  'token:manage': ['PERSON', ...anyMember],
  'actor:read': ['ANYONE'],
  'audit:read': ['OFFICE.ADMIN', 'EMPLOYER.ADMIN', 'SCHOOL.ADMIN', 'AGENCY.ADMIN'],
  'talent:read': ['PERSON', ...anyMember],
  'talent:create': ['PERSON', ...editors('OFFICE', 'SCHOOL', 'AGENCY', 'EMPLOYER')],
  'talent:update': ['PERSON', ...editors('OFFICE', 'SCHOOL', 'AGENCY', 'EMPLOYER')],
  'talent:archive': ['PERSON', ...editors('OFFICE', 'SCHOOL', 'AGENCY', 'EMPLOYER')],
  'position:read': ['ANYONE'],
  'position:create': editors('EMPLOYER', 'AGENCY', 'OFFICE'),
  'position:update': editors('EMPLOYER', 'AGENCY', 'OFFICE'),
  'position:publish': editors('EMPLOYER', 'AGENCY', 'OFFICE'),
  'position:close': editors('EMPLOYER', 'AGENCY', 'OFFICE'),
  'position:archive': editors('EMPLOYER', 'AGENCY', 'OFFICE'),
  'school:read': ['ANYONE'],
  'program:read': ['ANYONE'],
  'program:create': editors('SCHOOL', 'OFFICE'),
  'program:update': editors('SCHOOL', 'OFFICE'),
  'program:archive': editors('SCHOOL', 'OFFICE'),
  'catalog:read': ['ANYONE'],
  'catalog:create': editors('OFFICE'),
  'catalog:update': editors('OFFICE'),
  'catalog:publish': ['OFFICE.ADMIN'],
  'catalog:archive': ['OFFICE.ADMIN'],
  'import:run': editors('OFFICE', 'EMPLOYER', 'SCHOOL', 'AGENCY'),
  'import:read': anyMember,
  'record:export': editors('OFFICE', 'EMPLOYER', 'SCHOOL', 'AGENCY'),
  'match:talents': anyMember,
  'match:positions': ['PERSON', ...anyMember],
  'search:inspect': ['OFFICE.ADMIN'],
  'heat:read': ['ANYONE'],
  'heat:exact': ['OFFICE.ADMIN', 'OFFICE.EDITOR'],
} as const satisfies Record<string, readonly Grantee[]>;

export type Permission = keyof typeof permissions;

export function isAllowed(actor: Actor, permission: Permission): boolean {
  if (actor.kind === 'SYSTEM') return true;
  const grantees: readonly Grantee[] = permissions[permission];
  return grantees.some((grantee) => {
    if (grantee === 'ANYONE') return true;
    if (grantee === 'PERSON') return actor.kind === 'PERSON';
    if (actor.kind !== 'MEMBER') return false;
    return grantee === actor.organization.kind || grantee === `${actor.organization.kind}.${actor.role}`;
  });
}
