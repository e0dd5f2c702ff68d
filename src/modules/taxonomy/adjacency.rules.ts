import { type ConceptRecord, push } from './concept.rules.ts';

/** Skills that stand in for each other in part: those of one group, the group itself, and the substitutes of an edition. */
export function adjacencyOf(
  skills: readonly ConceptRecord[],
  substitutes: readonly (readonly [string, string])[],
  current: (skill: string) => string,
): Map<string, Set<string>> {
  const adjacent = new Map<string, Set<string>>();
  const add = (a: string, b: string): void => {
    const known = adjacent.get(a);
    if (known) known.add(b);
    else adjacent.set(a, new Set([b]));
  };
  const link = (a: string, b: string): void => {
    if (a === b) return;
    add(a, b);
    add(b, a);
  };
  const groups = new Map<string, string[]>();
  for (const { code, parent } of skills)
    if (parent !== null && current(code) === code) push(groups, current(parent), code);
  for (const [group, members] of groups) {
    for (const member of members) for (const other of [group, ...members]) link(member, other);
  }
  for (const [a, b] of substitutes) link(current(a), current(b));
  return adjacent;
}
