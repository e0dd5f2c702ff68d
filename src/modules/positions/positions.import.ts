import type { DayNumber } from '../../kernel/day.ts';
import { badInput } from '../../kernel/errors.ts';
import type { Client } from '../../platform/db/db.ts';
import { atColumn, type Cells } from '../../platform/files/cells.ts';
import type { ImportKind, ImportRun, ImportScope, RowWritten } from '../../platform/files/import-kind.ts';
import { recordChange } from '../../platform/jobs/outbox.ts';
import { type Mention, NamedOrganizations, type OrganizationUpsert, readMention } from '../accounts/index.ts';
import { ConceptCells, type TaxonomySource } from '../taxonomy/index.ts';
import { positionRecords } from './positions.export.ts';
import { employerWords, positionColumns } from './positions.import.columns.ts';
import { type Origin, originOf, PositionOrigins } from './positions.import.origin.ts';
import { draftOf } from './positions.import.read.ts';
import { statusNames } from './positions.import.words.ts';
import { checkPosition, text } from './positions.input.ts';
import {
  checkWriter,
  type PositionEmployer,
  type PositionStatus,
  type PositionValues,
  positionStatuses,
} from './positions.rules.ts';
import { readEmployer } from './positions.store.ts';
import { positionsUndo } from './positions.undo.store.ts';
import { type PositionRow, upsertPositions } from './positions.write.store.ts';

export interface PositionImportDeps {
  taxonomy: TaxonomySource;
  today: () => DayNumber;
  accounts: { files: Pick<OrganizationUpsert, 'checkNew' | 'make'> };
}

interface Draft {
  values: PositionValues;
  status: PositionStatus;
  closedReason: string | null;
  employer: Mention;
  origin: Origin;
}

/** What the rules call otherwise than the columns do. */
const columns = {
  'titleRank.series': 'titleSeries',
  'titleRank.rank': 'titleRank',
};

export function positionImport(deps: PositionImportDeps): ImportKind {
  return {
    kind: 'positions',
    title: '岗位',
    description: 'Positions, a row each, by the employer’s number.',
    columns: positionColumns,
    keyColumn: 'externalId',
    naturalKeys: [['title', 'region']],
    ownerKinds: ['EMPLOYER'],
    importers: ['EMPLOYER', 'OFFICE'],
    begin: (scope) => new PositionImport(deps, scope),
    out: positionRecords(deps),
    undo: positionsUndo,
  };
}

class PositionImport implements ImportRun<Draft, PositionRow> {
  private readonly deps: PositionImportDeps;
  private readonly scope: ImportScope;
  private readonly concepts: ConceptCells;
  private readonly employers = new NamedOrganizations(['EMPLOYER']);
  private readonly standings = new Map<string, PositionEmployer | null>();
  private readonly origins: PositionOrigins;

  constructor(deps: PositionImportDeps, scope: ImportScope) {
    this.deps = deps;
    this.scope = scope;
    this.concepts = new ConceptCells(deps.taxonomy.now, scope.words);
    this.origins = new PositionOrigins(scope.actor);
  }

  read(cells: Cells): Draft {
    const { taxonomy } = this.concepts;
    const draft = draftOf(cells, this.concepts);
    const values = cells.inColumns({ ...columns, ...cells.payColumns() }, () => checkPosition(draft, taxonomy, 'row'));
    const status = cells.choice('status', positionStatuses, statusNames) ?? 'PUBLISHED';
    const closedReason = text(cells.text('closedReason'), 'closedReason', 500);
    if (closedReason !== null && status !== 'CLOSED') {
      throw badInput(
        'closedReason',
        `The position is ${status}.`,
        'Set the status to CLOSED, or leave the reason out.',
      );
    }
    const employer = readMention(cells, 'employer', (name, column) => this.concepts.resolve('region', name, column));
    return { values, status, closedReason, employer, origin: originOf(cells) };
  }

  async prepare(client: Client, drafts: readonly Draft[]): Promise<void> {
    const named = drafts.flatMap(({ employer }) => [employer.reference, employer.name, employer.creditCode]);
    await this.employers.prepare(client, named);
    await this.origins.prepare(
      client,
      drafts.map(({ origin }) => origin),
    );
  }

  async link(client: Client, { values, status, closedReason, employer, origin }: Draft): Promise<PositionRow> {
    const { actor, importId } = this.scope;
    const { id, region } = await this.employers.ensure(client, employer, {
      ...employerWords,
      owner: this.scope.owner,
      region: values.region,
      check: (at, draft) => this.deps.accounts.files.checkNew(at, actor, draft),
      make: (tx, draft, newId) => this.deps.accounts.files.make(tx, actor, draft, { id: newId, importId }),
    });
    await this.checkEmployer(client, id, region);
    return this.origins.link(client, origin, { ...values, status, closedReason, employerId: id });
  }

  /** @throws FORBIDDEN for an employer whose positions the actor does not write. */
  private async checkEmployer(client: Client, id: string, region: string): Promise<void> {
    if (this.scope.actor.kind === 'SYSTEM') return;
    const planned = { id, region, isEmployer: true, archived: false, claimed: false };
    const known = this.standings.get(id) ?? (this.employers.isPlanned(id) ? planned : await readEmployer(client, id));
    this.standings.set(id, known);
    const { taxonomy } = this.concepts;
    atColumn(employerWords.column, () =>
      checkWriter(this.scope.actor, known, (within, of) => taxonomy.isWithin('region', within, of)),
    );
  }

  keyOf({ employerId, externalId }: PositionRow): string {
    return `${employerId} ${externalId}`;
  }

  async write(
    tx: Client,
    rows: readonly PositionRow[],
    keep: (ids: readonly string[]) => Promise<void>,
  ): Promise<RowWritten[]> {
    await this.employers.make(
      tx,
      rows.map(({ employerId }) => employerId),
    );
    const { created, updated, rows: written } = await upsertPositions(tx, rows, keep);
    await recordChange(tx, { kind: 'position', ids: [...created, ...updated] });
    return written;
  }
}
