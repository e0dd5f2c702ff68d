import { type ConceptRecord, type Scheme, Taxonomy } from '../../src/modules/taxonomy/index.ts';
import { taxonomy } from './golden.data.ts';

/** The example's own taxonomy, as the product holds one in memory. */
export function goldenTaxonomy(): Taxonomy {
  const { occupations, regions, majors, skills, substitutes, occupationLicences, licences, successors } = taxonomy;
  const retired = new Map(successors.map(([scheme, old, current]) => [`${scheme}:${old}`, current]));
  const concept = (
    scheme: Scheme,
    [code, level, parent, name]: readonly [string, number, string | null, string],
  ): ConceptRecord => {
    const successor = retired.get(`${scheme}:${code}`);
    return {
      scheme,
      code,
      level,
      parent,
      name,
      nameEn: null,
      aliases: [],
      attributes: {},
      edition: 'golden',
      retiredIn: successor === undefined ? null : 'golden',
      successors: successor === undefined ? [] : [successor],
    };
  };
  const old = successors.map(([scheme, code]) => concept(scheme, [code, 2, null, code]));
  return new Taxonomy(
    [
      ...occupations.map((row) => concept('occupation', row)),
      ...regions.map((row) => concept('region', row)),
      ...majors.map((row) => concept('major', row)),
      ...skills.map(([code, group, name]) => concept('skill', [code, group === null ? 1 : 2, group, name])),
      ...licences.map(([code, name]) => concept('licence', [code, 1, null, name])),
      ...old,
    ],
    {
      substitutes,
      occupationSkills: [],
      occupationLicences: occupationLicences.map(([occupation, licence]) => ({ occupation, licence })),
    },
  );
}
