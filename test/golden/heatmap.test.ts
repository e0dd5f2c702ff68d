import { beforeAll, describe, expect, it } from 'vitest';
import { system } from '../../src/kernel/actor.ts';
import { ensureCatalog, type ShortageLevel, upsertCatalogEntries } from '../../src/modules/catalogs/index.ts';
import type { HeatAxis, HeatMapRecord, HeatMeasure } from '../../src/modules/heatmap/index.ts';
import type { PositionRow } from '../../src/modules/positions/index.ts';
import type { TalentDraft } from '../../src/modules/talents/index.ts';
import type { EditionRows } from '../../src/modules/taxonomy/index.ts';
import { heatTown } from '../heatmap/town.ts';
import { catalogs, goldenDay, organizations, positions, talents, taxonomy } from './golden.data.ts';
import {
  expectedByDistrict,
  expectedByEducation,
  expectedByGrade,
  expectedByOccupation,
  type HeatBalance,
  type HeatCell,
} from './golden.expected.ts';

const levels: Record<string, ShortageLevel> = { 一般: 'ORDINARY', 紧缺: 'SHORT', 非常紧缺: 'VERY_SHORT' };
const xiamen = '350200';
const town = await heatTown(goldenDay);

beforeAll(async () => {
  const { api } = town;
  await api.taxonomy.service.load(edition());
  const ids = new Map<string, string>();
  for (const { key, kind, name, region } of organizations) {
    if (kind === 'SCHOOL') continue;
    ids.set(key, (await api.member(kind, { name, region })).organization.id);
  }
  const keeper = ids.get('O1') ?? '';
  await town.addTalents(keeper, talents.map(draftOf));
  for (const employer of new Set(positions.map((position) => position.employer))) {
    const own = positions.filter((position) => position.employer === employer);
    await town.addPositions(ids.get(employer) ?? '', own.map(rowOf));
  }
  for (const { issuer, key, title, region, mode, validFrom, validTo, status, entries } of catalogs) {
    const head = { title, region, mode, validFrom, validTo, status, edition: '2026', externalId: key };
    await api.db.prisma.$transaction(async (tx) => {
      const { id } = await ensureCatalog(tx, { ...head, issuerId: ids.get(issuer) ?? '' });
      await upsertCatalogEntries(tx, id, entries.map(entryOf));
    });
  }
  await town.settle();
});

describe('the golden example, before rounding', () => {
  it.each([1, 2, 3, 4] as const)('by occupation at level %i and district', async (level) => {
    const map = await exactMap('REGION', level);
    expect(balancesOf(map)).toEqual(sorted(expectedByDistrict[level]));
  });

  it.each([1, 2, 3, 4] as const)('by occupation at level %i alone', async (level) => {
    const map = await exactMap(null, level);
    expect(balancesOf(map)).toEqual(sorted(expectedByOccupation[level]));
  });

  it('by occupation and education, asked and held side by side', async () => {
    expect(sidesOf(await exactMap('EDUCATION', 4))).toEqual(sidesOfExample(expectedByEducation));
  });

  it('by occupation and skill grade, asked and held side by side', async () => {
    expect(sidesOf(await exactMap('GRADE', 4))).toEqual(sidesOfExample(expectedByGrade));
  });

  it('has totals that are counts of their own', async () => {
    const map = await exactMap('REGION', 4);
    const total = (measure: HeatMeasure) => map.measures.find((one) => one.measure === measure)?.grandTotal.value;
    expect([total('POSITIONS'), total('EMPLOYERS'), total('DEMAND'), total('SUPPLY'), total('GAP')]).toEqual([
      6, 4, 38, 17, 21,
    ]);
  });

  it('is the same the other way round', async () => {
    const map = await exactMap('REGION', 3);
    const turned = await town.heatmap.service.heatMap(system, {
      region: xiamen,
      rows: 'REGION',
      columns: 'OCCUPATION',
      occupationLevel: 3,
    });
    const swapped = cellsOf(turned).map((cell) => ({ ...cell, row: cell.column ?? '', column: cell.row }));
    expect(sorted(swapped)).toEqual(sorted(cellsOf(map)));
  });
});

function exactMap(columns: HeatAxis | null, occupationLevel: number): Promise<HeatMapRecord> {
  return town.heatmap.service.heatMap(system, {
    region: xiamen,
    rows: 'OCCUPATION',
    columns,
    occupationLevel,
    regionLevel: 3,
  });
}

/** The example has one row and column 未细分 for all that is coded coarser, and no line for an empty cell. */
function cellsOf(map: HeatMapRecord): HeatBalance[] {
  const figure = (measure: HeatMeasure, place: number) =>
    map.measures.find((one) => one.measure === measure)?.cells[place]?.value ?? 0;
  const tightness = map.measures.find((one) => one.measure === 'TIGHTNESS')?.cells;
  const listed = map.measures.find((one) => one.measure === 'LISTED')?.levels;
  const columns = map.columns.length > 0 ? map.columns.map(nameOf) : [null];
  const cells = map.rows.flatMap((row, at) =>
    columns.map((column, across): HeatBalance => {
      const place = at * columns.length + across;
      const level = listed?.[place] ?? null;
      return {
        row: nameOf(row),
        column,
        positions: figure('POSITIONS', place),
        employers: figure('EMPLOYERS', place),
        demand: figure('NEED', place),
        supply: figure('SUPPLY', place),
        gap: figure('GAP', place),
        tightness: tightness?.[place]?.value ?? null,
        listed: (Object.entries(levels).find(([, one]) => one === level)?.[0] ?? null) as HeatBalance['listed'],
      };
    }),
  );
  return cells.filter(({ demand, supply }) => demand + supply > 0);
}

function balancesOf(map: HeatMapRecord): HeatBalance[] {
  const merged = new Map<string, HeatBalance>();
  for (const cell of cellsOf(map)) {
    const key = `${cell.row} ${cell.column}`;
    const known = merged.get(key);
    if (!known) {
      merged.set(key, cell);
      continue;
    }
    const [demand, supply] = [known.demand + cell.demand, known.supply + cell.supply];
    const [positions, employers] = [known.positions + cell.positions, known.employers + cell.employers];
    merged.set(key, {
      ...known,
      positions,
      employers,
      demand,
      supply,
      gap: demand - supply,
      tightness: supply === 0 ? null : demand / supply,
    });
  }
  return sorted([...merged.values()]);
}

/** 不限 holds positions only and 未说明 talents only: here they are one column. */
function sidesOf(map: HeatMapRecord): string[] {
  return linesOf(balancesOf(map));
}

function sidesOfExample(cells: readonly HeatCell[]): string[] {
  const one = (key: string | null) => (key === '不限' ? '未说明' : key);
  const merged = new Map<string, HeatCell>();
  for (const cell of cells) {
    const key = `${cell.row} ${one(cell.column)}`;
    const known = merged.get(key) ?? {
      ...cell,
      column: one(cell.column),
      positions: 0,
      employers: 0,
      demand: 0,
      supply: 0,
    };
    merged.set(key, {
      ...known,
      positions: known.positions + cell.positions,
      employers: known.employers + cell.employers,
      demand: known.demand + cell.demand,
      supply: known.supply + cell.supply,
    });
  }
  return linesOf([...merged.values()]);
}

function linesOf(cells: readonly HeatCell[]): string[] {
  return cells
    .map(({ row, column, positions: p, employers, demand, supply }) =>
      [row, column, p, employers, demand, supply].join(' '),
    )
    .sort();
}

function nameOf({ key, kind }: HeatMapRecord['rows'][number]): string {
  return kind === 'CONCEPT' ? key : kind === 'UNSPLIT' ? '未细分' : '未说明';
}

function sorted(cells: readonly HeatBalance[]): HeatBalance[] {
  const key = ({ row, column }: HeatBalance) => `${row} ${column}`;
  return cells.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

function edition(): EditionRows {
  const concepts: EditionRows['concepts'][number][] = [];
  const add = (
    scheme: EditionRows['concepts'][number]['scheme'],
    rows: readonly (readonly [string, number, string | null, string])[],
  ) => {
    for (const [code, level, parent, name] of rows) {
      concepts.push({ scheme, code, level, parent, name, nameEn: null, aliases: [], attributes: {} });
    }
  };
  add('occupation', taxonomy.occupations);
  add('region', taxonomy.regions);
  add('major', taxonomy.majors);
  add(
    'skill',
    taxonomy.skills.map(([code, group, name]) => [code, group === null ? 1 : 2, group, name] as const),
  );
  add(
    'skill',
    taxonomy.successors.map(([, old]) => [old, 1, null, old] as const),
  );
  add(
    'licence',
    taxonomy.licences.map(([code, name]) => [code, 1, null, name] as const),
  );
  add(
    'titleSeries',
    [...new Set(talents.flatMap((talent) => talent.titleRanks.map(({ series }) => series)))].map(
      (code) => [code, 1, null, code] as const,
    ),
  );
  return {
    edition: 'golden',
    concepts,
    substitutes: taxonomy.substitutes,
    occupationSkills: [],
    occupationLicences: taxonomy.occupationLicences.map(([occupation, licence]) => ({
      occupation,
      licence,
      source: 'golden',
    })),
  };
}

function draftOf({ key, name, ...talent }: (typeof talents)[number]): TalentDraft {
  const { wish, residence, availability, until, refusesRanking, skills, grades, titleRanks, licences } = talent;
  return {
    externalId: key,
    name,
    residence,
    availability,
    unavailableUntil: until,
    refusesRanking,
    wish,
    skills,
    grades,
    titleRanks,
    licences,
    educations: talent.educations,
    experiences: talent.experiences.map((experience) => ({ ...experience, title: '岗位' })),
  };
}

function rowOf(position: (typeof positions)[number]): Partial<PositionRow> {
  const { key, id: _id, createdAt: _createdAt, employer: _employer, kind, status, ...row } = position;
  return { ...row, externalId: key, kind: kind ?? 'FULL', status, closedReason: status === 'CLOSED' ? '已招满' : null };
}

function entryOf({ occupation, level, headcount, withdraws }: (typeof catalogs)[number]['entries'][number], n: number) {
  const unsaid = { tradeName: null, majors: [], education: null, grade: null, schools: [], pay: null, remark: null };
  return { ...unsaid, line: n + 1, occupation, level: levels[level] ?? 'ORDINARY', headcount, withdraws };
}
