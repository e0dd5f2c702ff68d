import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from 'vitest';
import { system } from '../../src/kernel/actor.ts';
import { importing } from './importing.ts';

const { db, accounts, take, service } = await importing();
const { prisma } = db;
const folder = mkdtempSync(join(tmpdir(), 'jucai-resume-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
await accounts.operator.ensureOrganization({ externalId: 'E-1', kind: 'EMPLOYER', name: '某公司', region: '350200' });
const organization = 'E-1';

const header = '岗位编号,岗位名称,职业,招聘人数,工作地区,发布日期';
const row = (n: number, name = '岗位') => `P${n},${name},焊工,2,350203,2026-03-01`;
const rows = (count: number, name?: string) => Array.from({ length: count }, (_, n) => row(n, name));
const fileOf = (lines: readonly string[]) => `${[header, ...lines].join('\n')}\n`;

/** The command as an operator runs it. */
function command(...words: string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'scripts/import.ts', ...words, '--no-project'], {
    env: { DATABASE_URL: db.url },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
}

/** Kills the command as soon as something is to be seen in the database. */
async function killedWhen(child: ChildProcess, isSo: () => Promise<boolean>): Promise<void> {
  const closed = once(child, 'close');
  while (child.exitCode === null && !(await isSo())) await sleep(5);
  child.kill('SIGKILL');
  await closed;
  expect(child.signalCode).toBe('SIGKILL');
}

const last = () => prisma.import.findFirstOrThrow({ orderBy: { id: 'desc' } });
/** Records of the file: each once, and none written twice. */
async function stand(): Promise<{ positions: number; versions: unknown; numbers: number }> {
  const [found] = await prisma.$queryRaw<{ positions: number; versions: number[]; numbers: number }[]>`
    SELECT count(*)::int AS positions, array_agg(DISTINCT version) AS versions, count(DISTINCT external_id)::int AS numbers
    FROM position`;
  return found ?? { positions: 0, versions: null, numbers: 0 };
}

afterEach(async () => {
  await prisma.position.deleteMany();
  expect(await prisma.importRow.count()).toBe(0);
});

/** Feeds the beginning of a file and kills the reader when batches of it are staged. */
async function cutOffWhileRead(lines: readonly string[], ...words: string[]): Promise<void> {
  const child = command('positions', '-', '--organization', organization, ...words);
  child.stdin?.on('error', () => {});
  child.stdin?.write(fileOf(lines));
  await killedWhen(
    child,
    async () => ((await prisma.import.findFirst({ where: { status: 'LOADING' } }))?.batchesLoaded ?? 0) >= 3,
  );
}

test('a file that was cut off while it was read goes on behind its last stored row', async () => {
  await cutOffWhileRead(rows(3_500));
  const cut = await last();
  expect(cut).toMatchObject({ status: 'LOADING', rowsLoaded: 3_000, batchesLoaded: 3, loadedAt: null });
  const stored = await transactionsOf(3);
  const checked = await take('positions', fileOf(rows(4_200)), { organization, dryRun: true });
  expect(checked).toMatchObject({ id: cut.id, status: 'CHECKED', rows: 4_200, created: 4_200, faults: [] });
  expect(await transactionsOf(3)).toEqual(stored);
  await service.applyImport(system, cut.id, {});
  expect(await stand()).toEqual({ positions: 4_200, versions: [1], numbers: 4_200 });
}, 120_000);

/** Which transactions have stored the first batches. */
async function transactionsOf(batches: number): Promise<unknown> {
  return prisma.$queryRaw`
    SELECT batch, xmin::text, count(*)::int FROM import_row WHERE batch < ${batches} GROUP BY batch, xmin::text ORDER BY batch`;
}

test('another file than the one that was cut off is stored from where it differs', async () => {
  await cutOffWhileRead(rows(3_500, '旧'));
  const other = [...rows(1_500, '旧'), ...rows(2_600, '新').slice(1_500)];
  expect(await take('positions', fileOf(other), { organization })).toMatchObject({ status: 'DONE', created: 2_600 });
  expect(await prisma.position.count({ where: { title: '新' } })).toBe(1_100);
  expect(await stand()).toEqual({ positions: 2_600, versions: [1], numbers: 2_600 });
}, 120_000);

test('what another owner’s file left behind is not touched, and goes after a day', async () => {
  await cutOffWhileRead(rows(3_500));
  const cut = await last();
  await accounts.operator.ensureOrganization({
    externalId: 'E-2',
    kind: 'EMPLOYER',
    name: '另一公司',
    region: '350200',
  });
  const other = await take('positions', fileOf(rows(2)), { organization: 'E-2' });
  expect(other.id).not.toBe(cut.id);
  expect(await prisma.importRow.count()).toBe(3_000);
  await expect(service.resumeImports(system, cut.id)).rejects.toMatchObject({
    code: 'CONFLICT',
    details: { cure: expect.stringContaining('same file') },
  });
  await prisma.import.update({ where: { id: cut.id }, data: { startedAt: new Date(Date.now() - 25 * 3_600_000) } });
  await service.clean();
  expect(await prisma.import.findUnique({ where: { id: cut.id } })).toMatchObject({ status: 'FAILED' });
}, 120_000);

/** A PARTIAL import of many rows, some of them bad and one there twice, far apart. */
const many = 12_000;
const mixed = rows(many).map((line, n) => {
  if (n % 1_000 === 7) return line.replace('焊工', '无此职业');
  return n === many - 1 ? row(3, '又一次') : line;
});
const refused = many / 1_000 + 1;

test('PARTIAL: what was killed between two batches goes on with the next one, without the file', async () => {
  const file = join(folder, 'mixed.csv');
  writeFileSync(file, fileOf(mixed));
  const child = command('positions', file, '--organization', organization, '--partial');
  await killedWhen(
    child,
    async () => ((await prisma.import.findFirst({ where: { status: 'APPLYING' } }))?.batchesApplied ?? 0) >= 3,
  );
  rmSync(file);
  const cut = await last();
  expect(cut.batchesApplied).toBeLessThan(12);
  expect(await prisma.position.count()).toBe(cut.created);
  const [outcome, ...others] = await service.resumeImports(system, cut.id);
  expect(others).toEqual([]);
  expect(outcome).toMatchObject({
    ...{ status: 'DONE', mode: 'PARTIAL', rows: many, created: many - refused, updated: 0, faultCount: refused },
  });
  expect(outcome?.faults.at(-1)).toMatchObject({ row: many + 1, message: expect.stringContaining('row 5') });
  expect(await stand()).toEqual({ positions: many - refused, versions: [1], numbers: many - refused });
  expect(await prisma.importResult.count({ where: { importId: cut.id } })).toBe(many);
  await expect(service.resumeImports(system, cut.id)).rejects.toMatchObject({ code: 'CONFLICT' });
}, 120_000);

test('ALL: what was killed while it was applied leaves nothing, and goes before the next one of its kind', async () => {
  const file = join(folder, 'many.csv');
  writeFileSync(file, fileOf(rows(many)));
  const child = command('positions', file, '--organization', organization);
  await killedWhen(
    child,
    async () => ((await prisma.import.findFirst({ where: { status: 'APPLYING' } }))?.rowsApplied ?? 0) >= 3_000,
  );
  expect(await prisma.position.count()).toBe(0);
  const cut = await last();
  const next = await take('positions', fileOf([row(3, '改')]), { organization });
  expect(await prisma.import.findUnique({ where: { id: cut.id } })).toMatchObject({
    status: 'DONE',
    created: many,
    attempts: 2,
  });
  expect(next).toMatchObject({ status: 'DONE', created: 0, updated: 1 });
  await prisma.position.deleteMany({ where: { title: '改' } });
  expect(await stand()).toEqual({ positions: many - 1, versions: [1], numbers: many - 1 });
}, 120_000);

test('an import that never ends, or whose member has left, is given up', async () => {
  const begun = { kind: 'positions', fileName: 'x', format: 'CSV', status: 'APPLYING', loadedAt: new Date() } as const;
  const [endless, left] = await Promise.all([
    prisma.import.create({ data: { ...begun, attempts: 5 } }),
    prisma.import.create({
      data: { ...begun, organizationId: crypto.randomUUID(), userId: crypto.randomUUID() },
    }),
  ]);
  const outcomes = await service.resumeImports(system, null);
  const of = (id: string) => outcomes.find((one) => one.id === id);
  expect(of(endless.id)).toMatchObject({ status: 'FAILED', error: expect.stringContaining('5 times') });
  expect(of(left.id)).toMatchObject({ status: 'FAILED', error: expect.stringContaining('no member') });
});
