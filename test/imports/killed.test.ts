import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { importing } from './importing.ts';

const { db, accounts, take } = await importing();
const { prisma } = db;
const folder = mkdtempSync(join(tmpdir(), 'jucai-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
await accounts.operator.ensureOrganization({ externalId: 'E-1', kind: 'EMPLOYER', name: '某公司', region: '350200' });

const header = '岗位编号,岗位名称,职业,招聘人数,工作地区,发布日期';
const rows = (count: number) => Array.from({ length: count }, (_, n) => `P${n},岗位,焊工,2,350203,2026-03-01`);

/** The command as an operator runs it. */
function command(...words: string[]) {
  const env = { DATABASE_URL: db.url };
  return spawn(process.execPath, ['--import', 'tsx', 'scripts/import.ts', ...words, '--no-project'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function ended(child: ReturnType<typeof command>): Promise<{ code: number | null; said: string }> {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const [code] = await once(child, 'close');
  return { code, said };
}

test('an import that is killed leaves nothing, and the next one goes on', async () => {
  const file = join(folder, 'many.csv');
  writeFileSync(file, [header, ...rows(200_000)].join('\n'));
  const child = command('positions', file, '--organization', 'E-1');
  const closed = once(child, 'close');
  const isWriting = async () =>
    (
      await db.pool.query(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query ILIKE '%INSERT INTO position%' AND pid <> pg_backend_pid()",
      )
    ).rowCount;
  while (child.exitCode === null && !(await isWriting())) await sleep(20);
  child.kill('SIGKILL');
  await closed;
  expect(child.signalCode).toBe('SIGKILL');
  expect(await prisma.position.count()).toBe(0);
  expect(await prisma.import.findMany()).toMatchObject([{ status: 'RUNNING', fileName: 'many.csv' }]);
  expect(await take('positions', [header, ...rows(2)], { organization: 'E-1' })).toMatchObject({
    status: 'DONE',
    created: 2,
  });
  expect(await prisma.import.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
    { status: 'FAILED', created: 0, finishedAt: expect.any(Date) },
    { status: 'DONE', created: 2 },
  ]);
}, 120_000);

test('the command says what it did, by words and exit code', async () => {
  const [good, bad] = [join(folder, 'good.csv'), join(folder, 'bad.csv')];
  writeFileSync(good, [header, ...rows(3)].join('\n'));
  writeFileSync(bad, [header, 'P1,岗位,无此职业,2,350203,2026-03-01'].join('\n'));
  const answers = await Promise.all([
    ended(command('positions', good, '--organization', 'E-1')),
    ended(command('positions', bad, '--organization', 'E-1')),
    ended(command('positions', join(folder, 'none.csv'), '--organization', 'E-1')),
    ended(command('positions')),
  ]);
  expect(answers).toMatchObject([
    { code: 0, said: expect.stringContaining('1 created, 0 updated, 2 unchanged') },
    { code: 1, said: expect.stringContaining('row 2, column 职业: BAD_INPUT') },
    { code: 1, said: expect.stringContaining('cannot be read (ENOENT)') },
    { code: 2, said: expect.stringContaining('npm run import') },
  ]);
}, 120_000);

test('two imports of a kind take turns', async () => {
  let goOn = () => {};
  const gate = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const slow = Readable.from(
    (async function* () {
      yield Buffer.from(`${header}\nS1,岗位,焊工,2,350203,2026-03-01\n`);
      await gate;
    })(),
  );
  const first = take('positions', slow, { organization: 'E-1' });
  while ((await prisma.import.count({ where: { status: 'RUNNING' } })) === 0) await sleep(10);
  let waited = 0;
  const second = take('positions', [header, 'S1,岗位,焊工,3,350203,2026-03-01'], {
    organization: 'E-1',
    onWait: () => {
      waited += 1;
      goOn();
    },
  });
  expect(await first).toMatchObject({ status: 'DONE', created: 1 });
  expect(await second).toMatchObject({ status: 'DONE', updated: 1 });
  expect(waited).toBe(1);
});
