import { badInput } from '../../kernel/errors.ts';
import { type Cells, shown } from '../../platform/files/cells.ts';
import { divided } from '../../platform/files/lists.ts';
import { leastWords, majorNames } from './cell-words.rules.ts';
import type { Scheme, Taxonomy } from './taxonomy.rules.ts';

/** Concepts as files name them: codes, exact names or aliases. Errors carry the column. */
export class ConceptCells {
  readonly taxonomy: Taxonomy;

  /** Codes by scheme and text: a file names the same few concepts in all its rows. */
  private readonly known = new Map<string, string>();

  constructor(taxonomy: Taxonomy) {
    this.taxonomy = taxonomy;
  }

  /** The current code of what a text names. @throws BAD_INPUT at the column. */
  resolve(scheme: Scheme, text: string, column: string): string {
    const key = `${scheme} ${text}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const code = this.taxonomy.resolve(scheme, text, column);
    this.known.set(key, code);
    return code;
  }

  code(cells: Cells, column: string, scheme: Scheme): string | null {
    const text = cells.text(column);
    return text === null ? null : this.resolve(scheme, text, column);
  }

  codes(cells: Cells, column: string, scheme: Scheme): string[] {
    return this.listed(cells, column, scheme).map((text) => this.resolve(scheme, text, column));
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
    if (found.length < 2) return [this.resolve('major', text, column)];
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
      if (isName || !piece.includes('、')) return [piece];
      return divided(piece, /、/).flatMap((item) => item.trim() || []);
    });
  }
}

/** 层次 of the majors that lead to a level of education, the likelier first. */
function layersOf(level: number | null): string[] {
  if (level === 3) return ['vocational'];
  return level === null || level < 3 ? [] : ['bachelor', 'vocational-bachelor'];
}
