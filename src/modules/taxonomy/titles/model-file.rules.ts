import type { TitleLexicons } from './features.rules.ts';
import { labelsOf } from './labels.rules.ts';
import type { TitleModelParts } from './model.rules.ts';

type Head = {
  format: 1;
  features: string[][];
  codes: string[];
  rarityOfUnknown: number;
  scale: number;
  calibration: [number[], number[]];
  entries: number;
};

/** A head of JSON with its length before it, then the arrays; widest elements first, so that each begins where its type may. */
export function serializeTitleModel(model: TitleModelParts): Uint8Array {
  const head: Head = {
    format: 1,
    features: model.vocabulary.places.map((places) => [...places.keys()]),
    codes: [...model.labels.codes],
    rarityOfUnknown: model.vocabulary.rarityOfUnknown,
    scale: model.scale,
    calibration: [[...model.calibration.raw], [...model.calibration.right]],
    entries: model.weights.length,
  };
  const text = new TextEncoder().encode(JSON.stringify(head));
  const padding = new Uint8Array((4 - (text.length % 4)) % 4).fill(0x20);
  const arrays = [model.vocabulary.rarity, model.starts, model.outputs, model.weights];
  const parts = [Uint32Array.of(text.length + padding.length), text, padding, ...arrays].map(
    (part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength),
  );
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

export function deserializeTitleModel(bytes: Uint8Array, lexicons: TitleLexicons): TitleModelParts {
  const whole = bytes.slice();
  const length = new DataView(whole.buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(whole.subarray(4, 4 + length))) as Head;
  if (head.format !== 1) throw new Error('A title model of another format: train it again');
  const count = head.features.reduce((sum, features) => sum + features.length, 0);
  const rarityAt = 4 + length;
  const startsAt = rarityAt + 4 * count;
  const outputsAt = startsAt + 4 * (count + 1);
  const weightsAt = outputsAt + 2 * head.entries;
  const [raw, right] = head.calibration;
  return {
    lexicons,
    vocabulary: {
      places: placesOf(head.features),
      rarity: new Float32Array(whole.buffer, rarityAt, count),
      rarityOfUnknown: head.rarityOfUnknown,
    },
    labels: labelsOf(head.codes),
    starts: new Uint32Array(whole.buffer, startsAt, count + 1),
    outputs: new Uint16Array(whole.buffer, outputsAt, head.entries),
    weights: new Int8Array(whole.buffer, weightsAt, head.entries),
    scale: head.scale,
    calibration: { raw: Float32Array.from(raw), right: Float32Array.from(right) },
  };
}

function placesOf(features: readonly string[][]): Map<string, number>[] {
  let place = 0;
  return features.map((block) => new Map(block.map((feature) => [feature, place++])));
}
