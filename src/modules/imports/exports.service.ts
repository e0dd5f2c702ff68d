import { refuseWithout } from '../../graphql/auth.ts';
import {
  contentTypes,
  type Download,
  type FileFormat,
  type HeaderLanguage,
  sheetColumns,
  tableFile,
  writtenColumns,
} from '../../graphql/download.ts';
import type { Actor } from '../../kernel/actor.ts';
import { dayAt, formatDay } from '../../kernel/day.ts';
import { badInput, DomainError } from '../../kernel/errors.ts';
import { checkId, newId } from '../../kernel/ids.ts';
import type { Db } from '../../platform/db/db.ts';
import type { ImportKind, RecordCells, RecordsFilter } from '../../platform/files/import-kind.ts';
import { NamedOrganizations, recordAudit } from '../accounts/index.ts';
import { held, limited } from './exports.workbook.ts';

const pageSize = 1_000;
/** So many workbooks are made at once in one process: each stands in memory. */
const workbooksAtOnce = 3;

export interface ExportsDeps {
  db: Db;
  /** What the modules bring. */
  kinds: readonly ImportKind[];
}

export interface ExportQuery {
  kind: string;
  format: FileFormat;
  /** Only records that belong to it: its id; for the operator also external id, credit code or exact name. */
  organization?: string | null | undefined;
  /** Only records that the caller writes: what it can import again. */
  own?: boolean;
  /** Only entries of this catalog, by id. */
  catalog?: string | null | undefined;
  lang?: HeaderLanguage | undefined;
}

/** A file of records as it comes: what is not fetched is not read. It must be read to its end, or returned. */
export interface ExportedFile extends Download {
  /** Rows that were read so far; of all, once the content was read to its end. */
  rows(): number;
}

/** What an export did, for its audit entry. */
interface Told {
  rows: number;
  isWhole: boolean;
}

/** Lists as files with the columns that imports read: see docs/importing.md. */
export class ExportsService {
  private readonly db: Db;
  private readonly kinds: readonly ImportKind[];
  private workbooks = 0;

  constructor({ db, kinds }: ExportsDeps) {
    this.db = db;
    this.kinds = kinds;
  }

  /**
   * The records of a kind that the actor sees in its lists, as a file; what is closed to the actor stays empty.
   * @throws FORBIDDEN; NOT_FOUND for an unknown kind; BAD_INPUT for a filter that the kind does not have; TOO_LARGE for a
   * workbook of more rows than one may have; TOO_MANY_REQUESTS for one more workbook than are made at once.
   */
  async exportFile(actor: Actor, query: ExportQuery): Promise<ExportedFile> {
    refuseWithout(actor, 'record:export');
    const kind = this.kinds.find((one) => one.kind === query.kind);
    if (!kind) throw noKind(this.kinds);
    const filter = await this.filterOf(actor, kind, query);
    const told: Told = { rows: 0, isWhole: false };
    const pages = this.pages(actor, kind, filter, told);
    const { format } = query;
    const columns = sheetColumns(kind.columns, query.lang);
    const file = tableFile(format, kind.title, columns, format === 'csv' ? pages : limited(pages));
    const content = this.audited(actor, { kind: kind.kind, format, filter, told }, file);
    return {
      fileName: `${kind.title}-${formatDay(dayAt(new Date()))}.${format}`,
      contentType: contentTypes[format],
      content: format === 'csv' ? content : await this.inTurn(() => held(content)),
      rows: () => told.rows,
    };
  }

  /** @throws TOO_MANY_REQUESTS */
  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.workbooks >= workbooksAtOnce) {
      throw new DomainError('TOO_MANY_REQUESTS', `${this.workbooks} workbooks are being made at this moment.`, {
        cure: 'Ask again in a minute, or for the file as CSV.',
      });
    }
    this.workbooks += 1;
    return work().finally(() => {
      this.workbooks -= 1;
    });
  }

  private async filterOf(actor: Actor, kind: ImportKind, query: ExportQuery): Promise<RecordsFilter> {
    const { organization = null, own = false, catalog = null } = query;
    if (organization !== null && kind.ownerKinds.length === 0)
      throw badInput('organization', `Rows of ${kind.kind} have no owner.`, 'Leave the organization out.');
    if (catalog !== null && kind.kind !== 'catalogs')
      throw badInput('catalog', 'Only entries of catalogs belong to one.', 'Leave catalog out.');
    return {
      organization: organization === null ? null : await this.organizationOf(actor, kind, organization),
      own: own && actor.kind !== 'SYSTEM',
      catalog: catalog === null ? null : checkId(catalog, 'catalog'),
    };
  }

  /** Only the operator may ask by name: an answer would tell others what is not theirs to know. */
  private async organizationOf(actor: Actor, kind: ImportKind, text: string): Promise<string> {
    if (actor.kind !== 'SYSTEM') return checkId(text, 'organization');
    const organizations = new NamedOrganizations(kind.ownerKinds);
    await organizations.prepare(this.db.prisma, [text]);
    return organizations.mentioned(text, 'organization').id;
  }

  /**
   * Rows by pages: while one is written the next is read, and no more. Each in statements of its own: a long export is no
   * one moment's picture.
   */
  private async *pages(actor: Actor, kind: ImportKind, filter: RecordsFilter, told: Told): AsyncGenerator<string[][]> {
    const names = writtenColumns(kind.columns).map(({ name }) => name);
    let reading = this.page(actor, kind, filter, null);
    for (let isLast = false; !isLast; ) {
      const { ids, cells } = await reading;
      isLast = ids.length < pageSize;
      if (!isLast) reading = this.page(actor, kind, filter, ids.at(-1) ?? null);
      // Its failure is met when it is awaited, not as one that nobody handles.
      reading.catch(() => {});
      const rows = ids.flatMap((id) => {
        const record = cells.get(id);
        return record ? [names.map((name) => record.cells[name] ?? '')] : [];
      });
      told.rows += rows.length;
      yield rows;
    }
    told.isWhole = true;
  }

  private async page(
    actor: Actor,
    { out }: ImportKind,
    filter: RecordsFilter,
    after: string | null,
  ): Promise<{ ids: string[]; cells: Map<string, RecordCells> }> {
    const { prisma } = this.db;
    const ids = await out.page(prisma, actor, filter, after, pageSize);
    return { ids, cells: await out.seen(prisma, actor, ids) };
  }

  /** Whatever comes of it, a reader that went away too: what was read is in the audit. */
  private async *audited(
    actor: Actor,
    { kind, format, filter, told }: { kind: string; format: FileFormat; filter: RecordsFilter; told: Told },
    file: AsyncGenerator<Buffer>,
  ): AsyncGenerator<Buffer> {
    try {
      yield* file;
    } finally {
      const of = filter.organization === null ? {} : { organizationId: filter.organization };
      await recordAudit(this.db.prisma, {
        actor,
        action: `${kind}.exported`,
        kind: 'export',
        id: newId(),
        detail: { rows: told.rows, format, whole: told.isWhole, ...of },
      });
    }
  }
}

function noKind(kinds: readonly ImportKind[]): DomainError {
  return new DomainError('NOT_FOUND', 'There is no list of this name.', {
    cure: `There are: ${kinds.map(({ kind }) => `${kind}.csv, ${kind}.xlsx`).join(', ')}.`,
  });
}
