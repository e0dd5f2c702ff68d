import { type MemberRole, system } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { checkText } from '../../kernel/text.ts';
import type { Client, Db } from '../../platform/db/db.ts';
import { tokenDays } from './accounts.auth.ts';
import { checkEmail } from './accounts.rules.ts';
import type { MemberService } from './members.service.ts';
import { readMembership } from './members.store.ts';
import type { OrganizationDraft } from './organizations.rules.ts';
import type { OrganizationService } from './organizations.service.ts';
import { lockOrganization, readOrganizationByExternalId } from './organizations.store.ts';
import type { TokenService } from './tokens.service.ts';
import { readTokensNamed } from './tokens.store.ts';

export type OperatorOrganization = OrganizationDraft & { externalId: string; verified?: boolean };

/** What the operator does at the command line, as SYSTEM; doing it again changes nothing. */
export class AccountsOperator {
  private readonly db: Db;
  private readonly organizations: OrganizationService;
  private readonly members: MemberService;
  private readonly tokens: TokenService;

  constructor(db: Db, organizations: OrganizationService, members: MemberService, tokens: TokenService) {
    this.db = db;
    this.organizations = organizations;
    this.members = members;
    this.tokens = tokens;
  }

  /** @returns the id of the organization with this externalId, which is made when there is none and else left as it is. */
  ensureOrganization(organization: OperatorOrganization): Promise<string> {
    return this.db.prisma.$transaction(async (tx) => (await this.ensureOrganizationIn(tx, organization)).id);
  }

  /** The same in a caller's transaction: schools add their own row to what was created. */
  async ensureOrganizationIn(
    tx: Client,
    organization: OperatorOrganization,
  ): Promise<{ id: string; created: boolean }> {
    const { verified = false, ...draft } = organization;
    const found = await readOrganizationByExternalId(tx, draft.externalId);
    if (found) return { id: found.id, created: false };
    const { id } = await this.organizations.createIn(tx, system, draft, { verified });
    return { id, created: true };
  }

  /** @returns the id of the account of this address; the name of one that is there stays. */
  ensureUser(user: { email: string; name: string }): Promise<string> {
    const email = checkEmail(user.email, 'email');
    const name = checkText(user.name, 'name', { min: 1, max: 100 });
    return this.db.prisma.$transaction(async (tx) => (await this.members.ensureUserIn(tx, system, email, name)).id);
  }

  /** @returns the id of the membership; the role of one that is there stays. */
  ensureMember(member: { organizationId: string; userId: string; role: MemberRole }): Promise<string> {
    return this.db.prisma.$transaction(async (tx) => {
      await lockOrganization(tx, member.organizationId);
      const found = await readMembership(tx, member.userId, member.organizationId);
      return (found ?? (await this.members.insertIn(tx, system, member.organizationId, member.userId, member.role))).id;
    });
  }

  /** @returns a secret. Only its hash is kept, so a token of the same name cannot be shown again: it is replaced. */
  issueToken(userId: string, organizationId: string | null, name: string): Promise<string> {
    return this.db.prisma.$transaction(async (tx) => {
      if (organizationId !== null && !(await readMembership(tx, userId, organizationId))) {
        throw new DomainError('BAD_INPUT', 'The user is no member of the organization.', { path: 'organizationId' });
      }
      for (const id of await readTokensNamed(tx, userId, organizationId, name)) {
        await this.tokens.revokeIn(tx, system, { userId, organizationId }, id);
      }
      return (await this.tokens.createIn(tx, system, { userId, organizationId, name, days: tokenDays.most })).secret;
    });
  }
}
