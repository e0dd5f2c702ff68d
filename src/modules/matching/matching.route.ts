import type { FastifyInstance } from 'fastify';
import { refuseWithout } from '../../graphql/auth.ts';
import {
  type ActorOf,
  contentTypes,
  fileFormats,
  givenOnce,
  headerLanguage,
  sendDownload,
  tableFile,
} from '../../graphql/download.ts';
import { dayAt, formatDay } from '../../kernel/day.ts';
import { badInput } from '../../kernel/errors.ts';
import { checkId } from '../../kernel/ids.ts';
import type { MatchesExport } from './matching.export.ts';

const title = '匹配人才';

/** `GET /exports/matches.csv?position=<id>`, or `.xlsx`: the ranked talents of a position, to be saved. */
export function matchesRoutes(server: FastifyInstance, matches: MatchesExport, actorOf: ActorOf): void {
  for (const format of fileFormats) {
    server.get(`/exports/matches.${format}`, async (request, reply) => {
      const actor = await actorOf(request.headers);
      refuseWithout(actor, 'record:export');
      refuseWithout(actor, 'match:talents');
      const { position, lang } = givenOnce(request.query, ['position', 'lang']);
      if (position === undefined) throw badInput('position', 'No position is named.', 'Give its id.');
      const pages = matches.pages(actor, checkId(position, 'position'));
      return sendDownload(reply, {
        fileName: `${title}-${formatDay(dayAt(new Date()))}.${format}`,
        contentType: contentTypes[format],
        content: tableFile(format, title, matches.columns(headerLanguage(lang)), pages),
      });
    });
  }
}
