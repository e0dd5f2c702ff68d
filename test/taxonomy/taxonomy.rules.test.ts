import { describe, expect, it } from 'vitest';
import { type ConceptRecord, Taxonomy } from '../../src/modules/taxonomy/taxonomy.rules.ts';
import { row } from './editions.rows.ts';

/** 1 and 2 are groups; `old` under 1 became `new` under 2; `split` became two; `gone` became nothing. */
const record = (...given: Parameters<typeof row>): ConceptRecord => ({
  ...row(...given),
  edition: '1',
  retiredIn: null,
  successors: [],
});
const retired = (successors: string[], ...given: Parameters<typeof row>): ConceptRecord => ({
  ...record(...given),
  retiredIn: '2',
  successors,
});
const links = { substitutes: [], occupationSkills: [], occupationLicences: [] };

describe('a taxonomy with retired concepts', () => {
  const taxonomy = new Taxonomy(
    [
      record('occupation', '1'),
      record('occupation', '2'),
      record('occupation', 'new', '2', { name: '新工', aliases: ['通用名'] }),
      record('occupation', 'other', '2', { name: '他工' }),
      retired(['new'], 'occupation', 'old', '1', { name: '旧工', aliases: ['老名'] }),
      retired(['older-still'], 'occupation', 'oldest', '1', { name: '最旧工' }),
      retired(['old'], 'occupation', 'older-still', '1', { name: '更旧工' }),
      retired(['new', 'other'], 'occupation', 'split', '1', { name: '分工' }),
      retired([], 'occupation', 'gone', '1', { name: '无工', aliases: ['通用名'] }),
      retired(['2'], 'occupation', 'group', null, { name: '旧类' }),
      retired([], 'occupation', 'left', 'group', { name: '余工' }),
    ],
    {
      ...links,
      occupationSkills: [
        { occupation: 'old', skill: 's' },
        { occupation: 'new', skill: 's' },
      ],
      occupationLicences: [{ occupation: 'old', licence: 'l' }],
    },
  );

  it('follows a single successor to its end, and none of several', () => {
    expect(taxonomy.current('occupation', 'oldest')).toBe('new');
    expect(taxonomy.current('occupation', 'split')).toBe('split');
    expect(taxonomy.current('occupation', 'gone')).toBe('gone');
  });

  it('stands a retired concept where its successor stands, and what hung below it too', () => {
    const line = (code: string) => taxonomy.lineage('occupation', code).map((concept) => concept.code);
    expect(line('old')).toEqual(['new', '2']);
    expect(line('gone')).toEqual(['gone', '1']);
    expect(line('left')).toEqual(['left', '2']);
    expect(taxonomy.isWithin('occupation', 'oldest', '2')).toBe(true);
    expect(taxonomy.isWithin('occupation', 'oldest', '1')).toBe(false);
    expect(taxonomy.isWithin('occupation', 'new', 'group')).toBe(true);
  });

  it('finds the codes that records may still carry below the concept that stands for them, each once', () => {
    expect(taxonomy.within('occupation', '1').sort()).toEqual(['1', 'gone', 'split']);
    const below = ['2', 'group', 'left', 'new', 'old', 'older-still', 'oldest', 'other'];
    expect(taxonomy.within('occupation', '2').sort()).toEqual(below);
    expect(taxonomy.within('occupation', 'group').sort()).toEqual(below);
    expect(taxonomy.within('occupation', 'old').sort()).toEqual(['new', 'old', 'older-still', 'oldest']);
  });

  it('resolves names of all editions; a name in use does not mean a retired concept any more', () => {
    expect(taxonomy.resolve('occupation', '老名', 'x')).toBe('new');
    expect(taxonomy.resolve('occupation', '无工', 'x')).toBe('gone');
    expect(taxonomy.resolve('occupation', '分工', 'x')).toBe('split');
    expect(taxonomy.find('occupation', '通用名')).toEqual(['new']);
  });

  it('gives skills and licences of an old code to the one that stands for it, each once', () => {
    expect(taxonomy.typicalSkills('oldest')).toEqual(['s']);
    expect(taxonomy.requiredLicences('new')).toEqual(['l']);
  });
});

describe('adjacent skills', () => {
  it('are those of the group that stands for the old one, not those of the group that a skill has left', () => {
    const taxonomy = new Taxonomy(
      [
        record('skill', 'g'),
        record('skill', 'h'),
        record('skill', 'a', 'g'),
        record('skill', 'b', 'h'),
        record('skill', 'c', 'h'),
        retired(['b'], 'skill', 'b-old', 'g'),
      ],
      { ...links, substitutes: [['a', 'b-old']] },
    );
    expect([...taxonomy.adjacentSkills('b')].sort()).toEqual(['a', 'c', 'h']);
    expect([...taxonomy.adjacentSkills('a')].sort()).toEqual(['b', 'g']);
  });
});

describe('foreign codes', () => {
  const uri = 'http://data.europa.eu/esco/occupation/1';
  const mapping = (from: string, relation: 'exact' | 'close' | 'broad' | 'narrow', to: string) => {
    const [fromScheme = '', fromCode = ''] = from.split(' ');
    const [toScheme = '', toCode = ''] = to.split(' ');
    return { fromScheme, fromCode, relation, toScheme, toCode } as never;
  };
  const taxonomy = new Taxonomy(
    [
      record('occupation', '6-18-02-04'),
      record('occupation', '6-18-02-00'),
      record('occupation', '6-18-01-01'),
      retired(['6-18-01-01'], 'occupation', '6-04-01-01'),
      record('isco', '7212'),
      record('isco', '7223'),
      record('isco', '9999'),
      record('escoOccupation', '7212.1', null, { attributes: { uri } }),
      record('escoOccupation', '7223.1'),
      record('onetOccupation', '51-4121.00'),
    ],
    {
      ...links,
      mappings: [
        mapping('isco 7212', 'close', 'occupation 6-18-02-04'),
        mapping('isco 7212', 'narrow', 'occupation 6-18-02-00'),
        mapping('isco 7223', 'close', 'occupation 6-04-01-01'),
        mapping('escoOccupation 7212.1', 'broad', 'isco 7212'),
        mapping('escoOccupation 7223.1', 'broad', 'isco 7223'),
        mapping('occupation 6-18-02-04', 'exact', 'onetOccupation 51-4121.00'),
        mapping('occupation 6-18-02-00', 'narrow', 'onetOccupation 51-4121.00'),
      ],
    },
  );

  it.each([
    ['7212', '6-18-02-04'],
    ['ISCO-08 7212', '6-18-02-04'],
    ['isco:7212', '6-18-02-04'],
    ['O*NET 51-4121.00', '6-18-02-04'],
    ['ESCO 7212.1', '6-18-02-04'],
    [uri, '6-18-02-04'],
    ['7223.1', '6-18-01-01'],
  ])('resolve to ours where they are mapped: %s', (text, code) => {
    expect(taxonomy.resolve('occupation', text, 'x')).toBe(code);
  });

  it('that are not mapped resolve to nothing, and none stands for another scheme', () => {
    expect(taxonomy.find('occupation', '9999')).toEqual([]);
    expect(() => taxonomy.resolve('occupation', '9999', 'x')).toThrow(/no code/);
    expect(taxonomy.find('skill', '7212')).toEqual([]);
  });

  it('are seen from both ends, each the inverse of the other', () => {
    expect(taxonomy.mappings('isco', '7212')).toContainEqual({
      relation: 'narrow',
      scheme: 'escoOccupation',
      code: '7212.1',
    });
    expect(taxonomy.mappings('onetOccupation', '51-4121.00')).toContainEqual({
      relation: 'broad',
      scheme: 'occupation',
      code: '6-18-02-00',
    });
  });
});
