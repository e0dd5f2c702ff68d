import { Prisma } from '../../generated/prisma/client.ts';
import type { Client } from '../../platform/db/db.ts';
import { inSight } from './talents.read.store.ts';
import type { Sight } from './talents.sight.ts';

export interface TalentPlace {
  /** Only records that it keeps. */
  keeper: string | null;
  after: string | null;
  limit: number;
}

/**
 * Ids in sight, ascending. Records that people keep themselves are left out of the operator's: they belong to nobody's
 * list, and no file could bring them back.
 */
export async function readTalentIdsInSight(
  client: Client,
  sight: Sight,
  regions: readonly string[],
  { keeper, after, limit }: TalentPlace,
): Promise<string[]> {
  if (sight.kind === 'NONE') return [];
  const conditions = [inSight(sight, regions)];
  if (sight.kind === 'ALL') conditions.push(Prisma.sql`t.user_id IS NULL AND t.organization_id IS NOT NULL`);
  if (keeper !== null) conditions.push(Prisma.sql`t.user_id IS NULL AND t.organization_id = ${keeper}::uuid`);
  if (after !== null) conditions.push(Prisma.sql`t.id > ${after}::uuid`);
  const rows = await client.$queryRaw<{ id: string }[]>`
    SELECT t.id FROM talent t WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY t.id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}
