import { organizationKinds, organizationOf } from '../../kernel/actor.ts';
import type { DayNumber } from '../../kernel/day.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Client } from '../../platform/db/db.ts';
import type { Cells } from '../../platform/files/cells.ts';
import type { ImportKind, ImportRun, ImportScope, RowWritten } from '../../platform/files/import-kind.ts';
import { writeByGroups } from '../../platform/files/row-groups.ts';
import { recordChange } from '../../platform/jobs/outbox.ts';
import { actsFor, type Mention, NamedOrganizations, type OrganizationUpsert, readMention } from '../accounts/index.ts';
import { ConceptCells, type TaxonomySource } from '../taxonomy/index.ts';
import { bounded } from './talents.checks.ts';
import { talentRecords } from './talents.export.ts';
import { keeperWords, talentColumns } from './talents.import.columns.ts';
import { columnsOf, consentsOf, draftOf, numberIn, schoolsAsWritten } from './talents.import.read.ts';
import { type TalentRow, upsertTalents } from './talents.import.store.ts';
import { checkTalent } from './talents.input.ts';
import type { TalentContent } from './talents.record.ts';
import { checkSaidBy } from './talents.rules.ts';
import { readTalentClasses, talentsUndo } from './talents.undo.store.ts';

export interface TalentImportDeps {
  taxonomy: TaxonomySource;
  accounts: { files: Pick<OrganizationUpsert, 'checkNew' | 'make'> };
  today: () => DayNumber;
}

interface Draft extends TalentRow {
  keeper: Mention;
  hiddenFrom: string[];
  /** Educations, by their places, whose school is not looked up. */
  asWritten: boolean[];
}

interface Row {
  organizationId: string;
  talent: TalentRow;
}

export function talentImport(deps: TalentImportDeps): ImportKind {
  return {
    kind: 'talents',
    title: '人才',
    description: 'Talents, a row a person, by the keeper’s number.',
    columns: talentColumns,
    keyColumn: 'externalId',
    naturalKeys: [
      ['name', 'phone'],
      ['name', 'email'],
    ],
    ownerKinds: organizationKinds,
    importers: organizationKinds,
    begin: (scope) => new TalentImport(deps, scope),
    out: talentRecords(deps),
    undo: talentsUndo,
  };
}

class TalentImport implements ImportRun<Draft, Row> {
  private readonly deps: TalentImportDeps;
  private readonly scope: ImportScope;
  private readonly concepts: ConceptCells;
  private readonly today: DayNumber;
  private readonly keepers = new NamedOrganizations(organizationKinds);
  private readonly schools = new NamedOrganizations(['SCHOOL']);
  private readonly seekers = new NamedOrganizations(['EMPLOYER', 'AGENCY']);
  /** Classes 人才层次 of the batch's records, by their numbers. */
  private classes: ReadonlyMap<string, string> = new Map();

  constructor(deps: TalentImportDeps, scope: ImportScope) {
    this.deps = deps;
    this.scope = scope;
    this.concepts = new ConceptCells(deps.taxonomy.now, scope.words);
    this.today = deps.today();
  }

  read(cells: Cells): Draft {
    const { taxonomy } = this.concepts;
    const externalId = numberIn(cells);
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
      asWritten: schoolsAsWritten(cells),
    };
  }

  async prepare(client: Client, drafts: readonly Draft[]): Promise<void> {
    await this.keepers.prepare(
      client,
      drafts.flatMap(({ keeper }) => [keeper.reference, keeper.name, keeper.creditCode]),
    );
    await this.schools.prepare(
      client,
      drafts.flatMap(({ content }) => content.educations.map(({ schoolName }) => schoolName)),
    );
    await this.seekers.prepare(
      client,
      drafts.flatMap(({ hiddenFrom }) => hiddenFrom),
    );
    const own = organizationOf(this.scope.actor);
    const numbers = drafts.map(({ content }) => content.externalId);
    if (own !== null && own.kind !== 'OFFICE') this.classes = await readTalentClasses(client, own.id, numbers);
  }

  async link(client: Client, { content, consents, keeper, hiddenFrom, asWritten }: Draft, cells: Cells): Promise<Row> {
    const { actor, importId } = this.scope;
    const owner = await this.keepers.ensure(client, keeper, {
      ...keeperWords,
      owner: this.scope.owner,
      region: null,
      check: (at, draft) => this.deps.accounts.files.checkNew(at, actor, draft),
      make: (tx, draft, id) => this.deps.accounts.files.make(tx, actor, draft, { id, importId }),
    });
    this.checkKeeper(owner.id);
    const educations = content.educations.map((education, n) => {
      const { schoolName } = education;
      const school = schoolName === null || asWritten[n] ? null : this.schools.only(schoolName);
      return school ? { ...education, schoolId: school.id, schoolName: null } : education;
    });
    const hidden = hiddenFrom.map((text) => this.seekers.mentioned(text, 'hiddenFrom').id);
    const linked = { ...content, educations, hiddenFrom: [...new Set(hidden)].sort() };
    return { organizationId: owner.id, talent: { content: this.classed(linked, cells), consents } };
  }

  keyOf({ organizationId, talent }: Row): string {
    return `${organizationId} ${talent.content.externalId}`;
  }

  async write(
    tx: Client,
    rows: readonly Row[],
    keep: (ids: readonly string[]) => Promise<void>,
  ): Promise<RowWritten[]> {
    await this.keepers.make(
      tx,
      rows.map(({ organizationId }) => organizationId),
    );
    return writeByGroups(
      rows,
      ({ organizationId }) => organizationId,
      async (organizationId, group) => {
        const talents = group.map(({ talent }) => talent);
        const { created, updated, rows: written } = await upsertTalents(tx, organizationId, talents, keep);
        await recordChange(tx, { kind: 'talent', ids: [...created, ...updated] });
        return written;
      },
    );
  }

  /** Members bring the talents that their own organization keeps. */
  private checkKeeper(id: string): void {
    if (actsFor(this.scope.actor, id)) return;
    throw new DomainError('FORBIDDEN', 'You import the talents that your own organization keeps.', {
      path: keeperWords.column,
      cure: 'Leave the keeper out; it is your organization then.',
    });
  }

  /** The class 人才层次 is an office's word: others bring it as it stands, or leave it out and it stays. */
  private classed<Content extends TalentContent>(content: Content, cells: Cells): Content {
    const own = organizationOf(this.scope.actor);
    if (own === null || own.kind === 'OFFICE') return content;
    const talentClass = this.classes.get(content.externalId ?? '') ?? null;
    const after = { ...content, talentClass: content.talentClass ?? talentClass };
    cells.inColumns({}, () => checkSaidBy('OTHERS', { skills: [], talentClass }, after, 'row'));
    return after;
  }
}
