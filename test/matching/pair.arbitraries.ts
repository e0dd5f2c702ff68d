import fc from 'fast-check';
import {
  evidences,
  hardFilterKinds,
  type ScoredPosition,
  type ScoredTalent,
  type ScoreTaxonomy,
  workKinds,
} from '../../src/modules/matching/matching.pair.ts';
import { type ConceptRow, scoreTaxonomy, type TaxonomyTables } from '../support/score-taxonomy.ts';
import { aPosition, aTalent, today } from './pairs.ts';

/** Small random taxonomies and pairs in them, dense enough that most criteria earn something. */

const schemes = ['occupation', 'region', 'major', 'skill', 'licence'] as const;

/** A tree of four levels; a child with 0 children is a leaf, and may skip the level between. */
function tree(prefix: string, levels: number): fc.Arbitrary<ConceptRow[]> {
  return fc.array(fc.tuple(fc.nat(11), fc.boolean()), { minLength: 5, maxLength: 11 }).map((choices) => {
    const rows: ConceptRow[] = [[`${prefix}0`, 1, null]];
    for (const [place, [at, skips]] of choices.entries()) {
      const parents = rows.filter((row) => row[1] < levels);
      const parent = parents[at % parents.length] ?? rows[0];
      if (parent === undefined) continue;
      const level = Math.min(levels, parent[1] + (skips && parent[1] === 2 ? 2 : 1));
      rows.push([`${prefix}${place + 1}`, level, parent[0]]);
    }
    rows.push([`${prefix}x`, 1, null]);
    return rows;
  });
}

const skillCodes = Array.from({ length: 9 }, (_, place) => `s${place}`);
const licenceCodes = ['l0', 'l1'];

const skillTree = fc.array(fc.nat(8), { minLength: 9, maxLength: 9 }).map((parents) =>
  skillCodes.map((code, place): [string, string | null] => {
    const parent = parents[place] ?? 0;
    return [code, parent < place ? `s${parent}` : null];
  }),
);

export const tables: fc.Arbitrary<TaxonomyTables> = fc
  .record({
    occupations: tree('o', 4),
    regions: tree('r', 3),
    majors: tree('m', 3),
    skills: skillTree,
    substitutes: fc.array(fc.tuple(fc.constantFrom(...skillCodes), fc.constantFrom(...skillCodes)), { maxLength: 2 }),
    licensed: fc.array(fc.nat(20), { maxLength: 1 }),
  })
  .map(({ licensed, ...rest }) => ({
    ...rest,
    licences: licensed.map((at) => [rest.occupations[at % rest.occupations.length]?.[0] ?? 'o0', 'l0'] as const),
    successors: schemes.flatMap((scheme) =>
      codesOf(rest, scheme).map((code) => [scheme, `old-${code}`, code] as const),
    ),
  }));

type Scheme = (typeof schemes)[number];

function codesOf(
  { occupations, regions, majors }: Pick<TaxonomyTables, 'occupations' | 'regions' | 'majors'>,
  scheme: Scheme,
): string[] {
  const rows = { occupation: occupations, region: regions, major: majors };
  if (scheme === 'skill') return skillCodes;
  return scheme === 'licence' ? licenceCodes : rows[scheme].map(([code]) => code);
}

/** A code of the scheme; now and then an alias's, or one that the taxonomy does not know. */
function code(of: TaxonomyTables, scheme: Scheme): fc.Arbitrary<string> {
  const codes = codesOf(of, scheme);
  return fc.oneof(
    { arbitrary: fc.constantFrom(...codes), weight: 12 },
    { arbitrary: fc.constantFrom(...codes).map((known) => `old-${known}`), weight: 2 },
    { arbitrary: fc.constant('unknown'), weight: 1 },
  );
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 3 });
const upTo = <T>(maxLength: number, arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { maxLength });
const dayNear = fc.integer({ min: today - 4_000, max: today + 400 });
const farDay = fc.oneof(
  { arbitrary: dayNear, weight: 9 },
  { arbitrary: fc.integer({ min: -25_000, max: 80_000 }), weight: 1 },
);
const fen = fc.oneof(
  fc.integer({ min: 4_000, max: 15_000 }).map((yuan) => yuan * 100),
  fc.integer({ min: 1, max: 1_000_000_000 }),
);
const title = fc.record({ series: fc.constantFrom('ENG', 'EDU'), rank: fc.integer({ min: 1, max: 5 }) });
const gradeOf = fc.integer({ min: 1, max: 8 });
const level = fc.integer({ min: 1, max: 6 });
const kind = fc.constantFrom(...workKinds);

export function skillOf(of: TaxonomyTables): fc.Arbitrary<ScoredTalent['skills'][number]> {
  return fc.record({
    skill: code(of, 'skill'),
    evidence: fc.constantFrom(...evidences),
    level: fc.constant(null),
    wantsToUse: fc.boolean(),
  });
}

export function experienceOf(of: TaxonomyTables): fc.Arbitrary<ScoredTalent['experiences'][number]> {
  return fc.record({ occupation: code(of, 'occupation'), from: farDay, to: maybe(farDay) });
}

export function gradeHeldOf(of: TaxonomyTables): fc.Arbitrary<ScoredTalent['grades'][number]> {
  return fc.record({ occupation: code(of, 'occupation'), grade: gradeOf });
}

export function talentOf(of: TaxonomyTables): fc.Arbitrary<ScoredTalent> {
  const said = fc.record({
    experiences: upTo(4, experienceOf(of)),
    trained: upTo(2, code(of, 'occupation')),
    grades: upTo(3, gradeHeldOf(of)),
    titleRanks: upTo(2, title),
    educations: upTo(3, fc.record({ level, major: maybe(code(of, 'major')), graduated: fc.boolean() })),
    skills: upTo(7, skillOf(of)),
    licences: upTo(2, fc.record({ licence: code(of, 'licence'), validTo: maybe(dayNear) })),
    residence: maybe(code(of, 'region')),
    wish: fc.record({
      occupations: upTo(3, code(of, 'occupation')),
      regions: upTo(3, code(of, 'region')),
      pay: maybe(fen),
      kinds: upTo(2, kind),
      from: maybe(farDay),
    }),
  });
  return said.map(aTalent);
}

export function positionOf(of: TaxonomyTables): fc.Arbitrary<ScoredPosition> {
  const skill = fc.record({ skill: code(of, 'skill'), level: fc.constant(null) });
  const said = fc.record({
    occupation: code(of, 'occupation'),
    region: code(of, 'region'),
    pay: maybe(fc.oneof(fc.record({ from: fen, to: fc.constant(null) }), fc.record({ from: maybe(fen), to: fen }))),
    kind: maybe(kind),
    startFrom: maybe(farDay),
    education: maybe(level),
    majors: upTo(2, code(of, 'major')),
    grade: maybe(gradeOf),
    titleRank: maybe(title),
    experienceMonths: maybe(fc.oneof(fc.constantFrom(0, 12, 36, 60), fc.integer({ min: 1, max: 1_200 }))),
    mustHave: upTo(4, skill),
    niceToHave: upTo(3, skill),
    licences: upTo(2, code(of, 'licence')),
    hardFilters: upTo(3, fc.constantFrom(...hardFilterKinds)),
  });
  return said.map(aPosition);
}

export interface Pair {
  tables: TaxonomyTables;
  taxonomy: ScoreTaxonomy;
  talent: ScoredTalent;
  position: ScoredPosition;
}

export const pairs: fc.Arbitrary<Pair> = tables.chain((of) =>
  fc.record({
    tables: fc.constant(of),
    taxonomy: fc.constant(scoreTaxonomy(of)),
    talent: talentOf(of),
    position: positionOf(of),
  }),
);

/** A pair and more of what a talent may have, drawn from the same taxonomy. */
export function pairsWith<T>(more: (of: TaxonomyTables) => fc.Arbitrary<T>): fc.Arbitrary<Pair & { more: T }> {
  return pairs.chain((pair) => more(pair.tables).map((drawn) => ({ ...pair, more: drawn })));
}

/**
 * Pairs of which skills are all that is asked, in a taxonomy where any skill may stand in for any: every talent's skill
 * competes for several places of both lists. `more` is a skill more.
 */
export const skillPairs: fc.Arbitrary<Pair & { more: ScoredTalent['skills'][number] }> = fc
  .array(fc.tuple(fc.constantFrom(...skillCodes), fc.constantFrom(...skillCodes)), { minLength: 4, maxLength: 16 })
  .map((substitutes): TaxonomyTables => {
    const skills = skillCodes.map((one) => [one, null] as const);
    return { occupations: [], regions: [], majors: [], skills, substitutes, licences: [], successors: [] };
  })
  .chain((of) => {
    const evidence = fc.constantFrom(...evidences);
    const held = fc.record({ skill: fc.constantFrom('s4', 's5', 's6', 's7', 's8'), evidence });
    const skill = held.map((one) => ({ ...one, level: null, wantsToUse: false }));
    const asked = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })).map(([musts, nices]) => {
      const written = ['s0', 's1', 's2', 's3', 's8'].map((one) => ({ skill: one, level: null }));
      return aPosition({ mustHave: written.slice(0, musts), niceToHave: written.slice(musts, musts + nices) });
    });
    return fc.record({
      tables: fc.constant(of),
      taxonomy: fc.constant(scoreTaxonomy(of)),
      talent: fc.array(skill, { maxLength: 4 }).map((skills) => aTalent({ skills })),
      position: asked,
      more: skill,
    });
  });
