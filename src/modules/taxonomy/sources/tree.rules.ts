import type { ConceptRow } from '../edition.ts';

/** Levels by depth: 1 at the top. A parent that leads round in a circle is cut off. */
export function levelled(concepts: readonly ConceptRow[]): ConceptRow[] {
  const byCode = new Map(concepts.map((concept) => [concept.code, concept]));
  const levels = new Map<string, number>();
  const levelOf = (code: string, trail: ReadonlySet<string>): number => {
    const known = levels.get(code);
    if (known !== undefined) return known;
    const parent = byCode.get(code)?.parent ?? null;
    const level = parent === null || trail.has(parent) ? 1 : levelOf(parent, new Set([...trail, code])) + 1;
    levels.set(code, level);
    return level;
  };
  return concepts.map((concept) => {
    const level = levelOf(concept.code, new Set());
    return { ...concept, level, parent: level === 1 ? null : concept.parent };
  });
}
