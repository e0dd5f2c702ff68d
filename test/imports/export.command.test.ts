import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { importing } from './importing.ts';

const { db, take, example } = await importing();
const folder = mkdtempSync(join(tmpdir(), 'jucai-export-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
await take('positions', example('positions'));

/** The command as an operator runs it. */
async function command(...words: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/export.ts', ...words], {
    env: { DATABASE_URL: db.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const [code] = await once(child, 'close');
  return { code, said };
}

test('the command writes a file whole or not at all, and says so by words and exit code', async () => {
  const [good, none] = [join(folder, 'good.csv'), join(folder, 'none', 'p.xlsx')];
  expect(
    await Promise.all([
      command('positions', good, '--organization', '示例机械有限公司', '--lang', 'en'),
      command('positions', none),
      command('positions', join(folder, 'other.csv'), '--organization', 'nobody'),
      command('positions', join(folder, 'p.pdf')),
    ]),
  ).toMatchObject([
    { code: 0, said: expect.stringContaining('1 rows in') },
    { code: 1, said: expect.stringContaining('cannot be written (ENOENT)') },
    { code: 1, said: expect.stringContaining('“nobody” is no employer') },
    { code: 2, said: expect.stringContaining('npm run export') },
  ]);
  expect(readFileSync(good, 'utf8')).toMatch(/^\uFEFFexternalId,employer,.*\r\nP-0001,.*数控车工/);
  expect(existsSync(join(folder, 'other.csv'))).toBe(false);
}, 120_000);
