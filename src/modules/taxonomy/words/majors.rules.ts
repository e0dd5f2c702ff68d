import type { Taxonomy } from '../taxonomy.rules.ts';
import { foldRunning, wordKey } from './folding.rules.ts';
import { saidDisciplines, saidMajors } from './major-names.ts';
import { educationIn, isWide, majorKeys, partsBetween } from './major-shapes.rules.ts';
import { type Entry, NameIndex } from './names.rules.ts';
import { SimilarNames } from './similar.rules.ts';
import { WordTrie } from './trie.rules.ts';
import { type Ask, type Candidate, type Hints, ranked, similarTo, type WordResolver } from './words.rules.ts';

/** Shares of the 层次 in whom employers and schools name, where a name alone does not tell. */
const usualLayers: Record<string, number> = { bachelor: 0.5, vocational: 0.45, 'vocational-bachelor': 0.05 };
const layersOf: Record<number, Record<string, number>> = {
  3: { vocational: 1, 'vocational-bachelor': 0.01, bachelor: 0.01 },
  4: { bachelor: 0.9, 'vocational-bachelor': 0.1, vocational: 0.01 },
  5: { bachelor: 1, 'vocational-bachelor': 0.01, vocational: 0.01 },
  6: { bachelor: 1, 'vocational-bachelor': 0.01, vocational: 0.01 },
};
/** Beside an alias of the taxonomy, what is only said so counts little. */
const weights = { said: 0.1, class: 0.1, stem: 0.05 };
/** 「自动化相关专业」 asks for the class; the major of that name is one of many in it. */
const wideShare = { class: 0.82, major: 0.18 };
const confidences = { inside: 0.85, similar: 0.7 };
const leastSimilar = 0.3;
/** What follows in a text is not read: no demand names more. */
const mostParts = 20;
/** Among many parts, what no name fits is rather no major than one badly written. */
const fewParts = 5;

/** Majors, also several in one text, each part of it with candidates of its own. */
export class MajorResolver implements WordResolver {
  private readonly taxonomy: Taxonomy;
  private readonly index: NameIndex;
  private readonly classes = new Map<string, Entry[]>();
  private readonly names = new WordTrie<string>();
  private similarNames: SimilarNames | null = null;

  constructor(taxonomy: Taxonomy) {
    this.taxonomy = taxonomy;
    this.index = new NameIndex(taxonomy, 'major', {
      prefer: 'FINER',
      weigh: (code, hints) => this.layerWeight(code, hints),
    });
    this.addClasses();
    this.addSaid();
    this.addStems();
    for (const key of this.index.entries.keys()) this.names.set(key, key);
  }

  resolveAll(texts: readonly string[], ask: Ask): Candidate[][] {
    return texts.map((text) => this.resolve(text, ask));
  }

  private resolve(text: string, ask: Ask): Candidate[] {
    const hints = { education: educationIn(text), ...present(ask.hints) };
    const asked = { ...ask, hints };
    const whole = ranked(this.index.exact(text, asked));
    if (whole.length > 0) return whole.slice(0, ask.limit);
    const folded = foldRunning(text);
    const inside = this.names.scan(folded.text).map(({ start, end }) => ({
      start: folded.from[start] ?? 0,
      end: folded.to[end - 1] ?? 0,
    }));
    const parts = partsBetween(text, inside).slice(0, mostParts);
    const how = { wide: isWide(text), alike: parts.length <= fewParts };
    return parts.flatMap(({ start, end }) =>
      ranked(this.part(text.slice(start, end), how, asked))
        .slice(0, ask.limit)
        .map((one) => ({ ...one, start, end })),
    );
  }

  private part(part: string, { wide, alike }: { wide: boolean; alike: boolean }, ask: Ask): Candidate[] {
    const keys = majorKeys(part);
    for (const key of keys) {
      const exact = this.index.exact(key, ask, key);
      const classes = wide ? (this.classes.get(key) ?? []) : [];
      if (classes.length > 0) return this.around(classes, exact, part, ask);
      if (exact.length > 0) return exact;
    }
    const core = keys.at(-1) ?? '';
    const inside = this.inside(core, part, ask);
    return inside.length > 0 || !alike ? inside : this.alike(core, part);
  }

  private around(classes: readonly Entry[], exact: readonly Candidate[], part: string, ask: Ask): Candidate[] {
    const whole = exact.length === 0 ? 1 : wideShare.class;
    return [
      ...this.index.share(classes, whole, ask.hints).map(({ item, confidence }) => ({
        ...blank(part),
        code: item.code,
        confidence,
        matchedBy: 'ALIAS' as const,
      })),
      ...exact.map((one) => ({ ...one, confidence: one.confidence * wideShare.major })),
    ];
  }

  /** The longest name inside of a part, worth as much as it covers. */
  private inside(core: string, part: string, ask: Ask): Candidate[] {
    const [longest] = this.names.scan(core).sort((a, b) => b.end - b.start - (a.end - a.start));
    if (!longest) return [];
    const covered = Math.sqrt((longest.end - longest.start) / core.length);
    return this.index.named(longest.value, part, ask).map((one) => ({
      ...one,
      confidence: one.confidence * confidences.inside * covered,
      matchedBy: 'TEXT',
    }));
  }

  private alike(core: string, part: string): Candidate[] {
    this.similarNames ??= new SimilarNames(this.index.pairs());
    const found = this.similarNames.find(core, 10, leastSimilar);
    return found.map(({ code, similarity }) => similarTo(part, code, similarity * confidences.similar));
  }

  /** 机械 for 机械类, 装备制造 for 装备制造大类. */
  private addClasses(): void {
    for (const { code, name } of this.taxonomy.all('major')) {
      const word = /^(.{2,}?)大?类$/.exec(name)?.[1];
      if (!word) continue;
      const entry: Entry = { code, by: 'ALIAS', weight: weights.class };
      this.classes.set(wordKey(word), [...(this.classes.get(wordKey(word)) ?? []), entry]);
      this.index.add(word, entry);
    }
    for (const [word, codes] of saidDisciplines) {
      const entries = codes.map((code): Entry => ({ code, by: 'ALIAS', weight: weights.class }));
      for (const entry of entries) if (this.taxonomy.get('major', entry.code)) this.index.add(word, entry);
    }
  }

  private addSaid(): void {
    for (const [said, names] of saidMajors) {
      const codes = names.flatMap((name) => this.taxonomy.find('major', name));
      for (const code of codes) this.index.add(said, { code, by: 'ALIAS', weight: weights.said });
    }
  }

  /** 软件 for 软件工程 and 软件技术. */
  private addStems(): void {
    for (const { code, name, level } of this.taxonomy.all('major')) {
      const stem = /^(.{2,})(?:技术|工程|学)$/.exec(name)?.[1];
      if (stem && level === 3) this.index.add(stem, { code, by: 'ALIAS', weight: weights.stem });
    }
  }

  private layerWeight(code: string, { education }: Hints): number {
    const layer = this.taxonomy.get('major', code)?.attributes['layer'] ?? 'bachelor';
    return (layersOf[education ?? 0] ?? usualLayers)[layer] ?? 1;
  }
}

function blank(part: string): Pick<Candidate, 'negated' | 'start' | 'end'> {
  return { negated: false, start: 0, end: part.length };
}

/** Hints that say something. */
function present(hints: Hints | undefined): Hints {
  return Object.fromEntries(Object.entries(hints ?? {}).filter(([, value]) => value != null));
}
