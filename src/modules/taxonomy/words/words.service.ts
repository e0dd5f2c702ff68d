import { setImmediate as nextTurn } from 'node:timers/promises';
import { badInput, DomainError } from '../../../kernel/errors.ts';
import type { Db } from '../../../platform/db/db.ts';
import type { Scheme } from '../concept.rules.ts';
import type { TaxonomySource } from '../taxonomy.service.ts';
import type { Reranker } from './embedding.ts';
import { WordResolvers } from './resolvers.ts';
import type { TitleReading } from './title.rules.ts';
import type { TitleModel } from './title-model.ts';
import { type Candidate, type Hints, isCertain, rounded } from './words.rules.ts';
import { readChosen } from './words.store.ts';

export const mostTexts = 1_000;
export const longestText = 500;
/** Texts of one turn: other callers are served in between. */
const turn = 25;
/** How many candidates are ranked anew by meaning. */
const reranked = 20;

export interface ResolutionRecord {
  text: string;
  /** Best first; for majors, those of each part of the text in its order. */
  candidates: Candidate[];
  /** False when a person should choose. */
  isCertain: boolean;
}

export interface WordQuery {
  scheme: Scheme;
  texts: readonly string[];
  /** At most so many candidates: for majors of each part of a text, else in all. */
  limit: number;
  /** Whose own aliases count. */
  organizationId: string | null;
  /** These aliases, where `chosenBy` was asked before. */
  own?: ChosenWords | null;
  hints?: Hints;
}

/** The code that an organization chose for a word, by `keyOf`; undefined where it chose none. */
export type ChosenWords = (key: string) => string | undefined;

export interface WordDeps {
  db: Db;
  taxonomy: TaxonomySource;
  titleModel: TitleModel | null;
  reranker: Reranker | null;
}

/** From words to codes: what a text stands for in a scheme, how surely, and by what it was recognized. */
export class WordService {
  private readonly deps: WordDeps;
  private made: { taxonomy: TaxonomySource['now']; resolvers: WordResolvers } | null = null;

  constructor(deps: WordDeps) {
    this.deps = deps;
  }

  /** Those of the taxonomy as it stands now; an edition that is loaded makes new ones. */
  get resolvers(): WordResolvers {
    const { now } = this.deps.taxonomy;
    if (this.made?.taxonomy !== now) {
      this.made = { taxonomy: now, resolvers: new WordResolvers(now, this.deps.titleModel) };
    }
    return this.made.resolvers;
  }

  readTitle(text: string): TitleReading {
    return this.resolvers.readTitle(text);
  }

  /**
   * As `resolve`, for callers from outside.
   * @throws TOO_LARGE for too many texts, BAD_INPUT at `texts.3` for one that is too long, at `limit`.
   */
  async resolveAsked(query: WordQuery, mostCandidates: number): Promise<ResolutionRecord[]> {
    checkTexts(query.texts);
    if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > mostCandidates) {
      throw badInput('limit', `${query.limit} candidates were asked.`, `Ask for 1 to ${mostCandidates}.`);
    }
    return this.resolve(query);
  }

  /** One answer a text, in the order asked. */
  async resolve({ scheme, texts, limit, organizationId, hints, ...query }: WordQuery): Promise<ResolutionRecord[]> {
    const { reranker } = this.deps;
    const own = (query.own === undefined ? await this.chosenBy(organizationId, scheme) : query.own) ?? undefined;
    const resolver = this.resolvers.of(scheme);
    const found: ResolutionRecord[] = [];
    for (let at = 0; at < texts.length; at += turn) {
      if (at > 0) await nextTurn();
      const some = texts.slice(at, at + turn);
      const resolved = resolver.resolveAll(some, { limit: reranker ? Math.max(limit, reranked) : limit, hints, own });
      const ranked = reranker ? await this.rerank(reranker, scheme, some, resolved) : resolved;
      some.forEach((text, place) => {
        found.push(recordOf(text, first(ranked[place] ?? [], limit, scheme === 'major')));
      });
    }
    return found;
  }

  /** All that an organization has chosen in a scheme; null for nothing. */
  async chosenBy(organizationId: string | null, scheme: Scheme): Promise<ChosenWords | null> {
    if (organizationId === null) return null;
    const chosen = await readChosen(this.deps.db.prisma, organizationId, scheme);
    return chosen.size === 0 ? null : (key) => chosen.get(key);
  }

  /** Each part of a text by itself. */
  private async rerank(
    reranker: Reranker,
    scheme: Scheme,
    texts: readonly string[],
    resolved: readonly Candidate[][],
  ): Promise<Candidate[][]> {
    const parts = resolved.map((candidates, at) =>
      [...Map.groupBy(candidates, ({ start }) => start).values()].map((some) => ({
        text: (texts[at] ?? '').slice(some[0]?.start, some[0]?.end),
        candidates: some,
      })),
    );
    const { now } = this.deps.taxonomy;
    const ranked = await reranker.rank(parts.flat(), (code) => now.get(scheme, code)?.name ?? code);
    let next = 0;
    return parts.map((some) => {
      const mine = ranked.slice(next, next + some.length);
      next += some.length;
      return mine.flat();
    });
  }
}

function recordOf(text: string, candidates: readonly Candidate[]): ResolutionRecord {
  const even = candidates
    .map((one) => ({ ...one, confidence: rounded(one.confidence) }))
    .filter(({ confidence }) => confidence > 0);
  return { text, candidates: even, isCertain: isCertain(even) };
}

function first(candidates: readonly Candidate[], limit: number, eachPart: boolean): Candidate[] {
  if (!eachPart) return candidates.slice(0, limit);
  return [...Map.groupBy(candidates, ({ start }) => start).values()].flatMap((part) => part.slice(0, limit));
}

function checkTexts(texts: readonly string[]): void {
  if (texts.length > mostTexts) {
    throw new DomainError('TOO_LARGE', `${texts.length} texts were sent.`, {
      path: 'texts',
      cure: `Send at most ${mostTexts} a call.`,
    });
  }
  texts.forEach((text, at) => {
    if (text.length > longestText && [...text].length > longestText) {
      throw badInput(`texts.${at}`, `The text is longer than ${longestText} characters.`, 'Shorten it.');
    }
  });
}
