import type { OccupationScheme, Scheme } from './concept.rules.ts';

/** Tables of an edition's folder by the scheme whose concepts they hold. */
export const conceptTables = {
  occupation: 'occupation',
  major: 'major',
  region: 'region',
  industry: 'industry',
  skill: 'skill',
  licence: 'licence',
  grade: 'grade',
  education: 'education',
  titleSeries: 'title-series',
  isco: 'isco',
  escoOccupation: 'esco-occupation',
  escoSkill: 'esco-skill',
  onetOccupation: 'onet-occupation',
  onetSkill: 'onet-skill',
} as const satisfies Record<Scheme, string>;

export const skillTables = {
  occupation: 'occupation-skill',
  escoOccupation: 'esco-occupation-skill',
  onetOccupation: 'onet-occupation-skill',
} as const satisfies Record<OccupationScheme, string>;

/** Columns of every table of concepts; any further one is an attribute. */
export const conceptColumns = ['code', 'level', 'parent', 'name', 'nameEn', 'aliases'] as const;

export const linkColumns = {
  edition: ['name', 'source'],
  successor: ['scheme', 'code', 'name', 'successor'],
  'skill-substitute': ['a', 'b'],
  'occupation-licence': ['occupation', 'licence', 'source'],
  'major-occupation': ['major', 'occupation', 'weight', 'source'],
  mapping: ['fromScheme', 'fromCode', 'relation', 'toScheme', 'toCode'],
  ...Object.fromEntries(Object.values(skillTables).map((table) => [table, ['occupation', 'skill']])),
} as const;
