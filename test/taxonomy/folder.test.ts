import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { readEditionFolder } from '../../src/modules/taxonomy/edition.folder.ts';
import { checksumOf, type EditionRows } from '../../src/modules/taxonomy/edition.ts';
import { writeEditionFolder } from '../../src/modules/taxonomy/edition.write.ts';
import { readEsco } from '../../src/modules/taxonomy/sources/esco.ts';
import { readOnet } from '../../src/modules/taxonomy/sources/onet.ts';
import { readEdition } from '../../src/modules/taxonomy/taxonomy.edition.ts';
import { editionOf, row } from './editions.rows.ts';

const made = mkdtempSync(join(tmpdir(), 'jucai-edition-'));
afterAll(() => rmSync(made, { recursive: true }));

let folders = 0;
/** A folder of files; without any, the name of one that is not there yet. */
function folderOf(files: Record<string, string> = {}): string {
  folders += 1;
  const folder = join(made, String(folders));
  if (Object.keys(files).length > 0) mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const source = (name: string) => fileURLToPath(new URL(`sources/${name}`, import.meta.url));

describe('an edition that was written', () => {
  it.each<[string, () => EditionRows | Promise<EditionRows>]>([
    ['the shipped one', readEdition],
    ['ESCO', () => readEsco(source('esco'), 'esco')],
    ['O*NET', () => readOnet(source('onet'), 'onet')],
    [
      'one with successors and mappings',
      () =>
        editionOf('x', [row('isco', '1'), row('grade', 'a', null, { aliases: ['b', 'c'], attributes: { k: 'v' } })], {
          source: '来源',
          successors: [{ scheme: 'grade', code: 'z', name: '旧', successor: 'a' }],
          mappings: [{ fromScheme: 'isco', fromCode: '1', relation: 'close', toScheme: 'grade', toCode: 'a' }],
        }),
    ],
  ])('is read as it was: %s', async (_what, make) => {
    const edition = await make();
    const folder = folderOf();
    writeEditionFolder(folder, edition);
    const read = readEditionFolder(folder);
    expect(checksumOf(read)).toBe(checksumOf(edition));
    expect([read.edition, read.source]).toEqual([edition.edition, edition.source]);
  });

  it('overwrites nothing', () => {
    expect(() => writeEditionFolder(folderOf({ 'a.txt': '' }), editionOf('x', []))).toThrow(/is not empty/);
  });
});

describe('a folder', () => {
  const head = { 'edition.tsv': 'name\tsource\nx\t\n' };
  const grades = 'code\tlevel\tparent\tname\tnameEn\taliases\n';

  it('as a spreadsheet saves it, with a byte order mark and CR LF, is read', () => {
    const table = `\uFEFF${grades}1\t1\t\t甲\t\t乙|丙\n`.replaceAll('\n', '\r\n');
    const { concepts } = readEditionFolder(folderOf({ ...head, 'grade.tsv': table }));
    expect(concepts).toEqual([row('grade', '1', null, { name: '甲', aliases: ['乙', '丙'] })]);
  });

  it.each<[string, Record<string, string>, string]>([
    ['without a name', { 'grade.tsv': grades }, 'edition.tsv'],
    ['with a table of no scheme', { ...head, 'grades.tsv': grades }, 'grades.tsv'],
    ['with a column missing', { ...head, 'grade.tsv': 'code\tname\n' }, 'grade.tsv:1'],
    ['with a cell too many', { ...head, 'grade.tsv': `${grades}1\t1\t\t甲\t\t\t\n` }, 'grade.tsv:2'],
    [
      'with a scheme that there is not',
      { ...head, 'successor.tsv': 'scheme\tcode\tname\tsuccessor\nx\t1\t\t2\n' },
      'successor.tsv:2.scheme',
    ],
  ])('%s is refused at its place', (_what, files, path) => {
    expect(() => readEditionFolder(folderOf(files))).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', details: expect.objectContaining({ path }) }),
    );
  });
});
