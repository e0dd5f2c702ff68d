import { type Actor, organizationOf } from '../../kernel/actor.ts';
import type { DayNumber } from '../../kernel/day.ts';
import type { DocumentPart, SearchPart } from '../../platform/search/document.ts';
import type { FieldDeclaration, Filter } from '../../platform/search/engine.ts';
import { axisFields, type Scheme, type Taxonomy, type TaxonomySource } from '../taxonomy/index.ts';
import type { PositionRecord } from './positions.rules.ts';
import {
  type EmployerLine,
  readDocumentRows,
  readEmployerLines,
  readPositionIds,
  readPositionIdsOfEmployers,
  readPositions,
} from './positions.store.ts';

/** `closesOn` of a position without a last day. */
const never = 2_147_483_647;

/** What each TOKENS field puts before its keys, so that no key of one field is taken for another's. */
const prefixes = {
  employer: 'employer',
  postedBy: 'poster',
  status: 'status',
  occupation: 'occ',
  region: 'reg',
  industry: 'ind',
  workKind: 'kind',
  education: 'edu',
  grade: 'grade',
  major: 'major',
  skillsMust: 'must',
  skillsNice: 'nice',
} as const;
export type PositionField = keyof typeof prefixes;

/** Positions whose field holds one of the values: codes of any level, ids, enum values. */
export function positionsWith(field: PositionField, values: readonly (string | number)[]): Filter {
  return { op: 'ANY', field, keys: values.map((value) => `${prefixes[field]}:${value}`) };
}

/** Open on the day: published, opensOn ≤ day ≤ closesOn, a place left. What is archived has no document. */
export function openOn(day: DayNumber): Filter {
  return {
    op: 'AND',
    of: [
      positionsWith('status', ['PUBLISHED']),
      { op: 'RANGE', field: 'opensOn', max: day },
      { op: 'RANGE', field: 'closesOn', min: day },
      { op: 'RANGE', field: 'openings', min: 1 },
    ],
  };
}

/** Everybody sees what is open; an organization sees all that it employs for or posted, drafts too. */
export function visibleTo(actor: Actor, day: DayNumber): Filter {
  if (actor.kind === 'SYSTEM') return { op: 'TRUE' };
  const organization = organizationOf(actor)?.id;
  if (organization === undefined) return openOn(day);
  return {
    op: 'OR',
    of: [openOn(day), positionsWith('employer', [organization]), positionsWith('postedBy', [organization])],
  };
}

const fields: readonly FieldDeclaration[] = [
  { name: 'employer', kind: 'TOKENS', meaning: 'Id of the employer.' },
  { name: 'postedBy', kind: 'TOKENS', meaning: 'Id of the organization that posted it.' },
  { name: 'status', kind: 'TOKENS', meaning: 'DRAFT, PUBLISHED or CLOSED.', widespread: true },
  { name: 'occupation', kind: 'TOKENS', meaning: 'The occupation and every coarser one.' },
  {
    name: 'region',
    kind: 'TOKENS',
    meaning: 'The region of the work and every coarser one.',
    keyOfRegion: (code) => `${prefixes.region}:${code}`,
  },
  { name: 'industry', kind: 'TOKENS', meaning: 'The position’s industry, else its employer’s, and its section.' },
  { name: 'workKind', kind: 'TOKENS', meaning: 'Kind of work.' },
  { name: 'education', kind: 'TOKENS', meaning: 'Least education asked, 1–6.' },
  { name: 'grade', kind: 'TOKENS', meaning: 'Least skill grade asked, 1–8.' },
  { name: 'major', kind: 'TOKENS', meaning: 'Majors accepted and every coarser one.' },
  { name: 'skillsMust', kind: 'TOKENS', meaning: 'Skills that are a must.' },
  { name: 'skillsNice', kind: 'TOKENS', meaning: 'Skills that are welcome.' },
  { name: 'opensOn', kind: 'NUMBER', meaning: 'First day, in days since 1970-01-01.' },
  { name: 'closesOn', kind: 'NUMBER', meaning: 'Last day, in days since 1970-01-01; 2,147,483,647 without one.' },
  { name: 'openings', kind: 'NUMBER', meaning: 'Headcount less places filled.' },
  ...[1, 2, 3, 4].map(
    (level): FieldDeclaration => ({
      name: `occupation${level}`,
      kind: 'AXIS',
      meaning: `Occupation at level ${level}.`,
    }),
  ),
  ...[1, 2, 3].map(
    (level): FieldDeclaration => ({
      name: `region${level}`,
      kind: 'AXIS',
      meaning: `Region of the work at level ${level}.`,
    }),
  ),
  ...[1, 2].map(
    (level): FieldDeclaration => ({ name: `industry${level}`, kind: 'AXIS', meaning: `Industry at level ${level}.` }),
  ),
  { name: 'educationAsked', kind: 'AXIS', meaning: 'Least education asked; none is 不限.' },
  { name: 'gradeAsked', kind: 'AXIS', meaning: 'Least skill grade asked; none is 不限.' },
  { name: 'employerAxis', kind: 'AXIS', meaning: 'Id of the employer, to count distinct ones.' },
];

/** The base part of the index of positions. */
export function positionPart(taxonomy: TaxonomySource): SearchPart {
  return {
    index: 'position',
    fields,
    rows: readDocumentRows,
    ids: readPositionIds,
    async project(client, ids) {
      const positions = await readPositions(client, ids);
      const employers = await readEmployerLines(
        client,
        [...positions.values()].map((position) => position.employerId),
      );
      return new Map(
        [...positions].map(([id, position]) => [
          id,
          documentOf(position, employers.get(position.employerId), taxonomy.now),
        ]),
      );
    },
    dependsOn: {
      position: async (_client, ids) => ids,
      organization: readPositionIdsOfEmployers,
    },
  };
}

function documentOf(position: PositionRecord, employer: EmployerLine | undefined, taxonomy: Taxonomy): DocumentPart {
  const industry = position.industry ?? employer?.industry ?? null;
  const keys = (field: PositionField, values: readonly (string | number | null)[]): Record<string, string[]> => ({
    [field]: [...new Set(values.filter((value) => value !== null))].map((value) => `${prefixes[field]}:${value}`),
  });
  const line = (scheme: Scheme, codes: readonly (string | null)[]): string[] =>
    codes.flatMap((code) =>
      code === null ? [] : taxonomy.lineage(scheme, taxonomy.current(scheme, code)).map((concept) => concept.code),
    );
  const asked = (list: PositionRecord['mustHave']): string[] =>
    list.map(({ skill }) => taxonomy.current('skill', skill));
  return {
    keys: {
      ...keys('employer', [position.employerId]),
      ...keys('postedBy', [position.postedById]),
      ...keys('status', [position.status]),
      ...keys('occupation', line('occupation', [position.occupation])),
      ...keys('region', line('region', [position.region])),
      ...keys('industry', line('industry', [industry])),
      ...keys('workKind', [position.kind]),
      ...keys('education', [position.education]),
      ...keys('grade', [position.grade]),
      ...keys('major', line('major', position.majors)),
      ...keys('skillsMust', asked(position.mustHave)),
      ...keys('skillsNice', asked(position.niceToHave)),
      ...axisFields('occupation', taxonomy, 'occupation', position.occupation, [1, 2, 3, 4]),
      ...axisFields('region', taxonomy, 'region', position.region, [1, 2, 3]),
      ...axisFields('industry', taxonomy, 'industry', industry, [1, 2]),
      educationAsked: position.education === null ? [] : [String(position.education)],
      gradeAsked: position.grade === null ? [] : [String(position.grade)],
      employerAxis: [position.employerId],
    },
    numbers: {
      opensOn: position.opensOn,
      closesOn: position.closesOn ?? never,
      openings: position.headcount - position.filled,
    },
    text: wordsOf(position, employer, taxonomy),
  };
}

function wordsOf(position: PositionRecord, employer: EmployerLine | undefined, taxonomy: Taxonomy): string[] {
  const names = (scheme: Scheme, code: string): string[] => {
    const concept = taxonomy.get(scheme, taxonomy.current(scheme, code));
    return concept ? [concept.name, ...(concept.nameEn === null ? [] : [concept.nameEn]), ...concept.aliases] : [];
  };
  return [
    position.title,
    ...names('occupation', position.occupation),
    ...[...position.mustHave, ...position.niceToHave].flatMap(({ skill }) => names('skill', skill)),
    ...(employer ? [employer.name] : []),
    ...(position.description === null ? [] : [position.description]),
  ];
}
