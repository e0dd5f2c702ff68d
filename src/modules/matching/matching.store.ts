import type { Prisma } from '../../generated/prisma/client.ts';
import { type DayNumber, dateOfDay, dayOfDate } from '../../kernel/day.ts';
import type { Client } from '../../platform/db/db.ts';
import type { ScoredPosition } from './matching.pair.ts';
import type { OccupationProfile } from './profile.rules.ts';

export async function readProfiles(client: Client): Promise<{ version: number; profiles: OccupationProfile[] }> {
  const rows = await client.occupationProfile.findMany({ orderBy: { occupation: 'asc' } });
  const profiles = rows.map(({ asks, shares, ...row }) => ({
    ...row,
    asks: asks as unknown as ScoredPosition,
    shares: shares as Record<string, number>,
  }));
  return { version: rows[0]?.version ?? 0, profiles };
}

/** The version that stands and the day it was frozen on; null before the first freeze. */
export async function readFreeze(client: Client): Promise<{ version: number; day: DayNumber } | null> {
  const row = await client.occupationProfile.findFirst({ select: { version: true, frozenOn: true } });
  return row && { version: row.version, day: dayOfDate(row.frozenOn) };
}

/** Lets one process at a time freeze, until the transaction ends; false when another is at it. */
export async function claimFreeze(tx: Client): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ claimed: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtext('occupation profile')) AS claimed`;
  return row?.claimed === true;
}

/** Replaces all profiles by the new ones under the next version. */
export async function writeProfiles(
  tx: Client,
  profiles: readonly OccupationProfile[],
  day: DayNumber,
): Promise<number> {
  const before = await tx.occupationProfile.findFirst({ select: { version: true } });
  const version = (before?.version ?? 0) + 1;
  await tx.occupationProfile.deleteMany();
  await tx.occupationProfile.createMany({
    data: profiles.map((profile) => ({
      ...profile,
      version,
      frozenOn: dateOfDay(day),
      asks: profile.asks as unknown as Prisma.InputJsonValue,
    })),
  });
  return version;
}
