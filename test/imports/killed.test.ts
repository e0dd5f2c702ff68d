import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { importing } from './importing.ts';

const { db, accounts, take } = await importing();
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
    { code: 0, said: expect.stringContaining('3 created, 0 updated, 0 unchanged') },
    { code: 1, said: expect.stringContaining('row 2, column 职业: BAD_INPUT') },
    { code: 1, said: expect.stringContaining('cannot be read (ENOENT)') },
    { code: 2, said: expect.stringContaining('npm run import') },
  ]);
}, 120_000);

test('an import waits until another of its kind has ended', async () => {
  const other = await db.pool.connect();
  const lock = 'advisory_lock(4720101, hashtext($1))';
  await other.query(`SELECT pg_${lock}`, ['positions']);
  let waited = 0;
  const outcome = await take('positions', [header, 'S1,岗位,焊工,2,350203,2026-03-01'], {
    organization: 'E-1',
    onWait: () => {
      waited += 1;
      void other.query(`SELECT pg_${lock.replace('lock', 'unlock')}`, ['positions']).then(() => other.release());
    },
  });
  expect(outcome).toMatchObject({ status: 'DONE', created: 1 });
  expect(waited).toBe(1);
});
