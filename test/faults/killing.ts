import pg from 'pg';

/** A statement at which this process is to end as by kill -9. */
export interface Deadly {
  /** Part of its text. */
  statement: string;
  /** Part of a statement before it in the same transaction. */
  behind?: string;
  /** The first, or a later one of those. */
  nth?: number;
  /** Only once the database has answered it. */
  answered?: boolean;
}

/** Kills this process at a statement, whoever sends it. To be called before the first connection is made. */
export function dieAt(deadly: () => Deadly | null): void {
  const sent = new WeakMap<object, string>();
  let met = 0;
  const { query } = pg.Client.prototype;
  const send = query as unknown as (this: pg.Client, ...words: unknown[]) => unknown;
  const watched = function (this: pg.Client, ...words: unknown[]): unknown {
    const [first] = words;
    const text = typeof first === 'string' ? first : String((first as { text?: unknown } | undefined)?.text ?? '');
    const before = text === 'BEGIN' ? '' : (sent.get(this) ?? '');
    sent.set(this, `${before}${text}\n`);
    const at = deadly();
    if (!at || !text.includes(at.statement) || !before.includes(at.behind ?? '')) return send.apply(this, words);
    met += 1;
    if (met !== (at.nth ?? 1)) return send.apply(this, words);
    const die = () => process.kill(process.pid, 'SIGKILL');
    if (!at.answered) die();
    return Promise.resolve(send.apply(this, words)).then(die);
  };
  pg.Client.prototype.query = watched as unknown as typeof query;
}
