import type { Scheme } from '../concept.rules.ts';
import type { Taxonomy } from '../taxonomy.rules.ts';
import { wordKey } from './folding.rules.ts';
import { NameIndex } from './names.rules.ts';
import { SimilarNames } from './similar.rules.ts';
import { type Ask, type Candidate, ranked, similarTo, type WordResolver } from './words.rules.ts';

const leastSimilar = 0.3;
/** Never enough to be taken without a person. */
const similarShare = 0.7;

/** Schemes whose words need no reading of their own: by code, name and alias, else by likeness. */
export class NamedResolver implements WordResolver {
  private readonly index: NameIndex;
  private similarNames: SimilarNames | null = null;

  constructor(taxonomy: Taxonomy, scheme: Scheme) {
    this.index = new NameIndex(taxonomy, scheme, { prefer: 'FINER' });
  }

  resolveAll(texts: readonly string[], ask: Ask): Candidate[][] {
    return texts.map((text) => this.resolve(text, ask).slice(0, ask.limit));
  }

  private resolve(text: string, ask: Ask): Candidate[] {
    const exact = ranked(this.index.exact(text, ask));
    if (exact.length > 0) return exact;
    this.similarNames ??= new SimilarNames(this.index.pairs());
    const found = this.similarNames.find(wordKey(text), 10, leastSimilar);
    return found.map(({ code, similarity }) => similarTo(text, code, similarity * similarShare));
  }
}
