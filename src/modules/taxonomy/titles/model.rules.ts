import { featureBlocks, type TitleLexicons, type Vocabulary, vectorOf } from './features.rules.ts';
import type { Labels } from './labels.rules.ts';

/** Points of a rising curve: raw share of the candidate -> share of such candidates that were right. */
export type Calibration = { readonly raw: Float32Array; readonly right: Float32Array };

export type TitleModelParts = {
  readonly lexicons: TitleLexicons;
  readonly vocabulary: Vocabulary;
  readonly labels: Labels;
  /** For each feature, where its weights begin; then output and weight (in units of scale), side by side. */
  readonly starts: Uint32Array;
  readonly outputs: Uint16Array;
  readonly weights: Int8Array;
  readonly scale: number;
  readonly calibration: Calibration;
};

export type Candidate = { readonly code: string; readonly confidence: number };

export const NO_CALIBRATION: Calibration = { raw: Float32Array.of(0, 1), right: Float32Array.of(0, 1) };

/** A class above backs its codes with a fifth of its own score: it has seen more examples, and knows less. */
const BACKING = 0.2;
/** Sharpness of the softmax over scores; any value near does, as the calibration follows. */
const SHARPNESS = 5;
/** Behind by this a code adds e⁻¹⁵ to the sum: not worth its exponential. */
const FAR_BEHIND = 3;
/** Two thousand exponentials a title would be a third of all work: straight lines between these are off by 1 in 20,000. */
const STEPS = 256;
const powers = Float64Array.from({ length: FAR_BEHIND * STEPS + 1 }, (_, step) =>
  Math.exp((-SHARPNESS * step) / STEPS),
);

export function predictTitles(model: TitleModelParts, texts: readonly string[], limit: number): Candidate[][] {
  const outputs = new Float32Array(model.labels.outputCount);
  const scores = new Float32Array(model.labels.codes.length);
  return texts.map((text) => {
    scoreOutputs(model, text, outputs);
    return bestOf(model, outputs, scores, limit);
  });
}

function scoreOutputs(model: TitleModelParts, text: string, outputs: Float32Array): void {
  const vector = vectorOf(featureBlocks(text, model.lexicons), model.vocabulary);
  outputs.fill(0);
  for (let k = 0; k < vector.places.length; k += 1) {
    const place = vector.places[k] as number;
    const value = (vector.values[k] as number) * model.scale;
    const end = model.starts[place + 1] as number;
    for (let at = model.starts[place] as number; at < end; at += 1) {
      const output = model.outputs[at] as number;
      outputs[output] = (outputs[output] as number) + value * (model.weights[at] as number);
    }
  }
}

function bestOf(model: TitleModelParts, outputs: Float32Array, scores: Float32Array, limit: number): Candidate[] {
  const { codes } = model.labels;
  const highest = scoreCodes(model.labels, outputs, scores);
  const sum = sumOfPowers(scores, highest);
  return largest(scores, limit).map((place) => {
    const share = Math.exp(SHARPNESS * ((scores[place] as number) - highest)) / sum;
    return { code: codes[place] as string, confidence: calibrated(share, model.calibration) };
  });
}

/** A code counts by its own output and those above it; answers the highest score. */
function scoreCodes({ outputs: places }: Labels, outputs: Float32Array, scores: Float32Array): number {
  let highest = -Infinity;
  let group = -1;
  let backing = 0;
  for (let code = 0, at = 0; code < scores.length; code += 1, at += 4) {
    const third = places[at + 2] as number;
    // Codes of one 小类 stand side by side and share what is above them.
    if (third !== group) {
      group = third;
      const upper = (outputs[places[at] as number] as number) + (outputs[places[at + 1] as number] as number);
      backing = BACKING * (upper + (outputs[third] as number));
    }
    const score = (outputs[places[at + 3] as number] as number) + backing;
    scores[code] = score;
    if (score > highest) highest = score;
  }
  // As the scores were stored: none may lie above it.
  return Math.fround(highest);
}

function sumOfPowers(scores: Float32Array, highest: number): number {
  let sum = 0;
  for (let code = 0; code < scores.length; code += 1) {
    const way = (highest - (scores[code] as number)) * STEPS;
    if (way >= powers.length - 1) continue;
    const step = Math.floor(way);
    const power = powers[step] as number;
    sum += power + (way - step) * ((powers[step + 1] as number) - power);
  }
  return sum;
}

/** Places of the largest values, in order; one pass, as the limit is small. */
function largest(values: Float32Array, limit: number): number[] {
  const best: number[] = [];
  for (let place = 0; place < values.length; place += 1) {
    const value = values[place] as number;
    if (best.length === limit && value <= (values[best[limit - 1] as number] as number)) continue;
    let at = best.length;
    while (at > 0 && value > (values[best[at - 1] as number] as number)) at -= 1;
    best.splice(at, 0, place);
    if (best.length > limit) best.pop();
  }
  return best;
}

/** Straight line between the two points of the curve that hold the raw share. */
export function calibrated(share: number, { raw, right }: Calibration): number {
  let at = 1;
  while (at < raw.length - 1 && share > (raw[at] as number)) at += 1;
  const [left, end] = [raw[at - 1] as number, raw[at] as number];
  const way = end > left ? Math.min(1, Math.max(0, (share - left) / (end - left))) : 1;
  return (right[at - 1] as number) + way * ((right[at] as number) - (right[at - 1] as number));
}
