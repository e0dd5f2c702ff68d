import { badInput } from '../../kernel/errors.ts';
import type { EditionRows } from './taxonomy.store.ts';

type Row = EditionRows['concepts'][number];

/**
 * An edition is taken whole or not at all: a code stands once in its scheme, a parent is of the same scheme and of a
 * coarser level (so no concept can be its own ancestor), and links name concepts that are there.
 * @throws BAD_INPUT with the place of the first fault.
 */
export function checkEdition({ concepts, substitutes, occupationSkills, occupationLicences }: EditionRows): void {
  const known = new Map<string, Row>();
  for (const concept of concepts) {
    const key = `${concept.scheme}.${concept.code}`;
    if (concept.code.trim() === '' || concept.name.trim() === '')
      throw badInput(`concepts.${key}`, 'A concept needs a code and a name.');
    if (known.has(key))
      throw badInput(`concepts.${key}.code`, 'The code stands twice in its scheme.', 'Keep one of the two.');
    known.set(key, concept);
  }
  for (const { scheme, code, level, parent } of concepts) {
    if (parent !== null)
      checkParent(`concepts.${scheme}.${code}.parent`, level, parent, known.get(`${scheme}.${parent}`));
  }
  const check = (path: string, scheme: Row['scheme'], code: string): void => {
    if (!known.has(`${scheme}.${code}`)) throw badInput(path, `The edition has no ${scheme} “${code.slice(0, 60)}”.`);
  };
  for (const [at, pair] of substitutes.entries()) for (const skill of pair) check(`substitutes.${at}`, 'skill', skill);
  occupationSkills.forEach(({ occupation, skill }, at) => {
    check(`occupationSkills.${at}.occupation`, 'occupation', occupation);
    check(`occupationSkills.${at}.skill`, 'skill', skill);
  });
  occupationLicences.forEach(({ occupation, licence }, at) => {
    check(`occupationLicences.${at}.occupation`, 'occupation', occupation);
    check(`occupationLicences.${at}.licence`, 'licence', licence);
  });
}

function checkParent(path: string, level: number, parent: string, found: Row | undefined): void {
  if (!found) throw badInput(path, `The parent “${parent.slice(0, 60)}” is not in the scheme.`);
  if (found.level >= level) {
    throw badInput(
      path,
      `The parent “${parent}” is of level ${found.level}, not coarser than ${level}: parents may go round in a circle.`,
      'Name a parent of a lower level number.',
    );
  }
}
