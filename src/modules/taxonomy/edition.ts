import { createHash } from 'node:crypto';
import type { ConceptRecord, MappingRow, OccupationSkillRow, Scheme } from './concept.rules.ts';

/** A concept as an edition states it. */
export type ConceptRow = Omit<ConceptRecord, 'edition' | 'retiredIn' | 'successors'>;

/** What stands for a retired concept; several rows of one code: none of them alone does. */
export interface SuccessorRow {
  scheme: Scheme;
  code: string;
  /** Of the retired concept, for a database that has never known it. */
  name: string | null;
  successor: string;
}

/**
 * What is loaded under one name. It holds the schemes of its concepts whole and leaves the others as they are; links
 * that are left out stay as they are, too.
 */
export interface EditionRows {
  edition: string;
  /** Where it comes from, in a few words. */
  source?: string | null;
  concepts: readonly ConceptRow[];
  successors?: readonly SuccessorRow[];
  /** Symmetric, each pair once. */
  substitutes?: readonly (readonly [string, string])[];
  occupationSkills?: readonly OccupationSkillRow[];
  occupationLicences?: readonly { occupation: string; licence: string; source: string }[];
  majorOccupations?: readonly { major: string; occupation: string; weight: number }[];
  mappings?: readonly MappingRow[];
}

export function schemesOf({ concepts }: Pick<EditionRows, 'concepts'>): Scheme[] {
  return [...new Set(concepts.map(({ scheme }) => scheme))].sort();
}

/** Of all that an edition says, in whatever order its rows stand. */
export function checksumOf(edition: EditionRows): string {
  const hash = createHash('sha256');
  for (const part of [
    edition.concepts.map(({ scheme, code, level, parent, name, nameEn, aliases, attributes }) => {
      const more = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
      return [scheme, code, level, parent, name, nameEn, aliases, more];
    }),
    edition.successors?.map(({ scheme, code, name, successor }) => [scheme, code, name, successor]),
    edition.substitutes,
    edition.occupationSkills?.map(({ scheme, occupation, skill }) => [scheme ?? 'occupation', occupation, skill]),
    edition.occupationLicences?.map(({ occupation, licence, source }) => [occupation, licence, source]),
    edition.majorOccupations?.map(({ major, occupation, weight }) => [major, occupation, weight]),
    edition.mappings?.map((row) => [row.fromScheme, row.fromCode, row.relation, row.toScheme, row.toCode]),
  ]) {
    const lines = part?.map((row) => JSON.stringify(row)).sort();
    hash.update(lines === undefined ? '-\n' : `${lines.length}\n${lines.join('\n')}\n`);
  }
  return hash.digest('hex');
}
