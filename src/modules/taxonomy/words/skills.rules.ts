import type { Taxonomy } from '../taxonomy.rules.ts';
import { foldRunning, isLatin, wordKey } from './folding.rules.ts';
import { NameIndex } from './names.rules.ts';
import { SimilarNames } from './similar.rules.ts';
import { framing, isOfAdvertisement, isWaived, standsAlone } from './skill-shapes.rules.ts';
import { WordTrie } from './trie.rules.ts';
import {
  type Ask,
  type Candidate,
  confidenceOf,
  negate,
  onceEach,
  ranked,
  similarTo,
  type WordResolver,
} from './words.rules.ts';

/** A skill said in a text: what it is called there, and where. */
interface Mention {
  key: string;
  start: number;
  end: number;
}

/** By how far the words around set it apart (0 to 2), for words of 汉字 or letters, and for short ones. */
const inText = { long: [0.85, 0.9, 0.93], short: [0.5, 0.8, 0.9], letters: [0.3, 0.5, 0.85] } as const;
/** 「C、Python」: a single letter beside a skill is one. */
const besideAnother = 0.88;
/** Small letters in English prose: “excel at” is no spreadsheet. */
const inProse = 0.5;
const similarShare = 0.7;
const leastSimilar = 0.35;
/** A longer text is prose: looking for one name that is like all of it finds nothing. */
const longestName = 40;

/** Skills: a whole text by name, or all that are said in a running one, each with its place. */
export class SkillResolver implements WordResolver {
  private readonly taxonomy: Taxonomy;
  private readonly index: NameIndex;
  private readonly names = new WordTrie<string>();
  /** How short Latin names are written: Go is no “go”. */
  private readonly written = new Map<string, Set<string>>();
  private similarNames: SimilarNames | null = null;

  constructor(taxonomy: Taxonomy) {
    this.taxonomy = taxonomy;
    this.index = new NameIndex(taxonomy, 'skill', { prefer: 'FINER' });
    for (const key of this.index.entries.keys()) this.names.set(key, key);
    for (const { name, nameEn, aliases } of taxonomy.all('skill')) {
      for (const one of [name, nameEn, ...aliases]) if (one && one.length <= 2) this.addWritten(one);
    }
  }

  resolveAll(texts: readonly string[], ask: Ask): Candidate[][] {
    return texts.map((text) => this.resolve(text, ask).slice(0, ask.limit));
  }

  private resolve(text: string, ask: Ask): Candidate[] {
    const whole = ranked(this.index.exact(text, ask));
    if (whole.length > 0) return whole;
    const said = this.said(text, ask);
    return said.length > 0 ? said : this.alike(text);
  }

  private said(text: string, ask: Ask): Candidate[] {
    const mentions = this.mentions(text);
    const own = ask.own ? this.ownWords(text, ask.own) : [];
    const found = mentions.flatMap((mention, at) => {
      const confidence = this.confidenceIn(text, mention, mentions[at - 1], mentions[at + 1]);
      return this.index.named(mention.key, text, ask).map((one) => ({
        ...one,
        confidence: (one.confidence / confidenceOf[one.matchedBy === 'NAME' ? 'NAME' : 'ALIAS']) * confidence,
        start: mention.start,
        end: mention.end,
      }));
    });
    return onceEach([...own, ...found].map((one) => (isWaived(text, one.start, one.end) ? negate(one) : one)));
  }

  private mentions(text: string): Mention[] {
    const folded = foldRunning(text);
    const place = ({ start, end }: { start: number; end: number }) => ({
      start: folded.from[start] ?? 0,
      end: folded.to[end - 1] ?? 0,
    });
    const accepts = (found: { start: number; end: number; value: string }) => {
      const { start, end } = place(found);
      return (
        standsAlone(text, start, end) &&
        this.isWritten(found.value, text.slice(start, end)) &&
        !isOfAdvertisement(found.value, text, end)
      );
    };
    return this.names.scan(folded.text, accepts).map((found) => ({ key: found.value, ...place(found) }));
  }

  private confidenceIn(text: string, mention: Mention, before?: Mention, after?: Mention): number {
    const { key, start, end } = mention;
    const frame = framing(text, start, end);
    if (isShortLatin(key)) {
      const isBeside = isNextTo(text, before, mention) || isNextTo(text, mention, after);
      return isBeside ? besideAnother : inText.letters[frame];
    }
    const isLower = isLatin(key[0]) && /^[a-z]+$/.test(text.slice(start, end));
    if (isLower && isProse(text)) return inProse;
    return [...key].length < 3 ? inText.short[frame] : inText.long[frame];
  }

  private isWritten(key: string, as: string): boolean {
    if (!isShortLatin(key)) return true;
    return as === as.toUpperCase() || (this.written.get(key)?.has(as) ?? false);
  }

  private ownWords(text: string, own: NonNullable<Ask['own']>): Candidate[] {
    return [...text.matchAll(/[^\s，,。；;！!？?、|\n\r]+/g)].flatMap((piece) => {
      const code = own(wordKey(piece[0]));
      if (code === undefined) return [];
      const [start, end] = [piece.index, piece.index + piece[0].length];
      const current = this.taxonomy.current('skill', code);
      return [
        {
          code: current,
          confidence: confidenceOf.ORGANIZATION,
          matchedBy: 'ORGANIZATION' as const,
          negated: false,
          start,
          end,
        },
      ];
    });
  }

  private alike(text: string): Candidate[] {
    const key = wordKey(text);
    if (key === '' || key.length > longestName) return [];
    this.similarNames ??= new SimilarNames(this.index.pairs());
    const found = this.similarNames.find(key, 10, leastSimilar);
    return found.map(({ code, similarity }) => similarTo(text, code, similarity * similarShare));
  }

  private addWritten(name: string): void {
    const key = wordKey(name);
    const forms = this.written.get(key) ?? new Set();
    this.written.set(key, forms.add(name));
  }
}

function isShortLatin(key: string): boolean {
  return key.length < 3 && isLatin(key[0]) && isLatin(key.at(-1));
}

function isNextTo(text: string, left: Mention | undefined, right: Mention | undefined): boolean {
  return (
    left !== undefined && right !== undefined && /^[\s/、,，和与及或+]{1,3}$/.test(text.slice(left.end, right.start))
  );
}

/** More small letters and spaces than anything else. */
function isProse(text: string): boolean {
  const start = text.slice(0, 400);
  return start.replace(/[^a-z ]/g, '').length > start.length * 0.7 && start.length > 20;
}
