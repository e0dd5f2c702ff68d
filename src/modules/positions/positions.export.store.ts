import { Prisma } from '../../generated/prisma/client.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { DayNumber } from '../../kernel/day.ts';
import type { Client } from '../../platform/db/db.ts';
import { visibleTo } from './positions.store.ts';

export interface PositionPlace {
  employer: string | null;
  after: string | null;
  limit: number;
}

/** Ids of the positions that stand in the actor's list on a day, ascending. */
export async function readPositionIdsInSight(
  client: Client,
  actor: Actor,
  day: DayNumber,
  { employer, after, limit }: PositionPlace,
): Promise<string[]> {
  const conditions = [Prisma.sql`p.archived_at IS NULL AND e.archived_at IS NULL`, visibleTo(actor, day)];
  if (employer !== null) conditions.push(Prisma.sql`p.employer_id = ${employer}::uuid`);
  if (after !== null) conditions.push(Prisma.sql`p.id > ${after}::uuid`);
  const rows = await client.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM position p JOIN organization e ON e.id = p.employer_id
    WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY p.id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}
