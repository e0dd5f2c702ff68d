import { badInput } from '../../kernel/errors.ts';
import { type Cells, shown } from '../../platform/files/cells.ts';
import type { FileWords, TitleWords, WordReading } from '../../platform/files/file-words.ts';
import { divided, saysNothing } from '../../platform/files/lists.ts';
import { leastWords, majorNames, noneWished } from './cell-words.rules.ts';
import type { Scheme, Taxonomy } from './taxonomy.rules.ts';

/** Nobody chooses what a code stands for. */
const looksLikeCode = /^[\dA-Z.-]+$/;
/** In characters; what is longer is no word. */
const longestWord = 500;

/** Concepts as files name them: codes, names or aliases, and other words as far as it is sure what they stand for. */
export class ConceptCells {
  readonly taxonomy: Taxonomy;
  private readonly words: FileWords | null;

  /** Codes by scheme and text: a file names the same few concepts in all its rows. */
  private readonly known = new Map<string, string>();

  /** @param words without them only codes, names and aliases are read */
  constructor(taxonomy: Taxonomy, words: FileWords | null = null) {
    this.taxonomy = taxonomy;
    this.words = words;
  }

  /** The current code of what a text names. @throws BAD_INPUT at the column, WordAwaited. */
  resolve(scheme: Scheme, text: string, column: string): string {
    return this.only(scheme, text, column, this.resolveAll(scheme, text, column));
  }

  /** As `resolve`, of a text that may name several. */
  resolveAll(scheme: Scheme, text: string, column: string, education: number | null = null): readonly string[] {
    const key = `${scheme} ${text}`;
    const known = this.known.get(key);
    if (known !== undefined) return [known];
    const found = this.taxonomy.find(scheme, text);
    const [named] = found.length === 1 ? found : [];
    const said = this.said(scheme, text, education, found);
    if (said !== null && (named === undefined || said.matchedBy === 'ORGANIZATION')) {
      this.words?.note({ ...said, scheme, text, column });
      return said.codes.length > 0 ? said.codes : this.refuse(scheme, text, column, said);
    }
    const code = named ?? this.taxonomy.resolve(scheme, text, column);
    this.known.set(key, code);
    return [code];
  }

  /**
   * The occupation that a row names, and where it names none, the one of its job title. 无 in its place is none.
   * @param isNeeded whether a title that leaves it open refuses the row
   * @throws BAD_INPUT at the column, WordAwaited.
   */
  occupation(text: string | null, column: string, title: { text: string | null; column: string; isNeeded: boolean }) {
    if (text !== null) return saysNothing(text) ? null : this.resolve('occupation', text, column);
    return title.text === null ? null : this.titled(title.text, title.column, title.isNeeded);
  }

  private titled(title: string, column: string, isNeeded: boolean): string | null {
    const found = this.taxonomy.find('occupation', title);
    const [named] = found;
    const said = this.said('occupation', title, null, found);
    if (said === null || said.candidates.length === 0 || this.words === null) return named ?? null;
    this.words.note({ ...said, scheme: 'occupation', text: this.words.readTitle(title).core, column });
    const [code] = said.codes;
    return code ?? (isNeeded ? this.refuse('occupation', title, column, said) : null);
  }

  /** What a job title says besides; null where words are not read. */
  titleWords(cells: Cells, column: string): TitleWords | null {
    const title = cells.text(column);
    return title === null || this.words === null || title.length > longestWord ? null : this.words.readTitle(title);
  }

  /**
   * Null for a code and a name, and where the word says no more than that.
   * @param found what bears it as a name or alias
   */
  private said(scheme: Scheme, text: string, education: number | null, found: readonly string[]): WordReading | null {
    if (this.words === null || text.length > longestWord) return null;
    const [only] = found.length === 1 ? found : [];
    if (only !== undefined && [only, this.taxonomy.get(scheme, only)?.name].includes(text)) return null;
    const said = this.words.read({ scheme, text, education });
    const isUnknown = said.candidates.length === 0 && (found.length > 0 || looksLikeCode.test(text));
    return isUnknown ? null : said;
  }

  private only(scheme: Scheme, text: string, column: string, codes: readonly string[]): string {
    const [code] = codes;
    if (code !== undefined && codes.length === 1) return code;
    const named = codes.map((one) => this.shown(scheme, one)).join(', ');
    throw badInput(
      column,
      `“${shown(text)}” names ${codes.length} concepts of ${scheme}: ${named}.`,
      'Write one of them.',
    );
  }

  private refuse(scheme: Scheme, text: string, column: string, { candidates }: WordReading): never {
    const likely = candidates.slice(0, 3).map(({ code, confidence }) => `${this.shown(scheme, code)} (${confidence})`);
    const could = likely.length === 0 ? '' : ` It could be ${likely.join(', ')}.`;
    throw badInput(
      column,
      `“${shown(text)}” is not known for sure among the concepts of ${scheme}.${could}`,
      'Write the code or the name, or choose what the word stands for: chooseConcept, or --word.',
    );
  }

  private shown(scheme: Scheme, code: string): string {
    return `${code} ${this.taxonomy.get(scheme, code)?.name ?? ''}`.trim();
  }

  code(cells: Cells, column: string, scheme: Scheme): string | null {
    const text = cells.text(column);
    return text === null ? null : this.resolve(scheme, text, column);
  }

  codes(cells: Cells, column: string, scheme: Scheme): string[] {
    return this.listed(cells, column, scheme).flatMap((text) => this.resolveAll(scheme, text, column));
  }

  /** Schemes whose codes are numbers: education, grade. */
  number(cells: Cells, column: string, scheme: 'education' | 'grade'): number | null {
    const text = cells.said(column);
    return text === null ? null : this.least(scheme, text, column);
  }

  /** The least that a text names or asks: 本科及以上, 中专/高中, 高级工（三级）. Null for 不限. @throws BAD_INPUT at the column. */
  least(scheme: 'education' | 'grade', text: string, column: string): number | null {
    const least = leastWords(text, (word) => this.isName(scheme, word));
    if (least === null) return null;
    const numbers = least.words.map((word) => Number(this.resolve(scheme, word, column)));
    if (!least.isOne || new Set(numbers).size === 1) return Math.min(...numbers);
    throw badInput(column, `“${shown(text)}” says two different things.`, 'Write one of them.');
  }

  /**
   * Majors of one name exist for several 层次: the level of education says which is meant, and where it does not,
   * `all` takes every one.
   */
  majors(text: string, column: string, meant: { level: number | null; all: boolean }): string[] {
    const found = this.taxonomy.find('major', text);
    if (found.length < 2) {
      const codes = this.resolveAll('major', text, column, meant.level);
      return meant.all ? [...codes] : [this.only('major', text, column, codes)];
    }
    const fitting = found.filter((code) => layersOf(meant.level).includes(this.layer(code)));
    const [best] = fitting.sort(
      (a, b) => layersOf(meant.level).indexOf(this.layer(a)) - layersOf(meant.level).indexOf(this.layer(b)),
    );
    if (meant.all) return fitting.length > 0 ? fitting : found;
    return [best ?? this.resolve('major', text, column)];
  }

  major(cells: Cells, column: string, level: number | null): string | null {
    const text = cells.text(column);
    return text === null ? null : (this.majors(text, column, { level, all: false })[0] ?? null);
  }

  /** Whether the text is read as a level of the scheme. */
  isLevel(scheme: 'education' | 'grade', text: string): boolean {
    const least = leastWords(text, (word) => this.isName(scheme, word));
    return least !== null && least.words.length > 0 && least.words.every((word) => this.isName(scheme, word));
  }

  private isName(scheme: Scheme, word: string): boolean {
    return this.taxonomy.find(scheme, word).length > 0;
  }

  private layer(code: string): string {
    return this.taxonomy.get('major', code)?.attributes['layer'] ?? '';
  }

  /**
   * The items of a list that begin with a concept's name, up to a colon. Names hold 、 themselves, so it divides only
   * where the whole is no name; majors are divided as people write them.
   */
  listed(cells: Cells, column: string, scheme: Scheme): string[] {
    return cells.pieces(column).flatMap((piece) => {
      if (scheme === 'major') return majorNames(piece, (word) => this.isName(scheme, word));
      const name = piece.split(/[:：*＊]/)[0] ?? piece;
      const isName = name.includes('、') && this.isName(scheme, name);
      if (noneWished.test(piece.normalize('NFKC').trim())) return [];
      if (isName || !/[、，]/.test(piece)) return [piece];
      return divided(piece, /[、，]/).flatMap((item) => item.trim() || []);
    });
  }
}

/** 层次 of the majors that lead to a level of education, the likelier first. */
function layersOf(level: number | null): string[] {
  if (level === 3) return ['vocational'];
  return level === null || level < 3 ? [] : ['bachelor', 'vocational-bachelor'];
}
