import { organizationConcepts } from './organizations.concepts.store.ts';
import 'reflect-metadata';
import type { IncomingHttpHeaders } from 'node:http';
import type { Module } from '../../graphql/module.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Db } from '../../platform/db/db.ts';
import { AccountsOperator } from './accounts.operator.ts';
import { AuditResolver } from './audit.resolver.ts';
import { AuditService } from './audit.service.ts';
import { MemberResolver } from './members.resolver.ts';
import { MemberService } from './members.service.ts';
import { OrganizationResolver } from './organizations.resolver.ts';
import type { Codes } from './organizations.rules.ts';
import { OrganizationService } from './organizations.service.ts';
import { OrganizationUpsert } from './organizations.upsert.ts';
import { TokenResolver } from './tokens.resolver.ts';
import { TokenService } from './tokens.service.ts';

export type { AccountsOperator, OperatorOrganization } from './accounts.operator.ts';
export { actsFor } from './accounts.rules.ts';
export type { RecordedWrite } from './audit.store.ts';
export { recordAudit, recordWrite } from './audit.store.ts';
export { type Mention, mentionColumns, readMention } from './organizations.mention.ts';
export type { NamedOrganization } from './organizations.named.store.ts';
export { NamedOrganizations } from './organizations.named.ts';
export type { Making, OrganizationDraft } from './organizations.rules.ts';
export type { OrganizationService } from './organizations.service.ts';
export { type OrganizationRow, readOrganizations } from './organizations.store.ts';
export { Organization, OrganizationInput, OrganizationKindEnum } from './organizations.types.ts';
export { eraseUnused, readMakingImports } from './organizations.undo.store.ts';
export type { OrganizationUpsert, PlannedOrganization } from './organizations.upsert.ts';
export { OrganizationWords } from './organizations.words.ts';

export interface AccountsModule extends Module {
  /** What other modules ask and do: organizationsByIds, actsFor, createIn. */
  service: OrganizationService;
  /** What files do with organizations. */
  files: OrganizationUpsert;
  /** What the command line does as SYSTEM. */
  operator: AccountsOperator;
  /** Who asks, by the token in the headers. @throws NOT_SIGNED_IN for one that is not good. */
  actorOf(headers: IncomingHttpHeaders): Promise<Actor>;
  /** A member as one who acts, for work that goes on without a request; null for one that is none any more. */
  memberOf(userId: string, organizationId: string): Promise<Actor | null>;
}

export interface AccountsDeps extends Codes {
  db: Db;
  secret: string;
  publicUrl: string;
}

export function accountsModule({ db, secret, publicUrl, checkCode, regionsWithin }: AccountsDeps): AccountsModule {
  const service = new OrganizationService(db, { checkCode, regionsWithin });
  const members = new MemberService(db, service);
  const tokens = new TokenService(db, service, { secret, publicUrl });
  return {
    name: 'accounts',
    resolvers: [
      new OrganizationResolver(service),
      new MemberResolver(members),
      new TokenResolver(tokens),
      new AuditResolver(new AuditService(db)),
    ],
    conceptUses: [organizationConcepts],
    service,
    files: new OrganizationUpsert(service, { checkCode, regionsWithin }),
    operator: new AccountsOperator(db, service, members, tokens),
    actorOf: (headers) => tokens.actorOf(headers),
    memberOf: (userId, organizationId) => members.memberOf(userId, organizationId),
  };
}
