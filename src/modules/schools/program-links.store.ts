import { dateOfDay, dayOfDate } from '../../kernel/day.ts';
import type { Client } from '../../platform/db/db.ts';
import type { MajorLinkRow, OccupationLink } from './program-links.rules.ts';

/** Standard links hold from ever on; an edition that drops one deletes it. */
const always = '1970-01-01';

/** The standard links of all majors. */
export async function readMajorLinks(client: Client): Promise<Map<string, OccupationLink[]>> {
  const rows = await client.programOccupation.findMany({
    where: { major: { not: null } },
    orderBy: [{ major: 'asc' }, { occupation: 'asc' }],
  });
  const links = new Map<string, OccupationLink[]>();
  for (const { major, occupation, weightBp, source, validFrom, validTo } of rows) {
    if (major === null) continue;
    const link = {
      occupation,
      weightBp,
      source,
      validFrom: dayOfDate(validFrom),
      validTo: validTo && dayOfDate(validTo),
    };
    links.set(major, [...(links.get(major) ?? []), link]);
  }
  return links;
}

/**
 * Makes the standard links those of the rows, in one statement: what is missing goes, what differs is written, the rest
 * is left alone. @returns the majors whose links changed.
 */
export async function writeMajorLinks(tx: Client, rows: readonly MajorLinkRow[]): Promise<string[]> {
  const json = JSON.stringify(
    rows.map(({ major, occupation, weight }) => ({ major, occupation, bp: Math.round(weight * 10_000) })),
  );
  const changed = await tx.$queryRaw<{ major: string }[]>`
    WITH given AS (SELECT DISTINCT ON (major, occupation) * FROM jsonb_to_recordset(${json}::jsonb) AS r (major text, occupation text, bp int)
      ORDER BY major, occupation, bp DESC),
    gone AS (
      DELETE FROM program_occupation l
      WHERE l.major IS NOT NULL AND l.source = 'STANDARD'
        AND NOT EXISTS (SELECT FROM given g WHERE g.major = l.major AND g.occupation = l.occupation)
      RETURNING l.major),
    written AS (
      INSERT INTO program_occupation (id, major, occupation, weight_bp, source, valid_from)
      SELECT gen_random_uuid(), g.major, g.occupation, g.bp, 'STANDARD', ${always}::date FROM given g
      ON CONFLICT (major, occupation, source, valid_from) DO UPDATE SET weight_bp = excluded.weight_bp
        WHERE program_occupation.weight_bp <> excluded.weight_bp
      RETURNING major)
    SELECT major FROM gone UNION SELECT major FROM written`;
  return changed.map((row) => row.major);
}

export async function replaceProgramLinks(
  tx: Client,
  programId: string,
  links: readonly OccupationLink[],
): Promise<void> {
  await tx.programOccupation.deleteMany({ where: { programId } });
  await tx.programOccupation.createMany({
    data: links.map((link) => ({
      programId,
      occupation: link.occupation,
      weightBp: link.weightBp,
      source: link.source,
      validFrom: dateOfDay(link.validFrom),
      validTo: link.validTo === null ? null : dateOfDay(link.validTo),
    })),
  });
  await tx.program.update({ where: { id: programId }, data: { version: { increment: 1 } } });
}

export async function readProgramIdsOfMajors(client: Client, majors: readonly string[]): Promise<string[]> {
  const rows = await client.program.findMany({ where: { major: { in: [...majors] } }, select: { id: true } });
  return rows.map((row) => row.id);
}
