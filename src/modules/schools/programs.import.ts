import { badInput } from '../../kernel/errors.ts';
import type { Client } from '../../platform/db/db.ts';
import { atColumn, type Cells, partsOf, wholeOf } from '../../platform/files/cells.ts';
import type { ImportKind, ImportRun, ImportScope, RowWritten } from '../../platform/files/import-kind.ts';
import { numberMadeOf, numberOf } from '../../platform/files/natural-key.ts';
import { recordChange } from '../../platform/jobs/outbox.ts';
import { type Mention, NamedOrganizations, type OrganizationUpsert, readMention } from '../accounts/index.ts';
import { ConceptCells, type TaxonomySource } from '../taxonomy/index.ts';
import { programRecords } from './programs.export.ts';
import { programColumns, schoolWords } from './programs.import.columns.ts';
import { checkProgram, type ProgramDraft } from './programs.input.ts';
import { programKinds, programStatuses } from './programs.rules.ts';
import { type ProgramRow, upsertPrograms } from './programs.write.store.ts';
import { programKindNames, programStatusNames, schoolKindNames } from './schools.import.words.ts';
import { refuseStranger, type SchoolKind, type SchoolStanding, schoolKinds } from './schools.rules.ts';
import type { SchoolsService } from './schools.service.ts';
import { readStanding } from './schools.store.ts';
import { programsUndo } from './schools.undo.store.ts';

export interface ProgramImportDeps {
  taxonomy: TaxonomySource;
  schools: SchoolsService;
  accounts: { files: Pick<OrganizationUpsert, 'checkNew'> };
}

interface Draft {
  draft: ProgramDraft;
  school: Mention;
  schoolKind: SchoolKind | null;
  firm: string | null;
}

export function programImport(deps: ProgramImportDeps): ImportKind {
  return {
    kind: 'programs',
    title: '专业点',
    description: 'Programs of schools, a row each, by the school’s number.',
    columns: programColumns,
    keyColumn: 'externalId',
    naturalKeys: [['name', 'level']],
    ownerKinds: ['SCHOOL'],
    importers: ['SCHOOL', 'OFFICE'],
    begin: (scope) => new ProgramImport(deps, scope),
    out: programRecords(deps),
    undo: programsUndo,
  };
}

class ProgramImport implements ImportRun<Draft, ProgramRow> {
  private readonly deps: ProgramImportDeps;
  private readonly scope: ImportScope;
  private readonly concepts: ConceptCells;
  private readonly schools = new NamedOrganizations(['SCHOOL']);
  private readonly firms = new NamedOrganizations(['EMPLOYER']);
  private readonly standings = new Map<string, SchoolStanding | null>();

  constructor(deps: ProgramImportDeps, scope: ImportScope) {
    this.deps = deps;
    this.scope = scope;
    this.concepts = new ConceptCells(deps.taxonomy.now, scope.words);
  }

  read(cells: Cells): Draft {
    const { taxonomy } = this.concepts;
    const draft = draftOf(cells, this.concepts);
    const firm = cells.text('firm');
    // Whether a firm is due is checked now, and which it is when it has been looked up.
    cells.inColumns(
      () => columnsOf(draft, cells),
      () => checkProgram({ ...draft, firmId: firm && someId }, taxonomy, 'row'),
    );
    return {
      draft,
      firm,
      school: readMention(cells, 'school', (text, column) => this.concepts.resolve('region', text, column)),
      schoolKind: cells.choice('schoolKind', schoolKinds, schoolKindNames),
    };
  }

  async prepare(client: Client, drafts: readonly Draft[]): Promise<void> {
    await this.schools.prepare(
      client,
      drafts.flatMap(({ school }) => [school.reference, school.name, school.creditCode]),
    );
    await this.firms.prepare(
      client,
      drafts.map(({ firm }) => firm),
    );
  }

  async link(client: Client, { draft, school, schoolKind, firm }: Draft): Promise<ProgramRow> {
    const { actor, importId } = this.scope;
    const { id, region } = await this.schools.ensure(client, school, {
      ...schoolWords,
      owner: this.scope.owner,
      region: null,
      check: async (at, organization) => {
        if (schoolKind === null) throw badInput('row.schoolKind', 'The new school has no kind.', 'Give its kind.');
        await this.deps.accounts.files.checkNew(at, actor, organization);
      },
      make: async (tx, { kind: _, ...organization }, id) => {
        if (schoolKind !== null)
          await this.deps.schools.createIn(tx, actor, { ...organization, kind: schoolKind }, { id, importId });
      },
    });
    await this.checkSchool(client, id, region);
    const firmId = firm === null ? null : this.firms.mentioned(firm, 'firm').id;
    return { ...checkProgram({ ...draft, firmId }, this.concepts.taxonomy, 'row'), schoolId: id };
  }

  /** @throws BAD_INPUT for a school of which nobody has said what kind it is, FORBIDDEN for one of others. */
  private async checkSchool(client: Client, id: string, region: string): Promise<void> {
    const planned = { id, region, isSchool: true, archived: false, described: true, claimed: false };
    const school = this.standings.get(id) ?? (this.schools.isPlanned(id) ? planned : await readStanding(client, id));
    this.standings.set(id, school);
    if (!school?.described)
      throw badInput('school', 'Nobody has said yet what kind of school this is.', 'Import it with its kind first.');
    const { taxonomy } = this.concepts;
    atColumn(schoolWords.column, () =>
      refuseStranger(this.scope.actor, school, (within, of) => taxonomy.isWithin('region', within, of)),
    );
  }

  keyOf({ schoolId, externalId }: ProgramRow): string {
    return `${schoolId} ${externalId}`;
  }

  async write(
    tx: Client,
    rows: readonly ProgramRow[],
    keep: (ids: readonly string[]) => Promise<void>,
  ): Promise<RowWritten[]> {
    await this.schools.make(
      tx,
      rows.map(({ schoolId }) => schoolId),
    );
    const { created, updated, rows: written } = await upsertPrograms(tx, rows, keep);
    await recordChange(tx, { kind: 'program', ids: [...created, ...updated] });
    return written;
  }
}

const someId = '00000000-0000-7000-8000-000000000000';

function draftOf(cells: Cells, concepts: ConceptCells): ProgramDraft {
  const level = concepts.number(cells, 'level', 'education');
  return {
    externalId: numberOf(cells, 'externalId', () => numberMadeOf(cells.needed('name'), String(level))),
    name: cells.needed('name'),
    major: concepts.major(cells, 'major', level),
    level,
    years: cells.decimal('years'),
    kind: cells.choice('kind', programKinds, programKindNames),
    skills: concepts.codes(cells, 'skills', 'skill'),
    status: cells.choice('status', programStatuses, programStatusNames),
    figures: [...flatFigures(cells), ...furtherFigures(cells)],
    outcomes: outcomes(cells, concepts),
  };
}

const figureColumns = ['places', 'enrolled', 'graduatesDue', 'graduatesActual'] as const;

function flatFigures(cells: Cells): NonNullable<ProgramDraft['figures']> {
  const [places, enrolled, graduatesDue, graduatesActual] = figureColumns.map((column) => cells.whole(column));
  const year = cells.whole('year');
  const isGiven = figureColumns.some((column) => cells.text(column) !== null);
  if (year === null && isGiven) throw badInput('year', 'The figures have no year.', 'Give the year.');
  return year === null ? [] : [{ year, places, enrolled, graduatesDue, graduatesActual }];
}

function furtherFigures(cells: Cells): NonNullable<ProgramDraft['figures']> {
  return cells.items('figures').map((item) => {
    const [year, ...counts] = partsOf(item, 'figures', 'year:places:enrolled:due:graduated');
    const [places, enrolled, graduatesDue, graduatesActual] = counts.map((text) =>
      text ? wholeOf(text, 'figures') : null,
    );
    return { year: wholeOf(year ?? '', 'figures'), places, enrolled, graduatesDue, graduatesActual };
  });
}

function outcomes(cells: Cells, concepts: ConceptCells): NonNullable<ProgramDraft['outcomes']> {
  const column = 'outcomes';
  return cells.pieces(column).map((item) => {
    const [year, occupation, count, inRegion] = partsOf(item, column, 'year:occupation:count:of them in the city');
    return {
      year: wholeOf(year ?? '', column),
      occupation: concepts.resolve('occupation', occupation ?? '', column),
      count: wholeOf(count ?? '', column),
      inRegion: inRegion ? wholeOf(inRegion, column) : null,
    };
  });
}

function columnsOf({ figures }: ProgramDraft, cells: Cells): Record<string, string> {
  const names = ['year', ...figureColumns];
  const isFlat = figures && figures.length > 0 && cells.text('year') !== null;
  return isFlat ? Object.fromEntries(names.map((name) => [`figures.0.${name}`, name])) : {};
}
