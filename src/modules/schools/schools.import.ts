import type { Client } from '../../platform/db/db.ts';
import { type Cells, choiceOf, columnError } from '../../platform/files/cells.ts';
import type {
  ColumnDeclaration,
  ImportKind,
  ImportRun,
  ImportScope,
  WrittenRows,
} from '../../platform/files/import-kind.ts';
import { recordChange } from '../../platform/jobs/outbox.ts';
import type { OrganizationDraft, OrganizationUpsert, UpsertedOrganization } from '../accounts/index.ts';
import { ConceptCells, type TaxonomySource } from '../taxonomy/index.ts';
import { checkTierTags, type SchoolKind, schoolKinds } from './schools.rules.ts';
import { readSchools, writeSchool } from './schools.store.ts';

export interface SchoolImportDeps {
  taxonomy: TaxonomySource;
  files: OrganizationUpsert;
}

interface Draft {
  organization: OrganizationDraft & { externalId: string };
  verified: boolean;
  kind: SchoolKind;
  tierTags: string[];
}

interface Row extends Pick<Draft, 'kind' | 'tierTags'>, UpsertedOrganization {
  externalId: string;
}

export const schoolKindNames: Record<string, SchoolKind> = {
  本科院校: 'UNIVERSITY',
  大学: 'UNIVERSITY',
  高职院校: 'VOCATIONAL_COLLEGE',
  高职: 'VOCATIONAL_COLLEGE',
  技师学院: 'TECHNICIAN_COLLEGE',
  技工院校: 'TECHNICIAN_COLLEGE',
  培训机构: 'TRAINING',
};

export const schoolKindMeaning =
  'UNIVERSITY 本科院校, VOCATIONAL_COLLEGE 高职院校, TECHNICIAN_COLLEGE 技师学院 or 技工院校, TRAINING 培训机构.';

const columns: readonly ColumnDeclaration[] = [
  {
    name: 'externalId',
    header: '院校编号',
    further: ['编号', '学校编号', '学校标识码'],
    required: true,
    meaning: 'Your number of the school, unique among all organizations.',
    example: 'S-0001',
  },
  {
    name: 'name',
    header: '院校名称',
    further: ['学校名称', '名称'],
    required: true,
    meaning: 'The registered name.',
    example: '示例职业技术学院',
  },
  {
    name: 'kind',
    header: '院校类型',
    further: ['学校类型', '类型'],
    required: true,
    meaning: schoolKindMeaning,
    example: '高职院校',
  },
  {
    name: 'region',
    header: '所在地',
    further: ['地区'],
    required: true,
    meaning: 'Region of the seat, code or name.',
    example: '350200',
  },
  {
    name: 'creditCode',
    header: '统一社会信用代码',
    meaning: 'Unified social credit code, 18 characters.',
    example: '',
  },
  { name: 'tierTags', header: '层次标签', meaning: 'Official tiers, divided by ;', example: '双高' },
  { name: 'industry', header: '行业', meaning: 'Industry, code or name.', example: '83' },
  { name: 'size', header: '教职工人数', meaning: 'Employees.', example: '420' },
  { name: 'summary', header: '简介', meaning: 'Public description.', example: '示例院校。' },
  { name: 'site', header: '网站', meaning: 'Web site, http or https.', example: 'https://school.example.org/' },
  {
    name: 'verified',
    header: '已核验',
    meaning: 'Whether a new one counts as verified; 否 when empty, and an office verifies it.',
    example: '是',
  },
];

export function schoolImport(deps: SchoolImportDeps): ImportKind {
  return {
    kind: 'schools',
    description: 'Schools, a row each, by your number.',
    columns,
    keyColumn: 'externalId',
    ownerKinds: [],
    begin: (scope) => new SchoolImport(deps, scope),
  };
}

class SchoolImport implements ImportRun<Draft, Row> {
  private readonly deps: SchoolImportDeps;
  private readonly scope: ImportScope;
  private readonly concepts: ConceptCells;

  constructor(deps: SchoolImportDeps, scope: ImportScope) {
    this.deps = deps;
    this.scope = scope;
    this.concepts = new ConceptCells(deps.taxonomy.now);
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

  /** The organization is put here, where its row can still be refused. */
  async link(tx: Client, { organization, verified, kind, tierTags }: Draft): Promise<Row> {
    try {
      const put = await this.deps.files.putIn(tx, this.scope.actor, organization, verified);
      return { ...put, externalId: organization.externalId, kind, tierTags };
    } catch (error) {
      throw columnError(error, {});
    }
  }

  keyOf({ externalId }: Row): string {
    return externalId;
  }

  async write(tx: Client, rows: readonly Row[]): Promise<WrittenRows> {
    const stored = await readSchools(
      tx,
      rows.map(({ id }) => id),
    );
    const written = { created: 0, updated: 0, unchanged: 0 };
    const changed: string[] = [];
    for (const { id, kind, tierTags, outcome } of rows) {
      const old = stored.get(id);
      const isSame = old?.kind === kind && JSON.stringify(old.tierTags) === JSON.stringify(tierTags);
      if (!isSame) {
        await writeSchool(tx, id, kind, tierTags);
        changed.push(id);
      }
      written[outcome === 'unchanged' && !isSame ? 'updated' : outcome] += 1;
    }
    await recordChange(tx, { kind: 'school', ids: changed });
    return written;
  }
}
