import { badInput } from '../../kernel/errors.ts';

export const schemes = [
  'occupation',
  'major',
  'region',
  'industry',
  'skill',
  'licence',
  'grade',
  'education',
  'titleSeries',
] as const;
export type Scheme = (typeof schemes)[number];

/** A coded concept as it stands now. */
export interface ConceptRecord {
  scheme: Scheme;
  code: string;
  level: number;
  name: string;
  nameEn: string | null;
  parent: string | null;
  aliases: string[];
  attributes: Record<string, string>;
  edition: string;
  retiredIn: string | null;
  successors: string[];
}

export interface TaxonomyLinks {
  substitutes: readonly (readonly [string, string])[];
  occupationSkills: readonly { occupation: string; skill: string }[];
  occupationLicences: readonly { occupation: string; licence: string }[];
}

const none: readonly string[] = [];

/**
 * The whole taxonomy in memory, read once at start: a few thousand concepts, asked thousands of times a request.
 * Immutable; a new edition makes a new one.
 */
export class Taxonomy {
  private readonly concepts = new Map<string, ConceptRecord>();
  private readonly childCodes = new Map<string, string[]>();
  private readonly names = new Map<string, string[]>();
  private readonly adjacent = new Map<string, Set<string>>();
  private readonly lineages = new Map<string, readonly ConceptRecord[]>();
  private readonly licences: Map<string, string[]>;
  private readonly skills: Map<string, string[]>;

  constructor(concepts: readonly ConceptRecord[], links: TaxonomyLinks) {
    for (const concept of concepts) {
      this.concepts.set(keyOf(concept.scheme, concept.code), concept);
      if (concept.parent !== null) push(this.childCodes, keyOf(concept.scheme, concept.parent), concept.code);
      for (const name of [concept.name, concept.nameEn, ...concept.aliases]) {
        if (name) push(this.names, keyOf(concept.scheme, folded(name)), concept.code);
      }
    }
    this.licences = groupBy(links.occupationLicences, (link) => [link.occupation, link.licence]);
    this.skills = groupBy(links.occupationSkills, (link) => [link.occupation, link.skill]);
    this.linkSkills(links.substitutes);
  }

  get(scheme: Scheme, code: string): ConceptRecord | null {
    return this.concepts.get(keyOf(scheme, code)) ?? null;
  }

  all(scheme: Scheme): ConceptRecord[] {
    return [...this.concepts.values()].filter((concept) => concept.scheme === scheme);
  }

  /** Children that are not retired, by code. */
  children(scheme: Scheme, code: string): ConceptRecord[] {
    const codes = this.childCodes.get(keyOf(scheme, code)) ?? none;
    return codes.flatMap((child) => this.get(scheme, child) ?? []).filter((child) => child.retiredIn === null);
  }

  /** The code that stands today for a code of any edition: a retired concept's single successor, followed to its end. */
  current(scheme: Scheme, code: string): string {
    let now = code;
    for (let steps = 0; steps < 10; steps += 1) {
      const concept = this.get(scheme, now);
      const [successor] = concept?.successors ?? none;
      if (!concept || concept.retiredIn === null || concept.successors.length !== 1 || successor === undefined)
        return now;
      now = successor;
    }
    return now;
  }

  /** The concept and its ancestors, nearest first; empty for an unknown code. */
  lineage(scheme: Scheme, code: string): readonly ConceptRecord[] {
    const key = keyOf(scheme, code);
    const known = this.lineages.get(key);
    if (known) return known;
    const line: ConceptRecord[] = [];
    for (
      let at = this.get(scheme, code);
      at && !line.includes(at);
      at = at.parent === null ? null : this.get(scheme, at.parent)
    ) {
      line.push(at);
    }
    this.lineages.set(key, line);
    return line;
  }

  /** The code itself or its ancestor at a level; null when the concept is coarser than the level or skips it. */
  atLevel(scheme: Scheme, code: string, level: number): string | null {
    return this.lineage(scheme, code).find((concept) => concept.level === level)?.code ?? null;
  }

  /** The code and all under it. */
  within(scheme: Scheme, code: string): string[] {
    const under = this.childCodes.get(keyOf(scheme, code)) ?? none;
    return [code, ...under.flatMap((child) => this.within(scheme, child))];
  }

  isWithin(scheme: Scheme, code: string, ancestor: string): boolean {
    return this.lineage(scheme, code).some((concept) => concept.code === ancestor);
  }

  adjacentSkills(skill: string): ReadonlySet<string> {
    return this.adjacent.get(skill) ?? emptySet;
  }

  /** Licences that the law demands for the occupation, its ancestors' included. */
  requiredLicences(occupation: string): readonly string[] {
    const own = this.lineage('occupation', occupation).flatMap((concept) => this.licences.get(concept.code) ?? none);
    return own.length < 2 ? own : [...new Set(own)];
  }

  typicalSkills(occupation: string): readonly string[] {
    return this.skills.get(occupation) ?? none;
  }

  /** Codes whose code, name or alias is exactly the text, folded for width and case. */
  find(scheme: Scheme, text: string): string[] {
    const plain = text.trim();
    if (this.get(scheme, plain)) return [this.current(scheme, plain)];
    const codes = this.names.get(keyOf(scheme, folded(plain))) ?? none;
    return [...new Set(codes.map((code) => this.current(scheme, code)))];
  }

  /** @returns the current code. @throws BAD_INPUT at `path` for a code that the scheme does not have. */
  check(scheme: Scheme, code: string, path: string): string {
    if (this.get(scheme, code)) return this.current(scheme, code);
    const [byName] = this.find(scheme, code);
    const cure = byName
      ? `Did you mean ${byName} (${this.get(scheme, byName)?.name})?`
      : `Look it up with concepts(scheme: ${scheme}).`;
    throw badInput(path, `“${code.slice(0, 60)}” is no code of the scheme ${scheme}.`, cure);
  }

  /** As `check`, but names and aliases pass too when they fit one concept only: what files are read with. */
  resolve(scheme: Scheme, text: string, path: string): string {
    const found = this.find(scheme, text);
    if (found.length === 1 && found[0] !== undefined) return found[0];
    if (found.length > 1) {
      throw badInput(
        path,
        `“${text.slice(0, 60)}” fits ${found.length} concepts of ${scheme}.`,
        `Write one of ${found.slice(0, 5).join(', ')}.`,
      );
    }
    return this.check(scheme, text.trim(), path);
  }

  private linkSkills(substitutes: TaxonomyLinks['substitutes']): void {
    const link = (a: string, b: string): void => {
      if (a === b) return;
      (this.adjacent.get(a) ?? setIn(this.adjacent, a, new Set())).add(b);
      (this.adjacent.get(b) ?? setIn(this.adjacent, b, new Set())).add(a);
    };
    for (const concept of this.concepts.values()) {
      if (concept.scheme !== 'skill' || concept.parent === null) continue;
      link(concept.code, concept.parent);
      for (const sibling of this.childCodes.get(keyOf('skill', concept.parent)) ?? none) link(concept.code, sibling);
    }
    for (const [a, b] of substitutes) link(a, b);
  }
}

const emptySet: ReadonlySet<string> = new Set();

function keyOf(scheme: string, code: string): string {
  return `${scheme}:${code}`;
}

function folded(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

function push<K>(map: Map<K, string[]>, key: K, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function setIn<K, V>(map: Map<K, V>, key: K, value: V): V {
  map.set(key, value);
  return value;
}

function groupBy<T>(rows: readonly T[], pair: (row: T) => [string, string]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const row of rows) push(groups, ...pair(row));
  return groups;
}
