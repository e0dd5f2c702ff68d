import { badInput } from '../../kernel/errors.ts';
import { workKindNames } from '../../kernel/work-kind-names.ts';
import type { Client } from '../../platform/db/db.ts';
import { type Cells, partsOf, wholeOf } from '../../platform/files/cells.ts';
import type { ImportKind, ImportRun, ImportScope, WrittenRows } from '../../platform/files/import-kind.ts';
import { recordChange } from '../../platform/jobs/outbox.ts';
import { type Mention, NamedOrganizations, type OrganizationService, readMention } from '../accounts/index.ts';
import { ConceptCells, type TaxonomySource } from '../taxonomy/index.ts';
import { employerWords, positionColumns } from './positions.import.columns.ts';
import { checkPosition, type PositionDraft, text } from './positions.input.ts';
import {
  type HardFilter,
  hardFilters,
  type PositionStatus,
  type PositionValues,
  positionStatuses,
  workKinds,
} from './positions.rules.ts';
import { type PositionRow, upsertPositions } from './positions.write.store.ts';

export interface PositionImportDeps {
  taxonomy: TaxonomySource;
  accounts: { service: Pick<OrganizationService, 'createIn'> };
}

interface Draft {
  values: PositionValues;
  status: PositionStatus;
  closedReason: string | null;
  employer: Mention;
}

const statusNames: Record<string, PositionStatus> = {
  草稿: 'DRAFT',
  已发布: 'PUBLISHED',
  发布: 'PUBLISHED',
  已关闭: 'CLOSED',
  关闭: 'CLOSED',
};
const filterNames: Record<string, HardFilter> = {
  学历: 'EDUCATION',
  专业: 'MAJORS',
  技能等级: 'GRADE',
  执业资格: 'LICENCES',
  地区: 'REGION',
  经验: 'EXPERIENCE',
};
const ranks = ['1', '2', '3', '4', '5'] as const;
const rankNames: Record<string, (typeof ranks)[number]> = {
  员级: '1',
  助理级: '2',
  中级: '3',
  副高级: '4',
  正高级: '5',
};
/** What the rules call otherwise than the columns do. */
const columns = {
  'pay.from': 'payFrom',
  'pay.to': 'payTo',
  pay: 'payTo',
  'titleRank.series': 'titleSeries',
  'titleRank.rank': 'titleRank',
};

export function positionImport(deps: PositionImportDeps): ImportKind {
  return {
    kind: 'positions',
    description: 'Positions, a row each, by the employer’s number.',
    columns: positionColumns,
    keyColumn: 'externalId',
    ownerKinds: ['EMPLOYER'],
    begin: (scope) => new PositionImport(deps, scope),
  };
}

class PositionImport implements ImportRun<Draft, PositionRow> {
  private readonly deps: PositionImportDeps;
  private readonly scope: ImportScope;
  private readonly concepts: ConceptCells;
  private readonly employers = new NamedOrganizations(['EMPLOYER']);

  constructor(deps: PositionImportDeps, scope: ImportScope) {
    this.deps = deps;
    this.scope = scope;
    this.concepts = new ConceptCells(deps.taxonomy.now);
  }

  read(cells: Cells): Draft {
    const { taxonomy } = this.concepts;
    const draft = draftOf(cells, this.concepts);
    const values = cells.inColumns(columns, () => checkPosition(draft, taxonomy, 'row'));
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
    return { values, status, closedReason, employer };
  }

  async prepare(tx: Client, drafts: readonly Draft[]): Promise<void> {
    const named = drafts.flatMap(({ employer }) => [employer.reference, employer.name, employer.creditCode]);
    await this.employers.prepare(tx, named);
  }

  async link(tx: Client, { values, status, closedReason, employer }: Draft): Promise<PositionRow> {
    const { id } = await this.employers.ensure(tx, employer, {
      ...employerWords,
      owner: this.scope.owner,
      region: values.region,
      make: (client, draft) => this.deps.accounts.service.createIn(client, this.scope.actor, draft),
    });
    return { ...values, status, closedReason, employerId: id, postedById: id };
  }

  keyOf({ employerId, externalId }: PositionRow): string {
    return `${employerId} ${externalId}`;
  }

  async write(tx: Client, rows: readonly PositionRow[]): Promise<WrittenRows> {
    const { created, updated, unchanged } = await upsertPositions(tx, rows);
    await recordChange(tx, { kind: 'position', ids: [...created, ...updated] });
    return { created: created.length, updated: updated.length, unchanged: unchanged.length };
  }
}

function draftOf(cells: Cells, concepts: ConceptCells): PositionDraft {
  const education = concepts.number(cells, 'education', 'education');
  return {
    externalId: cells.needed('externalId'),
    title: cells.needed('title'),
    occupation: concepts.code(cells, 'occupation', 'occupation'),
    description: cells.text('description'),
    headcount: cells.whole('headcount'),
    filled: cells.whole('filled'),
    region: concepts.code(cells, 'region', 'region'),
    industry: concepts.code(cells, 'industry', 'industry'),
    pay: { from: cells.fen('payFrom'), to: cells.fen('payTo') },
    kind: cells.choice('kind', workKinds, workKindNames),
    startFrom: cells.day('startFrom'),
    education,
    majors: concepts
      .listed(cells, 'majors', 'major')
      .flatMap((name) => concepts.majors(name, 'majors', { level: education, all: true })),
    grade: concepts.number(cells, 'grade', 'grade'),
    titleRank: titleRank(cells, concepts),
    experienceMonths: cells.whole('experienceMonths'),
    mustHave: skills(cells, 'mustHave', concepts),
    niceToHave: skills(cells, 'niceToHave', concepts),
    licences: concepts.codes(cells, 'licences', 'licence'),
    hardFilters: cells.choices('hardFilters', hardFilters, filterNames),
    opensOn: cells.day('opensOn'),
    closesOn: cells.day('closesOn'),
  };
}

function titleRank(cells: Cells, concepts: ConceptCells): PositionDraft['titleRank'] {
  const series = concepts.code(cells, 'titleSeries', 'titleSeries');
  const rank = cells.choice('titleRank', ranks, rankNames);
  if (series === null && rank === null) return null;
  if (series === null) throw badInput('titleSeries', 'A rank is asked without its series.', 'Name the series.');
  return { series, rank: Number(rank ?? cells.needed('titleRank')) };
}

function skills(cells: Cells, column: string, concepts: ConceptCells): NonNullable<PositionDraft['mustHave']> {
  return concepts.listed(cells, column, 'skill').map((item) => {
    const [name, level] = partsOf(item, column, 'skill:level');
    return {
      skill: concepts.resolve('skill', name ?? '', column),
      level: level ? wholeOf(level, column) : null,
    };
  });
}
