import type { Actor, MemberRole } from '../../kernel/actor.ts';
import { badInput, conflict, DomainError, notFound } from '../../kernel/errors.ts';
import { checkId } from '../../kernel/ids.ts';
import { checkPageSize, decodeListCursor, encodeListCursor, type Page } from '../../kernel/page.ts';
import { checkText } from '../../kernel/text.ts';
import type { Client, Db } from '../../platform/db/db.ts';
import { checkEmail } from './accounts.rules.ts';
import { recordWrite } from './audit.store.ts';
import {
  changeRole,
  countAdmins,
  deleteMember,
  ensureUserRow,
  insertMember,
  listMembers,
  type MemberRow,
  readMember,
  readMembership,
} from './members.store.ts';
import type { MemberInput, MembersArgs } from './members.types.ts';
import type { OrganizationService } from './organizations.service.ts';
import { lockOrganization, readOrganizations } from './organizations.store.ts';

export class MemberService {
  private readonly db: Db;
  private readonly organizations: OrganizationService;

  constructor(db: Db, organizations: OrganizationService) {
    this.db = db;
    this.organizations = organizations;
  }

  /** A member as one who acts, as its rows stand now; null for one that is none any more. */
  async memberOf(userId: string, organizationId: string): Promise<Actor | null> {
    const [member, rows] = await Promise.all([
      readMembership(this.db.prisma, userId, organizationId),
      readOrganizations(this.db.prisma, [organizationId]),
    ]);
    const [row] = rows;
    if (!member || !row || row.archivedAt !== null) return null;
    const organization = { id: row.id, kind: row.kind, region: row.region, verified: row.verifiedAt !== null };
    return { kind: 'MEMBER', userId, organization, role: member.role };
  }

  async list(actor: Actor, args: MembersArgs): Promise<Page<MemberRow>> {
    const first = checkPageSize(args.first);
    const after = args.after == null ? null : checkId(String(decodeListCursor('members', args.after, 1)[0]), 'after');
    const organizationId = organizationIn(actor, args.organizationId, 'organizationId');
    const { row } = await this.organizations.kept(this.db.prisma, actor, organizationId);
    const rows = await listMembers(this.db.prisma, row.id, after, first + 1);
    const last = rows.length > first ? rows[first - 1] : undefined;
    return { items: rows.slice(0, first), nextCursor: last ? encodeListCursor('members', [last.id]) : null };
  }

  async add(actor: Actor, input: MemberInput): Promise<MemberRow> {
    const email = checkEmail(input.email, 'input.email');
    const name = checkText(input.name, 'input.name', { min: 1, max: 100 });
    const organizationId = organizationIn(actor, input.organizationId, 'input.organizationId');
    return this.db.prisma.$transaction(async (tx) => {
      await this.lockKept(tx, actor, organizationId);
      const user = await this.ensureUserIn(tx, actor, email, name);
      if (await readMembership(tx, user.id, organizationId)) {
        throw new DomainError('ALREADY_EXISTS', 'This person is a member already.', {
          path: 'input.email',
          cure: 'Change the role with changeMemberRole.',
        });
      }
      return this.insertIn(tx, actor, organizationId, user.id, input.role);
    });
  }

  async changeRole(actor: Actor, id: string, version: number, role: MemberRole): Promise<MemberRow> {
    return this.db.prisma.$transaction(async (tx) => {
      const member = await this.keptMember(tx, actor, id);
      if (member.version !== version) throw conflict('member', member.id, version, member.version);
      if (member.role === role) return member;
      if (member.role === 'ADMIN') await refuseLastAdmin(tx, member);
      if (!(await changeRole(tx, member.id, version, role))) throw conflict('member', member.id, version, version + 1);
      await recordWrite(tx, {
        actor,
        action: 'member.roleChanged',
        kind: 'member',
        id: member.id,
        detail: { organizationId: member.organizationId, from: member.role, to: role },
      });
      return (await readMember(tx, member.id)) ?? member;
    });
  }

  /** @returns the id of the membership that is gone; tokens that act for it are dead at once. */
  async remove(actor: Actor, id: string): Promise<string> {
    return this.db.prisma.$transaction(async (tx) => {
      const member = await this.keptMember(tx, actor, id);
      if (member.role === 'ADMIN') await refuseLastAdmin(tx, member);
      await deleteMember(tx, member.id);
      const detail = { organizationId: member.organizationId, userId: member.user.id, role: member.role };
      await recordWrite(tx, { actor, action: 'member.removed', kind: 'member', id: member.id, detail });
      return member.id;
    });
  }

  async ensureUserIn(tx: Client, actor: Actor, email: string, name: string): Promise<{ id: string; created: boolean }> {
    const user = await ensureUserRow(tx, email, name);
    if (user.created) await recordWrite(tx, { actor, action: 'user.created', kind: 'user', id: user.id });
    return user;
  }

  async insertIn(
    tx: Client,
    actor: Actor,
    organizationId: string,
    userId: string,
    role: MemberRole,
  ): Promise<MemberRow> {
    const member = await insertMember(tx, organizationId, userId, role);
    await recordWrite(tx, {
      actor,
      action: 'member.added',
      kind: 'member',
      id: member.id,
      detail: { organizationId, userId, role },
    });
    return member;
  }

  /** @throws FORBIDDEN for an office once the organization has an ADMIN: else any office could seat itself there. */
  private async lockKept(tx: Client, actor: Actor, organizationId: string): Promise<void> {
    const { standing } = await this.organizations.kept(tx, actor, organizationId);
    await lockOrganization(tx, organizationId);
    if (standing !== 'OFFICE' || (await countAdmins(tx, organizationId)) === 0) return;
    throw new DomainError('FORBIDDEN', 'This organization has an ADMIN, who alone decides who its members are.', {
      kind: 'organization',
      id: organizationId,
      cure: 'Ask the organization’s own ADMIN to do it.',
    });
  }

  /** The member, read under the lock of its organization. */
  private async keptMember(tx: Client, actor: Actor, id: string): Promise<MemberRow> {
    const seen = await readMember(tx, checkId(id, 'id'));
    if (!seen) throw notFound('member', id);
    try {
      await this.organizations.kept(tx, actor, seen.organizationId);
    } catch (error) {
      // Whoever does not keep the organization does not learn whose member this is.
      throw error instanceof DomainError && error.code === 'FORBIDDEN' ? notFound('member', id) : error;
    }
    await this.lockKept(tx, actor, seen.organizationId);
    const member = await readMember(tx, seen.id);
    if (!member) throw notFound('member', id);
    return member;
  }
}

function organizationIn(actor: Actor, asked: string | null | undefined, path: string): string {
  if (asked != null) return checkId(asked, path);
  if (actor.kind === 'MEMBER') return actor.organization.id;
  throw badInput(path, 'You act for no organization.', 'Name the organization.');
}

async function refuseLastAdmin(tx: Client, member: MemberRow): Promise<void> {
  if ((await countAdmins(tx, member.organizationId)) > 1) return;
  throw new DomainError('BAD_INPUT', 'This is the last ADMIN of the organization. Nothing was written.', {
    path: 'id',
    cure: 'Make another member ADMIN first.',
  });
}
