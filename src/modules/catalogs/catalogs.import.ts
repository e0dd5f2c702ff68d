import { DomainError } from '../../kernel/errors.ts';
import { isAllowed } from '../../kernel/permissions.ts';
import type { Client } from '../../platform/db/db.ts';
import type { Cells } from '../../platform/files/cells.ts';
import type { ImportKind, ImportRun, ImportScope, RowWritten, WholeImage } from '../../platform/files/import-kind.ts';
import { writeByGroups } from '../../platform/files/row-groups.ts';
import { recordChange } from '../../platform/jobs/outbox.ts';
import { actsFor, NamedOrganizations, type OrganizationUpsert } from '../accounts/index.ts';
import { ConceptCells, type TaxonomySource } from '../taxonomy/index.ts';
import { type EntryRow, upsertCatalogEntries } from './catalogs.entries.store.ts';
import { catalogRecords } from './catalogs.export.ts';
import { readCatalogId, readHeadValues, readHeadVersion } from './catalogs.heads.store.ts';
import { catalogColumns, headColumns, issuerWords } from './catalogs.import.columns.ts';
import { entryOf } from './catalogs.import.entry.ts';
import { CatalogHeads, type Head, paths } from './catalogs.import.heads.ts';
import { checkCatalog, checkEntry } from './catalogs.input.ts';
import type { EntryValues } from './catalogs.rules.ts';
import { restoreHeads } from './catalogs.undo.heads.ts';
import { entriesUndo, isCatalogPublic, readEntryIds } from './catalogs.undo.store.ts';
import { type CatalogRow, ensureCatalog } from './catalogs.write.store.ts';

export interface CatalogImportDeps {
  taxonomy: TaxonomySource;
  accounts: { files: Pick<OrganizationUpsert, 'checkNew' | 'make'> };
}

interface Draft {
  head: Head;
  entry: EntryValues;
}

interface Row {
  head: Head;
  catalog: CatalogRow;
  entry: EntryRow;
}

export function catalogImport(deps: CatalogImportDeps): ImportKind {
  return {
    kind: 'catalogs',
    title: '紧缺目录',
    description:
      'Shortage catalogs 紧缺目录, a row an entry, by the office’s number of the catalog and the occupation.',
    columns: catalogColumns,
    keyColumn: 'occupation',
    ownerKinds: ['OFFICE'],
    examples: [
      {
        ...Object.fromEntries(headColumns.map(({ name }) => [name, ''])),
        occupation: '焊工',
        tradeName: '',
        level: '紧缺',
        headcount: '120',
        payTo: '11000',
      },
    ],
    importers: ['OFFICE'],
    begin: (scope) => new CatalogImport(deps, scope),
    undo: { ...entriesUndo, restoreWholes: restoreHeads },
    out: catalogRecords(deps),
  };
}

class CatalogImport implements ImportRun<Draft, Row> {
  private readonly deps: CatalogImportDeps;
  private readonly scope: ImportScope;
  private readonly concepts: ConceptCells;
  private readonly issuers = new NamedOrganizations(['OFFICE']);
  private readonly heads: CatalogHeads;

  constructor(deps: CatalogImportDeps, scope: ImportScope) {
    this.deps = deps;
    this.scope = scope;
    this.concepts = new ConceptCells(deps.taxonomy.now, scope.words);
    this.heads = new CatalogHeads(this.concepts, scope.restores === true);
  }

  read(cells: Cells): Draft {
    const head = this.heads.headOf(cells);
    const draft = entryOf(cells, this.concepts);
    return { head, entry: cells.inColumns(cells.payColumns(), () => checkEntry(draft, this.concepts.taxonomy, 'row')) };
  }

  carried(cells: Cells): Readonly<Record<string, string>> {
    return this.heads.carried(cells);
  }

  async prepare(client: Client, drafts: readonly Draft[]): Promise<void> {
    const heads = new Set(drafts.map(({ head }) => head));
    await this.issuers.prepare(
      client,
      [...heads].flatMap(({ issuer }) => [issuer.reference, issuer.name, issuer.creditCode]),
    );
  }

  async link(client: Client, { head, entry }: Draft, cells: Cells): Promise<Row> {
    head.linked ??= await this.linkHead(client, head, cells);
    head.lines += 1;
    return { head, catalog: head.linked, entry: { ...entry, line: this.scope.restores ? 0 : head.lines } };
  }

  private async linkHead(client: Client, { draft, status, issuer }: Head, cells: Cells): Promise<CatalogRow> {
    const { actor, importId } = this.scope;
    const office = await this.issuers.ensure(client, issuer, {
      ...issuerWords,
      owner: this.scope.owner,
      region: draft.region,
      check: (at, organization) => this.deps.accounts.files.checkNew(at, actor, organization),
      make: (tx, organization, id) => this.deps.accounts.files.make(tx, actor, organization, { id, importId }),
    });
    if (!actsFor(actor, office.id)) throw forbidden(issuerWords.column, 'Another office issues this catalog.');
    const values = cells.inColumns(paths, () => checkCatalog(draft, this.concepts.taxonomy, office.region, 'row'));
    const row = { ...values, externalId: draft.externalId, issuerId: office.id, status };
    if (!isAllowed(actor, 'catalog:publish')) await refusePublic(client, row);
    return row;
  }

  keyOf({ catalog, entry }: Row): string {
    return `${catalog.issuerId} ${catalog.externalId} ${entry.occupation}`;
  }

  async write(
    tx: Client,
    rows: readonly Row[],
    keep: (ids: readonly string[]) => Promise<void>,
  ): Promise<RowWritten[]> {
    await this.issuers.make(
      tx,
      rows.map(({ catalog }) => catalog.issuerId),
    );
    return writeByGroups(
      rows,
      ({ head }) => head,
      async (head, group) => {
        const entries = group.map(({ entry }) => entry);
        const occupations = entries.map(({ occupation }) => occupation);
        const change = await this.writeHead(tx, head, async (id) => keep(await readEntryIds(tx, id, occupations)));
        const isChanged = change !== null;
        const id = head.id ?? '';
        const written = await upsertCatalogEntries(tx, id, entries, keep);
        if (isChanged || written.created.length + written.updated.length > 0)
          await recordChange(tx, { kind: 'catalog', ids: [id] });
        const rows = await withStandings(tx, isChanged ? asUpdated(written.rows) : written.rows);
        if (!change?.values) return rows;
        const whole = { id, version: await readHeadVersion(tx, id), values: change.values };
        return rows.map((row, n) => (n === 0 ? { ...row, whole } : row));
      },
    );
  }

  /**
   * A catalog is put back by itself, after its entries: then it is only found here.
   * @returns null where it stays as it is; else what it said before, null for one that was made
   */
  private async writeHead(
    tx: Client,
    head: Head,
    keep: (id: string) => Promise<void>,
  ): Promise<{ values: WholeImage['values'] | null } | null> {
    if (head.id !== null || head.linked === null) return null;
    const { issuerId, externalId } = head.linked;
    if (this.scope.restores) head.id = await readCatalogId(tx, issuerId, externalId);
    if (head.id !== null) return null;
    let values: WholeImage['values'] | null = null;
    const { id, outcome } = await ensureCatalog(tx, head.linked, async (known) => {
      values = await readHeadValues(tx, known);
      await keep(known);
    });
    head.id = id;
    return outcome === 'unchanged' ? null : { values };
  }
}

/** Entries of a catalog that was changed as a whole were changed with it. */
function asUpdated(rows: readonly RowWritten[]): RowWritten[] {
  return rows.map((row) => (row.outcome === 'UNCHANGED' ? { ...row, outcome: 'UPDATED' } : row));
}

async function withStandings(tx: Client, rows: readonly RowWritten[]): Promise<RowWritten[]> {
  const changed = rows.filter(({ outcome }) => outcome !== 'UNCHANGED').map(({ id }) => id);
  const standings = changed.length === 0 ? new Map() : await entriesUndo.standing(tx, changed);
  return rows.map((row) => ({ ...row, version: standings.get(row.id)?.version ?? row.version }));
}

/** @throws FORBIDDEN for a catalog that is public, or would be: an admin of the office answers for it. */
async function refusePublic(client: Client, row: CatalogRow): Promise<void> {
  if (row.status === 'PUBLISHED')
    throw forbidden('status', 'A catalog is published by an admin of its office.', 'Write 草稿 or 审核中.');
  if (await isCatalogPublic(client, row.issuerId, row.externalId))
    throw forbidden('catalog', 'This catalog is published; an admin of its office changes it.');
}

function forbidden(path: string, message: string, cure = 'Let them import it, or leave these rows out.'): DomainError {
  return new DomainError('FORBIDDEN', message, { path, cure });
}
