import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { packageRoot } from '../platform/package-root.ts';

export const queryPageFolder = join(packageRoot, 'dist', 'web', 'query');

/** Serves the built query page at /query/; where it was not built, the address says how. */
export async function serveQueryPage(server: FastifyInstance): Promise<void> {
  server.get('/', (_request, reply) => reply.redirect('/query/'));
  if (existsSync(join(queryPageFolder, 'index.html'))) {
    await server.register(fastifyStatic, { root: queryPageFolder, prefix: '/query/', redirect: true });
    return;
  }
  server.get('/query/', (_request, reply) =>
    reply
      .status(404)
      .send({ code: 'NOT_FOUND', message: 'The query page was not built: run “npm run build:web”.', details: {} }),
  );
}
