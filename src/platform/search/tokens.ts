import type pg from 'pg';

/** Longer ones are no keys: the engines' own limits are near (PostgreSQL 2,700 bytes, Meilisearch 468). */
export const longestKey = 200;
/** About 60 MB of keys; past that the book starts anew. */
const cachedKeys = 300_000;

/** A key as it can be stored at all; any other is unknown. */
export function isKey(key: string): boolean {
  return key.length > 0 && key.length <= longestKey && !key.includes('\0') && key.isWellFormed();
}

type Connection = Pick<pg.Pool, 'query'>;
interface TokenRow {
  id: number;
  field: string;
  key: string;
}

/** Field → key → token, of what was asked for: no field and no key where no document has ever had it. */
export type KnownTokens = ReadonlyMap<string, ReadonlyMap<string, number>>;
/** Field → keys. */
export type WantedKeys = ReadonlyMap<string, Iterable<string>>;

type TokenMap = Map<string, Map<string, number>>;

/**
 * Field and key <-> integer. A token once assigned never changes, so what is cached is true for good; what is not
 * cached may have been assigned by now and is looked up again. Answers are copies: the cache may be emptied meanwhile.
 */
export class TokenBook {
  readonly #connection: Connection;
  readonly #tokens: TokenMap = new Map();
  readonly #keys = new Map<number, string>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** In one statement at most. */
  async look(wanted: WantedKeys): Promise<KnownTokens> {
    const found: TokenMap = new Map();
    const misses = new Set<string>();
    for (const [field, keys] of wanted) {
      const cached = this.#tokens.get(field);
      const own = new Map<string, number>();
      found.set(field, own);
      for (const key of keys) {
        const token = cached?.get(key);
        if (token !== undefined) own.set(key, token);
        else if (isKey(key)) misses.add(key);
      }
    }
    if (misses.size === 0) return found;
    for (const { id, field, key } of await this.#read('key', [...misses])) found.get(field)?.set(key, id);
    return found;
  }

  /** The keys of tokens, in one statement at most. */
  async keysOf(tokens: Iterable<number>): Promise<(token: number) => string> {
    const found = new Map<number, string>();
    const misses: number[] = [];
    for (const token of new Set(tokens)) {
      const key = this.#keys.get(token);
      if (key === undefined) misses.push(token);
      else found.set(token, key);
    }
    if (misses.length > 0) for (const { id, key } of await this.#read('id', misses)) found.set(id, key);
    return (token) => {
      const key = found.get(token);
      if (key === undefined) throw new Error(`Token ${token} is in a document and not in search_token.`);
      return key;
    };
  }

  /**
   * Gives every key its token. Only the projector calls it. It commits at once, apart from the documents' transaction:
   * a token of a batch that fails stays assigned and harms nothing, while a cached one that was rolled back would.
   */
  async assign(wanted: WantedKeys): Promise<KnownTokens> {
    const known = await this.look(wanted);
    const fresh = [...wanted].flatMap(([field, keys]) => {
      const own = known.get(field);
      return [...keys].filter((key) => !own?.has(key)).map((key) => ({ field, key }));
    });
    if (fresh.length === 0) return known;
    // In sorted order two writers wait for each other and never in a circle.
    await this.#connection.query(
      `INSERT INTO search_token (field, key)
       SELECT field, key FROM unnest($1::text[], $2::text[]) AS fresh (field, key) ORDER BY key COLLATE "C", field COLLATE "C"
       ON CONFLICT (key, field) DO NOTHING`,
      [fresh.map((pair) => pair.field), fresh.map((pair) => pair.key)],
    );
    return this.look(wanted);
  }

  /** One by one, whatever the planner thinks: from some two hundred on it would read the whole table, in three times the time. */
  async #read(column: 'id' | 'key', values: readonly (string | number)[]): Promise<TokenRow[]> {
    const type = column === 'id' ? 'int' : 'text';
    const { rows } = await this.#connection.query<TokenRow>(
      `SELECT token.id, token.field, token.key FROM unnest($1::${type}[]) AS asked (value)
       CROSS JOIN LATERAL (SELECT * FROM search_token WHERE ${column} = asked.value OFFSET 0) AS token`,
      [values],
    );
    if (this.#keys.size > cachedKeys) {
      this.#tokens.clear();
      this.#keys.clear();
    }
    for (const { id, field, key } of rows) {
      const own = this.#tokens.get(field) ?? new Map<string, number>();
      this.#tokens.set(field, own.set(key, id));
      this.#keys.set(id, key);
    }
    return rows;
  }
}
