import fc from 'fast-check';
import type { Core } from '../../src/app.ts';
import { system } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { checkCatalog, checkEntries, ensureCatalog, upsertCatalogEntries } from '../../src/modules/catalogs/index.ts';
import { checkPosition, upsertPositions } from '../../src/modules/positions/index.ts';
import { checkProgram, upsertPrograms } from '../../src/modules/schools/index.ts';
import { checkTalent, insertTalents } from '../../src/modules/talents/index.ts';
import type { Client } from '../../src/platform/db/db.ts';
import * as random from './records.arbitraries.ts';

export interface RandomRecords {
  /** Ids of those that are not archived. */
  employersInUse: string[];
  schoolsInUse: string[];
  offices: string[];
  agencies: string[];
}

/** Every so many records have no number of their owner’s. */
const unnumbered = 7;
type Maker = { core: Core; codes: random.Codes; seed: number };

/**
 * Puts random records of all kinds into a database, by the checks and stores of their modules. Their organizations are
 * easy to take for each other: names that are numbers of others, names borne twice, without numbers, archived.
 */
export async function putRecords(core: Core, count: number, seed: number): Promise<RandomRecords> {
  const { prisma } = core.db;
  const maker: Maker = { core, codes: random.codesOf(core.taxonomy.service.now), seed };
  const offices = await organizations(core, 'OFFICE', ['厦门市人才服务中心', '同名办', '同名办', 'E-1']);
  const employers = await organizations(core, 'EMPLOYER', [
    ...['甲公司', '甲公司', 'E-1', 'a;b：c"d', '=HYPERLINK(1)', '暂无', '注销公司'],
  ]);
  const agencies = await organizations(core, 'AGENCY', ['猎头;所', '另一猎头']);
  const schools = await putSchools(maker);
  const gone = [employers.at(-1) ?? '', schools.at(-1) ?? ''];
  await prisma.organization.updateMany({ where: { id: { in: gone } }, data: { archivedAt: new Date() } });
  const inUse = (ids: readonly string[]) => ids.filter((id) => !gone.includes(id));
  await putPositions(maker, count, { employers: inUse(employers), poster: offices[0] ?? '' });
  await putCatalogs(maker, Math.ceil(count / 8), offices);
  await putPrograms(maker, count, { schools: inUse(schools), firms: employers });
  const keepers = inUse([...offices, ...employers, ...agencies, ...schools]);
  await putTalents(maker, count, { keepers, schools, seekers: [...employers, ...agencies] });
  return { employersInUse: inUse(employers), schoolsInUse: inUse(schools), offices, agencies };
}

async function organizations(core: Core, kind: 'OFFICE' | 'EMPLOYER' | 'AGENCY', names: readonly string[]) {
  const rows = names.map((name, n) => {
    const id = newId();
    const number = n === 0 && kind === 'EMPLOYER' ? 'E-1' : `${kind} ${n};`;
    const externalId = n === 1 || name === '暂无' ? null : number;
    return { id, slug: id, kind, name, region: '350200', externalId };
  });
  await core.db.prisma.organization.createMany({ data: rows });
  return rows.map(({ id }) => id);
}

function inTransaction<T>({ core }: Maker, work: (tx: Client) => Promise<T>): Promise<T> {
  return core.db.prisma.$transaction(work, { timeout: 60_000 });
}

async function putSchools(maker: Maker): Promise<string[]> {
  const ids: string[] = [];
  const drafts = fc.sample(random.schoolDrafts(maker.codes), { numRuns: 6, seed: maker.seed });
  for (const [n, { verified, ...draft }] of drafts.entries()) {
    // The number of the second is its own name and that of the first, which has none.
    const name = n < 2 ? '示例学院' : draft.name;
    const number = n % 3 === 0 ? {} : { externalId: n === 1 ? name : `S;${n}` };
    const school = { ...draft, ...number, name };
    const { id } = await inTransaction(maker, (tx) =>
      maker.core.schools.service.createIn(tx, system, school, { verified }),
    );
    ids.push(id);
  }
  return ids;
}

async function putPositions(
  maker: Maker,
  count: number,
  { employers, poster }: { employers: string[]; poster: string },
) {
  const { now: taxonomy } = maker.core.taxonomy.service;
  const drafts = fc.sample(random.positionDrafts(maker.codes), { numRuns: count, seed: maker.seed });
  const rows = drafts.map(({ draft, ...state }, n) => {
    const employerId = employers[n % employers.length] ?? '';
    return { ...checkPosition(draft, taxonomy, 'row'), ...state, employerId, postedById: n % 5 ? employerId : poster };
  });
  const kept = firstOfEach(rows, (row) => `${row.employerId} ${row.externalId}`);
  const { created } = await inTransaction(maker, (tx) => upsertPositions(tx, kept));
  const { position } = maker.core.db.prisma;
  await position.updateMany({
    where: { id: { in: created.filter((_, n) => n % unnumbered === 0) } },
    data: { externalId: null },
  });
  for (const employerId of employers) {
    const [first, ...later] = await position.findMany({ where: { employerId }, orderBy: { id: 'asc' } });
    const id = { in: later.filter((_, n) => n % 3 === 0).map((one) => one.id) };
    await position.updateMany({ where: { id }, data: { repostOfId: first?.id ?? null } });
  }
}

async function putCatalogs(maker: Maker, count: number, offices: readonly string[]): Promise<void> {
  const { now: taxonomy } = maker.core.taxonomy.service;
  const drafts = random.catalogDrafts(maker.codes, taxonomy.within('region', '350200'));
  for (const [n, { head, status, entries }] of fc.sample(drafts, { numRuns: count, seed: maker.seed }).entries()) {
    const issuerId = offices[n % offices.length] ?? '';
    const externalId = `${head.externalId}${n - (n % offices.length)}`;
    const row = { ...checkCatalog({ ...head, externalId }, taxonomy, '350200', 'row'), externalId, issuerId, status };
    const lines = checkEntries(entries, taxonomy, 'row').map((entry, at) => ({ ...entry, line: at + 1 }));
    await inTransaction(maker, async (tx) => {
      const { id } = await ensureCatalog(tx, row);
      await upsertCatalogEntries(tx, id, lines);
      if (n % unnumbered === 0) await tx.shortageCatalog.update({ where: { id }, data: { externalId: null } });
    });
  }
}

async function putPrograms(maker: Maker, count: number, { schools, firms }: { schools: string[]; firms: string[] }) {
  const { now: taxonomy } = maker.core.taxonomy.service;
  const drafts = fc.sample(random.programDrafts(maker.codes, firms), { numRuns: count, seed: maker.seed });
  const rows = drafts.map((draft, n) => {
    return { ...checkProgram(draft, taxonomy, 'row'), schoolId: schools[n % schools.length] ?? '' };
  });
  const kept = firstOfEach(rows, (row) => `${row.schoolId} ${row.externalId}`);
  const { created } = await inTransaction(maker, (tx) => upsertPrograms(tx, kept));
  const id = { in: created.filter((_, n) => n % unnumbered === 0) };
  await maker.core.db.prisma.program.updateMany({ where: { id }, data: { externalId: null } });
}

async function putTalents(
  maker: Maker,
  count: number,
  { keepers, schools, seekers }: { keepers: string[]; schools: string[]; seekers: string[] },
): Promise<void> {
  const { now: taxonomy } = maker.core.taxonomy.service;
  const known = { ids: schools, words: ['示例学院', 'S;1', 'S;2'] };
  const drafts = fc.sample(random.talentDrafts(maker.codes, known, seekers), { numRuns: count, seed: maker.seed });
  const rows = drafts.map(({ content, consents }, n) => {
    const checked = checkTalent(content, { taxonomy, today: random.today, path: 'row' });
    const organizationId = keepers[n % keepers.length] ?? '';
    return { id: newId(), userId: null, organizationId, content: checked, consents };
  });
  const kept = firstOfEach(rows, (row) => `${row.organizationId} ${row.content.externalId}`);
  const written = kept.map((row, n) =>
    n % unnumbered ? row : { ...row, content: { ...row.content, externalId: null } },
  );
  await inTransaction(maker, (tx) => insertTalents(tx, written));
}

function firstOfEach<T>(rows: readonly T[], key: (row: T) => string): T[] {
  return [...new Map([...rows].reverse().map((row) => [key(row), row])).values()];
}
