import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { contractFile, contractOfCode } from '../../scripts/contract.ts';
import type { Violation } from './source.ts';

/** The first line in which two contracts differ, as a reader of a failed test wants to see it. */
function drift(file: string, code: string): Violation[] {
  const [was, is] = [file.split('\n'), code.split('\n')];
  const at = is.findIndex((line, n) => line !== was[n]);
  if (at === -1 && was.length === is.length) return [];
  const n = at === -1 ? is.length : at;
  return [`line ${n + 1}: “${was[n] ?? ''}” in the file, “${is[n] ?? ''}” in the code; run npm run emit-schema`];
}

const described = (node: { description?: string | null | undefined }) => (node.description ?? '').trim() !== '';

/** Types of this product: not GraphQL's own, not scalars that a library describes. */
function ownTypes(schema: GraphQLSchema): GraphQLNamedType[] {
  return Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
}

function undescribed(schema: GraphQLSchema): Violation[] {
  const roots: unknown[] = [schema.getQueryType(), schema.getMutationType()];
  return ownTypes(schema).flatMap((type) => {
    if (!isObjectType(type) && !isInputObjectType(type) && !isEnumType(type)) return [];
    const found = described(type) || roots.includes(type) ? [] : [type.name];
    if (isEnumType(type)) {
      const bare = type.getValues().filter((value) => !described(value));
      return [...found, ...bare.map(({ name }) => `${type.name}.${name}`)];
    }
    for (const field of Object.values(type.getFields())) {
      if (!described(field)) found.push(`${type.name}.${field.name}`);
      const args: readonly { name: string; description?: string | null | undefined }[] =
        'args' in field ? field.args : [];
      const bare = args.filter((arg) => !described(arg));
      found.push(...bare.map((arg) => `${type.name}.${field.name}(${arg.name})`));
    }
    return found;
  });
}

/**
 * Lists of records without `first`, each with what bounds it. Lists of scalars, enum values and concepts are bounded
 * by their input or by the taxonomy.
 */
const smallLists: Record<string, string> = {
  'Concept.mappings': 'of one concept, by the taxonomy: some tens for a group of ISCO',
  'EffectiveCatalog.chain': 'the catalogs that stand for a region and those around it: one an office and region',
  'HeatCell.figures': 'one a measure: 11',
  'HeatMap.columns': 'as HeatMap.rows',
  'HeatMap.measures': 'one a measure: 11',
  'HeatMap.rows': 'rows × columns × measures are limited (TOO_LARGE)',
  'HeatProfile.skills': '12, cut when the profile is frozen',
  'Import.columns': '1,000: a file with more is refused',
  'Import.notes': 'the first 100',
  'ImportWord.candidates': 'at most 5, kept with the word',
  'MajorResolution.candidates': 'limit (20) a part of the text: 20',
  'Match.ineligible': 'one a kind of hard filter (6) and a licence that the law demands',
  'Match.skills': 'one a skill asked: 60',
  'MatchFit.criteria': 'the criteria of the score: a closed list',
  'Position.mustHave': '30, checked at input',
  'Position.niceToHave': '30, checked at input',
  'PositionMatch.ineligible': 'as Match.ineligible',
  'PositionMatch.skills': 'as Match.skills',
  'Program.figures': '40 years, checked at input',
  'Program.occupations': 'its own links or its major’s: as Program.ownLinks and Query.majorOccupations',
  'Program.outcomes': '500, checked at input',
  'Program.ownLinks': '50, checked at input',
  'Query.majorOccupations': 'standard links of one major or its class, shipped with the taxonomy',
  'Query.resolveMajors': 'one a text: 1,000',
  'Query.resolveOccupations': 'one a text: 1,000',
  'Query.resolveRegions': 'one a text: 1,000',
  'Query.resolveSkills': 'one a text: 1,000',
  'Query.taxonomyEditions': 'one an edition, each loaded by hand or with a version of the product',
  'RegionResolution.candidates': 'limit: 20',
  'Resolution.candidates': 'limit: 20',
  'SearchStatus.indexes': 'one an index: 4',
  'SearchStatus.setAside': 'the latest 100',
  'SkillResolution.candidates': 'limit: 50',
  'Talent.consents': 'one a purpose',
  'Talent.disclosures': 'one an organization, each granted by hand; null for all but who keeps the record',
  'Talent.educations': '100, checked at input',
  'Talent.experiences': '100, checked at input',
  'Talent.grades': '100, checked at input',
  'Talent.hiddenFrom': '100, checked at input',
  'Talent.licences': '100, checked at input',
  'Talent.skills': '100, checked at input',
  'Talent.titleRanks': '100, checked at input',
  'TalentMatch.ineligible': 'as Match.ineligible',
  'TalentMatch.skills': 'as Match.skills',
  'TaxonomyEdition.schemes': 'one a scheme: 14',
};

/** A list of records is the `items` of a page whose field takes `first`, or takes `first` itself, or is small by law. */
function unbounded(schema: GraphQLSchema, small: Record<string, string>): Violation[] {
  return ownTypes(schema).flatMap((type) => {
    if (!isObjectType(type)) return [];
    return Object.values(type.getFields()).flatMap((field) => {
      const name = `${type.name}.${field.name}`;
      const of = getNamedType(field.type);
      const isPage = of.name.endsWith('Page');
      const inner = isNonNullType(field.type) ? field.type.ofType : field.type;
      const isRecords = isListType(inner) && isObjectType(of) && of.name !== 'Concept';
      const isItems = type.name.endsWith('Page') && field.name === 'items';
      if (!isPage && (!isRecords || isItems)) return [];
      return field.args.some((arg) => arg.name === 'first') || name in small ? [] : [name];
    });
  });
}

const committed = readFileSync(contractFile, 'utf8');
const ofCode = await contractOfCode();
// Of the code, so that a file that is behind shows up in its own test only.
const schema = buildSchema(ofCode);

describe('the public contract', () => {
  it('stands in schema/schema.graphql as the code has it', () => {
    expect(drift(committed, ofCode)).toEqual([]);
  });

  it('would show a line that differs or is missing', () => {
    expect(drift('type Query {\n  a: Int\n}\n', 'type Query {\n  a: String\n}\n')).toEqual([
      'line 2: “  a: Int” in the file, “  a: String” in the code; run npm run emit-schema',
    ]);
    expect(drift('type Query {\n}\n\ntype Old', 'type Query {\n}\n')).toHaveLength(1);
  });

  it('describes every type, field, argument, input field and enum value', () => {
    expect(undescribed(schema)).toEqual([]);
  });

  it('would show what is not described', () => {
    const bad = buildSchema(`
      type Query { "Talents." talents("How many." first: Int, after: String): Talent, position: Int }
      "A talent." type Talent { "Its id." id: ID!, name: String }
      "A wish." input Wish { region: String }
      enum Kind { "Full time." FULL, PART }
    `);
    expect(undescribed(bad).sort()).toEqual(
      ['Kind', 'Kind.PART', 'Query.position', 'Query.talents(after)', 'Talent.name', 'Wish.region'].sort(),
    );
  });

  it('bounds every list of records', () => {
    expect(unbounded(schema, smallLists)).toEqual([]);
  });

  it('has no small list that is not there or needs no exception', () => {
    expect(unbounded(schema, {}).sort()).toEqual(Object.keys(smallLists).sort());
  });

  it('would show a list and a page that take no first', () => {
    const bad = buildSchema(`
      type Query { talents: [Talent!]!, some(first: Int): [Talent!], page: TalentPage!, paged(first: Int): TalentPage }
      type TalentPage { items: [Talent!]! }
      type Talent { tags: [String!], majors: [Concept!]!, skills: [Skill!]!, friends: [Talent] }
      type Concept { code: String }
      type Skill { code: String }
    `);
    expect(unbounded(bad, { 'Talent.skills': 'at most 100, checked at input' })).toEqual([
      'Query.talents',
      'Query.page',
      'Talent.friends',
    ]);
  });
});
