import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import writeExcel from 'write-excel-file/node';
import { checkEdition } from '../../src/modules/taxonomy/edition.rules.ts';
import type { ConceptRow } from '../../src/modules/taxonomy/edition.ts';
import { readCrosswalk } from '../../src/modules/taxonomy/sources/crosswalk.ts';
import { readEsco } from '../../src/modules/taxonomy/sources/esco.ts';
import { readOfficialList } from '../../src/modules/taxonomy/sources/official-list.ts';
import { readOnet } from '../../src/modules/taxonomy/sources/onet.ts';
import { readEdition } from '../../src/modules/taxonomy/taxonomy.edition.ts';
import { gb18030 } from '../support/gb18030.ts';
import { row } from './editions.rows.ts';

const folder = (name: string) => fileURLToPath(new URL(`sources/${name}`, import.meta.url));
const made = mkdtempSync(join(tmpdir(), 'jucai-sources-'));
afterAll(() => rmSync(made, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(made, name);
  writeFileSync(path, content);
  return path;
}

/** Code, level and parent of the concepts of a scheme. */
const tree = (concepts: readonly ConceptRow[], scheme: string) =>
  concepts.filter((one) => one.scheme === scheme).map(({ code, level, parent }) => [code, level, parent]);

describe('ESCO', () => {
  const [welder, spot] = ['7212.1', '7212.1.1'];
  const [weld, metals] = ['aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa', 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb'];

  it('becomes schemes of ISCO groups, occupations and skills, with its own tree', async () => {
    const edition = await readEsco(folder('esco'), 'esco-1.2');
    expect(() => checkEdition(edition)).not.toThrow();
    expect(tree(edition.concepts, 'isco')).toEqual([
      ['7', 1, null],
      ['72', 2, '7'],
      ['7212', 4, '72'],
    ]);
    expect(tree(edition.concepts, 'escoOccupation')).toEqual([
      [welder, 1, null],
      [spot, 2, welder],
    ]);
    expect(tree(edition.concepts, 'escoSkill')).toEqual([
      ['S8', 1, null],
      [weld, 2, 'S8'],
      [metals, 1, null],
    ]);
    const concept = (code: string) => edition.concepts.find((one) => one.code === code);
    expect(concept(welder)).toMatchObject({
      name: 'test welder',
      aliases: ['welding tester', 'seam maker'],
      attributes: { uri: 'http://data.europa.eu/esco/occupation/11111111-1111-4111-8111-111111111111' },
    });
    expect(concept(weld)).toMatchObject({
      aliases: ['join test pieces', 'weld', 'solder'],
      attributes: { kind: 'skill' },
    });
    expect(concept(metals)?.attributes['kind']).toBe('knowledge');
  });

  it('maps occupations to their ISCO group and keeps the essential skills of what is released', async () => {
    const { mappings, occupationSkills } = await readEsco(folder('esco'), 'esco-1.2');
    expect(mappings).toEqual(
      [welder, spot].map((fromCode) => ({
        fromScheme: 'escoOccupation',
        fromCode,
        relation: 'broad',
        toScheme: 'isco',
        toCode: '7212',
      })),
    );
    expect(occupationSkills).toEqual([{ scheme: 'escoOccupation', occupation: welder, skill: weld }]);
  });

  it('without one of its files is refused', async () => {
    await expect(readEsco(folder('onet'), 'x')).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});

describe('O*NET', () => {
  it('becomes occupations with titles and zones, skills, and the important ones of each occupation', async () => {
    const edition = await readOnet(folder('onet'), 'onet-30');
    expect(() => checkEdition(edition)).not.toThrow();
    expect(tree(edition.concepts, 'onetOccupation')).toEqual([
      ['51-4121.00', 1, null],
      ['51-4121.06', 2, '51-4121.00'],
      ['15-1252.00', 1, null],
    ]);
    expect(edition.concepts[0]).toMatchObject({
      name: 'Test Welders',
      aliases: ['Seam Maker', 'Fusion Hand (FH)'],
      attributes: { jobZone: '2' },
    });
    expect(tree(edition.concepts, 'onetSkill').map(([code]) => code)).toEqual(['2.A.1.a', '2.B.3.e', '2.A.1.d']);
    expect(edition.occupationSkills?.map(({ occupation, skill }) => `${occupation} ${skill}`)).toEqual([
      '51-4121.00 2.A.1.a',
      '15-1252.00 2.B.3.e',
    ]);
  });
});

describe('a crosswalk', () => {
  const lines = [
    ['ISCO-08 与职业分类大典对照表', '', '', '', ''],
    ['序号', 'ISCO-08', 'ISCO title', '大典代码', '关系'],
    ['1', '7212', 'Welding people', '6-18-02-04', '等同'],
    ['2', '7223', 'Machine people', '6-18-01-01', ''],
    ['3', '7223', 'Machine people', '6-18-01-02', '下位'],
    ['4', '9999', 'Nobody', '—', ''],
  ];
  const mappings = [
    { fromScheme: 'isco', fromCode: '7212', relation: 'exact', toScheme: 'occupation', toCode: '6-18-02-04' },
    { fromScheme: 'isco', fromCode: '7223', relation: 'close', toScheme: 'occupation', toCode: '6-18-01-01' },
    { fromScheme: 'isco', fromCode: '7223', relation: 'narrow', toScheme: 'occupation', toCode: '6-18-01-02' },
  ];
  const options = { edition: 'isco-2022', source: null };

  it('is read by what stands in its columns, as CSV and as a workbook', async () => {
    const csv = file('crosswalk.csv', lines.map((cells) => cells.join(',')).join('\n'));
    expect(await readCrosswalk(csv, options)).toMatchObject({ concepts: [], mappings });
    const xlsx = join(made, 'crosswalk.xlsx');
    await writeExcel(lines.map((cells) => cells.map((value) => ({ value, type: String })))).toFile(xlsx);
    expect((await readCrosswalk(xlsx, options)).mappings).toEqual(mappings);
  });

  it('brings the concepts of its first scheme when asked', async () => {
    const csv = file('titled.csv', lines.map((cells) => cells.join(',')).join('\n'));
    const { concepts } = await readCrosswalk(csv, { ...options, concepts: true });
    expect(concepts.map(({ code, name, level }) => [code, name, level])).toEqual([
      ['7212', 'Welding people', 4],
      ['7223', 'Machine people', 4],
      ['9999', 'Nobody', 4],
    ]);
  });

  it('without codes of both schemes is refused', async () => {
    const csv = file('none.csv', 'a,b\n1,焊工\n');
    await expect(readCrosswalk(csv, options)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});

describe('an official list', () => {
  const { concepts } = readEdition();
  const occupations = concepts.filter(({ scheme }) => scheme === 'occupation');
  const options = { scheme: 'occupation' as const, edition: '2027', source: null, base: [] };

  it('of all occupations, read again from codes and names alone, is the shipped one', async () => {
    const csv = file(
      'all.csv',
      ['职业编码,职业名称', ...occupations.map(({ code, name }) => `${code},"${name}"`)].join('\n'),
    );
    const { edition, skipped } = await readOfficialList(csv, { ...options, base: occupations });
    expect(skipped).toEqual([]);
    expect(edition.concepts).toEqual(occupations);
    expect(edition.successors).toBeUndefined();
  });

  it('is read as it is printed: titles above, codes short or with GBM, names broken by spaces, marks, notes', async () => {
    const text = gb18030(
      [
        '中华人民共和国职业分类大典（2027年版）,,',
        '代码,名称,标识',
        '6（GBM 60000）,生产制造及有关人员,',
        '6-31（GBM 63100）,生产辅助人员,',
        '6-31-01（GBM 63101）,机械设备 修理人员,',
        '6-31-01-03,电工,L',
        '6-31-05（GBM 63105）,包装工,',
        '6-31-05-00,包装工,L/S',
        '注：L 为绿色职业,,',
      ].join('\r\n'),
    );
    if (text === null) throw new Error('GB18030 has all of these characters.');
    const gbk = file('printed.csv', text);
    const { edition, columns, skipped } = await readOfficialList(gbk, options);
    expect(columns).toEqual({ code: '代码', name: '名称', mark: '标识' });
    expect(tree(edition.concepts, 'occupation')).toEqual([
      ['6-00-00-00', 1, null],
      ['6-31-00-00', 2, '6-00-00-00'],
      ['6-31-01-00', 3, '6-31-00-00'],
      ['6-31-01-03', 4, '6-31-01-00'],
      ['6-31-05-00', 4, '6-31-00-00'],
    ]);
    expect(edition.concepts[2]?.name).toBe('机械设备修理人员');
    expect(edition.concepts.map(({ attributes }) => attributes['mark'])).toEqual([
      undefined,
      undefined,
      undefined,
      'green',
      undefined,
    ]);
    expect(skipped).toEqual([{ line: 9, text: '注：L 为绿色职业' }]);
  });

  it('keeps what was known of a concept, follows one to its new code, and keeps nothing for a code of another name', async () => {
    const base = [
      row('occupation', '1-00-00-00', null, { name: '甲', nameEn: 'A', aliases: ['甲类'] }),
      row('occupation', '1-01-00-00', '1-00-00-00', { name: '乙', nameEn: 'B', aliases: ['乙类'] }),
      row('occupation', '1-02-00-00', '1-00-00-00', { name: '丙', nameEn: 'C' }),
    ];
    const csv = file('renewed.csv', '编码,职业名称,别名\n1-00-00-00,甲,甲等；甲类\n1-03-00-00,乙,\n1-02-00-00,丁,\n');
    const { edition } = await readOfficialList(csv, { ...options, base });
    expect(edition.concepts.map(({ code, nameEn, aliases }) => [code, nameEn, aliases])).toEqual([
      ['1-00-00-00', 'A', ['甲等', '甲类']],
      ['1-03-00-00', 'B', ['乙类']],
      ['1-02-00-00', null, []],
    ]);
    expect(edition.successors).toEqual([
      { scheme: 'occupation', code: '1-01-00-00', name: '乙', successor: '1-03-00-00' },
    ]);
  });

  it('of majors or industries tells places, layers and sections', async () => {
    const majors = file(
      'majors.csv',
      '专业代码,专业名称\n46,装备制造大类\n4603,自动化类\n460301,机电一体化技术\n080907T,智能科学\n',
    );
    const read = await readOfficialList(majors, { ...options, scheme: 'major' });
    expect(tree(read.edition.concepts, 'major')).toEqual([
      ['46', 1, null],
      ['4603', 2, '46'],
      ['460301', 3, '4603'],
      ['080907', 3, null],
    ]);
    expect(read.edition.concepts.map(({ attributes }) => attributes['layer'])).toEqual([
      'vocational',
      'vocational',
      'vocational',
      'bachelor',
    ]);
    const industries = file(
      'industries.csv',
      '代码,类别名称\nC,制造业\n36,汽车制造业\n3610,汽车整车制造\nD,电力\nD44,电力生产\n',
    );
    const { edition } = await readOfficialList(industries, { ...options, scheme: 'industry' });
    expect(tree(edition.concepts, 'industry')).toEqual([
      ['C', 1, null],
      ['36', 2, 'C'],
      ['3610', 4, '36'],
      ['D', 1, null],
      ['44', 2, 'D'],
    ]);
  });

  it('takes level and parent from its own columns, and columns that were named for it', async () => {
    const csv = file('own.csv', 'k1,k2,级别,上级代码\na,甲,1,\nb,乙,2,a\n');
    const columns = { code: 'k1', name: 'k2' };
    const { edition } = await readOfficialList(csv, { ...options, scheme: 'skill', columns });
    expect(tree(edition.concepts, 'skill')).toEqual([
      ['a', 1, null],
      ['b', 2, 'a'],
    ]);
    await expect(readOfficialList(csv, { ...options, scheme: 'skill' })).rejects.toMatchObject({
      details: { cure: expect.stringContaining('--column') },
    });
  });

  it('with one code for two names is refused, with the rows', async () => {
    const csv = file('twice.csv', '代码,名称\n1-01-00-00,甲\n1-01,乙\n');
    await expect(readOfficialList(csv, options)).rejects.toThrow('row 2 with the name “甲”');
  });
});
