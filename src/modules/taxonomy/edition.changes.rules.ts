import { type ConceptRecord, keyOf, type Scheme } from './concept.rules.ts';
import { folded } from './names.rules.ts';
import type { Taxonomy } from './taxonomy.rules.ts';

export interface RenamedConcept {
  concept: ConceptRecord;
  before: string;
}

export interface MovedConcept {
  concept: ConceptRecord;
  /** Code of the parent that it had; null at the top. */
  before: string | null;
}

/** A text that meant one concept at most, and now means several. */
export interface AmbiguousText {
  scheme: Scheme;
  text: string;
  codes: string[];
}

/** What switching to an edition does to concepts. */
export interface ConceptChanges {
  added: ConceptRecord[];
  /** Retired before, in use again. */
  restored: ConceptRecord[];
  renamed: RenamedConcept[];
  /** Under another parent, or at another level. */
  moved: MovedConcept[];
  /** Other aliases, another English name or other attributes. */
  described: ConceptRecord[];
  /** Their successors name what stands for them. */
  retired: ConceptRecord[];
  ambiguous: AmbiguousText[];
}

export function changesBetween(before: Taxonomy, after: Taxonomy, schemes: readonly Scheme[]): ConceptChanges {
  const changes: ConceptChanges = {
    added: [],
    restored: [],
    renamed: [],
    moved: [],
    described: [],
    retired: [],
    ambiguous: [],
  };
  for (const concept of schemes.flatMap((scheme) => after.all(scheme))) {
    const was = before.get(concept.scheme, concept.code);
    if (was !== concept) sort(was, concept, changes);
  }
  changes.ambiguous = ambiguousTexts(before, after, schemes);
  return changes;
}

function sort(was: ConceptRecord | null, is: ConceptRecord, changes: ConceptChanges): void {
  if (was === null) {
    if (is.retiredIn === null) changes.added.push(is);
    return;
  }
  if (is.retiredIn !== null) {
    if (was.retiredIn === null) changes.retired.push(is);
    return;
  }
  if (was.retiredIn !== null) changes.restored.push(is);
  if (was.name !== is.name) changes.renamed.push({ concept: is, before: was.name });
  if (was.parent !== is.parent || was.level !== is.level) changes.moved.push({ concept: is, before: was.parent });
  if (describing(was) !== describing(is)) changes.described.push(is);
}

function describing({ nameEn, aliases, attributes }: ConceptRecord): string {
  return JSON.stringify([nameEn, aliases, Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function ambiguousTexts(before: Taxonomy, after: Taxonomy, schemes: readonly Scheme[]): AmbiguousText[] {
  const found = new Map<string, AmbiguousText>();
  for (const { scheme, code, name, nameEn, aliases, retiredIn } of schemes.flatMap((scheme) => after.all(scheme))) {
    if (retiredIn !== null || before.get(scheme, code) === after.get(scheme, code)) continue;
    for (const text of [name, nameEn ?? '', ...aliases]) {
      const key = keyOf(scheme, folded(text));
      if (text === '' || found.has(key)) continue;
      const codes = after.find(scheme, text);
      if (codes.length > 1 && before.find(scheme, text).length < 2) found.set(key, { scheme, text, codes });
    }
  }
  return [...found.values()];
}

/**
 * Concepts whose records' documents and scores come out otherwise: they read other ancestors, levels or words, another
 * current code, other skills beside them, or other licences that the law demands.
 */
export function touchedConcepts(before: Taxonomy, after: Taxonomy): Pick<ConceptRecord, 'scheme' | 'code'>[] {
  // No record can name a concept before there are any.
  if (before.everything().length === 0) return [];
  return after.everything().flatMap(({ scheme, code }) => {
    const isSame = before.get(scheme, code) !== null && isReadAlike(before, after, scheme, code);
    return isSame ? [] : [{ scheme, code }];
  });
}

function isReadAlike(before: Taxonomy, after: Taxonomy, scheme: Scheme, code: string): boolean {
  const [was, is] = [before.lineage(scheme, code), after.lineage(scheme, code)];
  const isSameLine = was.length === is.length && was.every((concept, at) => isSameStep(concept, is[at], at === 0));
  if (!isSameLine) return false;
  if (scheme === 'occupation') return isSameSet(before.requiredLicences(code), after.requiredLicences(code));
  if (scheme !== 'skill') return true;
  const now = is[0]?.code ?? code;
  return isSameSet([...before.adjacentSkills(now)], [...after.adjacentSkills(now)]);
}

/** Of ancestors only code and level are read, of the concept itself its words too. */
function isSameStep(was: ConceptRecord, is: ConceptRecord | undefined, isOwn: boolean): boolean {
  if (was === is) return true;
  if (was.code !== is?.code || was.level !== is.level) return false;
  const words = ({ name, nameEn, aliases }: ConceptRecord) => JSON.stringify([name, nameEn, aliases]);
  return !isOwn || words(was) === words(is);
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  const known = new Set(a);
  return a.length === b.length && b.every((one) => known.has(one));
}
