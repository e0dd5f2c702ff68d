import type { ScoreTaxonomy } from '../../src/modules/matching/matching.pair.ts';

/** [code, level, parent]; more columns (names) are not read. */
export type ConceptRow = readonly [code: string, level: number, parent: string | null, ...rest: unknown[]];

export interface TaxonomyTables {
  occupations: readonly ConceptRow[];
  regions: readonly ConceptRow[];
  majors: readonly ConceptRow[];
  /** [code, parent] */
  skills: readonly (readonly [code: string, parent: string | null])[];
  substitutes: readonly (readonly [skill: string, skill: string])[];
  /** [occupation, licence that the law demands] */
  licences: readonly (readonly [occupation: string, licence: string])[];
  /** [scheme, old code, current code] */
  successors: readonly (readonly [scheme: string, old: string, current: string])[];
}

type Node = { code: string; level: number };

/** A taxonomy out of small tables, as the score asks for it. */
export function scoreTaxonomy(tables: TaxonomyTables): ScoreTaxonomy {
  const currents = new Map(tables.successors.map(([scheme, old, now]) => [`${scheme} ${old}`, now]));
  const current = (scheme: string, code: string) => currents.get(`${scheme} ${code}`) ?? code;
  const lineages = new Map([
    ['occupation', lineagesOf(tables.occupations)],
    ['region', lineagesOf(tables.regions)],
    ['major', lineagesOf(tables.majors)],
  ]);
  const lineage = (scheme: string, code: string) => lineages.get(scheme)?.get(code) ?? [];
  const adjacent = adjacency(tables);
  const none = new Set<string>();
  return {
    current,
    lineage,
    adjacentSkills: (skill) => adjacent.get(skill) ?? none,
    requiredLicences: (occupation) =>
      lineage('occupation', occupation).flatMap(({ code }) =>
        tables.licences.filter(([demanding]) => demanding === code).map(([, licence]) => licence),
      ),
  };
}

function lineagesOf(rows: readonly ConceptRow[]): Map<string, Node[]> {
  const byCode = new Map(rows.map((row) => [row[0], row]));
  const lineageOf = (code: string | null): Node[] => {
    const row = code === null ? undefined : byCode.get(code);
    return row === undefined ? [] : [{ code: row[0], level: row[1] }, ...lineageOf(row[2])];
  };
  return new Map(rows.map(([code]) => [code, lineageOf(code)]));
}

function adjacency({ skills, substitutes }: TaxonomyTables): Map<string, Set<string>> {
  const adjacent = new Map<string, Set<string>>(skills.map(([code]) => [code, new Set()]));
  const link = (a: string, b: string) => {
    if (a === b) return;
    adjacent.get(a)?.add(b);
    adjacent.get(b)?.add(a);
  };
  for (const [code, parent] of skills) {
    if (parent === null) continue;
    link(code, parent);
    for (const [other, otherParent] of skills) if (otherParent === parent) link(code, other);
  }
  for (const [a, b] of substitutes) link(a, b);
  return adjacent;
}

/**
 * Two 大类 (4, 6); 机械制造 with two 小类 and 焊工 under law; a 细类 (6-24-04-00) right under its 中类. Two cities of one
 * province, one of another. Skills in two groups, with a substitute across them.
 */
export const smallTables: TaxonomyTables = {
  occupations: [
    ['4', 1, null],
    ['4-04', 2, '4'],
    ['4-04-05', 3, '4-04'],
    ['4-04-05-01', 4, '4-04-05'],
    ['6', 1, null],
    ['6-18', 2, '6'],
    ['6-18-01', 3, '6-18'],
    ['6-18-01-01', 4, '6-18-01'],
    ['6-18-01-07', 4, '6-18-01'],
    ['6-18-02', 3, '6-18'],
    ['6-18-02-04', 4, '6-18-02'],
    ['6-24', 2, '6'],
    ['6-24-04-00', 4, '6-24'],
  ],
  regions: [
    ['35', 1, null],
    ['3502', 2, '35'],
    ['350203', 3, '3502'],
    ['350211', 3, '3502'],
    ['3505', 2, '35'],
    ['350582', 3, '3505'],
    ['44', 1, null],
    ['4403', 2, '44'],
    ['440305', 3, '4403'],
  ],
  majors: [
    ['08', 1, null],
    ['0802', 2, '08'],
    ['080202', 3, '0802'],
    ['080203', 3, '0802'],
    ['0809', 2, '08'],
    ['080901', 3, '0809'],
  ],
  skills: [
    ['NC', null],
    ['NC-LATHE', 'NC'],
    ['NC-MILL', 'NC'],
    ['NC-PROG', 'NC'],
    ['NC-SET', 'NC'],
    ['DRAW', null],
    ['DRAW-CAD', 'DRAW'],
    ['DRAW-CAM', 'DRAW'],
    ['SAFE', null],
    ['LEAN', null],
  ],
  substitutes: [['DRAW-CAM', 'NC-PROG']],
  licences: [['6-18-02-04', 'LIC-WELD']],
  successors: [
    ['occupation', 'old-turner', '6-18-01-01'],
    ['region', 'old-jimei', '350211'],
    ['major', 'old-machines', '080202'],
    ['skill', 'old-lathe', 'NC-LATHE'],
    ['licence', 'old-weld', 'LIC-WELD'],
  ],
};

export const smallTaxonomy: ScoreTaxonomy = scoreTaxonomy(smallTables);
