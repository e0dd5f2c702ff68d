import { type AuthCheckerFn, Authorized } from 'type-graphql';
import type { Actor } from '../kernel/actor.ts';
import { DomainError } from '../kernel/errors.ts';
import { isAllowed, type Permission } from '../kernel/permissions.ts';
import type { Context } from './context.ts';

/** Every root field carries exactly one; a law test sees to it. */
export function Allow(permission: Permission): MethodDecorator & PropertyDecorator {
  return Authorized<Permission>(permission);
}

export const checkPermission: AuthCheckerFn<Context, Permission> = ({ context }, wanted) => {
  for (const permission of wanted) refuseWithout(context.actor, permission);
  return true;
};

/** @throws NOT_SIGNED_IN, FORBIDDEN */
export function refuseWithout(actor: Actor, permission: Permission): void {
  if (isAllowed(actor, permission)) return;
  if (actor.kind === 'ANONYMOUS') {
    throw new DomainError('NOT_SIGNED_IN', 'This needs an API token.', {
      cure: 'Send the header “x-api-key: <token>”.',
      permission,
    });
  }
  throw new DomainError('FORBIDDEN', `Your role does not carry the permission ${permission}.`, { permission });
}
