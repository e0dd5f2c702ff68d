import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { Core } from '../../src/app.ts';
import { system } from '../../src/kernel/actor.ts';
import { openTable } from '../../src/platform/files/table.ts';
import { testProduct } from '../support/product.ts';
import { today } from './records.arbitraries.ts';
import { putRecords } from './records.ts';

/** Another one each time; a failure is repeated by writing its seed here. */
const seed = Date.now() % 1_000_000;
const kinds = ['schools', 'catalogs', 'positions', 'programs', 'talents'] as const;
const tables = [
  ...['talent', 'talent_contact', 'talent_education', 'talent_experience', 'talent_skill', 'talent_grade'],
  ...['talent_title_rank', 'talent_licence', 'talent_consent', 'position', 'position_skill', 'program', 'program_year'],
  ...['program_outcome', 'shortage_catalog', 'catalog_entry', 'school', 'organization', 'outbox'],
];

const { core } = await testProduct(today);
const { core: empty } = await testProduct(today);
const { employersInUse, schoolsInUse } = await putRecords(core, 120, seed);

async function exported({ imports }: Core, kind: string, format: 'csv' | 'xlsx', lang: 'zh' | 'en' = 'zh') {
  const { content } = await imports.exports.exportFile(system, { kind, format, lang });
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function imported(
  { imports }: Core,
  kind: string,
  file: Buffer,
): Promise<{ changed: object; unchanged: number }> {
  const outcome = await imports.service.importFile(system, kind, Readable.from([file]), { fileName: 'back' });
  const { status, created, updated, leftCount, faults, unchanged, notes } = outcome;
  return { changed: { seed, kind, status, created, updated, leftCount, faults, notes }, unchanged };
}

const nothing = { created: 0, updated: 0, leftCount: 0, faults: [], notes: [] };

/** Every row of every table that holds records, with its versions and times. */
async function stored({ db }: Core): Promise<Record<string, string[]>> {
  const rows: Record<string, string[]> = {};
  for (const table of tables) {
    const found = await db.pool.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${table} t ORDER BY 1`);
    rows[table] = found.rows.map(({ row }) => row);
  }
  return rows;
}

test.each([
  ['csv', 'zh'],
  ['xlsx', 'zh'],
  ['csv', 'en'],
] as const)(
  'where it came from, an export changes nothing when it is imported: %s, %s',
  async (format, lang) => {
    const before = await stored(core);
    for (const kind of kinds) {
      const { changed, unchanged } = await imported(core, kind, await exported(core, kind, format, lang));
      expect(changed).toEqual({ seed, kind, status: 'DONE', ...nothing });
      expect(unchanged).toBeGreaterThan(4);
    }
    expect(await stored(core)).toEqual(before);
  },
  60_000,
);

test('in an empty database it makes the same records, and the second time it changes nothing', async () => {
  await dropWhatNoFileMakes();
  for (const kind of kinds) {
    const file = await exported(core, kind, kind === 'talents' ? 'xlsx' : 'csv');
    expect((await imported(empty, kind, file)).changed).toMatchObject({
      seed,
      kind,
      status: 'DONE',
      faults: [],
      updated: 0,
    });
    expect((await imported(empty, kind, file)).changed).toEqual({ seed, kind, status: 'DONE', ...nothing });
    const [here, there] = [
      await rowsOf(await exported(core, kind, 'csv')),
      await rowsOf(await exported(empty, kind, 'csv')),
    ];
    expect({ seed, kind, count: there.length, rows: differing(here, there) }).toEqual({
      seed,
      kind,
      count: here.length,
      rows: [],
    });
  }
  expect(await consents(empty)).toEqual(await consents(core));
  expect(await standings(empty)).toEqual(await standings(core));
}, 60_000);

/** Agencies and archived organizations have no list of their own: where they are not, they cannot be spoken of. */
async function dropWhatNoFileMakes(): Promise<void> {
  const { prisma } = core.db;
  await prisma.$executeRaw`UPDATE talent SET hidden_from =
    ARRAY(SELECT h FROM unnest(hidden_from) h WHERE h = ANY(${employersInUse}::uuid[]) ORDER BY h)`;
  await prisma.talentEducation.updateMany({
    where: { schoolId: { notIn: schoolsInUse } },
    data: { schoolId: null, schoolName: '旧校' },
  });
  await prisma.program.updateMany({
    where: { firmId: { notIn: employersInUse } },
    data: { firmId: employersInUse[0] ?? null },
  });
}

/** In the order of nothing: ids are made anew. */
async function rowsOf(file: Buffer): Promise<string[]> {
  const table = await openTable(Readable.from([file]));
  const rows: string[] = [];
  for await (const { cells } of table.rows()) rows.push(JSON.stringify(cells));
  return rows.sort();
}

/** Rows of one list that the other lacks; both ways none. */
function differing(a: readonly string[], b: readonly string[]): string[] {
  return [...a.filter((row) => !b.includes(row)), ...b.filter((row) => !a.includes(row))];
}

/** What an import takes for new records only, so that it is never compared. */
function consents({ db }: Core): Promise<unknown> {
  return db.prisma
    .$queryRaw`SELECT coalesce(t.external_id, t.id::text) AS number, t.name, c.purpose::text, c.text_version
    FROM talent_consent c JOIN talent t ON t.id = c.talent_id ORDER BY 1, 2, 3, 4`;
}

/** Which of the published catalogs are superseded follows from the others. */
function standings({ db }: Core): Promise<unknown> {
  return db.prisma.$queryRaw`SELECT coalesce(external_id, id::text) AS number, title, status::text, valid_from
    FROM shortage_catalog WHERE archived_at IS NULL ORDER BY 1, 2, 3`;
}
