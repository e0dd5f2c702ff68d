import { featureBlocks, type SparseVector, type TitleLexicons, vectorOf, vocabularyOf } from './features.rules.ts';
import { type Labels, labelsOf } from './labels.rules.ts';
import { NO_CALIBRATION, type TitleModelParts } from './model.rules.ts';

/** A labelled title; weight 1 for one that a person labelled, less for a name out of a catalogue, which nobody advertises with. */
export type TitleRow = { readonly text: string; readonly code: string; readonly weight: number };

type Example = { readonly vector: SparseVector; readonly outputs: Uint16Array; readonly weight: number };
/** Output and weight by turns: a million small objects would cost more than the training. */
type Entries = number[];

const EPOCHS = 8;
const RATE = 0.5;
/** Outputs trained at a time, so that the dense weights of a block stay near 70 MB. */
const BLOCK = 512;
/** A loss smaller than this moves nothing: the update then touches the few outputs that are still wrong. */
const SETTLED = 0.01;
/** Weights nearer to those of an output without examples than this are dropped; it costs < 0.003 of accuracy (quality.ts). */
const NEGLIGIBLE = 0.03;
const QUANTA = 127;

/**
 * One linear classifier an output (all codes and all classes above them), squared hinge loss max(0, 1 − t·w·x)²
 * (L2-loss SVM, Fan et al. 2008, LIBLINEAR), by stochastic gradient with a falling rate; stopping early is the regularization.
 */
export function trainTitles(
  rows: readonly TitleRow[],
  lexicons: TitleLexicons,
  negligible = NEGLIGIBLE,
): TitleModelParts {
  const blocks = rows.map((row) => featureBlocks(row.text, lexicons));
  const vocabulary = vocabularyOf(blocks);
  const labels = labelsOf(rows.map((row) => row.code));
  const outputsOf = new Map(labels.codes.map((code, at) => [code, labels.outputs.subarray(4 * at, 4 * at + 4)]));
  const examples = rows.map((row, at) => ({
    vector: vectorOf(blocks[at] as string[][], vocabulary),
    outputs: outputsOf.get(row.code) as Uint16Array,
    weight: row.weight,
  }));
  const entries = trainOutputs(examples, vocabulary.rarity.length, labels, negligible);
  return { lexicons, vocabulary, labels, ...packed(entries), calibration: NO_CALIBRATION };
}

function trainOutputs(examples: readonly Example[], features: number, labels: Labels, negligible: number): Entries[] {
  const kept: Entries[] = Array.from({ length: features }, () => []);
  // One column more than outputs: an output without examples. What differs from it tells titles apart, and little differs.
  const width = Math.min(BLOCK, labels.outputCount) + 1;
  const weights = new Float32Array(features * width);
  for (let first = 0; first < labels.outputCount; first += width - 1) {
    descend(examples, weights.fill(0), width, first);
    const columns = Math.min(width - 1, labels.outputCount - first);
    for (let feature = 0; feature < features; feature += 1) {
      const row = weights.subarray(feature * width, (feature + 1) * width);
      const none = row[width - 1] as number;
      for (let column = 0; column < columns; column += 1) {
        const weight = (row[column] as number) - none;
        if (Math.abs(weight) >= negligible) kept[feature]?.push(first + column, weight);
      }
    }
  }
  return kept;
}

function descend(examples: readonly Example[], weights: Float32Array, width: number, first: number): void {
  const random = randomFrom(20_221_107);
  const order = examples.map((_, at) => at);
  const scores = new Float32Array(width);
  const active = new Uint16Array(width);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    shuffle(order, random);
    const rate = RATE * (1 - epoch / EPOCHS);
    for (const at of order) {
      const example = examples[at] as Example;
      addScores(example.vector, weights, scores);
      const count = findActive(example, scores, active, first, rate);
      addSteps(example.vector, weights, scores, active, count);
    }
  }
}

/** Turns scores into steps, and lists the columns that have one. */
function findActive(example: Example, scores: Float32Array, active: Uint16Array, first: number, rate: number): number {
  const size = rate * example.weight;
  const width = scores.length;
  let count = 0;
  const [a = -1, b = -1, c = -1, d = -1] = [...example.outputs].map((output) => output - first);
  for (let column = 0; column < width; column += 1) {
    const score = scores[column] as number;
    const right = (column === a || column === b || column === c || column === d) && column < width - 1;
    const loss = right ? 1 - score : 1 + score;
    if (loss <= SETTLED) continue;
    scores[column] = right ? size * loss : -size * loss;
    active[count] = column;
    count += 1;
  }
  return count;
}

function addSteps(
  { places, values }: SparseVector,
  weights: Float32Array,
  steps: Float32Array,
  active: Uint16Array,
  count: number,
): void {
  const width = steps.length;
  for (let k = 0; k < places.length; k += 1) {
    const base = (places[k] as number) * width;
    const value = values[k] as number;
    for (let at = 0; at < count; at += 1) {
      const column = active[at] as number;
      weights[base + column] = (weights[base + column] as number) + value * (steps[column] as number);
    }
  }
}

/** Four features at a time: a score is then loaded and stored a quarter as often. */
function addScores({ places, values }: SparseVector, weights: Float32Array, scores: Float32Array): void {
  const width = scores.length;
  scores.fill(0);
  for (let k = 0; k < places.length; k += 4) {
    const [a, b, c, d] = [
      rowAt(places, k, width),
      rowAt(places, k + 1, width),
      rowAt(places, k + 2, width),
      rowAt(places, k + 3, width),
    ];
    const [p, q, r, s] = [values[k] ?? 0, values[k + 1] ?? 0, values[k + 2] ?? 0, values[k + 3] ?? 0];
    for (let column = 0; column < width; column += 1) {
      const left = p * (weights[a + column] as number) + q * (weights[b + column] as number);
      const right = r * (weights[c + column] as number) + s * (weights[d + column] as number);
      scores[column] = (scores[column] as number) + left + right;
    }
  }
}

function rowAt(places: Uint32Array, k: number, width: number): number {
  return (places[k] ?? 0) * width;
}

function packed(entries: readonly Entries[]): Pick<TitleModelParts, 'starts' | 'outputs' | 'weights' | 'scale'> {
  const total = entries.reduce((sum, row) => sum + row.length / 2, 0);
  let largest = 0;
  for (const row of entries)
    for (let k = 1; k < row.length; k += 2) largest = Math.max(largest, Math.abs(row[k] as number));
  const scale = largest / QUANTA || 1;
  const starts = new Uint32Array(entries.length + 1);
  const outputs = new Uint16Array(total);
  const weights = new Int8Array(total);
  let at = 0;
  entries.forEach((row, feature) => {
    for (let k = 0; k < row.length; k += 2, at += 1) {
      outputs[at] = row[k] as number;
      weights[at] = Math.round((row[k + 1] as number) / scale);
    }
    starts[feature + 1] = at;
  });
  return { starts, outputs, weights, scale };
}

function shuffle(order: number[], random: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
}

/** mulberry32 (Tommy Ettinger, public domain): the same model on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
