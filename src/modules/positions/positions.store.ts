import { Prisma } from '../../generated/prisma/client.ts';
import { type Actor, organizationOf } from '../../kernel/actor.ts';
import { type DayNumber, formatDay } from '../../kernel/day.ts';
import type { Client } from '../../platform/db/db.ts';
import type { PositionEmployer, PositionRecord } from './positions.rules.ts';

/** One statement reads whole positions, skills included; days come as counts of days. */
export const selected = Prisma.raw(`
  p.id, p.employer_id AS "employerId", p.posted_by_id AS "postedById", p.external_id AS "externalId", p.title, p.occupation,
  p.description, p.headcount, p.filled, p.region, p.industry, p.pay_from AS "payFrom", p.pay_to AS "payTo",
  p.work_kind::text AS kind, p.start_from - DATE '1970-01-01' AS "startFrom", p.education, p.majors, p.grade,
  p.title_series AS "titleSeries", p.title_rank AS "titleRank", p.experience_months AS "experienceMonths", p.licences,
  p.hard_filters::text[] AS "hardFilters", p.opens_on - DATE '1970-01-01' AS "opensOn",
  p.closes_on - DATE '1970-01-01' AS "closesOn", p.status::text AS status, p.closed_reason AS "closedReason",
  p.repost_of_id AS "repostOfId", p.version, p.created_at AS "createdAt", p.updated_at AS "updatedAt",
  p.archived_at AS "archivedAt",
  COALESCE((SELECT jsonb_agg(jsonb_build_object('skill', s.skill, 'level', s.level, 'must', s.must_have) ORDER BY s.skill COLLATE "C")
    FROM position_skill s WHERE s.position_id = p.id), '[]') AS skills`);

export type Selected = Omit<PositionRecord, 'pay' | 'titleRank' | 'mustHave' | 'niceToHave'> & {
  payFrom: number | null;
  payTo: number | null;
  titleSeries: string | null;
  titleRank: number | null;
  skills: { skill: string; level: number | null; must: boolean }[];
};

export function recordOf({ payFrom, payTo, titleSeries, titleRank, skills, ...row }: Selected): PositionRecord {
  const asked = (must: boolean) =>
    skills.filter((skill) => skill.must === must).map(({ skill, level }) => ({ skill, level }));
  return {
    ...row,
    pay: payFrom === null && payTo === null ? null : { from: payFrom, to: payTo },
    titleRank: titleSeries === null || titleRank === null ? null : { series: titleSeries, rank: titleRank },
    mustHave: asked(true),
    niceToHave: asked(false),
  };
}

export async function readPositions(client: Client, ids: readonly string[]): Promise<Map<string, PositionRecord>> {
  const rows = await client.$queryRaw<
    Selected[]
  >`SELECT ${selected} FROM position p WHERE p.id = ANY(${[...ids]}::uuid[])`;
  return byId(rows.map(recordOf));
}

/** `visibleTo` in SQL, over a position `p` and its employer `e`: open on the day, or the actor's own. */
export function visibleTo(actor: Actor, day: DayNumber): Prisma.Sql {
  const organization = organizationOf(actor)?.id ?? null;
  const today = Prisma.sql`${formatDay(day)}::date`;
  return Prisma.sql`(${actor.kind === 'SYSTEM'} OR ${organization}::uuid IN (p.employer_id, p.posted_by_id)
    OR (p.status = 'PUBLISHED' AND p.archived_at IS NULL AND e.archived_at IS NULL AND p.filled < p.headcount
      AND p.opens_on <= ${today} AND (p.closes_on IS NULL OR p.closes_on >= ${today})))`;
}

export async function readVisiblePositions(
  client: Client,
  ids: readonly string[],
  actor: Actor,
  day: DayNumber,
): Promise<Map<string, PositionRecord>> {
  const rows = await client.$queryRaw<Selected[]>`
    SELECT ${selected} FROM position p JOIN organization e ON e.id = p.employer_id
    WHERE p.id = ANY(${[...ids]}::uuid[]) AND ${visibleTo(actor, day)}`;
  return byId(rows.map(recordOf));
}

/** Locks the position until the transaction ends, so that of two writers with one version the second is refused. */
export async function lockPosition(tx: Client, id: string): Promise<PositionRecord | null> {
  await tx.$queryRaw`SELECT 1 FROM position WHERE id = ${id}::uuid FOR UPDATE`;
  return (await readPositions(tx, [id])).get(id) ?? null;
}

export async function readEmployer(client: Client, id: string): Promise<PositionEmployer | null> {
  return (await readEmployers(client, [id])).get(id) ?? null;
}

export async function readEmployers(client: Client, ids: readonly string[]): Promise<Map<string, PositionEmployer>> {
  if (ids.length === 0) return new Map();
  const rows = await client.$queryRaw<PositionEmployer[]>`
    SELECT o.id, o.region, o.kind = 'EMPLOYER' AS "isEmployer", o.archived_at IS NOT NULL AS archived,
      EXISTS (SELECT FROM member m WHERE m.organization_id = o.id) AS claimed
    FROM organization o WHERE o.id = ANY(${[...new Set(ids)]}::uuid[])`;
  return byId(rows);
}

function byId<T extends { id: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}

/** Of an employer, what its positions' documents say. */
export interface EmployerLine {
  id: string;
  name: string;
  industry: string | null;
}

export async function readEmployerLines(client: Client, ids: readonly string[]): Promise<Map<string, EmployerLine>> {
  const rows = await client.organization.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true, industry: true },
  });
  return byId(rows);
}

/** Positions that have a search document: neither they nor their employers are archived. */
export async function readDocumentRows(
  client: Client,
  ids: readonly string[],
): Promise<Map<string, { version: number; createdAt: Date }>> {
  const rows = await client.$queryRaw<{ id: string; version: number; createdAt: Date }[]>`
    SELECT p.id, p.version, p.created_at AS "createdAt" FROM position p JOIN organization e ON e.id = p.employer_id
    WHERE p.id = ANY(${[...ids]}::uuid[]) AND p.archived_at IS NULL AND e.archived_at IS NULL`;
  return byId(rows);
}

export async function readPositionIds(client: Client, after: string | null, limit: number): Promise<string[]> {
  const rows = await client.position.findMany({
    where: after === null ? {} : { id: { gt: after } },
    orderBy: { id: 'asc' },
    take: limit,
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

export async function readPositionIdsOfEmployers(client: Client, employerIds: readonly string[]): Promise<string[]> {
  const rows = await client.position.findMany({
    where: { employerId: { in: [...employerIds] } },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

/** Ids of the positions open on a day, ascending. */
export async function readOpenPositionIds(client: Client, day: DayNumber): Promise<string[]> {
  const on = formatDay(day);
  const rows = await client.$queryRaw<{ id: string }[]>`
    SELECT id FROM position
    WHERE status = 'PUBLISHED' AND archived_at IS NULL AND opens_on <= ${on}::date
      AND (closes_on IS NULL OR closes_on >= ${on}::date) AND filled < headcount
    ORDER BY id`;
  return rows.map(({ id }) => id);
}
