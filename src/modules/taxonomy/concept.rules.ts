export const schemes = [
  'occupation',
  'major',
  'region',
  'industry',
  'skill',
  'licence',
  'grade',
  'education',
  'titleSeries',
  'isco',
  'escoOccupation',
  'escoSkill',
  'onetOccupation',
  'onetSkill',
] as const;
export type Scheme = (typeof schemes)[number];

/** A coded concept as it stands now. */
export interface ConceptRecord {
  scheme: Scheme;
  code: string;
  level: number;
  name: string;
  nameEn: string | null;
  parent: string | null;
  aliases: string[];
  attributes: Record<string, string>;
  edition: string;
  retiredIn: string | null;
  successors: string[];
}

export interface TaxonomyLinks {
  substitutes: readonly (readonly [string, string])[];
  occupationSkills: readonly OccupationSkillRow[];
  occupationLicences: readonly { occupation: string; licence: string }[];
  mappings?: readonly MappingRow[];
}

export interface OccupationSkillRow {
  /** Of the occupation; `occupation` when left out. */
  scheme?: OccupationScheme;
  occupation: string;
  skill: string;
}

/** Where the skills of each scheme of occupations stand. */
export const skillSchemes = {
  occupation: 'skill',
  escoOccupation: 'escoSkill',
  onetOccupation: 'onetSkill',
} as const satisfies Partial<Record<Scheme, Scheme>>;
export type OccupationScheme = keyof typeof skillSchemes;

/** What the other concept is to the one that is mapped, as in SKOS: `broad` says that the other is the broader one. */
export const mappingRelations = ['exact', 'close', 'broad', 'narrow'] as const;
export type MappingRelation = (typeof mappingRelations)[number];

export interface MappingRow {
  fromScheme: Scheme;
  fromCode: string;
  relation: MappingRelation;
  toScheme: Scheme;
  toCode: string;
}

export function keyOf(scheme: string, code: string): string {
  return `${scheme}:${code}`;
}

export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Values by key, each once. */
export function groupBy<T>(rows: readonly T[], pair: (row: T) => [string, string]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [key, value] of rows.map(pair)) if (!groups.get(key)?.includes(value)) push(groups, key, value);
  return groups;
}
