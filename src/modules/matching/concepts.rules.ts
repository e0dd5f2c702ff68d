import type { ScoreTaxonomy } from './matching.pair.ts';

/**
 * Codes made current, with their ancestors, remembered for as long as their taxonomy lives: a list of 2,000 pairs meets
 * the same few thousand codes some 90,000 times. A taxonomy does not change; a new edition is a new one.
 */

export interface ConceptNode {
  code: string;
  /** 1 is the broadest; 0 for a code that the taxonomy does not know: it stands alone and equals only itself. */
  level: number;
}

type TreeScheme = 'occupation' | 'region' | 'major';
type FlatScheme = 'skill' | 'licence';

interface Remembered {
  trees: Record<TreeScheme, Map<string, readonly ConceptNode[]>>;
  codes: Record<FlatScheme, Map<string, string>>;
}

const remembered = new WeakMap<ScoreTaxonomy, Remembered>();

function memoryOf(taxonomy: ScoreTaxonomy): Remembered {
  const known = remembered.get(taxonomy);
  if (known !== undefined) return known;
  const empty: Remembered = {
    trees: { occupation: new Map(), region: new Map(), major: new Map() },
    codes: { skill: new Map(), licence: new Map() },
  };
  remembered.set(taxonomy, empty);
  return empty;
}

/** The concept, made current, and its ancestors, nearest first; never empty. */
export function lineageOf(taxonomy: ScoreTaxonomy, scheme: TreeScheme, code: string): readonly ConceptNode[] {
  const memory = memoryOf(taxonomy).trees[scheme];
  const known = memory.get(code);
  if (known !== undefined) return known;
  const current = taxonomy.current(scheme, code);
  const nodes = taxonomy.lineage(scheme, current);
  const found =
    nodes.length > 0 ? nodes.map(({ code: one, level }) => ({ code: one, level })) : [{ code: current, level: 0 }];
  memory.set(code, found);
  return found;
}

export function currentCode(taxonomy: ScoreTaxonomy, scheme: FlatScheme, code: string): string {
  const memory = memoryOf(taxonomy).codes[scheme];
  const known = memory.get(code);
  if (known !== undefined) return known;
  const current = taxonomy.current(scheme, code);
  memory.set(code, current);
  return current;
}

/** Null where the lineage has no concept of the level. */
export function ancestorAt(nodes: readonly ConceptNode[], level: number): string | null {
  for (const node of nodes) if (node.level === level) return node.code;
  return null;
}

/** By UTF-16 code units: the same order on every machine, whatever its locale. */
export function byCode(a: { code: string }, b: { code: string }): number {
  return a.code < b.code ? -1 : a.code > b.code ? 1 : 0;
}
