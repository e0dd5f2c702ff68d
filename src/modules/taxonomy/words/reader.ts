import type { Scheme } from '../concept.rules.ts';
import type { Candidate, Hints, MatchKind } from './words.rules.ts';
import type { WordService } from './words.service.ts';

/** A word that stands somewhere, such as a cell of a file. */
export interface Word {
  scheme: Scheme;
  text: string;
  /** Whose own aliases count. */
  organizationId: string | null;
  hints?: Hints;
}

/** What a word stands for, or what a person has to choose from. */
export type WordReading =
  | { code: string; confidence: number; matchedBy: MatchKind; candidates?: undefined }
  | { code?: undefined; candidates: readonly Candidate[] };

const candidatesShown = 5;
/** A file names the same few thousand things in all its rows. */
const mostRemembered = 50_000;

/**
 * Reads the words of one file: each different word is resolved once. Make one a file; what a person chooses meanwhile
 * counts for the next.
 */
export class WordReader {
  private readonly words: Pick<WordService, 'resolve'>;
  private readonly known = new Map<string, WordReading>();

  constructor(words: Pick<WordService, 'resolve'>) {
    this.words = words;
  }

  async read(scheme: Scheme, text: string, organizationId: string | null, hints: Hints = {}): Promise<WordReading> {
    const word = { scheme, text, organizationId, hints };
    const [reading] = await this.readAll([word]);
    return reading ?? { candidates: [] };
  }

  /** In their order; what is new among them is resolved at once, by scheme and organization. */
  async readAll(words: readonly Word[]): Promise<WordReading[]> {
    if (this.known.size > mostRemembered) this.known.clear();
    const open = new Map(words.filter((word) => !this.known.has(keyOf(word))).map((word) => [keyOf(word), word]));
    for (const [first, ...others] of Map.groupBy(open.values(), groupOf).values()) {
      if (first) await this.resolve([first, ...others], first);
    }
    return words.map((word) => this.known.get(keyOf(word)) ?? { candidates: [] });
  }

  /** What `readAll` has found before; undefined for a word that it was not asked. */
  remembered(word: Word): WordReading | undefined {
    return this.known.get(keyOf(word));
  }

  private async resolve(words: readonly Word[], { scheme, organizationId, hints = {} }: Word): Promise<void> {
    const texts = words.map(({ text }) => text);
    const found = await this.words.resolve({ scheme, texts, limit: candidatesShown, organizationId, hints });
    words.forEach((word, at) => {
      const resolution = found[at];
      const [best] = resolution?.candidates ?? [];
      const isOne = resolution?.isCertain && new Set(resolution.candidates.map(({ start }) => start)).size === 1;
      const reading: WordReading =
        isOne && best
          ? { code: best.code, confidence: best.confidence, matchedBy: best.matchedBy }
          : { candidates: resolution?.candidates ?? [] };
      this.known.set(keyOf(word), reading);
    });
  }
}

function groupOf({ scheme, organizationId, hints }: Word): string {
  return JSON.stringify([scheme, organizationId, hints?.region ?? null, hints?.education ?? null]);
}

function keyOf(word: Word): string {
  return `${groupOf(word)} ${word.text}`;
}
