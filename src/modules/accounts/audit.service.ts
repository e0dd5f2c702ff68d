import { type Actor, organizationOf } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import { checkId } from '../../kernel/ids.ts';
import { checkPageSize, decodeListCursor, encodeListCursor, type Page } from '../../kernel/page.ts';
import type { Db } from '../../platform/db/db.ts';
import { readAudit } from './audit.store.ts';
import type { AuditArgs, AuditEntry } from './audit.types.ts';

export class AuditService {
  private readonly db: Db;

  constructor(db: Db) {
    this.db = db;
  }

  /** What members of the actor's organization did, and what others did to its record and its members. */
  async list(actor: Actor, args: AuditArgs): Promise<Page<AuditEntry>> {
    const first = checkPageSize(args.first);
    const organization = organizationOf(actor);
    if (!organization) throw new DomainError('FORBIDDEN', 'Audit entries belong to an organization; you act for none.');
    const rows = await readAudit(this.db.prisma, {
      organizationId: organization.id,
      recordKind: args.recordKind ?? null,
      recordId: args.recordId ?? null,
      before: args.after == null ? null : checkId(String(decodeListCursor('auditEntries', args.after, 1)[0]), 'after'),
      take: first + 1,
    });
    const items = rows.slice(0, first).map((row) => ({ ...row, detail: row.detail as Record<string, unknown> }));
    const last = rows.length > first ? items.at(-1) : undefined;
    return { items, nextCursor: last ? encodeListCursor('auditEntries', [last.id]) : null };
  }
}
