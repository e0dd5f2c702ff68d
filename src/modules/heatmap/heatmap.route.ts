import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../../kernel/actor.ts';
import { badInput, DomainError } from '../../kernel/errors.ts';
import { isAllowed } from '../../kernel/permissions.ts';
import { csvOf } from './csv.rules.ts';
import type { HeatmapService } from './heatmap.service.ts';
import { type QueryName, queryNames, queryOf } from './query.rules.ts';

export type ActorOf = (headers: FastifyRequest['headers']) => Promise<Actor>;

/** `GET /heatmap.csv?region=350211&rows=occupation&columns=education`: the map as GraphQL gives it, to be saved. */
export function csvRoute(server: FastifyInstance, service: HeatmapService, actorOf: ActorOf): void {
  server.get('/heatmap.csv', async (request, reply) => {
    const actor = await actorOf(request.headers);
    if (!isAllowed(actor, 'heat:read'))
      throw new DomainError('FORBIDDEN', 'Your role does not carry the permission heat:read.');
    const map = await service.heatMap(actor, queryOf(parametersOf(request.query)));
    return reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="heatmap.csv"')
      .header('cache-control', 'private, no-store')
      .send(csvOf(map));
  });
}

/** @throws BAD_INPUT for names that there are not, and for one given twice. */
function parametersOf(query: unknown): Partial<Record<QueryName, string>> {
  const given = Object.entries(query as Record<string, unknown>);
  for (const [name, value] of given) {
    if (!(queryNames as readonly string[]).includes(name)) {
      throw badInput(name.slice(0, 40), 'There is no such parameter.', `There are: ${queryNames.join(', ')}.`);
    }
    if (typeof value !== 'string') throw badInput(name, 'The parameter is given twice.', 'Give it once.');
  }
  return Object.fromEntries(given) as Partial<Record<QueryName, string>>;
}
