import type { Actor } from '../../kernel/actor.ts';
import type { DocumentPart, SearchPart } from '../../platform/search/document.ts';
import type { FieldDeclaration, Filter } from '../../platform/search/engine.ts';
import type { Scheme, Taxonomy, TaxonomySource } from '../taxonomy/index.ts';
import type { ActiveLink } from './program-links.rules.ts';
import type { ProgramLinksService } from './program-links.service.ts';
import type { ProgramRecord } from './programs.rules.ts';
import { readDocumentRows, readProgramIds, readProgramIdsOfSchools, readPrograms } from './programs.store.ts';

/** What each TOKENS field puts before its keys, so that no key of one field is taken for another's. */
const prefixes = {
  school: 'school',
  major: 'major',
  occupation: 'occ',
  linked: 'link',
  region: 'reg',
  level: 'edu',
  status: 'status',
} as const;
export type ProgramField = keyof typeof prefixes;

const fields: readonly FieldDeclaration[] = [
  { name: 'school', kind: 'TOKENS', meaning: 'Id of the school.' },
  { name: 'major', kind: 'TOKENS', meaning: 'The major and every coarser one.' },
  { name: 'occupation', kind: 'TOKENS', meaning: 'Occupations that it leads to and every coarser one.' },
  { name: 'linked', kind: 'TOKENS', meaning: 'Occupations that it leads to, as linked.' },
  {
    name: 'region',
    kind: 'TOKENS',
    meaning: 'The school’s region and every coarser one.',
    keyOfRegion: (code) => `${prefixes.region}:${code}`,
  },
  { name: 'level', kind: 'TOKENS', meaning: 'Education level of its graduates, 1–6.' },
  { name: 'status', kind: 'TOKENS', meaning: 'RUNNING, PAUSED or CLOSED.' },
];

/** Programs whose field holds one of the values: codes of any level, ids. */
export function programsWith(field: ProgramField, values: readonly (string | number)[]): Filter {
  return { op: 'ANY', field, keys: values.map((value) => `${prefixes[field]}:${value}`) };
}

/** Programs that lead to the occupation, to a finer one, or to a coarser one that holds it. */
export function programsLeadingTo(occupation: string, taxonomy: Taxonomy): Filter {
  const line = taxonomy.lineage('occupation', occupation).map((concept) => concept.code);
  return { op: 'OR', of: [programsWith('occupation', [occupation]), programsWith('linked', line)] };
}

/** Programs in use are everybody's to see; only those have a document. */
export function visibleTo(_actor: Actor): Filter {
  return { op: 'TRUE' };
}

/** The base part of the index of programs. Links are those of the day on which the document is made. */
export function programPart(taxonomy: TaxonomySource, links: ProgramLinksService): SearchPart {
  return {
    index: 'program',
    fields,
    rows: readDocumentRows,
    ids: readProgramIds,
    async project(client, ids) {
      const programs = await readPrograms(client, ids);
      return new Map(
        [...programs].map(([id, program]) => [id, documentOf(program, links.ofProgram(program), taxonomy.now)]),
      );
    },
    dependsOn: {
      program: async (_client, ids) => ids,
      organization: readProgramIdsOfSchools,
    },
  };
}

function documentOf(program: ProgramRecord, links: readonly ActiveLink[], taxonomy: Taxonomy): DocumentPart {
  const keys = (field: ProgramField, values: readonly (string | number)[]): Record<string, string[]> => ({
    [field]: [...new Set(values)].map((value) => `${prefixes[field]}:${value}`),
  });
  const line = (scheme: Scheme, codes: readonly string[]): string[] =>
    codes.flatMap((code) => taxonomy.lineage(scheme, taxonomy.current(scheme, code)).map((concept) => concept.code));
  const names = (scheme: Scheme, code: string): string[] => {
    const concept = taxonomy.get(scheme, taxonomy.current(scheme, code));
    return concept ? [concept.name, ...(concept.nameEn === null ? [] : [concept.nameEn]), ...concept.aliases] : [];
  };
  const occupations = links.map(({ occupation }) => taxonomy.current('occupation', occupation));
  return {
    keys: {
      ...keys('school', [program.schoolId]),
      ...keys('major', line('major', [program.major])),
      ...keys('occupation', line('occupation', occupations)),
      ...keys('linked', occupations),
      ...keys('region', line('region', [program.schoolRegion])),
      ...keys('level', [program.level]),
      ...keys('status', [program.status]),
    },
    text: [
      program.name,
      ...names('major', program.major),
      program.schoolName,
      ...occupations.flatMap((code) => names('occupation', code)),
    ],
  };
}
