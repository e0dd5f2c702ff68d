import type { FastifyInstance } from 'fastify';
import { refuseWithout } from '../../graphql/auth.ts';
import {
  type ActorOf,
  contentTypes,
  type FileFormat,
  fileFormats,
  givenOnce,
  type HeaderLanguage,
  headerLanguage,
  sendDownload,
} from '../../graphql/download.ts';
import { dayAt, formatDay } from '../../kernel/day.ts';
import { badInput } from '../../kernel/errors.ts';
import { checkId } from '../../kernel/ids.ts';
import { csvOf } from '../../platform/files/csv-out.ts';
import { xlsxOf } from '../../platform/files/xlsx-out.ts';
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
        content: fileOf(format, matches, headerLanguage(lang), pages),
      });
    });
  }
}

function fileOf(
  format: FileFormat,
  matches: MatchesExport,
  lang: HeaderLanguage,
  pages: AsyncGenerator<string[][]>,
): AsyncGenerator<Buffer> {
  const columns = matches.columns(lang);
  const header = columns.map((column) => column.header);
  return format === 'csv' ? csvOf(header, pages) : xlsxOf(title, columns, pages);
}
