import type { ConceptRow, EditionRows } from '../../src/modules/taxonomy/edition.ts';

/** A concept in few words. */
export function row(
  scheme: ConceptRow['scheme'],
  code: string,
  parent: string | null = null,
  more: Partial<ConceptRow> = {},
): ConceptRow {
  const level = parent === null ? 1 : 2;
  return { scheme, code, level, parent, name: `${scheme} ${code}`, nameEn: null, aliases: [], attributes: {}, ...more };
}

/** An edition of these concepts that states no links. */
export function editionOf(
  edition: string,
  concepts: readonly ConceptRow[],
  more: Partial<EditionRows> = {},
): EditionRows {
  return { edition, concepts, ...more };
}
