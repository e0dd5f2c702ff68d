import { badInput } from '../../kernel/errors.ts';
import type { Client } from '../../platform/db/db.ts';
import type { Cells } from '../../platform/files/cells.ts';
import type { ImportKind, ImportRun, ImportScope, WrittenRows } from '../../platform/files/import-kind.ts';
import { recordChange } from '../../platform/jobs/outbox.ts';
import { type Mention, NamedOrganizations, type OrganizationService, readMention } from '../accounts/index.ts';
import { ConceptCells, type TaxonomySource } from '../taxonomy/index.ts';
import { type EntryRow, upsertCatalogEntries } from './catalogs.entries.store.ts';
import { catalogColumns, headColumns, issuerWords } from './catalogs.import.columns.ts';
import { entryOf } from './catalogs.import.entry.ts';
import { type CatalogDraft, checkCatalog, checkEntry } from './catalogs.input.ts';
import { type CatalogMode, catalogModes, type EntryValues } from './catalogs.rules.ts';
import { type CatalogRow, ensureCatalog } from './catalogs.write.store.ts';

export interface CatalogImportDeps {
  taxonomy: TaxonomySource;
  accounts: { service: Pick<OrganizationService, 'createIn'> };
}

/** A catalog as the file first gives it; later rows repeat it or leave it out. */
interface Head {
  /** The cells as they stand, to see whether a later row says otherwise. */
  said: string;
  draft: CatalogDraft & { externalId: string; region: string };
  status: CatalogRow['status'];
  issuer: Mention;
  /** Once it is stored: its id, its issuer's, and how many entries it has been given. */
  stored?: { id: string; isChanged: boolean; lines: number };
}

interface Draft {
  head: Head;
  entry: EntryValues;
}

interface Row {
  catalog: NonNullable<Head['stored']>;
  entry: EntryRow;
}

const modeNames: Record<string, CatalogMode> = { 补充: 'ADDS', 替代: 'REPLACES' };
const statuses = ['PUBLISHED', 'DRAFT', 'REVIEW'] as const;
const statusNames: Record<string, CatalogRow['status']> = { 已发布: 'PUBLISHED', 草稿: 'DRAFT', 审核中: 'REVIEW' };
const paths = { 'pay.from': 'payFrom', 'pay.to': 'payTo', pay: 'payTo', externalId: 'catalog' };

export function catalogImport(deps: CatalogImportDeps): ImportKind {
  return {
    kind: 'catalogs',
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
    begin: (scope) => new CatalogImport(deps, scope),
  };
}

class CatalogImport implements ImportRun<Draft, Row> {
  private readonly deps: CatalogImportDeps;
  private readonly scope: ImportScope;
  private readonly concepts: ConceptCells;
  private readonly issuers = new NamedOrganizations(['OFFICE']);
  private readonly heads = new Map<string, Head>();
  private last: Head | null = null;

  constructor(deps: CatalogImportDeps, scope: ImportScope) {
    this.deps = deps;
    this.scope = scope;
    this.concepts = new ConceptCells(deps.taxonomy.now);
  }

  read(cells: Cells): Draft {
    const head = this.headOf(cells);
    const draft = entryOf(cells, this.concepts);
    return { head, entry: cells.inColumns(paths, () => checkEntry(draft, this.concepts.taxonomy, 'row')) };
  }

  /** The catalog that a row names, or that of the rows above. */
  private headOf(cells: Cells): Head {
    const externalId = cells.text('catalog');
    if (externalId === null) {
      if (this.last) return this.last;
      throw badInput(
        'catalog',
        'The row names no catalog, and the rows above name none that could be read.',
        'Give its number.',
      );
    }
    this.last = null;
    const said = headColumns.map(({ name }) => cells.text(name) ?? '').join('\n');
    const known = this.heads.get(externalId);
    const isBare = headColumns.every(({ name }) => name === 'catalog' || cells.text(name) === null);
    if (known && !isBare && known.said !== said) {
      throw badInput(
        'catalog',
        'An earlier row says something else of this catalog.',
        'Repeat its columns unchanged, or leave them empty.',
      );
    }
    const head = known ?? this.newHead(cells, externalId, said);
    this.heads.set(externalId, head);
    this.last = head;
    return head;
  }

  private newHead(cells: Cells, externalId: string, said: string): Head {
    const { taxonomy } = this.concepts;
    const region = this.concepts.resolve('region', cells.needed('region'), 'region');
    const draft = {
      externalId,
      region,
      title: cells.needed('title'),
      mode: cells.choice('mode', catalogModes, modeNames) ?? 'ADDS',
      validFrom: cells.day('validFrom'),
      validTo: cells.day('validTo'),
      edition: cells.needed('edition'),
    };
    // Held to its issuer's region once that is known.
    cells.inColumns(paths, () => checkCatalog(draft, taxonomy, region, 'row'));
    return {
      said,
      draft,
      status: cells.choice('status', statuses, statusNames) ?? 'PUBLISHED',
      issuer: readMention(cells, 'issuer', (text, column) => this.concepts.resolve('region', text, column)),
    };
  }

  async prepare(tx: Client, drafts: readonly Draft[]): Promise<void> {
    const heads = new Set(drafts.map(({ head }) => head));
    await this.issuers.prepare(
      tx,
      [...heads].flatMap(({ issuer }) => [issuer.reference, issuer.name, issuer.creditCode]),
    );
  }

  async link(tx: Client, { head, entry }: Draft, cells: Cells): Promise<Row> {
    head.stored ??= await this.store(tx, head, cells);
    head.stored.lines += 1;
    return { catalog: head.stored, entry: { ...entry, line: head.stored.lines } };
  }

  private async store(tx: Client, { draft, status, issuer }: Head, cells: Cells): Promise<NonNullable<Head['stored']>> {
    const office = await this.issuers.ensure(tx, issuer, {
      ...issuerWords,
      owner: this.scope.owner,
      region: draft.region,
      make: (client, organization) => this.deps.accounts.service.createIn(client, this.scope.actor, organization),
    });
    const values = cells.inColumns(paths, () => checkCatalog(draft, this.concepts.taxonomy, office.region, 'row'));
    const row = { ...values, externalId: draft.externalId, issuerId: office.id, status };
    const { id, outcome } = await ensureCatalog(tx, row);
    return { id, isChanged: outcome !== 'unchanged', lines: 0 };
  }

  keyOf({ catalog, entry }: Row): string {
    return `${catalog.id} ${entry.occupation}`;
  }

  async write(tx: Client, rows: readonly Row[]): Promise<WrittenRows> {
    const written = { created: 0, updated: 0, unchanged: 0 };
    for (const [catalog, group] of Map.groupBy(rows, (row) => row.catalog)) {
      const result = await upsertCatalogEntries(
        tx,
        catalog.id,
        group.map(({ entry }) => entry),
      );
      const isChanged = catalog.isChanged || result.created.length + result.updated.length > 0;
      if (isChanged) await recordChange(tx, { kind: 'catalog', ids: [catalog.id] });
      catalog.isChanged = false;
      written.created += result.created.length;
      written.updated += result.updated.length;
      written.unchanged += result.unchanged.length;
    }
    return written;
  }
}
