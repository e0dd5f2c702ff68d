import { cosine, type Embedder } from '../../../platform/embedder.ts';
import type { Log } from '../../../platform/log.ts';
import type { Candidate } from './words.rules.ts';

/** Texts with what they may stand for, to be ranked anew. */
export interface Ranking {
  text: string;
  candidates: readonly Candidate[];
}

/** How strongly likeness of meaning moves a candidate: 0.1 more of cosine makes it more than twice as likely. */
const strength = 8;
/** More in one request is refused by some services. */
const mostInputs = 256;
/** Some 20 MB at 1,024 dimensions. */
const mostRemembered = 5_000;
/** After a failure the answers do without for so long, so that not every caller waits for one. */
const pauseMs = 30_000;

export interface RerankerOptions {
  embedder: Embedder;
  timeoutMs: number;
  log: Pick<Log, 'warn'>;
  clock?: () => number;
}

/** Ranks by meaning what was found by likeness; without an answer in time everything stays as it was. */
export class Reranker {
  private readonly options: RerankerOptions;
  private readonly remembered = new Map<string, Float32Array>();
  private pausedUntil = 0;

  constructor(options: RerankerOptions) {
    this.options = options;
  }

  /** @returns the candidates of each text, in their order. */
  async rank(rankings: readonly Ranking[], nameOf: (code: string) => string): Promise<(readonly Candidate[])[]> {
    const untouched = rankings.map(({ candidates }) => candidates);
    const unsure = rankings.filter(({ candidates }) => guessedOf(candidates).length > 1);
    if (unsure.length === 0 || this.now() < this.pausedUntil) return untouched;
    try {
      const signal = AbortSignal.timeout(this.options.timeoutMs);
      const names = unsure.flatMap(({ candidates }) => guessedOf(candidates).map(({ code }) => nameOf(code)));
      const texts = unsure.map(({ text }) => text);
      const vectors = await this.vectors([...new Set(names)], [...new Set(texts)], signal);
      return rankings.map(({ text, candidates }) => {
        const ofText = vectors.get(text);
        return ofText ? reranked(candidates, (code) => likeness(ofText, vectors.get(nameOf(code)))) : candidates;
      });
    } catch (error) {
      this.pausedUntil = this.now() + pauseMs;
      this.options.log.warn({ err: error }, 'words are ranked without the embedder');
      return untouched;
    }
  }

  /** Names come again and again and are remembered, even when a later request fails; texts are not. */
  private async vectors(
    names: readonly string[],
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<Map<string, Float32Array>> {
    const found = new Map<string, Float32Array>();
    for (const name of names) {
      const known = this.remembered.get(name);
      if (known) found.set(name, known);
    }
    const missing = names.filter((name) => !found.has(name));
    await this.embed(missing, signal, (name, vector) => {
      found.set(name, vector);
      this.remember(name, vector);
    });
    const unknown = texts.filter((text) => !found.has(text));
    await this.embed(unknown, signal, (text, vector) => void found.set(text, vector));
    return found;
  }

  private async embed(
    texts: readonly string[],
    signal: AbortSignal,
    take: (text: string, vector: Float32Array) => void,
  ): Promise<void> {
    for (let at = 0; at < texts.length; at += mostInputs) {
      const inputs = texts.slice(at, at + mostInputs);
      const vectors = await this.options.embedder.embed(inputs, signal);
      inputs.forEach((input, place) => {
        const vector = vectors[place];
        if (vector) take(input, vector);
      });
    }
  }

  private remember(name: string, vector: Float32Array): void {
    const [oldest] = this.remembered.keys();
    if (this.remembered.size >= mostRemembered && oldest !== undefined) this.remembered.delete(oldest);
    this.remembered.set(name, vector);
  }

  private now(): number {
    return this.options.clock?.() ?? Date.now();
  }
}

/** What a model or likeness says; a name, a code or a choice is not put in question. */
function guessedOf(candidates: readonly Candidate[]): Candidate[] {
  const isNamed = candidates.some(({ matchedBy }) => matchedBy !== 'MODEL' && matchedBy !== 'TEXT');
  return isNamed ? [] : [...candidates];
}

function likeness(a: Float32Array, b: Float32Array | undefined): number {
  return b && a.length === b.length ? cosine(a, b) : 0;
}

/** Confidences change hands by likeness; nothing gets surer by it than the surest was, for that was measured. */
function reranked(candidates: readonly Candidate[], likenessOf: (code: string) => number): Candidate[] {
  const guessed = guessedOf(candidates);
  if (guessed.length < 2) return [...candidates];
  const weights = guessed.map(({ code, confidence }) => confidence * Math.exp(strength * likenessOf(code)));
  const sum = guessed.reduce((total, { confidence }) => total + confidence, 0);
  const most = Math.max(...guessed.map(({ confidence }) => confidence));
  const total = weights.reduce((all, weight) => all + weight, 0);
  if (total === 0) return [...candidates];
  return guessed
    .map((one, at) => ({ ...one, confidence: Math.min(most, (sum * (weights[at] ?? 0)) / total) }))
    .sort((a, b) => b.confidence - a.confidence);
}
