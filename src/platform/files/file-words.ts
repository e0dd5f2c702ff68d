/** Words of a file that are no codes or names: what they stand for, and who says so. */

/** A word in a cell, and the scheme of the concept that it stands for. */
export interface FileWord {
  scheme: string;
  text: string;
  /** The level of education 1–6 that the row asks or has: of several majors with one name, those that lead to it are meant. */
  education?: number | null;
}

export interface WordCandidate {
  code: string;
  /** 0 to 1. */
  confidence: number;
  /** By what it was recognized, such as ALIAS or MODEL. */
  matchedBy: string;
}

/** What a word stands for: without codes a person has to choose from the candidates, best first. */
export interface WordReading {
  /** One each part of the word that stands for something. */
  codes: readonly string[];
  /** Of the least sure of the codes. */
  confidence: number;
  matchedBy: string;
  candidates: readonly WordCandidate[];
}

/** A word of a row that was no code or name, and what was made of it. */
export interface WordUse extends WordReading {
  scheme: string;
  text: string;
  column: string;
}

/** What a job title says besides the occupation. */
export interface TitleWords {
  /** The title without pay, offers, places, numbers and grade. */
  core: string;
  /** Yuan a month. */
  pay: { from: number | null; to: number | null } | null;
  /** Skill grade 1–8. */
  grade: number | null;
}

/** Thrown by the reading of a row whose word is not looked up yet: it is read again after `lookUp`. */
export class WordAwaited extends Error {}

/** Reads the words of one file, row by row; what a word stands for is looked up once. */
export interface FileWords {
  /** Forgets what was noted of the row before. */
  begin(): void;
  /** What was noted since `begin`. */
  readonly used: readonly WordUse[];
  /** @throws WordAwaited for a word that is not looked up yet */
  read(word: FileWord): WordReading;
  note(use: WordUse): void;
  readTitle(title: string): TitleWords;
  /** Looks up the word for which `read` threw last. */
  lookUp(): Promise<void>;
}
