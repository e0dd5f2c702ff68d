import { createHash, timingSafeEqual } from 'node:crypto';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Log } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';

export interface HealthParts {
  /** Whether the service can answer now. */
  ready(): Promise<boolean>;
  /** Null: figures are not offered. */
  metrics: { token: string; figures: Metrics } | null;
}

/** `/healthz`: the process lives; `/readyz`: it can answer; `/metrics`: figures for who has the token. */
export function serveHealth(server: FastifyInstance, { ready, metrics }: HealthParts): void {
  server.get('/healthz', async () => ({ status: 'ok' }));
  server.get('/readyz', async (_request, reply) => {
    const isReady = await ready().catch(() => false);
    return reply.status(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready' });
  });
  if (metrics === null) return;
  const { token, figures } = metrics;
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    figures.observe({ method: request.method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1_000 });
  });
  server.get('/metrics', async (request, reply) => {
    if (!isSame(request.headers.authorization ?? '', `Bearer ${token}`)) {
      return reply
        .status(401)
        .send({ code: 'NOT_SIGNED_IN', message: 'Figures are for who has METRICS_TOKEN.', details: {} });
    }
    return reply.type(figures.contentType).send(await figures.text());
  });
}

/** The server of a worker: health and figures alone. It does not listen yet. */
export function createHealthServer(parts: HealthParts & { log: Log }): FastifyInstance {
  const server = Fastify({
    loggerInstance: parts.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
  });
  serveHealth(server, parts);
  return server;
}

/** In a time that tells nothing of where they differ. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
