import type { DayNumber } from '../../kernel/day.ts';
import type { Client } from '../../platform/db/db.ts';
import type { Cells } from '../../platform/files/cells.ts';
import type { ImportKind, ImportRun, ImportScope, WrittenRows } from '../../platform/files/import-kind.ts';
import { recordChange } from '../../platform/jobs/outbox.ts';
import { type Mention, NamedOrganizations, type OrganizationService, readMention } from '../accounts/index.ts';
import { ConceptCells, type TaxonomySource } from '../taxonomy/index.ts';
import { bounded } from './talents.checks.ts';
import { keeperWords, talentColumns } from './talents.import.columns.ts';
import { columnsOf, consentsOf, draftOf } from './talents.import.read.ts';
import { type TalentRow, upsertTalents } from './talents.import.store.ts';
import { checkTalent } from './talents.input.ts';

export interface TalentImportDeps {
  taxonomy: TaxonomySource;
  accounts: { service: Pick<OrganizationService, 'createIn'> };
  today: () => DayNumber;
}

interface Draft extends TalentRow {
  keeper: Mention;
  hiddenFrom: string[];
}

interface Row {
  organizationId: string;
  talent: TalentRow;
}

const leftWhy = {
  CLAIMED: 'the person keeps the record now',
  ARCHIVED: 'the record is archived',
  CHANGED_MEANWHILE: 'the record was changed at this moment',
};

export function talentImport(deps: TalentImportDeps): ImportKind {
  return {
    kind: 'talents',
    description: 'Talents, a row a person, by the keeper’s number.',
    columns: talentColumns,
    keyColumn: 'externalId',
    ownerKinds: ['OFFICE', 'SCHOOL', 'AGENCY', 'EMPLOYER'],
    begin: (scope) => new TalentImport(deps, scope),
  };
}

class TalentImport implements ImportRun<Draft, Row> {
  private readonly deps: TalentImportDeps;
  private readonly scope: ImportScope;
  private readonly concepts: ConceptCells;
  private readonly today: DayNumber;
  private readonly keepers = new NamedOrganizations(['OFFICE', 'SCHOOL', 'AGENCY', 'EMPLOYER']);
  private readonly schools = new NamedOrganizations(['SCHOOL']);
  private readonly seekers = new NamedOrganizations(['EMPLOYER', 'AGENCY']);

  constructor(deps: TalentImportDeps, scope: ImportScope) {
    this.deps = deps;
    this.scope = scope;
    this.concepts = new ConceptCells(deps.taxonomy.now);
    this.today = deps.today();
  }

  read(cells: Cells): Draft {
    const { taxonomy } = this.concepts;
    const externalId = cells.needed('externalId');
    const draft = draftOf(cells, this.concepts);
    const content = cells.inColumns(
      () => columnsOf(cells),
      () => checkTalent(draft, { taxonomy, today: this.today, path: 'row' }),
    );
    return {
      content: { ...content, externalId },
      consents: consentsOf(cells),
      keeper: readMention(cells, 'keeper', (text, column) => this.concepts.resolve('region', text, column)),
      hiddenFrom: [...bounded(cells.items('hiddenFrom'), 'hiddenFrom')],
    };
  }

  async prepare(tx: Client, drafts: readonly Draft[]): Promise<void> {
    await this.keepers.prepare(
      tx,
      drafts.flatMap(({ keeper }) => [keeper.reference, keeper.name, keeper.creditCode]),
    );
    await this.schools.prepare(
      tx,
      drafts.flatMap(({ content }) => content.educations.map(({ schoolName }) => schoolName)),
    );
    await this.seekers.prepare(
      tx,
      drafts.flatMap(({ hiddenFrom }) => hiddenFrom),
    );
  }

  async link(tx: Client, { content, consents, keeper, hiddenFrom }: Draft): Promise<Row> {
    const owner = await this.keepers.ensure(tx, keeper, {
      ...keeperWords,
      owner: this.scope.owner,
      region: null,
      make: (client, draft) => this.deps.accounts.service.createIn(client, this.scope.actor, draft),
    });
    const educations = content.educations.map((education) => {
      const school = education.schoolName === null ? null : this.schools.only(education.schoolName);
      return school ? { ...education, schoolId: school.id, schoolName: null } : education;
    });
    const hidden = hiddenFrom.map((text) => this.seekers.get(text, 'hiddenFrom').id);
    const linked = { ...content, educations, hiddenFrom: [...new Set(hidden)].sort() };
    return { organizationId: owner.id, talent: { content: linked, consents } };
  }

  keyOf({ organizationId, talent }: Row): string {
    return `${organizationId} ${talent.content.externalId}`;
  }

  async write(tx: Client, rows: readonly Row[]): Promise<WrittenRows> {
    const written = { created: 0, updated: 0, unchanged: 0, left: [] as { key: string; reason: string }[] };
    for (const [organizationId, group] of Map.groupBy(rows, (row) => row.organizationId)) {
      const result = await upsertTalents(
        tx,
        organizationId,
        group.map(({ talent }) => talent),
      );
      await recordChange(tx, { kind: 'talent', ids: [...result.created, ...result.updated] });
      written.created += result.created.length;
      written.updated += result.updated.length;
      written.unchanged += result.unchanged.length;
      written.left.push(
        ...result.refused.map(({ externalId, reason }) => ({ key: externalId, reason: leftWhy[reason] })),
      );
    }
    return written;
  }
}
