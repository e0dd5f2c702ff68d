import type { Client } from '../../platform/db/db.ts';
import type { ConceptRecord, MappingRow, OccupationSkillRow, Scheme, TaxonomyLinks } from './concept.rules.ts';

export async function readConcepts(client: Client): Promise<ConceptRecord[]> {
  const rows = await client.concept.findMany({ orderBy: [{ scheme: 'asc' }, { code: 'asc' }] });
  return rows.map((row) => ({
    ...row,
    scheme: row.scheme as Scheme,
    attributes: row.attributes as Record<string, string>,
  }));
}

export type OccupationRow = Pick<ConceptRecord, 'code' | 'level' | 'name' | 'nameEn' | 'aliases'>;

/** Occupations that are not retired. */
export function readOccupations(client: Client): Promise<OccupationRow[]> {
  return client.concept.findMany({
    where: { scheme: 'occupation', retiredIn: null },
    select: { code: true, level: true, name: true, nameEn: true, aliases: true },
  });
}

export async function readLinks(client: Client): Promise<TaxonomyLinks> {
  const [substitutes, occupationSkills, occupationLicences, mappings] = await Promise.all([
    client.skillSubstitute.findMany(),
    client.occupationSkill.findMany({ orderBy: [{ scheme: 'asc' }, { occupation: 'asc' }, { skill: 'asc' }] }),
    client.occupationLicence.findMany(),
    client.conceptMapping.findMany(),
  ]);
  return {
    substitutes: substitutes.map(({ a, b }) => [a, b] as const),
    occupationSkills: occupationSkills as OccupationSkillRow[],
    occupationLicences,
    mappings: mappings as MappingRow[],
  };
}
