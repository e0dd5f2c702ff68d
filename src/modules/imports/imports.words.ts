import type { WordUse } from '../../platform/files/file-words.ts';

/** A word of a file that was no code or name, and what was made of it in all its rows. */
export interface ImportWord extends Omit<WordUse, 'codes'> {
  /** None where a person has to choose. */
  codes: string[];
  /** The header of the column in which it stands first, as the file writes it. */
  column: string;
  /** How many rows have it. */
  rows: number;
  /** The line of the first of them. */
  firstRow: number;
}

/** The words of a batch of rows, each once; a row that has one twice is one row. */
export class WordCounts {
  private readonly counts = new Map<string, { word: ImportWord; lastRow: number }>();

  add(line: number, use: WordUse): void {
    const text = use.text.toWellFormed();
    const key = JSON.stringify([use.scheme, text, use.codes]);
    const known = this.counts.get(key);
    if (known?.lastRow === line) return;
    if (known) known.word.rows += 1;
    const word = known?.word ?? { ...use, text, codes: [...use.codes], rows: 1, firstRow: line };
    this.counts.set(key, { word, lastRow: line });
  }

  get words(): ImportWord[] {
    return [...this.counts.values()].map(({ word }) => word);
  }
}
