/** By what a word was recognized, the surest first. */
export const matchKinds = ['CODE', 'NAME', 'ORGANIZATION', 'ALIAS', 'MODEL', 'TEXT'] as const;
export type MatchKind = (typeof matchKinds)[number];

/** A concept that a text may stand for. */
export interface Candidate {
  code: string;
  /** 0 to 1: of answers at 0.8, four in five should be right. */
  confidence: number;
  matchedBy: MatchKind;
  /** The part of the text that it stands for, in UTF-16 units; `end` is the first that does not belong to it. */
  start: number;
  end: number;
  /** The text says that it is not asked: 「不要求CAD」. */
  negated: boolean;
}

/**
 * From here on a resolution is taken without a person: four in five such answers are right. Below it more than one
 * record in five would have to be found and mended later, which costs more than a look at the row now.
 */
export const certainAt = 0.8;

/** What an answer of each kind is worth when it fits one concept only. */
export const confidenceOf = { CODE: 1, NAME: 0.98, ORGANIZATION: 0.97, ALIAS: 0.95 } as const;

/** A negated mention is nearly always none. */
const negatedShare = 0.2;

/** What is known of a text beside its words. */
export interface Hints {
  /** Code of a region: of several places with one name, those in it are meant. */
  region?: string | null | undefined;
  /** Level of education 1–6: of several majors with one name, those that lead to it are meant. */
  education?: number | null | undefined;
}

export interface Ask {
  /** How many candidates at most: for majors of each part of the text, for skills and the others in all. */
  limit: number;
  hints?: Hints | undefined;
  /** The code that an organization chose for a word, by `wordKey`; undefined where it chose none. */
  own?: ((key: string) => string | undefined) | undefined;
}

/** Finds concepts of one scheme for texts; pure, made once a taxonomy. */
export interface WordResolver {
  /** One answer a text, in their order, best first. */
  resolveAll(texts: readonly string[], ask: Ask): Candidate[][];
}

/** The whole text as a place. */
export function wholeOf(text: string): { start: number; end: number } {
  return { start: 0, end: text.length };
}

/** A concept whose name is like the text. */
export function similarTo(text: string, code: string, confidence: number): Candidate {
  return { code, confidence, matchedBy: 'TEXT', negated: false, ...wholeOf(text) };
}

/** Best first; a code stands once for each part of the text. */
export function ranked(candidates: readonly Candidate[]): Candidate[] {
  const best = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const key = `${candidate.start} ${candidate.code}`;
    const other = best.get(key);
    if (!other || isBetter(candidate, other)) best.set(key, candidate);
  }
  return [...best.values()].sort((a, b) => (isBetter(a, b) ? -1 : isBetter(b, a) ? 1 : a.code < b.code ? -1 : 1));
}

/** As `ranked`, each code once in the whole text, where it is surest. */
export function onceEach(candidates: readonly Candidate[]): Candidate[] {
  const best = new Map<string, Candidate>();
  for (const candidate of ranked(candidates)) if (!best.has(candidate.code)) best.set(candidate.code, candidate);
  return [...best.values()];
}

function isBetter(a: Candidate, b: Candidate): boolean {
  if (a.confidence !== b.confidence) return a.confidence > b.confidence;
  return matchKinds.indexOf(a.matchedBy) < matchKinds.indexOf(b.matchedBy);
}

/** Whether every part of the text that stands for something has an answer that needs no person. */
export function isCertain(candidates: readonly Candidate[]): boolean {
  const best = new Map<number, number>();
  for (const { start, confidence, negated } of candidates) {
    if (!negated) best.set(start, Math.max(best.get(start) ?? 0, confidence));
  }
  return best.size > 0 && [...best.values()].every((confidence) => confidence >= certainAt);
}

export function negate(candidate: Candidate): Candidate {
  return { ...candidate, confidence: candidate.confidence * negatedShare, negated: true };
}

/** Divides a confidence among concepts of one name, by weight. */
export function shareOut<T>(
  items: readonly T[],
  weightOf: (item: T) => number,
  confidence: number,
): { item: T; confidence: number }[] {
  const sum = items.reduce((total, item) => total + weightOf(item), 0);
  return items.map((item) => ({ item, confidence: sum === 0 ? 0 : (confidence * weightOf(item)) / sum }));
}

/** Two decimals: more would feign what was never measured. */
export function rounded(confidence: number): number {
  return Math.round(Math.min(1, Math.max(0, confidence)) * 100) / 100;
}
