import { DomainError } from '../../kernel/errors.ts';
import type { Db } from '../db/db.ts';
import {
  type CountRequest,
  type EngineStatus,
  type Filter,
  namedSetAside,
  type RecallAnswer,
  type RecallRequest,
  type SearchAnswer,
  type SearchEngine,
  type SearchIndex,
  type SearchPage,
} from './engine.ts';
import type { FieldRegistry } from './fields.ts';
import { Parameters } from './parameters.ts';
import { type CountRow, readCounts, writeCount } from './postgres-count.ts';
import { gatherCriteriaKeys } from './postgres-credit.ts';
import { gatherFilterKeys, type Writing } from './postgres-filter.ts';
import { type RecallRow, readRecall, writeRecalls } from './postgres-recall.ts';
import { readSearch, type SearchRow, writeSearch } from './postgres-search.ts';
import { tiersOf } from './probes.ts';
import { type KnownTokens, TokenBook } from './tokens.ts';

/** Raised by `search_layout` where the documents are laid out otherwise than this process reads them. */
const otherLayout = 'JC001';

export interface PostgresEngineOptions {
  db: Pick<Db, 'pool'>;
  fields: FieldRegistry;
  /** The projector's: this engine's copy are the projected documents themselves. */
  rebuild(index: SearchIndex): Promise<void>;
}

/** Answers from `search_document`: the embedded default, and the reference that other engines are compared with. */
export class PostgresEngine implements SearchEngine {
  readonly #db: Pick<Db, 'pool'>;
  readonly #fields: FieldRegistry;
  /** Another engine that reads the same tokens shares it. */
  readonly book: TokenBook;
  readonly rebuild: (index: SearchIndex) => Promise<void>;

  constructor({ db, fields, rebuild }: PostgresEngineOptions) {
    this.#db = db;
    this.#fields = fields;
    this.book = new TokenBook(db.pool);
    this.rebuild = rebuild;
  }

  async recall(requests: readonly RecallRequest[]): Promise<RecallAnswer[]> {
    return this.recallAmong(requests, await this.tokensOf(requests));
  }

  /**
   * As `recall`, with tokens that were looked up; where another engine has found the documents of a request, each of them
   * gets its bound, and no others are looked for.
   */
  async recallAmong(
    requests: readonly (RecallRequest & { ids?: readonly string[] })[],
    tokens: KnownTokens,
  ): Promise<RecallAnswer[]> {
    if (requests.length === 0) return [];
    const found = new Set<RecallRequest>();
    const among = requests.map(({ ids, ...request }): RecallRequest => {
      if (!ids) return request;
      const narrowed: RecallRequest = { ...request, filter: { op: 'AND', of: [{ op: 'IDS', ids }, request.filter] } };
      found.add(narrowed);
      return narrowed;
    });
    const parameters = new Parameters();
    const text = writeRecalls(
      among,
      ({ index }) => this.#writing(index, parameters, tokens),
      (request) => (found.has(request) ? [] : tiersOf(request)),
    );
    const rows = await this.#read<RecallRow>(text, parameters);
    return [...rows].sort((x, y) => x.request - y.request).map(readRecall);
  }

  /** Of all keys that requests name, in one look. */
  tokensOf(
    requests: readonly (Pick<RecallRequest, 'index' | 'filter'> & Partial<RecallRequest>)[],
  ): Promise<KnownTokens> {
    const wanted = new Map<string, Set<string>>();
    for (const { index, filter, criteria = [] } of requests) {
      gatherCriteriaKeys(criteria, this.#fields.of(index), wanted);
      gatherFilterKeys(filter, wanted);
    }
    return this.book.look(wanted);
  }

  async search(index: SearchIndex, text: string, filter: Filter, page: SearchPage): Promise<SearchAnswer> {
    const tokens = await this.tokensOf([{ index, filter }]);
    const parameters = new Parameters();
    const statement = writeSearch(text, filter, page, this.#writing(index, parameters, tokens));
    const [row] = await this.#read<SearchRow>(statement, parameters);
    return readSearch(row ?? { total: 0, found: null }, page);
  }

  async count(requests: readonly CountRequest[]) {
    if (requests.length === 0) return [];
    const tokens = await this.tokensOf(requests);
    const parameters = new Parameters();
    const selects = requests.map((request, place) =>
      writeCount(request, place, this.#writing(request.index, parameters, tokens)),
    );
    return readCounts(requests, await this.#read<CountRow>(selects.join(' UNION ALL '), parameters), this.book);
  }

  async status(): Promise<EngineStatus> {
    const [row] = await this.#read<Omit<EngineStatus, 'engine' | 'failure'>>(
      `SELECT current_setting('server_version') AS version,
        (SELECT json_agg(json_build_object('index', s.index, 'sequence', s.sequence,
            'documents', (SELECT count(*) FROM search_document AS d WHERE d.index = s.index AND NOT d.deleted),
            'setAside', (SELECT count(*) FROM search_setaside AS a WHERE a.index = s.index)) ORDER BY s.index)
          FROM search_state AS s) AS indexes,
        (SELECT coalesce(json_agg(a), '[]') FROM
          (SELECT index, id, error, at FROM search_setaside ORDER BY at DESC LIMIT ${namedSetAside}) AS a) AS "setAside",
        (SELECT count(*) FROM outbox) AS "lagRows",
        (SELECT coalesce(greatest(0, extract(epoch FROM clock_timestamp() - min(created_at))), 0)::float8 FROM outbox) AS "lagSeconds"`,
      new Parameters(),
    );
    if (!row) throw new Error('The status statement gave no row.');
    const setAside = row.setAside.map((one) => ({ ...one, at: new Date(one.at) }));
    return { engine: 'POSTGRESQL', ...row, failure: null, setAside };
  }

  #writing(index: SearchIndex, parameters: Parameters, tokens: KnownTokens): Writing {
    return { fields: this.#fields.of(index), parameters, tokens };
  }

  async #read<Row extends object>(text: string, parameters: Parameters): Promise<Row[]> {
    try {
      return (await this.#db.pool.query<Row>(parameters.finish(text))).rows;
    } catch (error) {
      if ((error as { code?: string }).code !== otherLayout) throw error;
      throw new DomainError('UNAVAILABLE', 'The search index is being made anew.', { cure: 'Try again in a minute.' });
    }
  }
}
