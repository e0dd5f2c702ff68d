import type { FastifyInstance } from 'fastify';
import { refuseWithout } from '../../graphql/auth.ts';
import {
  type ActorOf,
  contentTypes,
  fileFormats,
  givenOnce,
  headerLanguage,
  sendDownload,
  sheetColumns,
  tableFile,
  writtenColumns,
} from '../../graphql/download.ts';
import { type DayNumber, formatDay, parseDay } from '../../kernel/day.ts';
import { badInput } from '../../kernel/errors.ts';
import type { Db } from '../../platform/db/db.ts';
import type { TaxonomySource } from '../taxonomy/index.ts';
import type { EffectiveCatalogs } from './catalogs.effective.ts';
import { catalogCells } from './catalogs.export.ts';
import { catalogColumns } from './catalogs.import.columns.ts';

export interface EffectiveFileParts {
  db: Db;
  taxonomy: TaxonomySource;
  effective: EffectiveCatalogs;
  today: () => DayNumber;
  actorOf: ActorOf;
}

const title = '现行紧缺目录';
const names = writtenColumns(catalogColumns).map(({ name }) => name);

/**
 * `GET /exports/effective-catalog.csv?region=350211&day=2026-06-01`, or `.xlsx`: what `effectiveCatalog` shows, with the
 * columns of a file of catalogs; each row names the catalog that it is from.
 */
export function effectiveCatalogRoutes(server: FastifyInstance, parts: EffectiveFileParts): void {
  const { db, taxonomy, effective, today, actorOf } = parts;
  for (const format of fileFormats) {
    server.get(`/exports/effective-catalog.${format}`, async (request, reply) => {
      const actor = await actorOf(request.headers);
      refuseWithout(actor, 'record:export');
      refuseWithout(actor, 'catalog:read');
      const { region, day: said, lang: asked } = givenOnce(request.query, ['region', 'day', 'lang']);
      if (region === undefined) throw badInput('region', 'No region is named.', 'Give its code, such as 350200.');
      const lang = headerLanguage(asked);
      const day = said === undefined ? today() : parseDay(said, 'day');
      const { entries } = await effective.effectiveCatalog(taxonomy.now.check('region', region, 'region'), day);
      const cells = await catalogCells(db.prisma, taxonomy, entries, actor);
      const rows = entries.map(({ entry }) => names.map((name) => cells.get(entry.id)?.cells[name] ?? ''));
      return sendDownload(reply, {
        fileName: `${title}-${region}-${formatDay(day)}.${format}`,
        contentType: contentTypes[format],
        content: tableFile(format, title, sheetColumns(catalogColumns, lang), pageOf(rows)),
      });
    });
  }
}

async function* pageOf(rows: string[][]): AsyncGenerator<string[][]> {
  yield rows;
}
