import { type Actor, organizationOf } from '../../kernel/actor.ts';
import type { DayNumber } from '../../kernel/day.ts';
import { badInput, conflict, DomainError, notFound } from '../../kernel/errors.ts';
import { checkId } from '../../kernel/ids.ts';
import { checkPageSize, decodeListCursor, encodeListCursor, type Page, type PageRequest } from '../../kernel/page.ts';
import type { Client, Db } from '../../platform/db/db.ts';
import { recordWrite } from '../accounts/index.ts';
import type { TaxonomySource } from '../taxonomy/index.ts';
import { type EntryRow, replaceEntries } from './catalogs.entries.store.ts';
import { type CatalogDraft, checkCatalog, checkEntries, type EntryDraft, overlaid } from './catalogs.input.ts';
import {
  type CatalogRecord,
  type CatalogStatus,
  checkChange,
  checkNotArchived,
  checkPublish,
  checkSubmit,
  type EntryRecord,
  type EntryValues,
  isIssuer,
  isPublic,
} from './catalogs.rules.ts';
import {
  type EntryPlace,
  listCatalogs,
  lockCatalog,
  readCatalog,
  readEntryPages,
  readVisibleCatalog,
} from './catalogs.store.ts';
import { archiveCatalog, insertCatalog, renewStatuses, writeCatalog } from './catalogs.write.store.ts';

export interface CatalogQuery extends PageRequest {
  region?: string | null | undefined;
  status?: CatalogStatus | null | undefined;
  issuer?: string | null | undefined;
}

export type CatalogInputValues = CatalogDraft & { entries?: readonly EntryDraft[] | null | undefined };

export interface CatalogsDeps {
  db: Db;
  taxonomy: TaxonomySource;
  today: () => DayNumber;
}

export class CatalogsService {
  readonly today: () => DayNumber;
  private readonly deps: CatalogsDeps;

  constructor(deps: CatalogsDeps) {
    this.deps = deps;
    this.today = deps.today;
  }

  catalog(actor: Actor, id: string): Promise<CatalogRecord | null> {
    return readVisibleCatalog(this.deps.db.prisma, checkId(id, 'id'), actor);
  }

  /** Newest first; of other issuers only what is published. */
  async catalogs(actor: Actor, query: CatalogQuery): Promise<Page<CatalogRecord>> {
    const first = checkPageSize(query.first);
    const taxonomy = this.deps.taxonomy.now;
    const region = query.region == null ? null : taxonomy.check('region', query.region, 'region');
    const regions = taxonomy.all('region').map(({ code }) => code);
    const rows = await listCatalogs(this.deps.db.prisma, actor, {
      regions: region === null ? null : regions.filter((code) => taxonomy.isWithin('region', code, region)),
      status: query.status ?? null,
      issuer: query.issuer == null ? null : checkId(query.issuer, 'issuer'),
      before: query.after === null ? null : checkId(String(decodeListCursor('catalogs', query.after, 1)[0]), 'after'),
      take: first + 1,
    });
    return pageOf('catalogs', rows, first, (last) => [last.id]);
  }

  /** A page of entries of each catalog by their lines, all in one statement; the catalogs are ones that the actor has read. */
  async entries(catalogIds: readonly string[], query: PageRequest): Promise<Page<EntryRecord>[]> {
    const first = checkPageSize(query.first);
    const after = query.after === null ? null : entryPlace(query.after);
    const found = await readEntryPages(this.deps.db.prisma, catalogIds, after, first + 1);
    return catalogIds.map((id) =>
      pageOf('catalog.entries', found.get(id) ?? [], first, (last) => [last.line, last.id]),
    );
  }

  createCatalog(actor: Actor, input: CatalogInputValues): Promise<CatalogRecord> {
    const office = organizationOf(actor);
    if (office?.kind !== 'OFFICE') throw new DomainError('FORBIDDEN', 'Only a member of an office issues catalogs.');
    const { entries, ...draft } = input;
    const taxonomy = this.deps.taxonomy.now;
    const values = checkCatalog(draft, taxonomy, office.region, 'input');
    const checked = checkEntries(entries ?? [], taxonomy, 'input.entries');
    return this.deps.db.prisma.$transaction(async (tx) => {
      const id = await insertCatalog(tx, { ...values, issuerId: office.id });
      await replaceEntries(tx, id, inLines(checked));
      return written(tx, actor, 'catalog.created', id, { entries: checked.length });
    });
  }

  updateCatalog(actor: Actor, id: string, version: number, patch: CatalogInputValues): Promise<CatalogRecord> {
    return this.write(actor, id, version, 'catalog.updated', async (tx, catalog) => {
      checkChange(catalog);
      const { entries, ...draft } = patch;
      const taxonomy = this.deps.taxonomy.now;
      // SYSTEM serves no region: it is held to the one that the catalog has.
      const region = organizationOf(actor)?.region ?? catalog.region;
      const values = checkCatalog(overlaid(catalog, draft), taxonomy, region, 'patch');
      if (entries !== undefined) {
        await replaceEntries(tx, catalog.id, inLines(checkEntries(entries ?? [], taxonomy, 'patch.entries')));
      }
      await writeCatalog(tx, { ...catalog, ...values });
      return { changed: Object.entries(patch).flatMap(([field, value]) => (value === undefined ? [] : [field])) };
    });
  }

  submitCatalog(actor: Actor, id: string, version: number): Promise<CatalogRecord> {
    return this.write(actor, id, version, 'catalog.submitted', async (tx, catalog) => {
      checkSubmit(catalog);
      await writeCatalog(tx, { ...catalog, status: 'REVIEW' });
      return null;
    });
  }

  publishCatalog(actor: Actor, id: string, version: number): Promise<CatalogRecord> {
    return this.write(actor, id, version, 'catalog.published', async (tx, catalog) => {
      checkPublish(catalog);
      await writeCatalog(tx, { ...catalog, status: 'PUBLISHED', publishedAt: new Date() });
      await this.renew(tx, actor, catalog);
      return null;
    });
  }

  archiveCatalog(actor: Actor, id: string, version: number): Promise<CatalogRecord> {
    return this.write(actor, id, version, 'catalog.archived', async (tx, catalog) => {
      await archiveCatalog(tx, catalog.id);
      if (isPublic(catalog)) await this.renew(tx, actor, catalog);
      return null;
    });
  }

  /** What was published or archived decides whether its issuer's other catalogs for the region are superseded. */
  private async renew(tx: Client, actor: Actor, { issuerId, region }: CatalogRecord): Promise<void> {
    for (const { id, status } of await renewStatuses(tx, issuerId, region)) {
      const action = status === 'SUPERSEDED' ? 'catalog.superseded' : 'catalog.restored';
      await recordWrite(tx, { actor, action, kind: 'catalog', id });
    }
  }

  /** One write of one catalog: seen, permitted, at the version that the actor read, recorded. */
  private write(
    actor: Actor,
    givenId: string,
    version: number,
    action: string,
    act: (tx: Client, catalog: CatalogRecord) => Promise<{ changed: string[] } | null>,
  ): Promise<CatalogRecord> {
    const id = checkId(givenId, 'id');
    return this.deps.db.prisma.$transaction(async (tx) => {
      const catalog = await lockCatalog(tx, id);
      if (!catalog || !(isPublic(catalog) || isIssuer(actor, catalog))) throw notFound('catalog', id);
      if (!isIssuer(actor, catalog)) {
        throw new DomainError('FORBIDDEN', 'Another office issued this catalog.', { kind: 'catalog', id });
      }
      if (catalog.version !== version) throw conflict('catalog', id, version, catalog.version);
      checkNotArchived(catalog);
      const detail = await act(tx, catalog);
      return written(tx, actor, action, id, detail ?? {});
    });
  }
}

async function written(
  tx: Client,
  actor: Actor,
  action: string,
  id: string,
  detail: Record<string, number | string[]>,
): Promise<CatalogRecord> {
  await recordWrite(tx, { actor, action, kind: 'catalog', id, detail });
  const record = await readCatalog(tx, id);
  if (!record) throw new Error(`Catalog ${id} vanished inside its own transaction.`);
  return record;
}

function inLines(entries: readonly EntryValues[]): EntryRow[] {
  return entries.map((entry, n) => ({ ...entry, line: n + 1 }));
}

function entryPlace(cursor: string): EntryPlace {
  const [line, id] = decodeListCursor('catalog.entries', cursor, 2);
  if (!Number.isSafeInteger(line)) throw badInput('after', 'This is not a cursor that the list gave.');
  return { line: Number(line), id: checkId(String(id), 'after') };
}

/** Of one row more than the page holds, the page and where the next one begins. */
function pageOf<T>(
  list: string,
  rows: readonly T[],
  first: number,
  cursorOf: (last: T) => (string | number)[],
): Page<T> {
  const last = rows.length > first ? rows[first - 1] : undefined;
  return { items: rows.slice(0, first), nextCursor: last ? encodeListCursor(list, cursorOf(last)) : null };
}
