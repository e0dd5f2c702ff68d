import type { ConceptRecord, Scheme } from '../concept.rules.ts';
import type { Taxonomy } from '../taxonomy.rules.ts';
import { wordKey } from './folding.rules.ts';
import { type Ask, type Candidate, confidenceOf, type Hints, shareOut, wholeOf } from './words.rules.ts';

/** What a word may stand for; the weight counts where it may stand for several. */
export interface Entry {
  code: string;
  by: 'NAME' | 'ALIAS';
  weight: number;
}

/** Beside a concept of that very name, one that is only called so as well is seldom meant. */
const aliasShare = 0.1;
/** Of a concept and one under it with the same name, one is enough: both are right. */
const relativeShare = 0.05;

/** What a code of another scheme looks like: ISCO-08 7212, an address of ESCO. */
const foreignCode = /\d|^\s*http/;

export interface NameRules {
  /** Of a concept and its ancestor with one name, which is meant. */
  prefer: 'FINER' | 'COARSER';
  /** How likely a concept is meant by a name that others have too. */
  weigh?: (code: string, hints: Hints) => number;
}

/** The names of a scheme, as they are compared: exact but for width, case, 繁體, spaces and brackets. */
export class NameIndex {
  readonly entries = new Map<string, Entry[]>();
  private readonly taxonomy: Taxonomy;
  private readonly scheme: Scheme;
  private readonly rules: NameRules;

  constructor(taxonomy: Taxonomy, scheme: Scheme, rules: NameRules) {
    this.taxonomy = taxonomy;
    this.scheme = scheme;
    this.rules = rules;
    const concepts = taxonomy.all(scheme);
    for (const concept of concepts) if (concept.retiredIn === null) this.addNames(concept);
    // A name that a concept in use bears does not mean a retired one any more.
    const inUse = new Set(this.entries.keys());
    for (const concept of concepts) if (concept.retiredIn !== null) this.addNames(concept, inUse);
  }

  add(word: string, entry: Entry): void {
    const key = wordKey(word);
    if (key === '') return;
    const list = this.entries.get(key) ?? [];
    const same = list.findIndex(({ code }) => code === entry.code);
    if (same === -1) list.push(entry);
    else if (entry.by === 'NAME') list[same] = entry;
    this.entries.set(key, list);
  }

  /** What a whole text names by code (of another scheme too), name or alias; the organization's own goes before an alias. */
  exact(text: string, ask: Ask, key = wordKey(text)): Candidate[] {
    const codes = this.codesOf(text);
    if (codes.length > 0) return this.candidates(codes.map(asEntry), 'CODE', text, ask);
    const entries = this.entries.get(key) ?? [];
    const isForeign = entries.length === 0 && foreignCode.test(text) && !ask.own?.(key);
    const foreign = isForeign ? this.taxonomy.find(this.scheme, text.trim()) : [];
    if (foreign.length > 0) return this.candidates(foreign.map(asEntry), 'CODE', text, ask);
    const names = new Set(entries.flatMap(({ code, by }) => (by === 'NAME' ? [code] : [])));
    const own = names.size === 1 ? undefined : ask.own?.(key);
    const by = names.size > 0 ? 'NAME' : 'ALIAS';
    const found = this.candidates(entries, by, text, ask);
    if (own === undefined) return found;
    const chosen = { code: this.taxonomy.current(this.scheme, own), confidence: confidenceOf.ORGANIZATION };
    const left = found.filter(({ code }) => code !== chosen.code);
    return [
      { ...chosen, matchedBy: 'ORGANIZATION', negated: false, ...wholeOf(text) },
      ...left.map((one) => ({ ...one, confidence: one.confidence * (1 - confidenceOf.ORGANIZATION) })),
    ];
  }

  /** What a key names, as candidates that stand for the whole text. */
  named(key: string, text: string, ask: Ask): Candidate[] {
    const entries = this.entries.get(key) ?? [];
    return this.candidates(entries, entries.some(({ by }) => by === 'NAME') ? 'NAME' : 'ALIAS', text, ask);
  }

  /** The names as pairs of key and code. */
  pairs(): (readonly [string, string])[] {
    return [...this.entries].flatMap(([key, entries]) => entries.map(({ code }) => [key, code] as const));
  }

  /** Divides a confidence among entries that one word names. */
  share(entries: readonly Entry[], confidence: number, hints: Hints = {}): { item: Entry; confidence: number }[] {
    const named = entries.some(({ by }) => by === 'NAME');
    const weight = (entry: Entry): number =>
      entry.weight *
      (this.rules.weigh?.(entry.code, hints) ?? 1) *
      (named && entry.by === 'ALIAS' ? aliasShare : 1) *
      (this.stepsBack(entry, entries) ? relativeShare : 1);
    return shareOut(entries, weight, confidence);
  }

  private candidates(entries: readonly Entry[], by: 'CODE' | 'NAME' | 'ALIAS', text: string, ask: Ask): Candidate[] {
    return this.share(entries, confidenceOf[by], ask.hints).map(({ item, confidence }) => ({
      code: item.code,
      confidence,
      matchedBy: by === 'NAME' ? item.by : by,
      negated: false,
      ...wholeOf(text),
    }));
  }

  private stepsBack({ code, by }: Entry, entries: readonly Entry[]): boolean {
    const { taxonomy, scheme, rules } = this;
    return entries.some((other) => {
      if (other.code === code || (other.by === 'ALIAS' && by === 'NAME')) return false;
      const [finer, coarser] = rules.prefer === 'FINER' ? [other.code, code] : [code, other.code];
      return taxonomy.isWithin(scheme, finer, coarser);
    });
  }

  /** @param taken keys that are not given to this one too */
  private addNames(concept: ConceptRecord, taken: ReadonlySet<string> = new Set()): void {
    // A name that went out of use with its concept is one that people still use for what followed.
    const by = concept.retiredIn === null ? 'NAME' : 'ALIAS';
    const add = (name: string, entry: Entry) => {
      if (!taken.has(wordKey(name))) this.add(name, entry);
    };
    for (const code of standingFor(this.taxonomy, concept)) {
      add(concept.name, { code, by, weight: 1 });
      if (concept.nameEn) add(concept.nameEn, { code, by, weight: 1 });
      for (const alias of concept.aliases) add(alias, { code, by: 'ALIAS', weight: 1 });
    }
  }

  /** The codes that stand for a text which is a code, or a code and the name beside it. */
  private codesOf(text: string): string[] {
    const plain = text.normalize('NFKC').trim();
    const concept = this.taxonomy.get(this.scheme, plain) ?? this.taxonomy.get(this.scheme, dashed(plain));
    if (concept) return standingFor(this.taxonomy, concept);
    const [whole, code = '', name = ''] =
      /^([0-9A-Za-z][0-9A-Za-z-]*)[\s:：、(（]*(\P{Script=Latin}.*)$/u.exec(plain) ?? [];
    const beside = whole === undefined ? null : this.taxonomy.get(this.scheme, code);
    if (!beside) return [];
    const isItsName = [beside.name, ...beside.aliases].some((one) => wordKey(one) === wordKey(name));
    return isItsName ? standingFor(this.taxonomy, beside) : [];
  }
}

function asEntry(code: string): Entry {
  return { code, by: 'NAME', weight: 1 };
}

/** A spreadsheet that took a code for a number has lost its dashes: 6180101. */
function dashed(text: string): string {
  return /^\d{7}$/.test(text) ? text.replace(/^(\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3-$4') : text;
}

/** What stands today for a concept: itself, or all that followed it. */
export function standingFor(taxonomy: Taxonomy, { scheme, code, retiredIn, successors }: ConceptRecord): string[] {
  if (retiredIn === null || successors.length === 0) return [code];
  return [...new Set(successors.map((successor) => taxonomy.current(scheme, successor)))];
}
