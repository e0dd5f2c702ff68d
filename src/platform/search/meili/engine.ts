import type {
  CountCell,
  CountRequest,
  Filter,
  RecallAnswer,
  RecallRequest,
  SearchAnswer,
  SearchEngine,
  SearchIndex,
  SearchPage,
} from '../engine.ts';
import type { FieldRegistry } from '../fields.ts';
import type { PostgresEngine } from '../postgres-engine.ts';
import type { KnownTokens } from '../tokens.ts';
import type { Attributes } from './at-least.rules.ts';
import { type Clients, type MeiliClient, MeiliUnavailable } from './client.ts';
import type { Condition } from './condition.rules.ts';
import { countAll } from './counting.ts';
import { searchFederated } from './federated.ts';
import { conditionOf } from './filter.rules.ts';
import { askAll, idsOf } from './questions.ts';
import { answerOf, type Bounded, ladderOf, reachedOf, usuallyBounded } from './recall.ts';
import { searchPage } from './search.ts';
import { indexNames, mostFacetValues } from './settings.rules.ts';

export interface MeiliEngineOptions {
  clients: Clients;
  fields: FieldRegistry;
  /** Gives candidates their exact bounds and packed values, and answers what Meilisearch cannot answer exactly. */
  postgres: PostgresEngine;
  /** The follower's. */
  rebuild: SearchEngine['rebuild'];
  status: SearchEngine['status'];
  /** What the names of its indexes begin with. */
  prefix?: string;
  /** What they end with. */
  division?: string;
  /** As the indexes are set. */
  mostValues?: number;
  bounded?: Bounded;
}

/**
 * Lists, candidates and counts from Meilisearch. Its filters find candidates; PostgreSQL, asked for just these, computes
 * their bounds, so both engines rank alike. Every call may end in MeiliUnavailable, also while an index is not there yet.
 */
export class MeiliEngine implements SearchEngine {
  readonly #options: MeiliEngineOptions;
  readonly rebuild: SearchEngine['rebuild'];
  readonly status: SearchEngine['status'];

  constructor(options: MeiliEngineOptions) {
    this.#options = options;
    this.rebuild = options.rebuild;
    this.status = options.status;
  }

  /** @throws MeiliUnavailable, or StartupError for its version, unless every server can answer for every index. */
  async check(): Promise<void> {
    const { clients, fields } = this.#options;
    await Promise.all(clients.map((client) => this.#checkOne(client)));
    const [any] = fields.indexes;
    // Whether the first may ask the others is seen only when it does.
    if (clients.length > 1 && any)
      await searchFederated(clients, { indexUid: this.#uid(any.index), q: '' }, { limit: 0, offset: 0 });
  }

  async #checkOne(client: MeiliClient): Promise<void> {
    await client.version();
    const { results } = await client.ask((asked) => asked.getRawIndexes({ limit: 1_000 }));
    const uids = new Set(results.map(({ uid }) => uid));
    const missing = this.#options.fields.indexes.find(({ index }) => !uids.has(this.#uid(index)));
    if (missing)
      throw new MeiliUnavailable('index_not_found', new Error(`The index ${missing.index} is not built yet.`));
  }

  async search(index: SearchIndex, text: string, filter: Filter, page: SearchPage): Promise<SearchAnswer> {
    const tokens = await this.#options.postgres.tokensOf([{ index, filter }]);
    const condition = this.#conditionOf({ index, filter }, tokens);
    return searchPage(this.#options.clients, this.#uid(index), text, condition, page);
  }

  count(requests: readonly CountRequest[]): Promise<CountCell[][]> {
    const { clients, fields, postgres, mostValues = mostFacetValues } = this.#options;
    return countAll(requests, {
      fields,
      postgres,
      mostValues,
      ask: (questions) => askAll(clients, questions),
      questionsOf: async (some) => {
        const tokens = await postgres.tokensOf(some);
        return some.map((request) => ({
          uid: this.#uid(request.index),
          condition: this.#conditionOf(request, tokens),
        }));
      },
    });
  }

  async recall(requests: readonly RecallRequest[]): Promise<RecallAnswer[]> {
    const { clients, postgres, bounded = usuallyBounded } = this.#options;
    const tokens = await postgres.tokensOf(requests);
    const ladders = requests.map((request) =>
      ladderOf(request, this.#conditionOf(request, tokens), this.#attributesOf(request.index, tokens)),
    );
    const counts = await askAll(
      clients,
      requests.flatMap(({ index }, place) =>
        (ladders[place]?.rungs ?? []).map(({ condition }) => ({ uid: this.#uid(index), condition })),
      ),
    );
    const found = await Promise.all(
      ladders.map((ladder, place) => {
        const request = requests[place] as RecallRequest;
        const own = counts.splice(0, ladder.rungs.length).map(({ total }) => total);
        const find = (condition: Condition, most: number) => idsOf(clients, this.#uid(request.index), condition, most);
        return reachedOf(request, ladder, own, bounded, find);
      }),
    );
    const among = requests.map((request, place) => ({ ...request, ...(found[place] && { ids: found[place].ids }) }));
    const answers = await postgres.recallAmong(among, tokens);
    return answers.map((answer, place) => {
      const reached = found[place];
      return reached ? answerOf(reached, answer) : answer;
    });
  }

  #conditionOf({ index, filter }: Pick<CountRequest, 'index' | 'filter'>, tokens: KnownTokens): Condition {
    return conditionOf(filter, { fields: this.#options.fields.of(index), tokens });
  }

  #attributesOf(index: SearchIndex, tokens: KnownTokens): Attributes {
    const fields = this.#options.fields.of(index);
    const names = fields.ofKind('TOKENS').map(({ name }) => name);
    // Each key is asked for many times while thresholds are written.
    const known = new Map<string, readonly number[]>();
    return {
      tokensOf(key) {
        const own = known.get(key) ?? names.flatMap((name) => tokens.get(name)?.get(key) ?? []);
        known.set(key, own);
        return own;
      },
      numberOf: (field) => fields.column(field, ['NUMBER']),
    };
  }

  #uid(index: SearchIndex): string {
    const { fields, prefix, division } = this.#options;
    return indexNames(fields.of(index), prefix, division).inService;
  }
}
