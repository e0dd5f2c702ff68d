import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { loadShipped, wire } from '../../src/app.ts';
import { createLog } from '../../src/platform/log.ts';
import { testDatabase } from '../support/database.ts';
import { testSecrets } from '../support/product.ts';

const db = await testDatabase();
const core = wire(db, testSecrets, createLog('error'));
await loadShipped(core);
const folder = mkdtempSync(join(tmpdir(), 'jucai-taxonomy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The command as an operator runs it. */
async function run(...words: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/taxonomy.ts', ...words], {
    env: { DATABASE_URL: db.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const [code] = await once(child, 'close');
  return { code, said };
}

it('takes a list to an edition, shows what it changes, switches to it, and refuses it with other content', async () => {
  const list = join(folder, 'grades.csv');
  const out = join(folder, 'edition');
  const grades = ['1,学徒工', '2,五级工', '3,中级工', '4,高级工', '5,技师', '6,高级技师', '7,特级技师'];
  writeFileSync(list, ['编码,名称', ...grades].join('\n'));
  const operator = { externalId: 'E-1', kind: 'EMPLOYER', name: '某公司', region: '350200' } as const;
  const employer = await core.accounts.operator.ensureOrganization(operator);
  await db.pool.query(
    `INSERT INTO position (id, employer_id, posted_by_id, title, occupation, headcount, region, grade, opens_on)
     VALUES (gen_random_uuid(), $1, $1, '岗位', '6-18-02-04', 1, '350200', 8, now())`,
    [employer],
  );

  const made = await run('import', 'list', list, '--scheme', 'grade', '--name', '2027.1', '--out', out);
  expect(made).toEqual({ code: 0, said: expect.stringContaining('Columns: code: 编码, name: 名称.') });
  expect(readFileSync(join(out, 'grade.tsv'), 'utf8')).toContain('学徒工\tApprentice');

  const checked = await run('check', out);
  expect(checked).toMatchObject({ code: 0, said: expect.stringContaining('Edition 2027.1.') });
  expect(checked.said).toContain('grade: 1 renamed, 1 with other aliases or attributes, 1 retired');
  expect(checked.said).toContain('grade 8 首席技师 without a successor: records keep it');
  expect(checked.said).toContain('named by 1 position');
  expect(checked.said).toContain('grade 2 初级工 → 五级工');
  expect(await db.prisma.taxonomyEdition.count()).toBe(1);

  expect(await run('load', out)).toEqual({ code: 0, said: expect.stringContaining('Switched to 2027.1.') });
  expect(await run('load', out)).toEqual({ code: 0, said: expect.stringContaining('stands at it already') });
  expect((await run('editions')).said).toMatch(/2027\.1 {2}\S+ {2}grade 7\*/);

  writeFileSync(join(out, 'edition.tsv'), 'name\tsource\n2026.2\t\n');
  const changed = await run('load', out);
  expect(changed).toEqual({ code: 1, said: expect.stringContaining('was loaded with other content') });
}, 240_000);

it('writes a scheme as SKOS, and says how it is used', async () => {
  const file = join(folder, 'grades.jsonld');
  expect((await run('export', file, '--scheme', 'grade')).code).toBe(0);
  const { '@graph': graph } = JSON.parse(readFileSync(file, 'utf8'));
  expect(graph[0]).toMatchObject({ '@type': 'ConceptScheme' });
  expect(await run('export', file, '--scheme', 'x')).toMatchObject({ code: 2 });
  expect(await run()).toEqual({ code: 2, said: expect.stringContaining('npm run taxonomy -- check FOLDER') });
}, 120_000);
