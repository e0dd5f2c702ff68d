import { isDeepStrictEqual } from 'node:util';
import {
  type ConceptRecord,
  keyOf,
  type MappingRow,
  type OccupationScheme,
  type TaxonomyLinks,
} from './concept.rules.ts';
import { type EditionRows, type SuccessorRow, schemesOf } from './edition.ts';

/** The concepts as they stand once a checked edition is switched to. What does not change is the same object. */
export function conceptsAfter(before: readonly ConceptRecord[], edition: EditionRows): ConceptRecord[] {
  const schemes = new Set<string>(schemesOf(edition));
  const successors = successorsOf(edition.successors ?? []);
  const given = new Map(edition.concepts.map((row) => [keyOf(row.scheme, row.code), row]));
  const after = before.map((concept): ConceptRecord => {
    const key = keyOf(concept.scheme, concept.code);
    const row = given.get(key);
    given.delete(key);
    if (row) return changed(concept, { ...row, edition: concept.edition, retiredIn: null, successors: [] });
    const named = successors.take(key);
    if (schemes.has(concept.scheme) && concept.retiredIn === null)
      return { ...concept, retiredIn: edition.edition, successors: named?.successors ?? [] };
    return named ? changed(concept, { ...concept, successors: named.successors }) : concept;
  });
  const added = [...given.values()].map((row) => ({
    ...row,
    edition: edition.edition,
    retiredIn: null,
    successors: [],
  }));
  const known = [...after, ...added];
  return [...known, ...successors.rest(known, edition.edition)].sort(byCode);
}

function byCode(a: ConceptRecord, b: ConceptRecord): number {
  if (a.scheme !== b.scheme) return a.scheme < b.scheme ? -1 : 1;
  return a.code < b.code ? -1 : 1;
}

function changed(was: ConceptRecord, is: ConceptRecord): ConceptRecord {
  return isDeepStrictEqual(was, is) ? was : is;
}

interface Named {
  row: SuccessorRow;
  successors: string[];
}

function successorsOf(rows: readonly SuccessorRow[]) {
  const named = new Map<string, Named>();
  for (const row of rows) {
    const key = keyOf(row.scheme, row.code);
    const known = named.get(key);
    if (known) known.successors.push(row.successor);
    else named.set(key, { row, successors: [row.successor] });
  }
  return {
    take(key: string): Named | undefined {
      const found = named.get(key);
      named.delete(key);
      return found;
    },
    /** Retired codes that this database has never known: they resolve here as they do elsewhere. */
    rest(concepts: readonly ConceptRecord[], edition: string): ConceptRecord[] {
      const all = new Map(concepts.map((concept) => [keyOf(concept.scheme, concept.code), concept]));
      return [...named.values()].map(({ row: { scheme, code, name }, successors }) => {
        const first = all.get(keyOf(scheme, successors[0] ?? ''));
        return {
          scheme,
          code,
          level: first?.level ?? 1,
          parent: first?.parent ?? null,
          name: name ?? first?.name ?? code,
          nameEn: null,
          aliases: [],
          attributes: {},
          edition,
          retiredIn: edition,
          successors,
        };
      });
    },
  };
}

/** The links as they stand once an edition is switched to. Mappings are replaced pair of schemes by pair of schemes. */
export function linksAfter(before: TaxonomyLinks, edition: EditionRows): TaxonomyLinks {
  const given = edition.mappings ?? [];
  const pairs = new Set(given.map(pairOf));
  const occupationSchemes = skilledSchemes(edition);
  return {
    substitutes: edition.substitutes ?? before.substitutes,
    occupationSkills: [
      ...before.occupationSkills.filter(({ scheme = 'occupation' }) => !occupationSchemes.has(scheme)),
      ...(edition.occupationSkills ?? []),
    ],
    occupationLicences: edition.occupationLicences ?? before.occupationLicences,
    mappings: [...(before.mappings ?? []).filter((row) => !pairs.has(pairOf(row))), ...given],
  };
}

/** Schemes of occupations whose typical skills an edition states. */
export function skilledSchemes({ occupationSkills }: EditionRows): Set<OccupationScheme> {
  if (occupationSkills?.length === 0) return new Set(['occupation']);
  return new Set((occupationSkills ?? []).map(({ scheme = 'occupation' }) => scheme));
}

function pairOf({ fromScheme, toScheme }: MappingRow): string {
  return `${fromScheme} ${toScheme}`;
}
