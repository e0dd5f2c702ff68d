import { conceptsOf } from './concepts.rules.ts';
import type { TitleLexicons } from './features.rules.ts';
import { spelled } from './text.rules.ts';

type Weighted = ReadonlyMap<string, number>;

/** Titles to be searched, and how rare each feature is among them. */
export type TitleIndex = {
  readonly lexicons: TitleLexicons;
  readonly rarity: readonly ReadonlyMap<string, number>[];
  readonly unknown: number;
  /** For each view and feature, the titles that have it and the value it has there. */
  readonly postings: readonly ReadonlyMap<string, readonly (readonly [number, number])[]>[];
  readonly size: number;
};

/**
 * Three views of a title, each a cosine: its characters, what it is about, the family of what it is about.
 * Shared characters decide among titles of one trade; a shared trade finds titles without a shared character.
 */
const VIEW_WEIGHTS = [1, 1, 0.3];

export function indexTitles(titles: readonly string[], lexicons: TitleLexicons): TitleIndex {
  const views = titles.map((title) => viewsOf(title, lexicons));
  const rarity = VIEW_WEIGHTS.map((_, view) => rarityOf(views.map((each) => each[view] as string[])));
  const unknown = Math.log((1 + titles.length) / 2) + 1;
  const postings = VIEW_WEIGHTS.map(() => new Map<string, [number, number][]>());
  for (const [title, each] of views.entries()) {
    for (const [view, features] of each.entries()) {
      for (const [feature, value] of unitOf(features, rarity[view] as Weighted, unknown)) {
        const list = postings[view]?.get(feature);
        if (list === undefined) postings[view]?.set(feature, [[title, value]]);
        else list.push([title, value]);
      }
    }
  }
  return { lexicons, rarity, unknown, postings, size: titles.length };
}

/** Likeness of a title to every title of the index, 0 to 2.3. */
export function similarities(title: string, index: TitleIndex): Float64Array {
  const totals = new Float64Array(index.size);
  viewsOf(title, index.lexicons).forEach((features, view) => {
    const unit = unitOf(features, index.rarity[view] as Weighted, index.unknown);
    for (const [feature, value] of unit) {
      for (const [other, theirs] of index.postings[view]?.get(feature) ?? []) {
        totals[other] = (totals[other] as number) + (VIEW_WEIGHTS[view] as number) * value * theirs;
      }
    }
  });
  return totals;
}

function viewsOf(title: string, lexicons: TitleLexicons): string[][] {
  const line = spelled(title);
  const concepts = conceptsOf(line, lexicons.concepts);
  return [charactersOf(line), concepts, concepts.map((concept) => concept.slice(0, concept.indexOf('.')))];
}

/** A Chinese word is two characters, an English one five: so the grams are 1–3 and 2–5 long. */
function charactersOf(line: string): string[] {
  const [shortest, longest] = /\p{Script=Han}/u.test(line) ? [1, 3] : [2, 5];
  const text = ` ${line} `;
  const grams: string[] = [];
  for (let start = 0; start < text.length; start += 1) {
    for (let size = shortest; size <= longest && start + size <= text.length; size += 1)
      grams.push(text.slice(start, start + size));
  }
  return grams;
}

function rarityOf(texts: readonly string[][]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const features of texts)
    for (const feature of new Set(features)) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  return new Map([...counts].map(([feature, count]) => [feature, Math.log((1 + texts.length) / (1 + count)) + 1]));
}

function unitOf(features: readonly string[], rarity: Weighted, unknown: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  let square = 0;
  for (const [feature, count] of counts) {
    const value = (1 + Math.log(count)) * (rarity.get(feature) ?? unknown);
    counts.set(feature, value);
    square += value * value;
  }
  for (const [feature, value] of counts) counts.set(feature, value / Math.sqrt(square));
  return counts;
}
