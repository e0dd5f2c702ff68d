import type { Prisma } from '../../generated/prisma/client.ts';
import { type Actor, organizationOf, userIdOf } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import type { Client } from '../../platform/db/db.ts';
import { recordChange } from '../../platform/jobs/outbox.ts';

/** One act on one record, named as the use case is. */
export interface RecordedWrite {
  actor: Actor;
  /** The use case, such as `position.published`. */
  action: string;
  /** Kind of the record, as search parts name it in `dependsOn`. */
  kind: string;
  id: string;
  /** Names of what changed, counts, ids; never a personal value. */
  detail?: Prisma.InputJsonObject;
}

export async function recordAudit(tx: Client, write: RecordedWrite): Promise<void> {
  await tx.auditEntry.create({
    data: {
      id: newId(),
      action: write.action,
      userId: userIdOf(write.actor),
      organizationId: organizationOf(write.actor)?.id ?? null,
      recordKind: write.kind,
      recordId: write.id,
      detail: write.detail ?? {},
    },
    select: { id: true },
  });
}

/** What every write of every module calls, in its own transaction: who did it, and that the projector has to look. */
export async function recordWrite(tx: Client, write: RecordedWrite): Promise<void> {
  await recordAudit(tx, write);
  await recordChange(tx, { kind: write.kind, ids: [write.id] });
}

export interface AuditFilter {
  /** Whose members acted, or whose record or members were acted upon. */
  organizationId: string;
  recordKind: string | null;
  recordId: string | null;
  /** Only entries older than this id. */
  before: string | null;
  take: number;
}

export function readAudit(client: Client, filter: AuditFilter) {
  return client.auditEntry.findMany({
    where: {
      OR: concerning(filter.organizationId),
      ...(filter.recordKind === null ? {} : { recordKind: filter.recordKind }),
      ...(filter.recordId === null ? {} : { recordId: filter.recordId }),
      ...(filter.before === null ? {} : { id: { lt: filter.before } }),
    },
    orderBy: { id: 'desc' },
    take: filter.take,
  });
}

/** A membership that is gone is still known by what the entry says of it. */
function concerning(organizationId: string): Prisma.AuditEntryWhereInput[] {
  return [
    { organizationId },
    { recordKind: { in: ['organization', 'school'] }, recordId: organizationId },
    { recordKind: 'member', detail: { path: ['organizationId'], equals: organizationId } },
  ];
}
