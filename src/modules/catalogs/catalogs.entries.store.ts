import { badInput } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Client } from '../../platform/db/db.ts';
import type { RowWritten } from '../../platform/files/import-kind.ts';
import { idsByOutcome } from '../../platform/files/row-groups.ts';
import { maxEntries } from './catalogs.input.ts';
import type { EntryRecord, EntryValues } from './catalogs.rules.ts';
import { readEntriesFor } from './catalogs.store.ts';

/** Its line is 0 where an entry that is there keeps its own. */
export type EntryRow = EntryValues & Pick<EntryRecord, 'line'>;

/** Ids of the entries, by what became of them. */
export interface UpsertedEntries {
  created: string[];
  updated: string[];
  unchanged: string[];
  /** What became of each row, in their order; an entry counts no versions. */
  rows: RowWritten[];
}

/**
 * Many entries of a catalog by their occupations, in three statements: whole rows are compared, and only those that
 * differ are written. A row that only moved to another line is unchanged. Entries that are not named stay.
 * @param keep told the ids of entries before they change
 * @throws BAD_INPUT at `rows` for too many, at `rows.<n>.occupation` for one that stands there twice.
 */
export async function upsertCatalogEntries(
  tx: Client,
  catalogId: string,
  rows: readonly EntryRow[],
  keep: (ids: readonly string[]) => Promise<void> = async () => {},
): Promise<UpsertedEntries> {
  const result = await mergeEntries(tx, catalogId, rows, keep);
  if (result.created.length + result.updated.length > 0) {
    const changed = { version: { increment: 1 } };
    const { _count } = await tx.shortageCatalog.update({
      where: { id: catalogId },
      data: changed,
      select: { _count: { select: { entries: true } } },
    });
    if (_count.entries > maxEntries) throw tooMany(_count.entries);
  }
  return result;
}

/** Makes these the catalog's entries; an occupation that stays keeps its entry's id. */
export async function replaceEntries(
  tx: Client,
  catalogId: string,
  rows: readonly EntryRow[],
): Promise<UpsertedEntries> {
  const named = rows.map((row) => row.occupation);
  await tx.$executeRaw`
    DELETE FROM catalog_entry WHERE catalog_id = ${catalogId}::uuid AND occupation <> ALL(${named}::text[])`;
  return mergeEntries(tx, catalogId, rows);
}

async function mergeEntries(
  tx: Client,
  catalogId: string,
  rows: readonly EntryRow[],
  keep: (ids: readonly string[]) => Promise<void> = async () => {},
): Promise<UpsertedEntries> {
  if (rows.length > maxEntries) throw tooMany(rows.length);
  const occupations = new Set<string>();
  rows.forEach(({ occupation }, n) => {
    if (occupations.has(occupation)) {
      throw badInput(`rows.${n}.occupation`, 'The occupation stands there twice.', 'Keep one of the rows.');
    }
    occupations.add(occupation);
  });
  const stored = await readEntriesFor(tx, catalogId, [...occupations]);
  const known = new Map(stored.map((entry) => [entry.occupation, entry]));
  const differing: (EntryRow & { id: string })[] = [];
  const written = rows.map((given): RowWritten => {
    const old = known.get(given.occupation);
    const row = given.line === 0 && old ? { ...given, line: old.line } : given;
    const id = old?.id ?? newId();
    const same = old !== undefined && contentOf(old) === contentOf(row);
    if (!same || old.line !== row.line) differing.push({ ...row, id });
    return { outcome: old ? (same ? 'UNCHANGED' : 'UPDATED') : 'CREATED', id, version: 0 };
  });
  const result = { ...idsByOutcome(written), rows: written };
  if (result.updated.length > 0) await keep(result.updated);
  await putEntries(tx, catalogId, differing);
  return result;
}

async function putEntries(tx: Client, catalogId: string, rows: readonly (EntryRow & { id: string })[]): Promise<void> {
  if (rows.length === 0) return;
  const json = JSON.stringify(rows.map(({ pay, ...row }) => ({ ...row, payFrom: pay?.from, payTo: pay?.to })));
  await tx.$executeRaw`
    INSERT INTO catalog_entry (id, catalog_id, line, occupation, trade_name, level, headcount, majors, education, grade, schools,
      pay_from, pay_to, remark, withdraws)
    SELECT r.id, ${catalogId}::uuid, r.line, r.occupation, r."tradeName", r.level, r.headcount, r.majors, r.education, r.grade,
      r.schools, r."payFrom", r."payTo", r.remark, r.withdraws
    FROM jsonb_to_recordset(${json}::jsonb) AS r (id uuid, line int, occupation text, "tradeName" text, level shortage_level,
      headcount int, majors text[], education smallint, grade smallint, schools text[], "payFrom" int, "payTo" int, remark text,
      withdraws boolean)
    ON CONFLICT (catalog_id, occupation) DO UPDATE SET line = excluded.line, trade_name = excluded.trade_name,
      level = excluded.level, headcount = excluded.headcount, majors = excluded.majors, education = excluded.education,
      grade = excluded.grade, schools = excluded.schools, pay_from = excluded.pay_from, pay_to = excluded.pay_to,
      remark = excluded.remark, withdraws = excluded.withdraws`;
}

function tooMany(count: number): Error {
  return badInput('rows', `The catalog would have ${count} entries.`, `A catalog holds at most ${maxEntries}.`);
}

/** Equal for entries that say the same. */
function contentOf(entry: EntryValues): string {
  const { occupation, tradeName, level, headcount, majors, education, grade, schools, pay, remark, withdraws } = entry;
  const ends = pay && [pay.from, pay.to];
  return JSON.stringify([
    occupation,
    tradeName,
    level,
    headcount,
    majors,
    education,
    grade,
    schools,
    ends,
    remark,
    withdraws,
  ]);
}
