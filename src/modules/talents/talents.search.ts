import type { DayNumber } from '../../kernel/day.ts';
import type { DocumentPart, SearchPart } from '../../platform/search/document.ts';
import type { FieldDeclaration, Filter } from '../../platform/search/engine.ts';
import { axisFields, type Scheme, type Taxonomy, type TaxonomySource } from '../taxonomy/index.ts';
import { readDocumentRows, readTalentIds, readTalentsOnce } from './talents.read.store.ts';
import type { StoredTalent } from './talents.record.ts';
import { availableFrom, educationLevel, givesAway, highestGrade, placeOf, supplyOccupation } from './talents.rules.ts';

const axes = (name: string, levels: readonly number[], meaning: string): FieldDeclaration[] =>
  levels.map((level) => ({ name: `${name}${level}`, kind: 'AXIS', meaning: `${meaning}, at level ${level}.` }));

const occupationLevels = [1, 2, 3, 4];
const threeLevels = [1, 2, 3];

const fields: readonly FieldDeclaration[] = [
  { name: 'user', kind: 'TOKENS', meaning: 'Id of the person, when the record is the person’s own.' },
  { name: 'keeper', kind: 'TOKENS', meaning: 'Id of the organization that keeps the record while it is unclaimed.' },
  { name: 'disclosedTo', kind: 'TOKENS', meaning: 'Ids of the organizations that the record is disclosed to.' },
  { name: 'consent', kind: 'TOKENS', meaning: 'Purposes consented to.', widespread: true },
  { name: 'rankable', kind: 'TOKENS', meaning: '“yes” unless the talent refuses automated ranking.', widespread: true },
  { name: 'hiddenFrom', kind: 'TOKENS', meaning: 'Ids of the organizations that the talent hides from.' },
  { name: 'school', kind: 'TOKENS', meaning: 'Ids of the schools of all educations.' },
  {
    name: 'place',
    kind: 'TOKENS',
    meaning: 'Residence, else the first region wanted, with every coarser one.',
    widespread: true,
    keyOfRegion: (code) => code,
  },
  { name: 'availability', kind: 'TOKENS', meaning: 'AVAILABLE, OPEN or UNAVAILABLE, as stated.' },
  { name: 'occupation', kind: 'TOKENS', meaning: 'Occupations wanted and held, with every coarser one.' },
  { name: 'region', kind: 'TOKENS', meaning: 'Residence and regions wanted, with every coarser one.' },
  { name: 'skills', kind: 'TOKENS', meaning: 'Skills, whatever the evidence.' },
  { name: 'workKinds', kind: 'TOKENS', meaning: 'Kinds of work wanted.' },
  {
    name: 'availableFrom',
    kind: 'NUMBER',
    meaning: 'First day of being available, in days since 1970-01-01; 0 now, 2,147,483,647 without an end.',
  },
  // The heat map's supply is counted by the finest of both.
  ...axes('supplyOccupation', occupationLevels, 'First occupation wanted, else the one held last').map((field) =>
    field.name === 'supplyOccupation4' ? { ...field, countedWith: 'region3' } : field,
  ),
  ...axes('region', threeLevels, 'Residence, else the first region wanted'),
  ...axes('major', threeLevels, 'Major of the highest level graduated'),
  { name: 'schoolOf', kind: 'AXIS', meaning: 'Id of the school of the highest level graduated.' },
  { name: 'educationHeld', kind: 'AXIS', meaning: 'Highest level graduated, 1–6.' },
  { name: 'gradeHeld', kind: 'AXIS', meaning: 'Highest skill grade, 1–8.' },
];

/** Not refusing automated ranking. */
export function rankable(): Filter {
  return { op: 'ANY', field: 'rankable', keys: ['yes'] };
}

/** Available on a day: not UNAVAILABLE, or its `until` has passed. */
export function availableOn(day: DayNumber): Filter {
  return { op: 'RANGE', field: 'availableFrom', max: day };
}

/** The base part of the index of talents. */
export function talentPart(taxonomy: TaxonomySource): SearchPart {
  return {
    index: 'talent',
    fields,
    rows: readDocumentRows,
    ids: readTalentIds,
    async project(client, ids) {
      const talents = await readTalentsOnce(client, ids);
      return new Map([...talents].map(([id, talent]) => [id, documentOf(talent, taxonomy.now)]));
    },
    dependsOn: { talent: async (_client, ids) => ids },
  };
}

function documentOf(talent: StoredTalent, taxonomy: Taxonomy): DocumentPart {
  return {
    keys: { ...visibilityKeys(talent, taxonomy), ...listKeys(talent, taxonomy), ...axisKeysOf(talent, taxonomy) },
    numbers: { availableFrom: availableFrom(talent) },
    text: wordsOf(talent, taxonomy),
  };
}

/** The atoms of `visibleTo`. */
function visibilityKeys(talent: StoredTalent, taxonomy: Taxonomy): Record<string, string[]> {
  const { userId, organizationId } = talent;
  return {
    user: userId === null ? [] : [userId],
    keeper: userId === null && organizationId !== null ? [organizationId] : [],
    disclosedTo: talent.disclosures.filter(({ revokedAt }) => revokedAt === null).map((to) => to.organizationId),
    consent: talent.consents.map(({ purpose }) => purpose),
    rankable: talent.refusesRanking ? [] : ['yes'],
    hiddenFrom: talent.hiddenFrom,
    school: distinct(talent.educations.map(({ schoolId }) => schoolId)),
    place: line(taxonomy, 'region', [placeOf(talent)]),
  };
}

function listKeys(talent: StoredTalent, taxonomy: Taxonomy): Record<string, string[]> {
  const { wish, experiences, grades } = talent;
  const held = [...experiences, ...grades].map(({ occupation }) => occupation);
  return {
    availability: [talent.availability],
    occupation: line(taxonomy, 'occupation', [...wish.occupations, ...held]),
    region: line(taxonomy, 'region', [talent.residence, ...wish.regions]),
    skills: distinct(talent.skills.flatMap(({ skill }) => line(taxonomy, 'skill', [skill]))),
    workKinds: wish.kinds,
  };
}

function axisKeysOf(talent: StoredTalent, taxonomy: Taxonomy): Record<string, string[]> {
  const level = educationLevel(talent);
  const highest = talent.educations.filter((education) => education.graduated && education.level === level);
  const major = highest.find((education) => education.major !== null)?.major ?? null;
  return {
    ...supplyAxes(taxonomy, supplyOccupation(talent)),
    ...regionAxes(taxonomy, placeOf(talent)),
    ...majorAxes(taxonomy, major),
    schoolOf: distinct(highest.map(({ schoolId }) => schoolId)).slice(0, 1),
    educationHeld: one(level),
    gradeHeld: one(highestGrade(talent)),
  };
}

/** What a talent is found by. No name, no contact, no employer, no résumé. */
function wordsOf(talent: StoredTalent, taxonomy: Taxonomy): string[] {
  const names = (scheme: Scheme, codes: readonly (string | null)[]): string[] =>
    distinct(codes).flatMap((code) => namesOf(taxonomy, scheme, code));
  const { wish, experiences, grades } = talent;
  return [
    ...names(
      'skill',
      talent.skills.map(({ skill }) => skill),
    ),
    ...names('occupation', [...wish.occupations, ...[...experiences, ...grades].map(({ occupation }) => occupation)]),
    ...experiences.filter(({ title }) => !givesAway(title, talent)).map(({ title }) => title),
    ...names(
      'major',
      talent.educations.map(({ major }) => major),
    ),
    ...names(
      'licence',
      talent.licences.map(({ licence }) => licence),
    ),
    ...names(
      'titleSeries',
      talent.titleRanks.map(({ series }) => series),
    ),
  ];
}

/** The codes that stand today, each with its ancestors. */
function line(taxonomy: Taxonomy, scheme: Scheme, codes: readonly (string | null)[]): string[] {
  return distinct(distinct(codes).flatMap((code) => lineOf(taxonomy, scheme, code)));
}

const lineOf = rememberedOf((taxonomy, scheme, code) =>
  taxonomy.lineage(scheme, taxonomy.current(scheme, code)).map((concept) => concept.code),
);

const namesOf = rememberedOf((taxonomy, scheme, code) => {
  const concept = taxonomy.get(scheme, taxonomy.current(scheme, code));
  return concept ? [concept.name, ...(concept.nameEn === null ? [] : [concept.nameEn])] : [];
});

const supplyAxes = axesOf('supplyOccupation', 'occupation', occupationLevels);
const regionAxes = axesOf('region', 'region', threeLevels);
const majorAxes = axesOf('major', 'major', threeLevels);

function axesOf(name: string, scheme: Scheme, levels: readonly number[]) {
  const keysOf = rememberedOf((taxonomy, _scheme, code) => axisFields(name, taxonomy, scheme, code, levels));
  return (taxonomy: Taxonomy, code: string | null) => (code === null ? {} : keysOf(taxonomy, scheme, code));
}

/** What a taxonomy says of a code, for as long as the taxonomy lives: a million talents have the same few thousand codes. */
function rememberedOf<Said>(ask: (taxonomy: Taxonomy, scheme: Scheme, code: string) => Said): typeof ask {
  const known = new WeakMap<Taxonomy, Map<string, Said>>();
  return (taxonomy, scheme, code) => {
    let said = known.get(taxonomy);
    if (!said) {
      said = new Map();
      known.set(taxonomy, said);
    }
    const key = `${scheme}:${code}`;
    let answer = said.get(key);
    if (answer === undefined) {
      answer = ask(taxonomy, scheme, code);
      said.set(key, answer);
    }
    return answer;
  };
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values)].filter((value) => value !== null);
}

function one(value: number | null): string[] {
  return value === null ? [] : [String(value)];
}
