import { type ConceptLexicon, conceptsOf } from './concepts.rules.ts';
import { type NoiseWords, spelled, titleBlocks } from './text.rules.ts';

export type TitleLexicons = { readonly noise: NoiseWords; readonly concepts: ConceptLexicon };

/** Which features count, and how rare each is. A feature of one example only tells nothing about another title: it has no place. */
export type Vocabulary = {
  /** A map a block, as the same characters mean another thing in another block. */
  readonly places: readonly ReadonlyMap<string, number>[];
  readonly rarity: Float32Array;
  readonly rarityOfUnknown: number;
};

export type SparseVector = { readonly places: Uint32Array; readonly values: Float32Array };

/** Share of each block in the squared length: three of characters, one of concepts, which is coarse and so counts less than half. */
const BLOCK_SHARES = [1, 1, 1, 0.45];
const SHARES_SUM = BLOCK_SHARES.reduce((sum, share) => sum + share, 0);

export function featureBlocks(text: string, lexicons: TitleLexicons): string[][] {
  const line = spelled(text);
  const concepts = conceptsOf(line, lexicons.concepts);
  const families = concepts.map((concept) => concept.slice(0, concept.indexOf('.')));
  return [...titleBlocks(line, lexicons.noise), [...concepts, ...families]];
}

/** idf = ln((1 + N) / (1 + df)) + 1, smoothed as if one more text held every feature (Spärck Jones 1972). */
export function vocabularyOf(texts: readonly string[][][]): Vocabulary {
  const rarity: number[] = [];
  const rarityAt = (count: number): number => Math.log((1 + texts.length) / (1 + count)) + 1;
  const places = BLOCK_SHARES.map((_, block) => {
    const kept = new Map<string, number>();
    for (const [feature, count] of frequencies(texts, block)) {
      if (count > 1) kept.set(feature, rarity.push(rarityAt(count)) - 1);
    }
    return kept;
  });
  return { places, rarity: Float32Array.from(rarity), rarityOfUnknown: rarityAt(1) };
}

function frequencies(texts: readonly string[][][], block: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const feature of new Set(text[block])) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  }
  return counts;
}

/**
 * Value of a feature: (1 + ln tf) · idf. Each block is brought to its share of the length with its unknown features counted:
 * a title made of unknown words so has small scores, and a small confidence.
 */
export function vectorOf(blocks: readonly string[][], vocabulary: Vocabulary): SparseVector {
  const places: number[] = [];
  const values: number[] = [];
  blocks.forEach((features, block) => {
    const start = places.length;
    const unknown = countPlaces(features, vocabulary.places[block], places, values, start);
    let square = unknown * vocabulary.rarityOfUnknown ** 2;
    for (let at = start; at < places.length; at += 1) {
      const value = (1 + Math.log(values[at] as number)) * (vocabulary.rarity[places[at] as number] as number);
      values[at] = value;
      square += value * value;
    }
    const scale = Math.sqrt((BLOCK_SHARES[block] as number) / SHARES_SUM / (square || 1));
    for (let at = start; at < values.length; at += 1) values[at] = (values[at] as number) * scale;
  });
  return { places: Uint32Array.from(places), values: Float32Array.from(values) };
}

/** Adds each known feature once with its count; answers how many are unknown. */
function countPlaces(
  features: readonly string[],
  known: ReadonlyMap<string, number> | undefined,
  places: number[],
  counts: number[],
  start: number,
): number {
  let unknown = 0;
  for (const feature of features) {
    const place = known?.get(feature);
    if (place === undefined) {
      unknown += 1;
      continue;
    }
    const at = places.indexOf(place, start);
    if (at < 0) counts[places.push(place) - 1] = 1;
    else counts[at] = (counts[at] as number) + 1;
  }
  return unknown;
}
