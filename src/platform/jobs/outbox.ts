import type { Client } from '../db/db.ts';

/** Heard by projectors when a transaction with changes commits. */
export const outboxChannel = 'outbox';

export interface Change {
  /** Kind of the records, as search parts name it in `dependsOn`. */
  kind: string;
  ids: readonly string[];
}

/** To be called in the transaction that makes the change: the projector sees both or neither. */
export async function recordChange(tx: Client, { kind, ids }: Change): Promise<void> {
  if (ids.length === 0) return;
  await tx.$executeRaw`
    WITH written AS (INSERT INTO outbox (kind, record_id) SELECT ${kind}::text, unnest(${[...ids]}::uuid[]))
    SELECT pg_notify(${outboxChannel}, '')`;
}
