import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { refuseWithout } from '../../graphql/auth.ts';
import { type ActorOf, contentTypes, givenOnce } from '../../graphql/download.ts';
import { xlsxOf } from '../../platform/files/xlsx-out.ts';
import { csvOf, linesOf } from './csv.rules.ts';
import type { HeatMapRecord } from './heatmap.rules.ts';
import type { HeatmapService } from './heatmap.service.ts';
import { queryNames, queryOf } from './query.rules.ts';

/** What is sent of a map, by the name of the file. */
const files = {
  'heatmap.csv': { type: contentTypes.csv, content: csvOf },
  'heatmap.xlsx': {
    type: contentTypes.xlsx,
    content: (map: HeatMapRecord) => Readable.from(workbookOf(map), { objectMode: false }),
  },
};

/** `GET /heatmap.csv?region=350211&rows=occupation&columns=education`, or `.xlsx`: the map as GraphQL gives it, to be saved. */
export function mapRoutes(server: FastifyInstance, service: HeatmapService, actorOf: ActorOf): void {
  for (const [name, { type, content }] of Object.entries(files)) {
    server.get(`/${name}`, async (request, reply) => {
      const actor = await actorOf(request.headers);
      refuseWithout(actor, 'heat:read');
      const map = await service.heatMap(actor, queryOf(givenOnce(request.query, queryNames)));
      return reply
        .header('content-type', type)
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'private, no-store')
        .send(content(map));
    });
  }
}

/** Codes and names are text, figures numbers. */
function workbookOf(map: HeatMapRecord): AsyncGenerator<Buffer> {
  const [header = [], ...rows] = linesOf(map);
  const named = header.length - map.measures.length;
  const columns = header.map((text, at) => ({ header: text, isNumber: at >= named }));
  return xlsxOf(
    '需求热力图',
    columns,
    (async function* () {
      yield rows;
    })(),
  );
}
