import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkEdition } from '../../src/modules/taxonomy/edition.rules.ts';
import { checksumOf } from '../../src/modules/taxonomy/edition.ts';
import { placed } from '../../src/modules/taxonomy/sources/code-shapes.rules.ts';
import { type ConceptRow, readEdition, type Scheme } from '../../src/modules/taxonomy/taxonomy.edition.ts';

const folder = fileURLToPath(new URL('../../src/modules/taxonomy/edition', import.meta.url));
const edition = readEdition();

const headers: Record<string, string> = {
  'edition.tsv': 'name source',
  'education.tsv': 'code level parent name nameEn aliases',
  'grade.tsv': 'code level parent name nameEn aliases',
  'industry.tsv': 'code level parent name nameEn aliases',
  'licence.tsv': 'code level parent name nameEn aliases',
  'major-occupation.tsv': 'major occupation weight source',
  'major.tsv': 'code level parent name nameEn layer aliases',
  'occupation-licence.tsv': 'occupation licence source',
  'occupation-skill.tsv': 'occupation skill',
  'occupation.tsv': 'code level parent name nameEn mark aliases',
  'skill-substitute.tsv': 'a b',
  'skill.tsv': 'code level parent name nameEn kind aliases',
  'title-series.tsv': 'code level parent name nameEn aliases',
};

function of(scheme: Scheme): ConceptRow[] {
  return edition.concepts.filter((concept) => concept.scheme === scheme);
}

function byCode(scheme: Scheme): Map<string, ConceptRow> {
  return new Map(of(scheme).map((concept) => [concept.code, concept]));
}

function countsByLevel(scheme: Scheme): number[] {
  const counts: number[] = [];
  for (const { level } of of(scheme)) counts[level - 1] = (counts[level - 1] ?? 0) + 1;
  return counts;
}

function concept(scheme: Scheme, code: string): ConceptRow {
  const found = byCode(scheme).get(code);
  if (!found) throw new Error(`${scheme} has no ${code}.`);
  return found;
}

function folded(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** What is wrong with the concepts of a scheme: the same judge for the shipped rows and for the broken ones below. */
function faultsOf(rows: readonly ConceptRow[]): string[] {
  const codes = new Map(rows.map((row) => [row.code, row]));
  const faults = codes.size === rows.length ? [] : ['a code twice'];
  for (const row of rows) {
    const parent = row.parent === null ? null : codes.get(row.parent);
    if (parent === undefined) faults.push(`${row.code}: no parent ${row.parent}`);
    if (parent && parent.level >= row.level) faults.push(`${row.code}: parent ${parent.code} is not above it`);
    if (row.parent === null && row.level !== 1) faults.push(`${row.code}: a root at level ${row.level}`);
    if (row.name.trim() === '' || row.name !== row.name.trim()) faults.push(`${row.code}: name “${row.name}”`);
    const names = [row.name, ...row.aliases].map(folded);
    if (names.includes('') || new Set(names).size !== names.length)
      faults.push(`${row.code}: an empty or repeated alias`);
  }
  return faults;
}

describe('files of the edition', () => {
  it('are the known ones, tab-separated, with a header and Unix lines', () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(headers).sort());
    for (const [file, header] of Object.entries(headers)) {
      const text = readFileSync(join(folder, file), 'utf8');
      const lines = text.slice(0, -1).split('\n');
      expect(lines[0], file).toBe(header.replaceAll(' ', '\t'));
      expect(text.endsWith('\n') && !text.includes('\r') && !text.startsWith('\uFEFF'), file).toBe(true);
      const columns = header.split(' ').length;
      for (const line of lines) expect(line.split('\t'), `${file}: ${line}`).toHaveLength(columns);
      for (const line of lines) expect(line, file).toBe(line.normalize('NFC'));
      expect(new Set(lines).size, `${file} repeats a line`).toBe(lines.length);
    }
  });

  it('are read in less than 100 ms', () => {
    const times = [1, 2, 3].map(() => {
      const start = performance.now();
      readEdition();
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(100);
  });

  it('pass the check that every edition passes', () => {
    expect(() => checkEdition(edition)).not.toThrow();
  });

  it('keep their content under their name: who changes a file raises the name in edition.tsv, and this line', () => {
    expect([edition.edition, checksumOf(edition).slice(0, 16)]).toEqual(['2026.2', 'cda450f3efc6f6a9']);
  });

  it('give rows of its own to every reader', () => {
    readEdition().concepts[0]?.aliases.push('changed');
    expect(readEdition()).toEqual(edition);
  });
});

describe('concepts', () => {
  const schemes: Scheme[] = [
    'occupation',
    'major',
    'region',
    'industry',
    'skill',
    'licence',
    'grade',
    'education',
    'titleSeries',
  ];

  it.each(schemes)('of %s have unique codes, parents above them and clean names', (scheme) => {
    expect(of(scheme).length).toBeGreaterThan(0);
    expect(faultsOf(of(scheme))).toEqual([]);
  });

  it('of a broken scheme are found out', () => {
    const row = concept('grade', '3');
    expect(faultsOf([row, row])).toContain('a code twice');
    expect(faultsOf([{ ...row, level: 2, parent: '9' }])).toContain('3: no parent 9');
    expect(faultsOf([{ ...row, parent: '3' }])).toContain('3: parent 3 is not above it');
    expect(faultsOf([{ ...row, level: 2 }])).toContain('3: a root at level 2');
    expect(faultsOf([{ ...row, aliases: [row.name] }])).toContain('3: an empty or repeated alias');
  });

  it.each<[Scheme, number[]]>([
    ['occupation', [8, 72, 336, 1631]],
    ['industry', [20, 97]],
    ['grade', [8]],
    ['education', [6]],
    ['titleSeries', [27]],
  ])('of %s are complete: %j', (scheme, counts) => {
    expect(countsByLevel(scheme)).toEqual(counts);
  });

  it.each<Scheme>(['occupation', 'skill', 'licence', 'grade', 'education', 'titleSeries'])(
    'of %s share no alias with another name, so an exact alias resolves to one concept',
    (scheme) => {
      const owners = new Map<string, string>();
      const clashes: string[] = [];
      const claim = (text: string, row: ConceptRow): void => {
        const owner = owners.get(folded(text));
        if (owner !== undefined && owner !== row.code) clashes.push(`${text}: ${owner}, ${row.code}`);
        owners.set(folded(text), row.code);
      };
      for (const row of of(scheme)) owners.set(folded(row.name), row.code);
      for (const row of of(scheme)) for (const alias of row.aliases) claim(alias, row);
      expect(clashes).toEqual([]);
    },
  );

  it('have English names where foreign readers start: major and middle groups, disciplines, classes, industries, skills', () => {
    const upper = (scheme: Scheme, level: number): ConceptRow[] => of(scheme).filter((row) => row.level <= level);
    const asked = [
      ...upper('occupation', 2),
      ...upper('major', 2),
      ...of('industry'),
      ...of('skill'),
      ...of('licence'),
      ...of('grade'),
    ];
    expect(asked.filter((row) => row.nameEn === null)).toEqual([]);
  });
});

describe('occupations', () => {
  it('hang under the nearest group that there is', () => {
    expect(concept('occupation', '6-31-01-03')).toMatchObject({ level: 4, parent: '6-31-01-00', name: '电工' });
    expect(concept('occupation', '6-31-05-00')).toMatchObject({ level: 4, parent: '6-31-00-00', name: '包装工' });
    expect(concept('occupation', '1-06-01-02')).toMatchObject({ level: 4, parent: '1-06-00-00' });
    expect(concept('occupation', '6-20-03-01')).toMatchObject({ level: 4, parent: '6-20-03-00' });
    expect(concept('occupation', '2-10-00-00')).toMatchObject({ level: 2, parent: '2-00-00-00' });
  });

  it('keep parent and child in one branch of the code', () => {
    const strays = of('occupation').filter(({ code, parent }) => {
      const stem = parent?.replace(/(-00)+$/, '');
      return stem !== undefined && !code.startsWith(`${stem}-`);
    });
    expect(strays).toEqual([]);
  });

  it('carry the marks green, digital or both', () => {
    const marks = of('occupation').map((row) => row.attributes.mark ?? 'none');
    const count = (mark: string): number => marks.filter((one) => one === mark).length;
    expect([count('green'), count('digital'), count('both'), count('none')]).toEqual([111, 72, 23, 1841]);
  });
});

describe('places', () => {
  it.each<Scheme>(['occupation', 'major', 'region', 'industry'])(
    'of %s are those that the shapes of the codes tell',
    (scheme) => {
      const rows = of(scheme);
      const told = placed(
        scheme,
        rows.map(({ code }) => code),
      );
      const differ = told.filter(({ level, parent }, at) => level !== rows[at]?.level || parent !== rows[at]?.parent);
      // 重庆's counties join the city 500100, which no code tells.
      expect(differ.filter(({ code }) => !code.startsWith('5002'))).toEqual([]);
    },
  );
});

describe('majors', () => {
  it('have codes that tell discipline, class and layer', () => {
    for (const { code, level, parent, attributes } of of('major')) {
      expect(code, code).toMatch(level === 1 ? /^\d{2}$/ : level === 2 ? /^\d{4}$/ : /^\d{6,7}$/);
      expect(parent, code).toBe(level === 1 ? null : code.slice(0, level * 2 - 2));
      const layer = code < '20' ? 'bachelor' : code < '40' ? 'vocational-bachelor' : 'vocational';
      expect(attributes.layer, code).toBe(layer);
    }
  });

  it('have names that are unique within their layer', () => {
    const names = of('major')
      .filter((row) => row.level === 3)
      .map((row) => `${row.attributes.layer} ${row.name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('cover 12 disciplines with 93 classes and the 19 vocational ones with 97', () => {
    const count = (layer: string, level: number): number =>
      of('major').filter((row) => row.attributes.layer === layer && row.level === level).length;
    expect([count('bachelor', 1), count('bachelor', 2)]).toEqual([12, 93]);
    expect([count('vocational', 1), count('vocational', 2)]).toEqual([19, 97]);
    expect(count('vocational-bachelor', 1)).toBe(19);
    expect(concept('major', '080901')).toMatchObject({ name: '计算机科学与技术', parent: '0809' });
    expect(concept('major', '460301')).toMatchObject({ name: '机电一体化技术', parent: '4603' });
    expect(concept('major', '2603')).toMatchObject({ name: '自动化类', parent: '26' });
  });
});

describe('regions', () => {
  it('hold the districts of Xiamen and the zones of the statistics bureau', () => {
    const xiamen = of('region')
      .filter((row) => row.parent === '350200')
      .map((row) => row.name);
    expect(xiamen.sort()).toEqual(['同安区', '思明区', '海沧区', '湖里区', '翔安区', '集美区'].sort());
    expect(concept('region', '370271')).toMatchObject({ level: 3, parent: '370200' });
    expect(concept('region', '350200').aliases).toEqual(['厦门']);
    expect(concept('region', '110100').aliases).toEqual([]);
  });

  it('hang directly governed counties under the province, and the counties of 重庆 under its city', () => {
    expect(concept('region', '419001')).toMatchObject({ name: '济源市', level: 3, parent: '410000' });
    expect(concept('region', '429021')).toMatchObject({ level: 3, parent: '420000' });
    expect(of('region').filter((row) => row.code.startsWith('5002') && row.parent !== '500100')).toEqual([]);
    expect(of('region').filter((row) => row.level === 2 && /直辖|^县$/.test(row.name))).toEqual([]);
  });

  it('hold no invented codes', () => {
    expect(of('region').filter((row) => row.level === 3 && /9\d$/.test(row.code))).toEqual([]);
    expect(of('region').filter((row) => /^(71|81|82)/.test(row.code))).toHaveLength(3);
    expect(countsByLevel('region')[0]).toBe(34);
  });
});

describe('skills', () => {
  it('are in groups of three to eight, each with a kind', () => {
    const groups = of('skill').filter((row) => row.level === 1);
    for (const group of groups) {
      const members = of('skill').filter((row) => row.parent === group.code);
      expect(members.length, group.code).toBeGreaterThanOrEqual(3);
      expect(members.length, group.code).toBeLessThanOrEqual(8);
    }
    const skills = of('skill').filter((row) => row.level === 2);
    expect(skills.length).toBeGreaterThanOrEqual(900);
    expect(skills.filter((skill) => skill.nameEn === null || skill.aliases.length === 0)).toEqual([]);
    for (const skill of skills)
      expect(['knowledge', 'skill', 'tool', 'language'], skill.code).toContain(skill.attributes.kind);
    for (const { code } of of('skill')) expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it('have substitutes across groups only, each pair once', () => {
    const skills = byCode('skill');
    for (const [a, b] of edition.substitutes) {
      expect(a < b, `${a} ${b}`).toBe(true);
      expect(skills.get(a)?.level === 2 && skills.get(b)?.level === 2, `${a} ${b}`).toBe(true);
      expect(skills.get(a)?.parent, `${a} ${b}`).not.toBe(skills.get(b)?.parent);
    }
    expect(new Set(edition.substitutes.map(String)).size).toBe(edition.substitutes.length);
    expect(edition.substitutes.length).toBeGreaterThanOrEqual(80);
  });
});

describe('links', () => {
  it('of occupations to skills name both and stay few', () => {
    const occupations = byCode('occupation');
    const skills = byCode('skill');
    const counts = new Map<string, number>();
    for (const { occupation, skill } of edition.occupationSkills) {
      expect(occupations.has(occupation), occupation).toBe(true);
      expect(skills.get(skill)?.level, skill).toBe(2);
      counts.set(occupation, (counts.get(occupation) ?? 0) + 1);
    }
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(12);
    expect([...counts.values()].filter((count) => count >= 5).length).toBeGreaterThanOrEqual(200);
    expect(counts.size).toBeGreaterThanOrEqual(270);
  });

  it('of occupations to licences name both and the law', () => {
    const occupations = byCode('occupation');
    const licences = byCode('licence');
    for (const { occupation, licence, source } of edition.occupationLicences) {
      expect(occupations.get(occupation)?.level, occupation).toBeGreaterThanOrEqual(3);
      expect(licences.has(licence), licence).toBe(true);
      expect(source, occupation).toMatch(/法|条例/);
    }
    expect(edition.occupationLicences).toContainEqual(
      expect.objectContaining({ occupation: '6-31-01-03', licence: 'special-electrical' }),
    );
  });

  it('of occupations to licences ask at most one a branch, for all of them would be demanded together', () => {
    const occupations = byCode('occupation');
    const asking = new Set(edition.occupationLicences.map((link) => link.occupation));
    expect(asking.size).toBe(edition.occupationLicences.length);
    for (const code of asking) {
      for (let at = occupations.get(code)?.parent; at; at = occupations.get(at)?.parent)
        expect(asking.has(at), code).toBe(false);
    }
  });

  it('of majors to occupations have weights that sum to one at most', () => {
    const majors = byCode('major');
    const occupations = byCode('occupation');
    const sums = new Map<string, number>();
    for (const { major, occupation, weight } of edition.majorOccupations) {
      expect(majors.get(major)?.level, major).toBeGreaterThanOrEqual(2);
      expect(occupations.get(occupation)?.level, occupation).toBeGreaterThanOrEqual(3);
      expect(weight > 0 && weight <= 1, `${major} ${occupation}`).toBe(true);
      sums.set(major, (sums.get(major) ?? 0) + weight);
    }
    for (const [major, sum] of sums) expect(sum, major).toBeLessThanOrEqual(1 + 1e-9);
    expect(sums.size).toBeGreaterThanOrEqual(150);
    const pairs = edition.majorOccupations.map((link) => `${link.major} ${link.occupation}`);
    expect(new Set(pairs).size).toBe(pairs.length);
  });
});
