import type { SearchIndex } from '../engine.ts';
import type { Connection } from '../postgres-write.ts';
import type { Failure } from '../projected.ts';

/** How far an index of a server has been followed. */
export interface Checkpoint {
  uid: string;
  index: SearchIndex;
  sequence: number;
  /** Where to begin again if a task turns up that nobody waited for; null when nothing is in doubt. */
  doubtedFrom: number | null;
}

export interface FollowState {
  /** The server's number of the last task with documents that it is known to have done; -1 when none. */
  task: number;
  checkpoints: Checkpoint[];
  /** Of the documents in PostgreSQL: the layout that they have, empty while they are made anew, and the last sequence. */
  indexes: { index: SearchIndex; hash: string; sequence: number }[];
}

/** What a sending that was cut off may still bring is waited for so long. */
const doubt = "interval '5 minutes'";
const longestError = 1_000;
/** Who changes documents now has changed some since. */
const recently = "interval '5 seconds'";

/**
 * What PostgreSQL keeps of following one server. Over the session that holds the lock: who has lost it can note nothing.
 */
export class FollowStore {
  readonly #connection: Connection;
  readonly #server: string;

  constructor(connection: Connection, server: string) {
    this.#connection = connection;
    this.#server = server;
  }

  async read(): Promise<FollowState> {
    const { rows } = await this.#connection.query<FollowState>(
      `SELECT coalesce((SELECT task FROM search_server WHERE server = $1), -1) AS task,
        (SELECT coalesce(json_agg(json_build_object('uid', uid, 'index', index, 'sequence', sequence,
            'doubtedFrom', CASE WHEN doubted_until > now() THEN doubted_from END)), '[]')
          FROM search_checkpoint WHERE server = $1) AS checkpoints,
        (SELECT json_agg(json_build_object('index', index, 'hash', fields_hash, 'sequence', sequence)) FROM search_state) AS indexes`,
      [this.#server],
    );
    const [state] = rows;
    if (!state) throw new Error('The state of following gave no row.');
    return state;
  }

  /** Whether no document has changed for some seconds, or ever. */
  async isCalm(): Promise<boolean> {
    const { rows } = await this.#connection.query<{ calm: boolean }>(
      `SELECT NOT EXISTS (SELECT FROM search_state AS s CROSS JOIN LATERAL
         (SELECT d.written_at FROM search_document AS d WHERE d.index = s.index ORDER BY d.sequence DESC LIMIT 1) AS last
         WHERE last.written_at > now() - ${recently}) AS calm`,
    );
    return rows[0]?.calm === true;
  }

  /** Writes what has changed only: a server is asked every few seconds. */
  async reached(version: string): Promise<void> {
    await this.#connection.query(
      `INSERT INTO search_server AS s (server, version) VALUES ($1, $2)
       ON CONFLICT (server) DO UPDATE SET version = $2, error = NULL, error_at = NULL
       WHERE s.version IS DISTINCT FROM $2 OR s.error IS NOT NULL`,
      [this.#server, version],
    );
  }

  async failed(error: unknown): Promise<void> {
    await this.#connection.query(
      `INSERT INTO search_server (server, error, error_at) VALUES ($1, $2, now())
       ON CONFLICT (server) DO UPDATE SET error = excluded.error, error_at = now()`,
      [this.#server, errorText(error)],
    );
  }

  /** An index that is begun: nothing is in it. */
  async begin(uid: string, index: SearchIndex): Promise<void> {
    await this.#connection.query(
      `WITH before AS (DELETE FROM search_checkpoint WHERE server = $1 AND uid = $2)
       INSERT INTO search_server (server) VALUES ($1) ON CONFLICT DO NOTHING`,
      [this.#server, uid],
    );
    await this.#connection.query('INSERT INTO search_checkpoint (server, uid, index) VALUES ($1, $2, $3)', [
      this.#server,
      uid,
      index,
    ]);
  }

  /** All documents up to the sequence are in the index, these among them. */
  async advance(uid: string, sequence: number, task: number, ids: readonly string[]): Promise<void> {
    const { rowCount } = await this.#connection.query(
      `WITH server AS (UPDATE search_server SET task = greatest(task, $4) WHERE server = $1),
         taken AS (DELETE FROM search_refused WHERE server = $1 AND uid = $2 AND id = ANY($5::uuid[]))
       UPDATE search_checkpoint SET sequence = greatest(sequence, $3) WHERE server = $1 AND uid = $2`,
      [this.#server, uid, sequence, task, ids],
    );
    if (rowCount !== 1) throw new Error(`The checkpoint of ${uid} is gone: another process has taken over.`);
  }

  async refuse(uid: string, failures: readonly Failure[]): Promise<void> {
    await this.#connection.query(
      `INSERT INTO search_refused (server, uid, id, error) SELECT $1, $2, * FROM unnest($3::uuid[], $4::text[])
       ON CONFLICT (server, uid, id) DO UPDATE SET error = excluded.error, at = now()`,
      [this.#server, uid, failures.map(({ id }) => id), failures.map(({ error }) => errorText(error))],
    );
  }

  async refused(uid: string): Promise<string[]> {
    const { rows } = await this.#connection.query<{ id: string }>(
      'SELECT id FROM search_refused WHERE server = $1 AND uid = $2 ORDER BY id',
      [this.#server, uid],
    );
    return rows.map(({ id }) => id);
  }

  /** What was sent last, to this index or to all, may be taken in later than it should be. */
  async doubt(uid: string | null): Promise<void> {
    await this.#connection.query(
      `UPDATE search_checkpoint SET doubted_until = now() + ${doubt},
         doubted_from = CASE WHEN doubted_until > now() THEN least(doubted_from, sequence) ELSE sequence END
       WHERE server = $1 AND uid = coalesce($2, uid)`,
      [this.#server, uid],
    );
  }

  /** Begins again where doubt began, for a task turned up that nobody had waited for. */
  async goBack(task: number): Promise<void> {
    await this.#connection.query(
      `WITH server AS (UPDATE search_server SET task = $2 WHERE server = $1)
       UPDATE search_checkpoint SET sequence = least(sequence, doubted_from) WHERE server = $1 AND doubted_until > now()`,
      [this.#server, task],
    );
  }

  /** `next` is about to be the index in service. Its checkpoint holds for what is in service before the swap, too. */
  async promote(next: string, inService: string): Promise<void> {
    const query = (text: string, uids: readonly string[]) => this.#connection.query(text, [this.#server, ...uids]);
    await this.#connection.query('BEGIN');
    try {
      await query(
        `INSERT INTO search_checkpoint AS c (server, uid, index, sequence)
         SELECT server, $3, index, sequence FROM search_checkpoint WHERE server = $1 AND uid = $2
         ON CONFLICT (server, uid) DO UPDATE SET sequence = least(c.sequence, excluded.sequence)`,
        [next, inService],
      );
      await query('DELETE FROM search_refused WHERE server = $1 AND uid = $2', [inService]);
      await query('UPDATE search_refused SET uid = $3 WHERE server = $1 AND uid = $2', [next, inService]);
      await query('DELETE FROM search_checkpoint WHERE server = $1 AND uid = $2', [next]);
      await this.#connection.query('COMMIT');
    } catch (error) {
      await this.#connection.query('ROLLBACK');
      throw error;
    }
  }

  /** These indexes are no longer followed. */
  async forget(uids: readonly string[]): Promise<void> {
    await this.#connection.query('DELETE FROM search_checkpoint WHERE server = $1 AND uid = ANY($2::text[])', [
      this.#server,
      uids,
    ]);
  }

  /** The server has lost what it had taken. */
  async forgetAll(): Promise<void> {
    await this.#connection.query(
      `WITH checkpoints AS (DELETE FROM search_checkpoint WHERE server = $1)
       UPDATE search_server SET task = -1 WHERE server = $1`,
      [this.#server],
    );
  }
}

/** Of servers that nobody follows any more, nothing is kept. */
export async function forgetOthers(connection: Connection, servers: readonly string[]): Promise<void> {
  await connection.query('DELETE FROM search_server WHERE server <> ALL($1::text[])', [servers]);
}

function errorText(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replaceAll('\0', '').toWellFormed().slice(0, longestError);
}
