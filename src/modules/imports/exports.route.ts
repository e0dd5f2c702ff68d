import type { FastifyInstance } from 'fastify';
import { type ActorOf, fileFormats, givenOnce, headerLanguage, sendDownload } from '../../graphql/download.ts';
import { badInput, DomainError } from '../../kernel/errors.ts';
import type { ExportQuery, ExportsService } from './exports.service.ts';

/**
 * `GET /exports/talents.csv`, `GET /exports/positions.xlsx?organization=<id>&lang=en`: a list as the caller sees it, to be
 * saved, changed and imported again.
 */
export function exportRoute(server: FastifyInstance, service: ExportsService, actorOf: ActorOf): void {
  server.get<{ Params: { file: string } }>('/exports/:file', async (request, reply) => {
    const actor = await actorOf(request.headers);
    return sendDownload(reply, await service.exportFile(actor, queryOf(request.params.file, request.query)));
  });
}

function isSaid(own: string | undefined): boolean {
  if (own === undefined || own === 'true' || own === 'false') return own === 'true';
  throw badInput('own', 'This is neither true nor false.', 'Write own=true for the records that you write.');
}

/** @throws NOT_FOUND for a file that there is not, BAD_INPUT for parameters that there are not. */
function queryOf(file: string, query: unknown): ExportQuery {
  const [, kind = '', ending] = /^([a-z-]+)\.([a-z]+)$/.exec(file) ?? [];
  const format = fileFormats.find((one) => one === ending);
  if (!format) {
    throw new DomainError('NOT_FOUND', 'There is no such file.', {
      cure: `Its name is that of a list, with .${fileFormats.join(' or .')}, such as talents.csv.`,
    });
  }
  const { lang, own, ...filter } = givenOnce(query, ['organization', 'own', 'catalog', 'lang']);
  return { kind, format, lang: headerLanguage(lang), own: isSaid(own), ...filter };
}
