import { shippedTaxonomy } from '../../src/modules/taxonomy/index.ts';
import type { Scheme } from '../../src/modules/taxonomy/taxonomy.rules.ts';
import { WordResolvers } from '../../src/modules/taxonomy/words/resolvers.ts';
import type { TitleModel } from '../../src/modules/taxonomy/words/title-model.ts';
import type { Ask, Candidate } from '../../src/modules/taxonomy/words/words.rules.ts';

export const taxonomy = shippedTaxonomy();

export function resolversWith(model: TitleModel | null = null, over = taxonomy): WordResolvers {
  return new WordResolvers(over, model);
}

const resolvers = resolversWith();

/** Candidates of one text, best first. */
export function candidates(scheme: Scheme, text: string, ask: Partial<Ask> = {}): Candidate[] {
  return resolvers.of(scheme).resolveAll([text], { limit: 10, ...ask })[0] ?? [];
}

export function codes(scheme: Scheme, text: string, ask: Partial<Ask> = {}): string[] {
  return candidates(scheme, text, ask).map(({ code }) => code);
}
