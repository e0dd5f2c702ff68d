import { push } from '../concept.rules.ts';
import { isLatin } from './folding.rules.ts';

/** Names that share pieces with a text; 1 is the same pieces. */
export interface Similar {
  code: string;
  similarity: number;
}

/** The names that have a piece, and how much it weighs in each. */
interface Postings {
  names: Uint32Array;
  weights: Float64Array;
}

/** A word's head stands at its end: 「维修电工」 is an 电工. Its last pieces count for more. */
const headWeight = 1.6;

/** Finds the names most like a text by the pieces they share (TF-IDF over characters and pairs of them, cosine). */
export class SimilarNames {
  private readonly postings = new Map<string, Postings>();
  private readonly rarity = new Map<string, number>();
  private readonly codes: readonly string[];
  private readonly scores: Float64Array;

  /** @param names [key of a name, code] */
  constructor(names: readonly (readonly [string, string])[]) {
    this.codes = names.map(([, code]) => code);
    this.scores = new Float64Array(names.length);
    const pieces = names.map(([key]) => piecesOf(key));
    const counts = new Map<string, number>();
    for (const one of pieces) for (const piece of one.keys()) counts.set(piece, (counts.get(piece) ?? 0) + 1);
    for (const [piece, count] of counts) this.rarity.set(piece, Math.log(1 + names.length / count));
    const lists = new Map<string, [name: number, weight: number][]>();
    pieces.forEach((one, name) => {
      for (const [piece, weight] of this.weighted(one)) push(lists, piece, [name, weight]);
    });
    for (const [piece, list] of lists) {
      const names = Uint32Array.from(list, ([name]) => name);
      this.postings.set(piece, { names, weights: Float64Array.from(list, ([, weight]) => weight) });
    }
  }

  /** Those of at least a similarity, best first, each code once. */
  find(key: string, limit: number, least: number): Similar[] {
    this.scores.fill(0);
    for (const [piece, weight] of this.weighted(piecesOf(key))) {
      const list = this.postings.get(piece);
      if (!list) continue;
      const { names, weights } = list;
      for (let at = 0; at < names.length; at += 1) {
        const name = names[at] ?? 0;
        this.scores[name] = (this.scores[name] ?? 0) + weight * (weights[at] ?? 0);
      }
    }
    const best = new Map<string, number>();
    for (let name = 0; name < this.scores.length; name += 1) {
      const score = this.scores[name] ?? 0;
      const code = this.codes[name] ?? '';
      if (score >= least && score > (best.get(code) ?? 0)) best.set(code, score);
    }
    return [...best]
      .map(([code, similarity]) => ({ code, similarity }))
      .sort((a, b) => b.similarity - a.similarity || (a.code < b.code ? -1 : 1))
      .slice(0, limit);
  }

  /** The weights as a vector of length one; pieces that no name has lengthen it too. */
  private weighted(pieces: ReadonlyMap<string, number>): [string, number][] {
    const unknown = Math.log(1 + this.codes.length);
    const vector = [...pieces].map(([piece, count]): [string, number] => [
      piece,
      count * (this.rarity.get(piece) ?? unknown),
    ]);
    const length = Math.hypot(...vector.map(([, weight]) => weight));
    return vector.map(([piece, weight]) => [piece, weight / length]);
  }
}

/** Characters and pairs of them; a Latin word is one piece, and its triples are pieces too. */
function piecesOf(key: string): Map<string, number> {
  const pieces = new Map<string, number>();
  const add = (piece: string, weight: number) => pieces.set(piece, (pieces.get(piece) ?? 0) + weight);
  const units = unitsOf(key);
  units.forEach((unit, at) => {
    const isHead = at >= units.length - 2;
    const weight = isHead ? headWeight : 1;
    add(unit, weight * (unit.length > 1 ? 1 : 0.5));
    if (at > 0) add(`${units[at - 1]}${unit}`, weight);
    for (let from = 0; unit.length > 3 && from + 3 <= unit.length; from += 1) add(unit.slice(from, from + 3), 0.3);
  });
  return pieces;
}

/** Latin words whole, other characters one by one. */
function unitsOf(key: string): string[] {
  const units: string[] = [];
  let isInWord = false;
  for (const character of key.slice(0, longest)) {
    const isLatinHere = isLatin(character) || character === '+' || character === '#';
    if (isLatinHere && isInWord) units[units.length - 1] += character;
    else units.push(character);
    isInWord = isLatinHere;
  }
  return units;
}

/** Nobody names a thing at greater length. */
const longest = 100;
