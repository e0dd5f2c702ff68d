import type { Scheme, Taxonomy } from './taxonomy.rules.ts';

/** Signs that divide lists in cells: a name with one of them would be read as several. */
const dividing = /[;；|\n\r、:：*＊"]/;

/** Concepts as they stand in cells: by name where exactly the name is read as the code again, else by code. */
export class ConceptWords {
  private readonly taxonomy: Taxonomy;
  private readonly known = new Map<string, string>();

  constructor(taxonomy: Taxonomy) {
    this.taxonomy = taxonomy;
  }

  /** Empty for none. */
  word(scheme: Scheme, code: string | number | null): string {
    if (code === null) return '';
    const key = `${scheme} ${code}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const word = this.wordOf(scheme, String(code));
    this.known.set(key, word);
    return word;
  }

  words(scheme: Scheme, codes: readonly string[]): string {
    return codes.map((code) => this.word(scheme, code)).join(';');
  }

  private wordOf(scheme: Scheme, code: string): string {
    const name = this.taxonomy.get(scheme, this.taxonomy.current(scheme, code))?.name ?? code;
    const found = dividing.test(name) ? [] : this.taxonomy.find(scheme, name);
    return found.length === 1 && found[0] === this.taxonomy.current(scheme, code) ? name : code;
  }
}
