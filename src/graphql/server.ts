import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import fastifyApollo, { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import { ApolloArmor } from '@escape.tech/graphql-armor';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Actor } from '../kernel/actor.ts';
import { DomainError, type ErrorCode, errorStatus } from '../kernel/errors.ts';
import { answeringOne, isDegraded } from '../platform/degraded.ts';
import type { Log } from '../platform/log.ts';
import { checkOperation } from './complexity.ts';
import { type Context, createContext } from './context.ts';
import { createErrorFormatter } from './errors.ts';
import { type HealthParts, serveHealth } from './health.ts';
import type { Module } from './module.ts';
import { serveQueryPage } from './query-page.ts';

/** Deep enough for the query that joins everything, with its pages and concepts. */
const maxDepth = 14;

export interface ServerParts extends HealthParts {
  schema: GraphQLSchema;
  modules: readonly Module[];
  actorOf(headers: FastifyRequest['headers']): Promise<Actor>;
  log: Log;
  /** How many proxies stand before the service. */
  proxies: number;
}

/** The HTTP server: GraphQL, the modules' own routes, health. It does not listen yet. */
export async function createServer({
  schema,
  modules,
  actorOf,
  log,
  proxies,
  ...health
}: ServerParts): Promise<FastifyInstance> {
  const server = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1_048_576,
    // Fastify takes a bare number of hops for none: a direct caller could feign them.
    trustProxy: proxies === 0 ? false : (_address, hop) => hop < proxies,
    frameworkErrors: (error, _request, reply) => void answerError(error, reply as unknown as Reply, log),
  });
  // The query page brings its own scripts and workers; nothing is loaded from elsewhere.
  await server.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        workerSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'", 'data:'],
        imgSrc: ["'self'", 'data:'],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false,
  });
  serveHealth(server, health);
  await server.register(rateLimit, { max: 1_200, timeWindow: '1 minute' });
  server.setNotFoundHandler((_request, reply) =>
    reply.status(404).send({
      code: 'NOT_FOUND',
      message: 'There is nothing at this address.',
      details: { cure: 'Ask POST /graphql, or open /query/.' },
    }),
  );
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => answerError(error, reply, log));

  const armor = new ApolloArmor({
    maxDepth: { n: maxDepth },
    maxAliases: { n: 30 },
    // graphql-js counts them itself, below; this one breaks off outside of Apollo's error handling, as a 500.
    maxTokens: { enabled: false },
    maxDirectives: { n: 30 },
    // The schema is open to read: a hint at the right name gives nothing away.
    blockFieldSuggestion: { enabled: false },
    costLimit: { enabled: false },
  }).protect();
  const apollo = new ApolloServer<Context>({
    schema,
    introspection: true,
    parseOptions: { maxTokens: 4_000 },
    formatError: createErrorFormatter(log),
    validationRules: armor.validationRules,
    // Their types were not written for exactOptionalPropertyTypes.
    plugins: [
      ...armor.plugins,
      fastifyApolloDrainPlugin(server),
      checkOperation(schema),
      statusOfErrors,
      degradedAnswers,
    ] as ApolloServerPlugin<Context>[],
  });
  // Once the body is read: what reads it would leave the request's context.
  server.addHook('preValidation', (_request, _reply, done) => answeringOne(done));
  // A streamed answer has told by its first piece, or cannot: headers go before it.
  server.addHook('onSend', async (_request, reply) => {
    if (isDegraded()) reply.header('jucai-degraded', 'true');
  });
  await apollo.start();
  await server.register(fastifyApollo(apollo), {
    path: '/graphql',
    context: async (request: FastifyRequest) => createContext(await actorForGraphql(request, actorOf)),
  });
  await serveQueryPage(server);
  for (const module of modules) module.routes?.(server);
  return server;
}

/** Apollo makes an HTTP status only of a GraphQLError. */
async function actorForGraphql(request: FastifyRequest, actorOf: ServerParts['actorOf']): Promise<Actor> {
  try {
    return await actorOf(request.headers);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new GraphQLError(error.message, {
      originalError: error,
      extensions: { code: error.code, http: { status: errorStatus[error.code] } },
    });
  }
}

/** A request that was refused as a whole carries the HTTP status of its first error; partial answers stay 200. */
const statusOfErrors: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response }) {
        if (response.body.kind !== 'single' || response.body.singleResult.data) return;
        const code = response.body.singleResult.errors?.[0]?.extensions?.['code'];
        const status = errorStatus[code as ErrorCode];
        if (status !== undefined) response.http.status = status;
      },
    };
  },
};

/** Says in `extensions` that PostgreSQL stood in for Meilisearch. */
const degradedAnswers: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response }) {
        if (response.body.kind !== 'single' || !isDegraded()) return;
        const { singleResult } = response.body;
        singleResult.extensions = { ...singleResult.extensions, degraded: true };
      },
    };
  },
};

interface Reply {
  status(code: number): { send(body: unknown): unknown };
}

function answerError(error: Error & { statusCode?: number }, reply: Reply, log: Log): unknown {
  if (error instanceof DomainError) {
    return reply
      .status(errorStatus[error.code])
      .send({ code: error.code, message: error.message, details: error.details });
  }
  const status = error.statusCode ?? 500;
  if (status >= 500) log.error({ err: error }, 'an unforeseen error');
  const code: ErrorCode =
    status === 413 ? 'TOO_LARGE' : status === 429 ? 'TOO_MANY_REQUESTS' : status >= 500 ? 'INTERNAL' : 'BAD_INPUT';
  const message = status >= 500 ? 'Something went wrong here; it has been logged.' : error.message;
  return reply.status(status).send({ code, message, details: {} });
}
