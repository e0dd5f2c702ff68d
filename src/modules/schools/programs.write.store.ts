import { badInput } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Client } from '../../platform/db/db.ts';
import type { RowWritten } from '../../platform/files/import-kind.ts';
import { idsByOutcome } from '../../platform/files/row-groups.ts';
import type { ProgramValues } from './programs.rules.ts';
import { readProgramsByExternalId } from './programs.store.ts';

/** A program as a file or a form gives it. */
export interface ProgramRow extends ProgramValues {
  schoolId: string;
}

type Stored = ProgramRow & { id: string };

export async function insertProgram(tx: Client, row: ProgramRow): Promise<string> {
  const id = newId();
  await writePrograms(tx, [{ ...row, id }]);
  return id;
}

/** Writes every value and counts the version up; own links stay. */
export async function writeProgram(tx: Client, row: Stored): Promise<void> {
  await writePrograms(tx, [row]);
}

export async function archiveProgram(tx: Client, id: string): Promise<void> {
  await tx.program.update({ where: { id }, data: { archivedAt: new Date(), version: { increment: 1 } } });
}

export interface UpsertedPrograms {
  created: string[];
  updated: string[];
  unchanged: string[];
  /** What became of each row, in their order. */
  rows: RowWritten[];
}

/**
 * Many programs by (school, externalId) in a few statements: whole rows are compared, and only those that differ are
 * written. An archived program that a file names again comes back into use.
 * @param keep told the ids of records before they change
 * @throws BAD_INPUT at `rows.<n>.externalId` when it is missing or stands there twice.
 */
export async function upsertPrograms(
  tx: Client,
  rows: readonly ProgramRow[],
  keep: (ids: readonly string[]) => Promise<void> = async () => {},
): Promise<UpsertedPrograms> {
  const keys = rows.map(({ schoolId, externalId }, n) => {
    if (externalId === null) throw badInput(`rows.${n}.externalId`, 'A row needs an external id.', 'Number the rows.');
    return { schoolId, externalId };
  });
  const names = keys.map((key) => `${key.schoolId} ${key.externalId}`);
  const first = new Map([...names.entries()].reverse().map(([n, name]) => [name, n]));
  const twice = names.findIndex((name, n) => first.get(name) !== n);
  if (twice >= 0)
    throw badInput(`rows.${twice}.externalId`, 'The external id stands there twice.', 'Keep one of the rows.');
  const known = await readProgramsByExternalId(tx, keys);
  const changed: Stored[] = [];
  const written = rows.map((given, n): RowWritten => {
    const old = known.get(names[n] ?? '');
    const row = old ? { ...given, externalId: old.externalId } : given;
    const id = old?.id ?? newId();
    if (old && old.archivedAt === null && contentOf(old) === contentOf(row))
      return { outcome: 'UNCHANGED', id, version: old.version };
    changed.push({ ...row, id });
    return { outcome: old ? 'UPDATED' : 'CREATED', id, version: (old?.version ?? 0) + 1 };
  });
  const result = { ...idsByOutcome(written), rows: written };
  if (result.updated.length > 0) await keep(result.updated);
  await writePrograms(tx, changed);
  return result;
}

/** Inserts or overwrites by id; figures and outcomes are replaced. */
async function writePrograms(tx: Client, rows: readonly Stored[]): Promise<void> {
  if (rows.length === 0) return;
  const json = JSON.stringify(rows.map((row) => ({ ...columnsOf(row), id: row.id })));
  await tx.$executeRaw`
    INSERT INTO program (id, school_id, external_id, name, major, level, years_tenths, kind, firm_id, skills, status, updated_at)
    SELECT r.*, now() FROM jsonb_to_recordset(${json}::jsonb) AS r (id uuid, school uuid, external text, name text, major text,
      level smallint, years smallint, kind program_kind, firm uuid, skills text[], status program_status)
    ON CONFLICT (id) DO UPDATE SET external_id = excluded.external_id, name = excluded.name, major = excluded.major,
      level = excluded.level, years_tenths = excluded.years_tenths, kind = excluded.kind, firm_id = excluded.firm_id,
      skills = excluded.skills, status = excluded.status, updated_at = excluded.updated_at, archived_at = NULL,
      version = program.version + 1`;
  const programId = rows.map((row) => row.id);
  await tx.programYear.deleteMany({ where: { programId: { in: programId } } });
  await tx.programOutcome.deleteMany({ where: { programId: { in: programId } } });
  const figures = JSON.stringify(rows.flatMap(({ id, figures: years }) => years.map((row) => ({ id, ...row }))));
  await tx.$executeRaw`
    INSERT INTO program_year (program_id, year, places, enrolled, graduates_due, graduates_actual)
    SELECT * FROM jsonb_to_recordset(${figures}::jsonb) AS r (id uuid, year smallint, places int, enrolled int,
      "graduatesDue" int, "graduatesActual" int)`;
  const outcomes = JSON.stringify(rows.flatMap(({ id, outcomes: all }) => all.map((row) => ({ id, ...row }))));
  await tx.$executeRaw`
    INSERT INTO program_outcome (program_id, year, occupation, count, in_region)
    SELECT * FROM jsonb_to_recordset(${outcomes}::jsonb) AS r (id uuid, year smallint, occupation text, count int, "inRegion" int)`;
}

function columnsOf(row: ProgramRow): Record<string, unknown> {
  return {
    school: row.schoolId,
    external: row.externalId,
    name: row.name,
    major: row.major,
    level: row.level,
    years: row.yearsTenths,
    kind: row.kind,
    firm: row.firmId,
    skills: row.skills,
    status: row.status,
  };
}

/** Equal for rows that say the same. */
function contentOf(row: ProgramRow): string {
  const figures = row.figures.map((year) => [
    year.year,
    year.places,
    year.enrolled,
    year.graduatesDue,
    year.graduatesActual,
  ]);
  const outcomes = row.outcomes
    .map((outcome) => [outcome.year, outcome.occupation, outcome.count, outcome.inRegion].join(' '))
    .sort();
  return JSON.stringify([columnsOf(row), figures, outcomes]);
}
