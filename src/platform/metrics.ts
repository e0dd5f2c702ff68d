import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Db } from './db/db.ts';
import { nextMark } from './search/meili/settings.rules.ts';

/** One figure, read when it is asked for. */
export interface Figure {
  /** As Prometheus names figures: `jucai_` and the unit at the end. */
  name: string;
  help: string;
  labels?: readonly string[];
  read(): Promise<readonly { labels?: Readonly<Record<string, string>>; value: number }[]>;
}

export interface Request {
  method: string;
  /** The pattern of the address, never the address itself: ids in it would make a series each. */
  route: string;
  status: number;
  seconds: number;
}

/** What an operator watches, in Prometheus' text format. No figure tells of a person or an organization. */
export interface Metrics {
  contentType: string;
  observe(request: Request): void;
  /** A figure that cannot be read is left out, so that the others still tell what is wrong. */
  text(): Promise<string>;
}

export function createMetrics(figures: readonly Figure[]): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'jucai_http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  for (const { name, help, labels = [], read } of figures) {
    new Gauge({
      name,
      help,
      labelNames: labels,
      registers: [registry],
      async collect() {
        this.reset();
        const found = await read().catch(() => []);
        // Without labels it would stand at 0.
        if (found.length === 0 && labels.length === 0) this.remove();
        for (const { labels: of = {}, value } of found) this.set(of, value);
      },
    });
  }
  return {
    contentType: registry.contentType,
    observe: ({ method, route, status, seconds }) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    text: () => registry.metrics(),
  };
}

/** What waits between a commit and the search, and the connections to the database. */
export function databaseFigures({ pool }: Pick<Db, 'pool'>): Figure[] {
  const rows = async (sql: string) => (await pool.query<{ labels?: Record<string, string>; value: number }>(sql)).rows;
  return [
    {
      name: 'jucai_outbox_rows',
      help: 'Changes that are committed and not in the search yet.',
      read: () => rows('SELECT count(*)::int AS value FROM outbox'),
    },
    {
      name: 'jucai_outbox_age_seconds',
      help: 'Age of the oldest of them; 0 when there is none.',
      read: () => rows('SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS value FROM outbox'),
    },
    {
      name: 'jucai_search_set_aside_documents',
      help: 'Documents that could not be made.',
      read: () => rows('SELECT count(*)::int AS value FROM search_setaside'),
    },
    {
      name: 'jucai_search_lag_documents',
      help: 'Documents, at most, that Meilisearch does not have as they are now.',
      labels: ['server', 'index'],
      read: () =>
        rows(`SELECT json_build_object('server', c.server, 'index', c.index) AS labels, (s.sequence - c.sequence)::float8 AS value
          FROM search_checkpoint c JOIN search_state s USING (index) WHERE right(c.uid, ${nextMark.length}) <> '${nextMark}'`),
    },
    {
      name: 'jucai_search_refused_documents',
      help: 'Documents that Meilisearch would not take.',
      read: () => rows('SELECT count(*)::int AS value FROM search_refused'),
    },
    {
      name: 'jucai_database_connections',
      help: 'Connections of this process to the database.',
      labels: ['state'],
      read: async () => [
        { labels: { state: 'idle' }, value: pool.idleCount },
        { labels: { state: 'used' }, value: pool.totalCount - pool.idleCount },
        { labels: { state: 'awaited' }, value: pool.waitingCount },
      ],
    },
  ];
}
