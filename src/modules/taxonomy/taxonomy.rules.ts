import { badInput } from '../../kernel/errors.ts';
import { adjacencyOf } from './adjacency.rules.ts';
import {
  type ConceptRecord,
  groupBy,
  keyOf,
  type OccupationScheme,
  push,
  type Scheme,
  skillSchemes,
  type TaxonomyLinks,
} from './concept.rules.ts';
import { ConceptMappings, foreignCode, type Mapping } from './mappings.rules.ts';
import { ConceptNames } from './names.rules.ts';

export type { ConceptRecord, OccupationScheme, Scheme, TaxonomyLinks } from './concept.rules.ts';

const none: readonly string[] = [];

/**
 * The whole taxonomy in memory, read once at start: a few thousand concepts, asked thousands of times a request.
 * Immutable; a new edition makes a new one.
 */
export class Taxonomy {
  private readonly concepts = new Map<string, ConceptRecord>();
  private readonly byScheme = new Map<string, ConceptRecord[]>();
  private readonly childCodes = new Map<string, string[]>();
  /** Retired codes by the one that stands for them today. */
  private readonly formerCodes = new Map<string, string[]>();
  private readonly names = new ConceptNames();
  private readonly mapped: ConceptMappings;
  private readonly adjacent: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly lineages = new Map<string, readonly ConceptRecord[]>();
  private readonly licences: Map<string, string[]>;
  private readonly skills: Map<string, string[]>;

  constructor(concepts: readonly ConceptRecord[], links: TaxonomyLinks) {
    for (const concept of concepts) {
      const { scheme, code, parent, name, nameEn, aliases, attributes } = concept;
      this.concepts.set(keyOf(scheme, code), concept);
      push(this.byScheme, scheme, concept);
      if (parent !== null) push(this.childCodes, keyOf(scheme, parent), code);
      this.names.add(scheme, code, [name, nameEn, attributes['uri'], ...aliases]);
    }
    for (const { scheme, code, retiredIn } of concepts) {
      const now = retiredIn === null ? code : this.current(scheme, code);
      if (now !== code) push(this.formerCodes, keyOf(scheme, now), code);
    }
    this.licences = groupBy(links.occupationLicences, ({ occupation, licence }) => [
      this.current('occupation', occupation),
      this.current('licence', licence),
    ]);
    this.skills = groupBy(links.occupationSkills, ({ scheme = 'occupation', occupation, skill }) => [
      keyOf(scheme, this.current(scheme, occupation)),
      this.current(skillSchemes[scheme], skill),
    ]);
    this.mapped = new ConceptMappings(links.mappings ?? []);
    this.adjacent = adjacencyOf(this.all('skill'), links.substitutes, (code) => this.current('skill', code));
  }

  get(scheme: Scheme, code: string): ConceptRecord | null {
    return this.concepts.get(keyOf(scheme, code)) ?? null;
  }

  all(scheme: Scheme): ConceptRecord[] {
    return [...(this.byScheme.get(scheme) ?? [])];
  }

  everything(): ConceptRecord[] {
    return [...this.concepts.values()];
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

  /** The concept that stands today for a code, and its ancestors, nearest first; empty for an unknown code. */
  lineage(scheme: Scheme, code: string): readonly ConceptRecord[] {
    const key = keyOf(scheme, code);
    const known = this.lineages.get(key);
    if (known) return known;
    const line: ConceptRecord[] = [];
    const standing = (one: string | null) => (one === null ? null : this.get(scheme, this.current(scheme, one)));
    for (let at = standing(code); at && !line.includes(at); at = standing(at.parent)) line.push(at);
    this.lineages.set(key, line);
    return line;
  }

  /** The code itself or its ancestor at a level; null when the concept is coarser than the level or skips it. */
  atLevel(scheme: Scheme, code: string, level: number): string | null {
    return this.lineage(scheme, code).find((concept) => concept.level === level)?.code ?? null;
  }

  /** The code and all under it, with the retired ones that records may still carry. */
  within(scheme: Scheme, code: string): string[] {
    const found = new Set<string>();
    const add = (one: string): void => {
      const now = this.current(scheme, one);
      if (found.has(now)) return;
      const codes = [now, ...(this.formerCodes.get(keyOf(scheme, now)) ?? none)];
      for (const each of codes) found.add(each);
      // A child that became another concept stands where that one does.
      const under = codes.flatMap((each) => this.childCodes.get(keyOf(scheme, each)) ?? none);
      for (const child of under) if (this.current(scheme, child) === child) add(child);
    };
    add(code);
    return [...found];
  }

  isWithin(scheme: Scheme, code: string, ancestor: string): boolean {
    const now = this.current(scheme, ancestor);
    return this.lineage(scheme, code).some((concept) => concept.code === now);
  }

  adjacentSkills(skill: string): ReadonlySet<string> {
    return this.adjacent.get(skill) ?? emptySet;
  }

  /** Licences that the law demands for the occupation, its ancestors' included. */
  requiredLicences(occupation: string): readonly string[] {
    const own = this.lineage('occupation', occupation).flatMap((concept) => this.licences.get(concept.code) ?? none);
    return own.length < 2 ? own : [...new Set(own)];
  }

  /** Codes of the skills that go with an occupation, in `skillSchemes` of its scheme. */
  typicalSkills(occupation: string, scheme: OccupationScheme = 'occupation'): readonly string[] {
    return this.skills.get(keyOf(scheme, this.current(scheme, occupation))) ?? none;
  }

  mappings(scheme: Scheme, code: string): readonly Mapping[] {
    return this.mapped.of(scheme, this.current(scheme, code));
  }

  /**
   * Codes whose code, name or alias is exactly the text, folded for width and case; else those that a foreign code
   * (ISCO, ESCO, O*NET) is mapped to. A name that a concept in use bears does not mean a retired one any more.
   */
  find(scheme: Scheme, text: string): string[] {
    const plain = text.trim();
    if (this.get(scheme, plain)) return [this.current(scheme, plain)];
    const named = this.names.find(scheme, plain);
    const codes = new Set(
      (named.length > 0 ? named : this.foreign(scheme, plain)).map((one) => this.current(scheme, one)),
    );
    const inUse = [...codes].filter((code) => this.get(scheme, code)?.retiredIn === null);
    return inUse.length > 0 ? inUse : [...codes];
  }

  private foreign(target: Scheme, text: string): string[] {
    const asked = foreignCode(target, text);
    return (asked?.schemes ?? []).flatMap((scheme) => {
      const named = text.startsWith('http') ? this.names.find(scheme, text) : none;
      const codes = asked && this.get(scheme, asked.code) ? [asked.code] : named;
      return codes.flatMap((code) => this.mapped.to(target, scheme, code));
    });
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
}

const emptySet: ReadonlySet<string> = new Set();
