import { type DayNumber, formatDay } from '../../kernel/day.ts';
import { badInput } from '../../kernel/errors.ts';
import { idsAmong, newId } from '../../kernel/ids.ts';
import type { Client } from '../../platform/db/db.ts';
import type { RowWritten } from '../../platform/files/import-kind.ts';
import { idsByOutcome } from '../../platform/files/row-groups.ts';
import type { PositionRecord, PositionStatus, PositionValues } from './positions.rules.ts';
import { readPositions, recordOf, type Selected, selected } from './positions.store.ts';

/** A position as a file or a form gives it. */
export interface PositionRow extends PositionValues {
  employerId: string;
  postedById: string;
  status: PositionStatus;
  closedReason: string | null;
  /** The id of one that is not there yet; any other when left out. */
  newId?: string;
  /** What it says of a position’s origin; the rest stays as it is on one that is there. */
  says?: { poster: boolean; repost: boolean };
}

export async function insertPosition(tx: Client, row: PositionRow): Promise<string> {
  const id = newId();
  await writePositions(tx, [{ ...row, id }]);
  return id;
}

/** Writes every value and counts the version up. */
export async function writePosition(tx: Client, record: PositionRecord): Promise<void> {
  await writePositions(tx, [record]);
}

export async function archivePosition(tx: Client, id: string): Promise<void> {
  await tx.position.update({ where: { id }, data: { archivedAt: new Date(), version: { increment: 1 } } });
}

/**
 * Positions of employers under their own external ids, keyed `employer external-id`; one that has none is called by the
 * id that we gave it.
 */
async function readByExternalId(client: Client, rows: readonly PositionRow[]): Promise<Map<string, PositionRecord>> {
  const ids = idsAmong(rows.map((row) => row.externalId));
  const unnamed = ids.length === 0 ? [] : [...(await readPositions(client, ids)).values()];
  const found = await client.$queryRaw<Selected[]>`
    SELECT ${selected}
    FROM unnest(${rows.map((row) => row.employerId)}::uuid[], ${rows.map((row) => row.externalId)}::text[]) AS k (employer, external)
    JOIN position p ON p.employer_id = k.employer AND p.external_id = k.external`;
  return new Map([...unnamed.filter((row) => row.externalId === null).map(keyed), ...found.map(recordOf).map(keyed)]);
}

/** Id of an employer’s position by its number, or by the id that we gave it where it has none. */
export async function readNumberedId(client: Client, employerId: string, number: string): Promise<string | undefined> {
  const row = await client.position.findFirst({
    where: { employerId, OR: [{ externalId: number }, { externalId: null, id: { in: idsAmong([number]) } }] },
    select: { id: true },
  });
  return row?.id;
}

function keyed(record: PositionRecord): [string, PositionRecord] {
  return [externalKey({ ...record, externalId: record.externalId ?? record.id }), record];
}

export interface UpsertedPositions {
  created: string[];
  updated: string[];
  unchanged: string[];
  /** What became of each row, in their order. */
  rows: RowWritten[];
}

/**
 * Many positions by (employer, externalId), in four statements: whole rows are compared, and only those that differ are
 * written. An archived position that a file names again comes back into use. Who posted a position, and what it repeats,
 * stays as it is unless the row says it.
 * @param keep told the ids of records before they change
 * @throws BAD_INPUT at `rows.<n>.externalId` when it is missing or stands there twice.
 */
export async function upsertPositions(
  tx: Client,
  rows: readonly PositionRow[],
  keep: (ids: readonly string[]) => Promise<void> = async () => {},
): Promise<UpsertedPositions> {
  const seen = new Set<string>();
  rows.forEach((row, n) => {
    if (row.externalId === null)
      throw badInput(`rows.${n}.externalId`, 'A row needs an external id.', 'Number the rows.');
    if (seen.has(externalKey(row)))
      throw badInput(`rows.${n}.externalId`, 'The external id stands there twice.', 'Keep one of the rows.');
    seen.add(externalKey(row));
  });
  const known = await readByExternalId(tx, rows);
  const changed: (PositionRow & { id: string })[] = [];
  const written = rows.map((given): RowWritten => {
    const old = known.get(externalKey(given));
    const row = old ? { ...given, ...keptOf(old, given) } : given;
    const id = old?.id ?? given.newId ?? newId();
    if (old && old.archivedAt === null && contentOf(old) === contentOf(row))
      return { outcome: 'UNCHANGED', id, version: old.version };
    changed.push({ ...row, id });
    return { outcome: old ? 'UPDATED' : 'CREATED', id, version: (old?.version ?? 0) + 1 };
  });
  const result = { ...idsByOutcome(written), rows: written };
  if (result.updated.length > 0) await keep(result.updated);
  await writePositions(tx, changed);
  return result;
}

function keptOf(old: PositionRecord, given: PositionRow): Partial<PositionRow> {
  const { poster = false, repost = false } = given.says ?? {};
  return {
    externalId: old.externalId,
    postedById: poster ? given.postedById : old.postedById,
    repostOfId: repost ? given.repostOfId : (given.repostOfId ?? old.repostOfId),
  };
}

type Stored = PositionRow & { id: string };

/** Inserts or overwrites by id: the row in one statement, its skills in two. */
async function writePositions(tx: Client, rows: readonly Stored[]): Promise<void> {
  if (rows.length === 0) return;
  const json = JSON.stringify(rows.map(columnsOf));
  await tx.$executeRaw`
    INSERT INTO position (id, employer_id, posted_by_id, external_id, title, occupation, description, headcount, filled, region,
      industry, pay_from, pay_to, work_kind, start_from, education, majors, grade, title_series, title_rank, experience_months,
      licences, hard_filters, opens_on, closes_on, status, closed_reason, repost_of_id, updated_at)
    SELECT r.*, now() FROM jsonb_to_recordset(${json}::jsonb) AS r (id uuid, employer uuid, poster uuid, external text, title text,
      occupation text, description text, headcount int, filled int, region text, industry text, pay_from int, pay_to int,
      kind work_kind, start_from date, education smallint, majors text[], grade smallint, series text, rank smallint, months int,
      licences text[], filters hard_filter[], opens_on date, closes_on date, status position_status, reason text, repost uuid)
    ON CONFLICT (id) DO UPDATE SET external_id = excluded.external_id, posted_by_id = excluded.posted_by_id, title = excluded.title,
      occupation = excluded.occupation, description = excluded.description, headcount = excluded.headcount,
      filled = excluded.filled, region = excluded.region, industry = excluded.industry, pay_from = excluded.pay_from,
      pay_to = excluded.pay_to, work_kind = excluded.work_kind, start_from = excluded.start_from, education = excluded.education,
      majors = excluded.majors, grade = excluded.grade, title_series = excluded.title_series, title_rank = excluded.title_rank,
      experience_months = excluded.experience_months, licences = excluded.licences, hard_filters = excluded.hard_filters,
      opens_on = excluded.opens_on, closes_on = excluded.closes_on, status = excluded.status,
      closed_reason = excluded.closed_reason, repost_of_id = excluded.repost_of_id, updated_at = excluded.updated_at,
      archived_at = NULL, version = position.version + 1`;
  await tx.$executeRaw`
    DELETE FROM position_skill WHERE position_id = ANY(${rows.map((row) => row.id)}::uuid[])`;
  const skills = rows.flatMap(({ id, mustHave, niceToHave }) => [
    ...mustHave.map((asked) => ({ id, ...asked, must: true })),
    ...niceToHave.map((asked) => ({ id, ...asked, must: false })),
  ]);
  if (skills.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO position_skill (position_id, skill, level, must_have)
    SELECT * FROM unnest(${skills.map((asked) => asked.id)}::uuid[], ${skills.map((asked) => asked.skill)}::text[],
      ${skills.map((asked) => asked.level)}::smallint[], ${skills.map((asked) => asked.must)}::boolean[])`;
}

/** One row in the order of the statement's columns. */
function columnsOf(row: Stored): Record<string, unknown> {
  const day = (value: DayNumber | null): string | null => (value === null ? null : formatDay(value));
  return {
    id: row.id,
    employer: row.employerId,
    poster: row.postedById,
    external: row.externalId,
    title: row.title,
    occupation: row.occupation,
    description: row.description,
    headcount: row.headcount,
    filled: row.filled,
    region: row.region,
    industry: row.industry,
    pay_from: row.pay?.from ?? null,
    pay_to: row.pay?.to ?? null,
    kind: row.kind,
    start_from: day(row.startFrom),
    education: row.education,
    majors: row.majors,
    grade: row.grade,
    series: row.titleRank?.series ?? null,
    rank: row.titleRank?.rank ?? null,
    months: row.experienceMonths,
    licences: row.licences,
    filters: row.hardFilters,
    opens_on: day(row.opensOn),
    closes_on: day(row.closesOn),
    status: row.status,
    reason: row.closedReason,
    repost: row.repostOfId,
  };
}

/** Equal for rows that say the same. */
function contentOf(row: PositionRow): string {
  const bySkill = (list: PositionRow['mustHave']) => list.map(({ skill, level }) => `${skill} ${level ?? ''}`).sort();
  return JSON.stringify([columnsOf({ ...row, id: '' }), bySkill(row.mustHave), bySkill(row.niceToHave)]);
}

function externalKey(row: { employerId: string; externalId: string | null }): string {
  return `${row.employerId} ${row.externalId}`;
}
