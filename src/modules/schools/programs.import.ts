import { badInput } from '../../kernel/errors.ts';
import type { Client } from '../../platform/db/db.ts';
import { type Cells, partsOf, wholeOf } from '../../platform/files/cells.ts';
import type { ImportKind, ImportRun, ImportScope, WrittenRows } from '../../platform/files/import-kind.ts';
import { recordChange } from '../../platform/jobs/outbox.ts';
import { type Mention, NamedOrganizations, readMention } from '../accounts/index.ts';
import { ConceptCells, type TaxonomySource } from '../taxonomy/index.ts';
import { programColumns, schoolWords } from './programs.import.columns.ts';
import { checkProgram, type ProgramDraft } from './programs.input.ts';
import { type ProgramKind, type ProgramStatus, programKinds, programStatuses } from './programs.rules.ts';
import { type ProgramRow, upsertPrograms } from './programs.write.store.ts';
import { schoolKindNames } from './schools.import.ts';
import { type SchoolKind, schoolKinds } from './schools.rules.ts';
import type { SchoolsService } from './schools.service.ts';
import { readSchools } from './schools.store.ts';

export interface ProgramImportDeps {
  taxonomy: TaxonomySource;
  schools: SchoolsService;
}

interface Draft {
  draft: ProgramDraft;
  school: Mention;
  schoolKind: SchoolKind | null;
  firm: string | null;
}

const kindNames: Record<string, ProgramKind> = {
  全日制: 'FULL_TIME',
  非全日制: 'PART_TIME',
  订单班: 'ORDER_CLASS',
  冠名班: 'NAMED_CLASS',
};
const statusNames: Record<string, ProgramStatus> = { 在办: 'RUNNING', 停招: 'PAUSED', 撤销: 'CLOSED' };

export function programImport(deps: ProgramImportDeps): ImportKind {
  return {
    kind: 'programs',
    description: 'Programs of schools, a row each, by the school’s number.',
    columns: programColumns,
    keyColumn: 'externalId',
    ownerKinds: ['SCHOOL'],
    begin: (scope) => new ProgramImport(deps, scope),
  };
}

class ProgramImport implements ImportRun<Draft, ProgramRow> {
  private readonly deps: ProgramImportDeps;
  private readonly scope: ImportScope;
  private readonly concepts: ConceptCells;
  private readonly schools = new NamedOrganizations(['SCHOOL']);
  private readonly firms = new NamedOrganizations(['EMPLOYER']);
  /** Schools of which somebody has said what kind they are. */
  private readonly described = new Map<string, boolean>();

  constructor(deps: ProgramImportDeps, scope: ImportScope) {
    this.deps = deps;
    this.scope = scope;
    this.concepts = new ConceptCells(deps.taxonomy.now);
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

  async prepare(tx: Client, drafts: readonly Draft[]): Promise<void> {
    await this.schools.prepare(
      tx,
      drafts.flatMap(({ school }) => [school.reference, school.name, school.creditCode]),
    );
    await this.firms.prepare(
      tx,
      drafts.map(({ firm }) => firm),
    );
  }

  async link(tx: Client, { draft, school, schoolKind, firm }: Draft): Promise<ProgramRow> {
    const { id } = await this.schools.ensure(tx, school, {
      ...schoolWords,
      owner: this.scope.owner,
      region: null,
      make: (client, organization) => {
        if (schoolKind === null) throw badInput('row.schoolKind', 'The new school has no kind.', 'Give its kind.');
        const { kind: _, ...rest } = organization;
        return this.deps.schools.createIn(client, this.scope.actor, { ...rest, kind: schoolKind });
      },
    });
    await this.checkDescribed(tx, id);
    const firmId = firm === null ? null : this.firms.get(firm, 'firm').id;
    return { ...checkProgram({ ...draft, firmId }, this.concepts.taxonomy, 'row'), schoolId: id };
  }

  private async checkDescribed(tx: Client, id: string): Promise<void> {
    if (!this.described.has(id)) this.described.set(id, (await readSchools(tx, [id])).has(id));
    if (this.described.get(id)) return;
    throw badInput('school', 'Nobody has said yet what kind of school this is.', 'Import it with its kind first.');
  }

  keyOf({ schoolId, externalId }: ProgramRow): string {
    return `${schoolId} ${externalId}`;
  }

  async write(tx: Client, rows: readonly ProgramRow[]): Promise<WrittenRows> {
    const { created, updated, unchanged } = await upsertPrograms(tx, rows);
    await recordChange(tx, { kind: 'program', ids: [...created, ...updated] });
    return { created: created.length, updated: updated.length, unchanged: unchanged.length };
  }
}

const someId = '00000000-0000-7000-8000-000000000000';

function draftOf(cells: Cells, concepts: ConceptCells): ProgramDraft {
  const level = concepts.number(cells, 'level', 'education');
  return {
    externalId: cells.needed('externalId'),
    name: cells.needed('name'),
    major: concepts.major(cells, 'major', level),
    level,
    years: cells.decimal('years'),
    kind: cells.choice('kind', programKinds, kindNames),
    skills: concepts.codes(cells, 'skills', 'skill'),
    status: cells.choice('status', programStatuses, statusNames),
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
