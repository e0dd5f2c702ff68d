import type { ConceptRow, SuccessorRow } from '../edition.ts';

/**
 * What was known of a concept that a new list names: by its code when the name is the same, else by a name that one
 * concept alone bears. A code that has got another name may mean another thing: nothing is kept for it.
 */
export function keptFrom(base: readonly ConceptRow[]): (code: string, name: string) => ConceptRow | null {
  const byCode = new Map(base.map((concept) => [concept.code, concept]));
  const byName = uniqueNames(base);
  return (code, name) => {
    const same = byCode.get(code);
    return same?.name === name ? same : (byName.get(name) ?? null);
  };
}

/** A code that the list has no more, whose name stands under one other code now, became that one. */
export function recoded(base: readonly ConceptRow[], concepts: readonly ConceptRow[]): SuccessorRow[] {
  const codes = new Set(concepts.map(({ code }) => code));
  const byName = uniqueNames(concepts);
  return base.flatMap(({ scheme, code, name }) => {
    const now = byName.get(name);
    return codes.has(code) || !now ? [] : [{ scheme, code, name, successor: now.code }];
  });
}

function uniqueNames(concepts: readonly ConceptRow[]): Map<string, ConceptRow> {
  const counts = new Map<string, number>();
  for (const { name } of concepts) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(concepts.flatMap((concept) => (counts.get(concept.name) === 1 ? [[concept.name, concept]] : [])));
}
