import { type AuthCheckerFn, Authorized } from 'type-graphql';
import { DomainError } from '../kernel/errors.ts';
import { isAllowed, type Permission } from '../kernel/permissions.ts';
import type { Context } from './context.ts';

/** Every root field carries exactly one; a law test sees to it. */
export function Allow(permission: Permission): MethodDecorator & PropertyDecorator {
  return Authorized<Permission>(permission);
}

export const checkPermission: AuthCheckerFn<Context, Permission> = ({ context }, wanted) => {
  for (const permission of wanted) {
    if (isAllowed(context.actor, permission)) continue;
    if (context.actor.kind === 'ANONYMOUS') {
      throw new DomainError('NOT_SIGNED_IN', 'This needs an API token.', {
        cure: 'Send the header “x-api-key: <token>”.',
        permission,
      });
    }
    throw new DomainError('FORBIDDEN', `Your role does not carry the permission ${permission}.`, { permission });
  }
  return true;
};
