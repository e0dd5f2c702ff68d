import type { EmbedderConfig } from './config.ts';

/** Makes vectors of texts, such that texts of like meaning have vectors of like direction. */
export interface Embedder {
  /**
   * A vector for each text, in their order, all of one length.
   * @throws Error when the address does not answer in time, refuses, or answers something else.
   */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;
}

const paths = { openai: '/v1/embeddings', ollama: '/api/embed' } as const;

/** A service that the operator runs: OpenAI-compatible, or Ollama. */
export function createEmbedder({ kind, url, model, apiKey }: EmbedderConfig): Embedder {
  const address = `${url.replace(/\/+$/, '')}${paths[kind]}`;
  const headers = {
    'content-type': 'application/json',
    ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }),
  };
  return {
    async embed(texts, signal) {
      const body = JSON.stringify({ model, input: texts });
      const response = await fetch(address, { method: 'POST', headers, body, signal, redirect: 'error' });
      if (!response.ok) {
        await response.body?.cancel();
        throw new Error(`The embedder answered with the status ${response.status}.`);
      }
      const answer: unknown = await response.json();
      return checkVectors(kind === 'openai' ? ofOpenai(answer) : ofOllama(answer), texts.length);
    },
  };
}

/** Items may come in any order; each says its place. */
function ofOpenai(answer: unknown): unknown {
  const items = (answer as { data?: unknown } | null)?.data;
  if (!Array.isArray(items)) return null;
  const vectors: unknown[] = [];
  items.forEach((item: { index?: unknown; embedding?: unknown } | null, at) => {
    vectors[typeof item?.index === 'number' ? item.index : at] = item?.embedding;
  });
  return vectors;
}

function ofOllama(answer: unknown): unknown {
  return (answer as { embeddings?: unknown } | null)?.embeddings;
}

function checkVectors(vectors: unknown, count: number): Float32Array[] {
  const isList = Array.isArray(vectors) && vectors.length === count;
  const length = isList && Array.isArray(vectors[0]) ? vectors[0].length : 0;
  const isVector = (one: unknown) =>
    Array.isArray(one) && one.length === length && one.every((part) => Number.isFinite(part));
  // From, for `every` passes over places that no item has filled.
  if (!isList || length === 0 || !Array.from(vectors).every(isVector)) {
    throw new Error('The embedder answered with something else than a vector a text.');
  }
  return vectors.map((one: number[]) => Float32Array.from(one));
}

/** The cosine of the angle between two vectors: 1 for one direction, 0 where either has none. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let [product, ofA, ofB] = [0, 0, 0];
  for (let at = 0; at < a.length; at += 1) {
    const [x, y] = [a[at] ?? 0, b[at] ?? 0];
    product += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  return ofA === 0 || ofB === 0 ? 0 : product / Math.sqrt(ofA * ofB);
}
