import { badInput } from '../../kernel/errors.ts';
import { type ConceptRecord, keyOf, mappingRelations, type Scheme, skillSchemes } from './concept.rules.ts';
import { type ConceptRow, type EditionRows, schemesOf } from './edition.ts';

/**
 * An edition is taken whole or not at all: a code stands once in its scheme, a parent is of the same scheme and of a
 * coarser level (so no concept can be its own ancestor), successors and links name concepts that are there: in the
 * edition, or in use in a scheme that it leaves alone.
 * @throws BAD_INPUT with the place of the first fault.
 */
export function checkEdition(edition: EditionRows, standing: readonly ConceptRecord[] = []): void {
  if (!/^\S(.{0,58}\S)?$/.test(edition.edition))
    throw badInput('edition', 'An edition is named with 1 to 60 characters.', 'Give it a name such as 2027.1.');
  const own = checkConcepts(edition.concepts);
  const schemes = new Set<Scheme>(schemesOf(edition));
  const others = standing.filter(({ scheme, retiredIn }) => retiredIn === null && !schemes.has(scheme));
  const known = new Set([...own.keys(), ...others.map(({ scheme, code }) => keyOf(scheme, code))]);
  const check = (path: string, scheme: Scheme, code: string): void => {
    if (!known.has(keyOf(scheme, code)))
      throw badInput(path, `There is no ${scheme} “${code.slice(0, 60)}” for this edition.`);
  };
  checkSuccessors(edition, known, check);
  checkLinks(edition, check);
}

type Check = (path: string, scheme: Scheme, code: string) => void;

function checkConcepts(concepts: readonly ConceptRow[]): Map<string, ConceptRow> {
  const known = new Map<string, ConceptRow>();
  for (const concept of concepts) {
    const at = `concepts.${concept.scheme}.${concept.code}`;
    if (concept.code.trim() === '' || concept.name.trim() === '')
      throw badInput(at, 'A concept needs a code and a name.');
    if (!Number.isInteger(concept.level) || concept.level < 1 || concept.level > 20)
      throw badInput(`${at}.level`, 'A level is a whole number from 1 to 20.');
    const key = keyOf(concept.scheme, concept.code);
    if (known.has(key)) throw badInput(`${at}.code`, 'The code stands twice in its scheme.', 'Keep one of the two.');
    known.set(key, concept);
  }
  for (const { scheme, code, level, parent } of concepts) {
    if (parent !== null)
      checkParent(`concepts.${scheme}.${code}.parent`, level, parent, known.get(keyOf(scheme, parent)));
  }
  return known;
}

function checkParent(path: string, level: number, parent: string, found: ConceptRow | undefined): void {
  if (!found) throw badInput(path, `The parent “${parent.slice(0, 60)}” is not in the scheme.`);
  if (found.level >= level) {
    throw badInput(
      path,
      `The parent “${parent}” is of level ${found.level}, not coarser than ${level}: parents may go round in a circle.`,
      'Name a parent of a lower level number.',
    );
  }
}

function checkSuccessors({ successors = [] }: EditionRows, known: ReadonlySet<string>, check: Check): void {
  successors.forEach(({ scheme, code, successor }, at) => {
    if (known.has(keyOf(scheme, code)))
      throw badInput(
        `successors.${at}.code`,
        `${scheme} ${code} is in use: only a retired concept has successors.`,
        'Take it out of the concepts, or out of the successors.',
      );
    check(`successors.${at}.successor`, scheme, successor);
  });
}

function checkLinks(edition: EditionRows, check: Check): void {
  for (const [at, pair] of (edition.substitutes ?? []).entries())
    for (const skill of pair) check(`substitutes.${at}`, 'skill', skill);
  edition.occupationSkills?.forEach(({ scheme = 'occupation', occupation, skill }, at) => {
    check(`occupationSkills.${at}.occupation`, scheme, occupation);
    check(`occupationSkills.${at}.skill`, skillSchemes[scheme], skill);
  });
  edition.occupationLicences?.forEach(({ occupation, licence }, at) => {
    check(`occupationLicences.${at}.occupation`, 'occupation', occupation);
    check(`occupationLicences.${at}.licence`, 'licence', licence);
  });
  edition.majorOccupations?.forEach(({ major, occupation, weight }, at) => {
    check(`majorOccupations.${at}.major`, 'major', major);
    check(`majorOccupations.${at}.occupation`, 'occupation', occupation);
    if (!(weight > 0 && weight <= 1))
      throw badInput(`majorOccupations.${at}.weight`, 'A weight lies above 0, up to 1.');
  });
  edition.mappings?.forEach(({ fromScheme, fromCode, relation, toScheme, toCode }, at) => {
    check(`mappings.${at}.fromCode`, fromScheme, fromCode);
    check(`mappings.${at}.toCode`, toScheme, toCode);
    if (fromScheme === toScheme)
      throw badInput(`mappings.${at}`, 'A mapping goes from one scheme to another.', 'Use parents within a scheme.');
    if (!mappingRelations.includes(relation))
      throw badInput(`mappings.${at}.relation`, `A relation is one of ${mappingRelations.join(', ')}.`);
  });
}
