import type { Taxonomy } from '../taxonomy.rules.ts';
import { type Folded, foldRunning, isLatin, wordKey } from './folding.rules.ts';
import { type Entry, NameIndex } from './names.rules.ts';
import { regionNamesInLatin } from './region-names.ts';
import { latinKind, noPlaces, shortPlace, streetAfter } from './region-shapes.rules.ts';
import { type Found, WordTrie } from './trie.rules.ts';
import { type Ask, type Candidate, type Hints, ranked, type WordResolver } from './words.rules.ts';

/** FULL 集美区; SHORT 厦门; DISTRICT 集美, which alone in running text is as often something else. */
type Shape = 'FULL' | 'SHORT' | 'DISTRICT';

interface Place extends Entry {
  shape: Shape;
}

/** Places named one after the other that lie in each other, narrowed to what fits all of them. */
interface Chain {
  places: readonly Place[];
  mentions: number;
  isFull: boolean;
  start: number;
  end: number;
}

/** A short name that the taxonomy does not give counts little beside one that it gives: 朝阳 is first the city. */
const derivedWeight = 0.05;
/** 朝阳 alone is Beijing's district as often as the city in 辽宁. */
const wellKnown = new Set(['110105']);
/** 海南 is the province, whatever else is called so. */
const provinceWeight = 3;
/** A text that names more places is a list, and no address. */
const mostChains = 10;
const confidences = { several: 0.95, full: 0.95, short: 0.85 };
/** Of several places in a text the first is meant more often than the others together. */
const firstShare = 0.6;
/** How much a place counts that shares no more than city, province or country with the hint. */
const nearness = [0.01, 0.1, 0.5];

export class RegionResolver implements WordResolver {
  private readonly taxonomy: Taxonomy;
  private readonly index: NameIndex;
  private readonly places = new WordTrie<readonly Place[]>();

  constructor(taxonomy: Taxonomy) {
    this.taxonomy = taxonomy;
    this.index = new NameIndex(taxonomy, 'region', {
      prefer: 'COARSER',
      weigh: (code, hints) => this.nearness(code, hints),
    });
    for (const [code, name] of regionNamesInLatin) {
      if (taxonomy.get('region', code)) this.index.add(name, { code, by: 'ALIAS', weight: 1 });
    }
    for (const { code, name, level } of taxonomy.all('region')) {
      const short = level === 1 ? null : shortPlace(name);
      if (short) this.index.add(short, { code, by: 'ALIAS', weight: wellKnown.has(code) ? 0.9 : derivedWeight });
    }
    for (const [key, entries] of this.index.entries)
      this.places.set(
        key,
        entries.map((entry) => this.shaped(entry)),
      );
    for (const word of noPlaces) this.places.set(word, []);
  }

  resolveAll(texts: readonly string[], ask: Ask): Candidate[][] {
    return texts.map((text) => this.resolve(text, ask).slice(0, ask.limit));
  }

  private resolve(text: string, ask: Ask): Candidate[] {
    const exact = ranked(this.index.exact(text, ask));
    if (exact.length > 0) return exact;
    const key = wordKey(text);
    const english = key.replace(latinKind, '');
    if (english !== key && this.index.entries.has(english)) return ranked(this.index.named(english, text, ask));
    return ranked(this.inText(foldRunning(text), ask.hints));
  }

  /** Where places are named in a text: their spans, and whether a full name is among them. */
  mentions(text: string): { start: number; end: number; isFull: boolean }[] {
    const folded = foldRunning(text);
    return this.chains(folded).map(({ start, end, isFull }) => ({
      start: folded.from[start] ?? 0,
      end: folded.to[end - 1] ?? 0,
      isFull,
    }));
  }

  private inText(folded: Folded, hints: Hints | undefined): Candidate[] {
    const chains = this.chains(folded);
    return chains.flatMap((chain, at) => {
      const isAll = chains.length === 1 && chain.start === 0 && chain.end === folded.text.length;
      const others = (1 - firstShare) / Math.max(1, chains.length - 1);
      const share = chains.length === 1 ? 1 : at === 0 ? firstShare : others;
      return this.index.share(chain.places, confidenceIn(chain) * share, hints).map(({ item, confidence }) => ({
        code: item.code,
        confidence,
        matchedBy: !isAll ? ('TEXT' as const) : chain.isFull ? ('NAME' as const) : ('ALIAS' as const),
        negated: false,
        start: 0,
        end: folded.to.at(-1) ?? 0,
      }));
    });
  }

  private chains(folded: Folded): Chain[] {
    const chains: Chain[] = [];
    for (const found of this.places.scan(folded.text, (one) => isWord(folded.text, one))) {
      const last = chains.at(-1);
      const narrowed = last && this.narrow(last, found);
      if (narrowed) chains[chains.length - 1] = narrowed;
      else if (!last?.isFull && chains.length < mostChains) chains.push(...begun(found));
    }
    return chains;
  }

  /** The chain with one more mention: what lies in it, or what it lies in; null when they have nothing in common. */
  private narrow(chain: Chain, { value, end }: Found<readonly Place[]>): Chain | null {
    const isIn = (inner: Place, outer: Place) => this.taxonomy.isWithin('region', inner.code, outer.code);
    const deeper = value.filter((place) => chain.places.some((outer) => isIn(place, outer)));
    const kept = chain.places.filter((place) => value.some((outer) => isIn(place, outer)));
    const places = deeper.length > 0 ? deeper : kept;
    if (places.length === 0) return null;
    const isFull = chain.isFull || value.some(({ shape }) => shape === 'FULL');
    return { ...chain, places, isFull, mentions: chain.mentions + 1, end };
  }

  private shaped(entry: Entry): Place {
    const level = this.taxonomy.get('region', entry.code)?.level;
    if (entry.by === 'NAME') return { ...entry, shape: 'FULL' };
    return { ...entry, shape: level === 3 ? 'DISTRICT' : 'SHORT' };
  }

  private nearness(code: string, { region }: Hints): number {
    const { taxonomy } = this;
    if (!region) return taxonomy.get('region', code)?.level === 1 ? provinceWeight : 1;
    if (taxonomy.isWithin('region', code, region) || taxonomy.isWithin('region', region, code)) return 1;
    const shared = [2, 1].find((level) => {
      const own = taxonomy.atLevel('region', code, level);
      return own !== null && own === taxonomy.atLevel('region', region, level);
    });
    return nearness[shared ?? 0] ?? 0;
  }
}

function confidenceIn({ isFull, mentions }: Chain): number {
  if (mentions > 1) return confidences.several;
  return isFull ? confidences.full : confidences.short;
}

function begun({ value, start, end }: Found<readonly Place[]>): Chain[] {
  const places = value.filter(({ shape }) => shape !== 'DISTRICT');
  const isFull = places.some(({ shape }) => shape === 'FULL');
  return places.length === 0 ? [] : [{ places, isFull, mentions: 1, start, end }];
}

function isWord(text: string, { start, end, value }: Found<readonly Place[]>): boolean {
  const isLatinInside = isLatin(text[start]) && (isLatin(text[start - 1]) || isLatin(text[end]));
  const isStreet = value.every(({ shape }) => shape !== 'FULL') && streetAfter.test(text.slice(end, end + 4));
  return !isLatinInside && (value.length === 0 || !isStreet);
}
