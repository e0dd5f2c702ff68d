import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEditionFolder } from './edition.folder.ts';
import { editionRegions } from './edition.regions.ts';
import type { EditionRows } from './edition.ts';
import { Taxonomy } from './taxonomy.rules.ts';

export type { Scheme } from './concept.rules.ts';
export type { ConceptRow } from './edition.ts';

/** The shipped edition states all links of the product's own schemes. */
export type Edition = EditionRows &
  Required<Pick<EditionRows, 'substitutes' | 'occupationSkills' | 'occupationLicences' | 'majorOccupations'>>;

/** The shipped taxonomy: the files of `edition/` and the regions. Every call reads anew and gives rows of its own. */
export function readEdition(): Edition {
  const {
    substitutes = [],
    occupationSkills = [],
    occupationLicences = [],
    majorOccupations = [],
    ...edition
  } = readEditionFolder(editionFolder());
  return {
    ...edition,
    concepts: [...edition.concepts, ...editionRegions()],
    substitutes,
    occupationSkills,
    occupationLicences,
    majorOccupations,
  };
}

/** What the shipped edition is once it is loaded into an empty database. */
export function shippedTaxonomy(): Taxonomy {
  const { edition, concepts, ...links } = readEdition();
  return new Taxonomy(
    concepts.map((concept) => ({ ...concept, edition, retiredIn: null, successors: [] })),
    links,
  );
}

/** The files stand beside the sources only; compiled code, at whatever depth, finds them from the root of the package. */
function editionFolder(): string {
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    const folder = join(at, 'src', 'modules', 'taxonomy', 'edition');
    if (existsSync(folder)) return folder;
    if (at === dirname(at))
      throw new Error('The folder src/modules/taxonomy/edition is missing from this installation.');
  }
}
