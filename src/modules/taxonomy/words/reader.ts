import {
  type FileWord,
  type FileWords,
  type TitleWords,
  WordAwaited,
  type WordReading,
  type WordUse,
} from '../../../platform/files/file-words.ts';
import type { Scheme } from '../concept.rules.ts';
import type { ChosenWords, ResolutionRecord, WordService } from './words.service.ts';

/** Whose file it is. */
export interface WordOwner {
  /** Whose own aliases count. */
  organizationId: string | null;
  /** Of several places with one name, those in this region or near it are meant. */
  region: string | null;
}

const candidatesShown = 5;
/** So many a running text may name. */
const skillsShown = 20;
/** A file names the same few thousand things in all its rows. */
const mostRemembered = 50_000;
const awaited = new WordAwaited('The word is not looked up yet.');

/** Resolves each different word of a file once. What a person chooses meanwhile counts for the next file. */
export class WordReader implements FileWords {
  private readonly words: Pick<WordService, 'resolve' | 'chosenBy' | 'readTitle'>;
  private readonly owner: WordOwner;
  private readonly known = new Map<string, WordReading>();
  private readonly titles = new Map<string, TitleWords>();
  private readonly chosen = new Map<Scheme, ChosenWords | null>();
  private noted: WordUse[] = [];
  private open: FileWord | null = null;

  constructor(words: Pick<WordService, 'resolve' | 'chosenBy' | 'readTitle'>, owner: WordOwner) {
    this.words = words;
    this.owner = owner;
  }

  begin(): void {
    this.noted = [];
  }

  get used(): readonly WordUse[] {
    return this.noted;
  }

  note(use: WordUse): void {
    this.noted.push(use);
  }

  read(word: FileWord): WordReading {
    const known = this.known.get(keyOf(word));
    if (known) return known;
    this.open = word;
    throw awaited;
  }

  readTitle(title: string): TitleWords {
    const known = this.titles.get(title);
    if (known) return known;
    if (this.titles.size >= mostRemembered) this.titles.clear();
    const read = this.words.readTitle(title);
    this.titles.set(title, read);
    return read;
  }

  async lookUp(): Promise<void> {
    const word = this.open;
    if (word === null) return;
    this.open = null;
    if (this.known.size >= mostRemembered) this.known.clear();
    const scheme = word.scheme as Scheme;
    const { organizationId, region } = this.owner;
    const hints = { region, education: word.education };
    const limit = scheme === 'skill' ? skillsShown : candidatesShown;
    const own = await this.ownOf(scheme);
    const [found] = await this.words.resolve({ scheme, texts: [word.text], limit, organizationId, own, hints });
    this.known.set(keyOf(word), readingOf(found));
  }

  private async ownOf(scheme: Scheme): Promise<ChosenWords | null> {
    const known = this.chosen.get(scheme);
    if (known !== undefined) return known;
    const own = await this.words.chosenBy(this.owner.organizationId, scheme);
    this.chosen.set(scheme, own);
    return own;
  }
}

function readingOf(found: ResolutionRecord | undefined): WordReading {
  const candidates = (found?.candidates ?? []).filter(({ negated }) => !negated);
  const parts = Map.groupBy(candidates, ({ start }) => start);
  const best = found?.isCertain ? [...parts.values()].flatMap(([first]) => first ?? []) : [];
  const least = best.toSorted((a, b) => a.confidence - b.confidence)[0] ?? candidates[0];
  return {
    codes: [...new Set(best.map(({ code }) => code))],
    confidence: least?.confidence ?? 0,
    matchedBy: least?.matchedBy ?? 'TEXT',
    candidates: candidates.slice(0, candidatesShown).map(({ code, confidence, matchedBy }) => ({
      code,
      confidence,
      matchedBy,
    })),
  };
}

function keyOf({ scheme, text, education }: FileWord): string {
  return `${scheme} ${education ?? ''} ${text}`;
}
