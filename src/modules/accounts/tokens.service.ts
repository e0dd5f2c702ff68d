import type { IncomingHttpHeaders } from 'node:http';
import { defaultKeyHasher } from '@better-auth/api-key';
import { type Actor, anonymous, organizationOf, userIdOf } from '../../kernel/actor.ts';
import { badInput, DomainError, notFound } from '../../kernel/errors.ts';
import { checkId } from '../../kernel/ids.ts';
import { checkPageSize, decodeListCursor, encodeListCursor, type Page } from '../../kernel/page.ts';
import { isAllowed, type Permission, permissions } from '../../kernel/permissions.ts';
import { checkText } from '../../kernel/text.ts';
import type { Client, Db } from '../../platform/db/db.ts';
import { type AuthSettings, createAuth, tokenDays } from './accounts.auth.ts';
import { recordWrite } from './audit.store.ts';
import { readMembership, readUsers, roleOf } from './members.store.ts';
import type { OrganizationService } from './organizations.service.ts';
import { secretIn } from './tokens.rules.ts';
import {
  countTokens,
  deleteToken,
  listTokens,
  readTokenOwner,
  type TokenRow,
  type TokenScope,
  touchToken,
} from './tokens.store.ts';
import type { Me, NewToken } from './tokens.types.ts';

const maxTokens = 50;
/** How stale "last used" may be: a request in between writes nothing. */
const touchEveryMs = 3_600_000;

export interface TokenDraft {
  userId: string;
  organizationId: string | null;
  name: string;
  days: number;
}

export class TokenService {
  private readonly db: Db;
  private readonly organizations: OrganizationService;
  private readonly settings: AuthSettings;

  constructor(db: Db, organizations: OrganizationService, settings: AuthSettings) {
    this.db = db;
    this.organizations = organizations;
    this.settings = settings;
  }

  /**
   * Who asks, as its rows stand now. The plugin's own verifyApiKey takes 3 statements and writes the row twice a call,
   * so its hash and its table are read here in one statement, with membership and organization.
   * @throws NOT_SIGNED_IN for a token that is wrong, expired, switched off, or that lost its place.
   */
  async actorOf(headers: IncomingHttpHeaders): Promise<Actor> {
    const secret = secretIn(headers);
    if (secret === null) return anonymous;
    const owner = await readTokenOwner(this.db, await defaultKeyHasher(secret));
    if (!owner?.enabled || owner.userId === null)
      throw notSignedIn('This token is not known; it may have been revoked.');
    if (owner.expiresAt && owner.expiresAt.getTime() <= Date.now()) throw notSignedIn('This token has expired.');
    if (owner.organizationId !== null && (owner.role === null || owner.kind === null || owner.region === null)) {
      throw notSignedIn(
        'This token acts for an organization of which its owner is no member any more, or that was archived.',
      );
    }
    if (Date.now() - (owner.lastUsedAt?.getTime() ?? 0) > touchEveryMs) await touchToken(this.db, owner.id);
    if (owner.organizationId === null || owner.role === null || owner.kind === null || owner.region === null) {
      return { kind: 'PERSON', userId: owner.userId };
    }
    const organization = { id: owner.organizationId, kind: owner.kind, region: owner.region, verified: owner.verified };
    return { kind: 'MEMBER', userId: owner.userId, organization, role: roleOf(owner.role) };
  }

  async me(actor: Actor): Promise<Me> {
    const userId = userIdOf(actor);
    const acting = organizationOf(actor);
    const [users, organizations] = await Promise.all([
      userId === null ? [] : readUsers(this.db.prisma, [userId]),
      this.organizations.organizationsByIds(acting ? [acting.id] : []),
    ]);
    return {
      kind: actor.kind,
      user: users[0] ?? null,
      organization: (acting && organizations.get(acting.id)) ?? null,
      role: actor.kind === 'MEMBER' ? actor.role : null,
      permissions: (Object.keys(permissions) as Permission[])
        .filter((permission) => isAllowed(actor, permission))
        .sort(),
    };
  }

  async list(actor: Actor, page: { first: number; after?: string | null }): Promise<Page<TokenRow>> {
    const first = checkPageSize(page.first);
    const before = page.after == null ? null : checkId(String(decodeListCursor('tokens', page.after, 1)[0]), 'after');
    const rows = await listTokens(this.db.prisma, scopeOf(actor), before, first + 1);
    const last = rows.length > first ? rows[first - 1] : undefined;
    return { items: rows.slice(0, first), nextCursor: last ? encodeListCursor('tokens', [last.id]) : null };
  }

  async create(
    actor: Actor,
    draft: { name: string; organizationId?: string | null; expiresInDays?: number | null },
  ): Promise<NewToken> {
    const scope = scopeOf(actor);
    const name = checkText(draft.name, 'name', { min: 1, max: 100 });
    const days = draft.expiresInDays ?? tokenDays.usual;
    if (!Number.isInteger(days) || days < tokenDays.least || days > tokenDays.most) {
      throw badInput('expiresInDays', `A token lives ${tokenDays.least} to ${tokenDays.most} days.`);
    }
    const organizationId =
      draft.organizationId == null ? scope.organizationId : checkId(draft.organizationId, 'organizationId');
    // A token that leaked must not open what it could not reach itself.
    if (scope.organizationId !== null && organizationId !== scope.organizationId) {
      throw new DomainError(
        'FORBIDDEN',
        'A token that acts for an organization makes tokens for that organization only.',
        {
          path: 'organizationId',
        },
      );
    }
    return this.db.prisma.$transaction(async (tx) => {
      if (organizationId !== null && !(await readMembership(tx, scope.userId, organizationId))) {
        throw new DomainError('FORBIDDEN', 'You are no member of this organization.', { path: 'organizationId' });
      }
      if ((await countTokens(tx, scope.userId)) >= maxTokens) {
        throw new DomainError('TOO_LARGE', `You have ${maxTokens} tokens already.`, {
          cure: 'Revoke one that you do not use.',
        });
      }
      return this.createIn(tx, actor, { userId: scope.userId, organizationId, name, days });
    });
  }

  /** Makes the token and its audit entry within a transaction; membership is the caller's to check. */
  async createIn(tx: Client, actor: Actor, draft: TokenDraft): Promise<NewToken> {
    const made = await createAuth(tx, this.settings).api.createApiKey({
      body: {
        userId: draft.userId,
        name: draft.name,
        expiresIn: draft.days * 86_400,
        metadata: { organizationId: draft.organizationId },
      },
    });
    const detail = { organizationId: draft.organizationId, days: draft.days };
    await recordWrite(tx, { actor, action: 'token.created', kind: 'token', id: made.id, detail });
    const { id, createdAt, expiresAt } = made;
    const token = {
      id,
      name: draft.name,
      start: made.start ?? '',
      organizationId: draft.organizationId,
      createdAt,
      expiresAt,
    };
    return { token: { ...token, lastUsedAt: null }, secret: made.key };
  }

  async revoke(actor: Actor, id: string): Promise<string> {
    const scope = scopeOf(actor);
    const tokenId = checkId(id, 'id');
    return this.db.prisma.$transaction(async (tx) => {
      await this.revokeIn(tx, actor, scope, tokenId);
      return tokenId;
    });
  }

  async revokeIn(tx: Client, actor: Actor, scope: TokenScope, id: string): Promise<void> {
    if (!(await deleteToken(tx, scope, id))) throw notFound('token', id);
    await recordWrite(tx, { actor, action: 'token.revoked', kind: 'token', id });
  }
}

/** A person reaches all of its tokens; one who acts for an organization only its own tokens for that organization. */
function scopeOf(actor: Actor): TokenScope {
  const userId = userIdOf(actor);
  if (userId === null) throw notSignedIn('Tokens belong to a person.');
  return { userId, organizationId: organizationOf(actor)?.id ?? null };
}

function notSignedIn(message: string): DomainError {
  return new DomainError('NOT_SIGNED_IN', message, {
    cure: 'Send a live token as the header “x-api-key: <token>”, or none at all.',
  });
}
