import { badInput } from '../../kernel/errors.ts';
import type { Client } from '../../platform/db/db.ts';
import { atColumn, type Cells, choiceOf, columnError } from '../../platform/files/cells.ts';
import type { ImportKind, ImportRun, ImportScope, RowWritten } from '../../platform/files/import-kind.ts';
import { recordChange } from '../../platform/jobs/outbox.ts';
import type { OrganizationDraft, OrganizationUpsert, PlannedOrganization } from '../accounts/index.ts';
import { ConceptCells } from '../taxonomy/index.ts';
import { type SchoolRecordsDeps, schoolRecords } from './schools.export.ts';
import { schoolColumns } from './schools.import.columns.ts';
import { schoolKindNames } from './schools.import.words.ts';
import { checkTierTags, refuseStranger, type SchoolKind, schoolKinds } from './schools.rules.ts';
import { readSchools, readStanding, writeSchool } from './schools.store.ts';
import { readSchoolStandings, schoolsUndo } from './schools.undo.store.ts';

export interface SchoolImportDeps extends SchoolRecordsDeps {
  files: OrganizationUpsert;
}

interface Draft {
  organization: OrganizationDraft & { externalId: string };
  verified: boolean;
  kind: SchoolKind;
  tierTags: string[];
}

interface Row extends Pick<Draft, 'kind' | 'tierTags'>, PlannedOrganization {
  externalId: string;
}

export function schoolImport(deps: SchoolImportDeps): ImportKind {
  return {
    kind: 'schools',
    title: '院校',
    description: 'Schools, a row each, by your number.',
    columns: schoolColumns,
    keyColumn: 'externalId',
    ownerKinds: [],
    importers: ['OFFICE'],
    begin: (scope) => new SchoolImport(deps, scope),
    out: schoolRecords(deps),
    undo: schoolsUndo,
  };
}

class SchoolImport implements ImportRun<Draft, Row> {
  private readonly deps: SchoolImportDeps;
  private readonly scope: ImportScope;
  private readonly concepts: ConceptCells;
  /** The numbers under which schools and credit codes stood in earlier rows. */
  private readonly claims = new Map<string, string>();

  constructor(deps: SchoolImportDeps, scope: ImportScope) {
    this.deps = deps;
    this.scope = scope;
    this.concepts = new ConceptCells(deps.taxonomy.now, scope.words);
  }

  read(cells: Cells): Draft {
    const organization = {
      kind: 'SCHOOL' as const,
      externalId: cells.needed('externalId'),
      name: cells.needed('name'),
      region: this.concepts.resolve('region', cells.needed('region'), 'region'),
      creditCode: cells.text('creditCode'),
      industry: this.concepts.code(cells, 'industry', 'industry'),
      size: cells.whole('size'),
      summary: cells.text('summary'),
      site: cells.text('site'),
    };
    cells.inColumns({}, () => this.deps.files.check(organization));
    return {
      organization,
      verified: cells.yes('verified') ?? false,
      kind: choiceOf(cells.needed('kind'), 'kind', schoolKinds, schoolKindNames),
      tierTags: cells.inColumns({}, () => checkTierTags(cells.items('tierTags'), 'row.tierTags')),
    };
  }

  async link(client: Client, { organization, verified, kind, tierTags }: Draft): Promise<Row> {
    const { actor } = this.scope;
    try {
      const planned = await this.deps.files.plan(client, actor, organization, verified);
      if (planned.outcome !== 'created') await this.refuseStranger(client, planned.id);
      this.claim(planned.id, organization.externalId, 'name');
      this.claim(organization.creditCode ?? null, organization.externalId, 'creditCode');
      return { ...planned, externalId: organization.externalId, kind, tierTags };
    } catch (error) {
      throw columnError(error, {});
    }
  }

  /** @throws BAD_INPUT when an earlier row has said the same of a school with another number. */
  private claim(key: string | null, externalId: string, column: string): void {
    if (key === null) return;
    const earlier = this.claims.get(key);
    if (earlier !== undefined && earlier !== externalId)
      throw badInput(column, `An earlier row says the same of the school ${earlier}.`, 'Keep one of the two rows.');
    this.claims.set(key, externalId);
  }

  private async refuseStranger(client: Client, id: string): Promise<void> {
    if (this.scope.actor.kind === 'SYSTEM') return;
    const school = await readStanding(client, id);
    const { taxonomy } = this.concepts;
    const isWithin = (region: string, of: string) => taxonomy.isWithin('region', region, of);
    if (school) atColumn('externalId', () => refuseStranger(this.scope.actor, school, isWithin));
  }

  keyOf({ externalId }: Row): string {
    return externalId;
  }

  async write(
    tx: Client,
    rows: readonly Row[],
    keep: (ids: readonly string[]) => Promise<void>,
  ): Promise<RowWritten[]> {
    const ids = rows.map(({ id }) => id);
    const stored = await readSchools(tx, ids);
    const differs = ({ id, kind, tierTags }: Row): boolean => {
      const old = stored.get(id);
      return old?.kind !== kind || JSON.stringify(old.tierTags) !== JSON.stringify(tierTags);
    };
    const fresh = new Set(rows.filter(differs).map(({ id }) => id));
    const outcomeOf = ({ id, outcome }: Row): RowWritten['outcome'] => {
      if (outcome === 'created') return 'CREATED';
      return outcome === 'updated' || fresh.has(id) ? 'UPDATED' : 'UNCHANGED';
    };
    const updated = rows.filter((row) => outcomeOf(row) === 'UPDATED').map(({ id }) => id);
    if (updated.length > 0) await keep(updated);
    for (const { id, kind, tierTags, put } of rows) {
      await put(tx);
      if (fresh.has(id)) await writeSchool(tx, id, kind, tierTags);
    }
    await recordChange(tx, { kind: 'school', ids: [...fresh] });
    const standings = await readSchoolStandings(tx, ids);
    return rows.map((row) => ({ outcome: outcomeOf(row), id: row.id, version: standings.get(row.id)?.version ?? 0 }));
  }
}
