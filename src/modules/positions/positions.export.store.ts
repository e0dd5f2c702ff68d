import { Prisma } from '../../generated/prisma/client.ts';
import { type Actor, organizationOf } from '../../kernel/actor.ts';
import type { DayNumber } from '../../kernel/day.ts';
import type { Client } from '../../platform/db/db.ts';
import { visibleTo } from './positions.store.ts';

export interface PositionPlace {
  employer: string | null;
  /** Only those that the actor writes; an office those of employers in these regions that nobody has claimed. */
  own: { regions: readonly string[] } | null;
  after: string | null;
  limit: number;
}

/** Ids of the positions that stand in the actor's list on a day, ascending. */
export async function readPositionIdsInSight(
  client: Client,
  actor: Actor,
  day: DayNumber,
  { employer, own, after, limit }: PositionPlace,
): Promise<string[]> {
  const conditions = [Prisma.sql`p.archived_at IS NULL AND e.archived_at IS NULL`, visibleTo(actor, day)];
  if (own !== null) conditions.push(writtenBy(actor, own.regions));
  if (employer !== null) conditions.push(Prisma.sql`p.employer_id = ${employer}::uuid`);
  if (after !== null) conditions.push(Prisma.sql`p.id > ${after}::uuid`);
  const rows = await client.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM position p JOIN organization e ON e.id = p.employer_id
    WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY p.id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

/** `mayWriteFor` in SQL, over a position `p` and its employer `e`. */
function writtenBy(actor: Actor, regions: readonly string[]): Prisma.Sql {
  const own = organizationOf(actor);
  if (actor.kind === 'SYSTEM') return Prisma.sql`TRUE`;
  if (own?.kind === 'EMPLOYER') return Prisma.sql`p.employer_id = ${own.id}::uuid`;
  if (own?.kind !== 'OFFICE') return Prisma.sql`FALSE`;
  return Prisma.sql`(e.region = ANY(${[...regions]}::text[])
    AND NOT EXISTS (SELECT FROM member m WHERE m.organization_id = e.id))`;
}
