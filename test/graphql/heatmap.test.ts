import { Readable } from 'node:stream';
import Fastify from 'fastify';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseDay } from '../../src/kernel/day.ts';
import { DomainError, errorStatus } from '../../src/kernel/errors.ts';
import { ensureCatalog, upsertCatalogEntries } from '../../src/modules/catalogs/index.ts';
import { openTable } from '../../src/platform/files/table.ts';
import { heatTown } from '../heatmap/town.ts';
import type { MemberActor } from '../support/graphql.ts';

const day = parseDay('2026-06-01', 'day');
const town = await heatTown(day);
const { api } = town;

const series = 'values states';
const mapQuery = `query ($input: HeatMapInput!) { heatMap(input: $input) {
  day exact rowAxis columnAxis totalsNeedNotAdd versions { formula profile } rows { key code kind label labelEn } columns { key kind label }
  measures { measure values states levels rowTotals { ${series} } columnTotals { ${series} } grandTotal { ${series} } } } }`;

const welder = '6-18-02-04';
const [jimei, siming, xiamen] = ['350211', '350203', '350200'];
const skills = ['gas-metal-arc-welding', 'shielded-metal-arc-welding', 'robotic-welding'];
const byDistrict = { region: xiamen, rows: 'OCCUPATION', columns: 'REGION' };

let office: MemberActor;
let district: MemberActor;
let viewer: MemberActor;
let employers: MemberActor[];

beforeAll(async () => {
  office = await api.member('OFFICE', { region: xiamen });
  district = await api.member('OFFICE', { region: jimei });
  viewer = await api.colleague(office, 'VIEWER');
  employers = [await api.member('EMPLOYER'), await api.member('EMPLOYER'), await api.member('EMPLOYER')];
  for (const { organization } of employers) {
    const asked = {
      occupation: welder,
      mustHave: skills.map((skill) => ({ skill, level: null })),
      grade: 3,
      education: 2,
    };
    await town.addPositions(organization.id, [
      { ...asked, region: jimei, headcount: 4, industry: 'C' },
      { ...asked, region: siming, headcount: 3, filled: 1, kind: 'PART' },
    ]);
  }
  const first = employers[0]?.organization.id ?? '';
  await town.addPositions(first, [
    { occupation: '6-18-02-00', region: xiamen, headcount: 5 },
    { occupation: welder, region: jimei, headcount: 9, opensOn: day + 10 },
    { occupation: welder, region: jimei, headcount: 9, status: 'DRAFT' },
  ]);
  const held = skills.map((skill) => ({ skill }));
  const good = { skills: held, grades: [{ occupation: welder, grade: 4 }], educations: [{ level: 3 }] };
  const wanting = (residence: string, more: object = {}) => ({ residence, wish: { occupations: [welder] }, ...more });
  await town.addTalents(office.organization.id, [
    ...Array.from({ length: 9 }, () => wanting(jimei, good)),
    ...Array.from({ length: 3 }, () => wanting(jimei)),
    wanting(jimei, { ...good, refusesRanking: true }),
    ...Array.from({ length: 3 }, () => wanting(siming, good)),
    wanting(jimei, { ...good, availability: 'UNAVAILABLE', unavailableUntil: day + 20 }),
    { residence: jimei, wish: { occupations: ['6-18-02-03'], kinds: ['PART'] } },
    { wish: {} },
  ]);
  await api.db.prisma.$transaction(async (tx) => {
    const head = {
      title: '目录',
      edition: '2026',
      mode: 'REPLACES',
      status: 'PUBLISHED',
      validTo: null,
      validFrom: day - 30,
    } as const;
    const unsaid = {
      tradeName: null,
      headcount: null,
      majors: [],
      education: null,
      grade: null,
      schools: [],
      pay: null,
      remark: null,
    };
    const { id } = await ensureCatalog(tx, {
      ...head,
      region: jimei,
      externalId: 'jimei',
      issuerId: district.organization.id,
    });
    await upsertCatalogEntries(tx, id, [
      { ...unsaid, line: 1, occupation: welder, level: 'VERY_SHORT', withdraws: false },
    ]);
  });
  await town.settle();
  await town.freeze();
});

// biome-ignore lint/suspicious/noExplicitAny: as asked in the query
type Shown = any;

async function mapOf(input: object, actor?: MemberActor): Promise<Shown> {
  return (await api.ask(mapQuery, { input }, actor)).heatMap;
}

function cell(map: Shown, measure: string, row: string, column: string | null = null) {
  const at = map.rows.findIndex(({ key }: { key: string }) => key === row);
  const across = column === null ? 0 : map.columns.findIndex(({ key }: { key: string }) => key === column);
  const found = map.measures.find((one: Shown) => one.measure === measure);
  const place = at * Math.max(1, map.columns.length) + across;
  return [found.values[place], found.states[place]];
}

const keys = (values: Shown[]) => values.map(({ key }) => key);

describe('a map for the office of the region', () => {
  it('has every measure, exact', async () => {
    const map = await mapOf(byDistrict, office);
    expect(map).toMatchObject({
      exact: true,
      rowAxis: 'OCCUPATION',
      columnAxis: 'REGION',
      versions: { formula: 'heat-1' },
    });
    expect(keys(map.rows)).toEqual(['~6-18-02-00', '6-18-02-03', welder]);
    expect(keys(map.columns)).toEqual(['~350200', siming, jimei]);
    expect(map.rows[0]).toMatchObject({ code: '6-18-02-00', kind: 'UNSPLIT', label: '机械热加工人员（未细分）' });
    const welders = Object.fromEntries(
      map.measures.map(({ measure }: Shown) => [measure, cell(map, measure, welder, jimei)]),
    );
    expect(welders).toEqual({
      NEED: [12, 'VALUE'],
      DEMAND: [12, 'VALUE'],
      POSITIONS: [3, 'VALUE'],
      EMPLOYERS: [3, 'VALUE'],
      SUPPLY: [13, 'VALUE'],
      QUALIFIED40: [9, 'VALUE'],
      QUALIFIED60: [9, 'VALUE'],
      QUALIFIED80: [9, 'VALUE'],
      GAP: [-1, 'VALUE'],
      TIGHTNESS: [12 / 13, 'VALUE'],
      LISTED: [1, 'VALUE'],
    });
    expect(cell(map, 'QUALIFIED60', '6-18-02-03', jimei)).toEqual([null, 'UNRATED']);
    expect(cell(map, 'TIGHTNESS', '~6-18-02-00', '~350200')).toEqual([null, 'NO_SUPPLY']);
    expect(cell(map, 'LISTED', welder, siming)).toEqual([0, 'VALUE']);
  });

  it('has totals that count everybody once', async () => {
    const map = await mapOf(byDistrict, office);
    const total = (measure: string) => map.measures.find((one: Shown) => one.measure === measure);
    expect(total('SUPPLY')).toMatchObject({
      rowTotals: { values: [0, 1, 16] },
      columnTotals: { values: [0, 3, 14] },
      grandTotal: { values: [17] },
    });
    expect(total('EMPLOYERS')).toMatchObject({
      rowTotals: { values: [1, 0, 3] },
      columnTotals: { values: [1, 3, 3] },
      grandTotal: { values: [3] },
    });
    expect(total('QUALIFIED60').grandTotal.values).toEqual([12]);
  });

  it('is recorded, once a call', async () => {
    const count = () => api.db.prisma.auditEntry.count({ where: { action: 'heat.exact' } });
    const before = await count();
    await mapOf(byDistrict, office);
    await mapOf(byDistrict, office);
    await mapOf(byDistrict);
    expect((await count()) - before).toBe(2);
  });

  it('counts later days by what is open and who is free then', async () => {
    const later = await mapOf({ ...byDistrict, day: '2026-06-25' }, office);
    expect([cell(later, 'DEMAND', welder, jimei), cell(later, 'SUPPLY', welder, jimei)]).toEqual([
      [21, 'VALUE'],
      [14, 'VALUE'],
    ]);
  });

  it('shows education and grade side by side, without a difference', async () => {
    const map = await mapOf(
      { region: xiamen, rows: 'EDUCATION', columns: 'OCCUPATION', measures: ['NEED', 'SUPPLY', 'GAP', 'QUALIFIED40'] },
      office,
    );
    expect(keys(map.rows)).toEqual(['2', '3', '-']);
    expect([
      cell(map, 'NEED', '2', welder),
      cell(map, 'SUPPLY', '2', welder),
      cell(map, 'SUPPLY', '3', welder),
    ]).toEqual([
      [18, 'VALUE'],
      [0, 'VALUE'],
      [13, 'VALUE'],
    ]);
    expect(cell(map, 'QUALIFIED40', '3', welder)).toEqual([12, 'VALUE']);
    expect(cell(map, 'GAP', '3', welder)).toEqual([null, 'NOT_OFFERED']);
    const grades = await mapOf({ region: xiamen, rows: 'OCCUPATION', columns: 'GRADE' }, office);
    expect(grades.measures.map(({ measure }: Shown) => measure)).not.toContain('TIGHTNESS');
    expect([
      cell(grades, 'NEED', welder, '3'),
      cell(grades, 'SUPPLY', welder, '4'),
      cell(grades, 'SUPPLY', welder, '-'),
    ]).toEqual([
      [18, 'VALUE'],
      [13, 'VALUE'],
      [3, 'VALUE'],
    ]);
  });

  it('is restricted by occupation, industry, kind of work and education', async () => {
    const industry = await mapOf({ ...byDistrict, industry: 'C' }, office);
    expect(cell(industry, 'NEED', welder, jimei)).toEqual([12, 'VALUE']);
    expect(industry.measures.map(({ measure }: Shown) => measure)).toEqual([
      'NEED',
      'DEMAND',
      'POSITIONS',
      'EMPLOYERS',
      'LISTED',
    ]);
    const part = await mapOf({ ...byDistrict, workKind: 'PART' }, office);
    expect(keys(part.columns)).toEqual([siming, jimei]);
    expect(cell(part, 'SUPPLY', '6-18-02-03', jimei)).toEqual([1, 'VALUE']);
    const full = await mapOf({ ...byDistrict, workKind: 'FULL' }, office);
    expect(keys(full.rows)).not.toContain('6-18-02-03');
    const under = await mapOf({ ...byDistrict, occupation: welder, occupationLevel: 2 }, office);
    expect(keys(under.rows)).toEqual([welder]);
    const taught = await mapOf({ ...byDistrict, education: 3 }, office);
    expect(cell(taught, 'SUPPLY', welder, jimei)).toEqual([10, 'VALUE']);
  });

  it('orders rows by a measure', async () => {
    const map = await mapOf({ ...byDistrict, orderBy: 'SUPPLY' }, office);
    expect(keys(map.rows)).toEqual([welder, '6-18-02-03', '~6-18-02-00']);
  });
});

describe('the public map', () => {
  it('rounds people and hides what is made of few', async () => {
    const map = await mapOf(byDistrict);
    expect(map.exact).toBe(false);
    const people = map.measures.filter(({ measure }: Shown) => /^(SUPPLY|QUALIFIED)/.test(measure));
    for (const { values, rowTotals, columnTotals, grandTotal } of people) {
      const all = [values, rowTotals.values, columnTotals.values, grandTotal.values]
        .flat()
        .filter((value: number | null) => value !== null);
      expect(all.every((value: number) => value % 5 === 0)).toBe(true);
    }
    const [supply, state] = cell(map, 'SUPPLY', '6-18-02-03', jimei);
    const gap = cell(map, 'GAP', '6-18-02-03', jimei);
    expect([supply, state]).toEqual(supply === null ? [null, 'SUPPRESSED'] : [5, 'VALUE']);
    expect(gap).toEqual(supply === null ? [null, 'SUPPRESSED'] : [-5, 'VALUE']);
    expect(cell(map, 'NEED', welder, jimei)).toEqual([12, 'VALUE']);
    expect(cell(map, 'GAP', welder, jimei)[0]).toBe(12 - cell(map, 'SUPPLY', welder, jimei)[0]);
    expect(map.totalsNeedNotAdd).toContain('on its own');
  });

  it('is rounded for offices elsewhere, for viewers, and beyond the own region', async () => {
    const exact = async (input: object, actor: MemberActor) => (await mapOf({ rows: 'REGION', ...input }, actor)).exact;
    expect(await exact({ region: xiamen }, district)).toBe(false);
    expect(await exact({ region: jimei }, district)).toBe(true);
    expect(await exact({ region: xiamen }, viewer)).toBe(false);
    expect(await exact({}, office)).toBe(false);
    expect(await exact({ region: jimei }, office)).toBe(true);
  });

  it('draws the same people once, however they are asked for', async () => {
    const narrow = { rows: 'OCCUPATION', columns: 'REGION', measures: ['SUPPLY'] };
    const asked = [
      cell(await mapOf({ ...narrow, region: xiamen }), 'SUPPLY', welder, siming),
      cell(await mapOf({ ...narrow, region: siming }), 'SUPPLY', welder, siming),
      cell(await mapOf({ ...narrow, region: siming, occupationLevel: 1 }), 'SUPPLY', '6-00-00-00', siming),
      cell(await mapOf({ ...narrow, region: siming, regionLevel: 1, day: '2026-07-01' }), 'SUPPLY', welder, siming),
      cell(await mapOf({ region: xiamen, rows: 'REGION', measures: ['SUPPLY'] }), 'SUPPLY', siming),
      cell(
        await mapOf({ region: siming, rows: 'OCCUPATION', columns: 'EDUCATION', measures: ['SUPPLY'] }),
        'SUPPLY',
        welder,
        '3',
      ),
      cell(await mapOf({ ...narrow, region: siming, workKind: 'FULL', education: 3 }), 'SUPPLY', welder, siming),
    ];
    expect(new Set(asked.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it('is served again for a minute, and made anew after it', async () => {
    const input = { region: xiamen, rows: 'REGION', columns: null, measures: ['NEED', 'LISTED'] };
    await mapOf(input);
    const again = await api.run(mapQuery, { input });
    expect(again.statements).toBe(0);
    town.passMinute();
    const anew = await api.run(mapQuery, { input });
    expect(anew.statements).toBeGreaterThan(0);
    expect(anew.statements).toBeLessThanOrEqual(4);
  });

  it.each([
    [{ rows: 'EDUCATION', columns: 'GRADE' }, 'input.columns'],
    [{ rows: 'EDUCATION' }, 'input.columns'],
    [{ rows: 'REGION', day: '2026-05-31' }, 'input.day'],
    [{ rows: 'REGION', regionLevel: 4 }, 'input.regionLevel'],
    [{ rows: 'REGION', education: 7 }, 'input.education'],
    [{ rows: 'REGION', region: '999999' }, 'input.region'],
    [{ rows: 'REGION', industry: 'C', workKind: 'FULL', education: 3 }, 'input'],
  ])('refuses %j', async (input, path) => {
    const { errors } = await api.run(mapQuery, { input });
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', details: { path } });
  });
});

describe('a cell', () => {
  const cellQuery = `query ($input: HeatCellInput!) { heatCell(input: $input) {
    row { key label } column { key } figures { measure value state level }
    positions(first: 2) { totalCount nextCursor items { id } }
    profile { positions employers openings education grade months version skills { share skill { code } } }
    entry { exact entry { level } } programs { weight } } }`;
  const input = { ...byDistrict, row: welder, column: jimei };

  it('shows what stands behind it', async () => {
    const { heatCell } = await api.ask(cellQuery, { input }, office);
    expect(heatCell).toMatchObject({
      row: { key: welder, label: '焊工' },
      column: { key: jimei },
      positions: { totalCount: 3, nextCursor: expect.any(String) },
      profile: { positions: 6, employers: 3, openings: 18, education: 2, grade: 3, months: null },
      entry: { exact: true, entry: { level: 'VERY_SHORT' } },
      programs: [],
    });
    expect(heatCell.profile.skills).toHaveLength(3);
    expect(heatCell.profile.skills[0].share).toBe(1);
    expect(heatCell.figures.find((one: Shown) => one.measure === 'LISTED')).toEqual({
      measure: 'LISTED',
      value: 1,
      state: 'VALUE',
      level: 'VERY_SHORT',
    });
  });

  it('agrees with the public map', async () => {
    const { heatCell } = await api.ask(cellQuery, { input });
    const map = await mapOf(byDistrict);
    for (const { measure, value, state } of heatCell.figures)
      expect([value, state]).toEqual(cell(map, measure, welder, jimei));
  });

  it('names candidates only to those who see talents', async () => {
    const query = `query ($input: HeatCellInput!) { heatCell(input: $input) { candidates(first: 100) { items { id } } } }`;
    expect((await api.ask(query, { input }, office)).heatCell.candidates.items).toHaveLength(13);
    expect((await api.ask(query, { input }, employers[0])).heatCell.candidates.items).toEqual([]);
    const { data, errors } = await api.run(query, { input });
    expect([data.heatCell.candidates, errors[0]?.extensions.code]).toEqual([null, 'NOT_SIGNED_IN']);
  });

  it('that is not on the map is refused', async () => {
    const ask = async (more: object) =>
      (await api.run(cellQuery, { input: { ...input, ...more } })).errors[0]?.extensions.details.path;
    expect(await ask({ row: '1-01-01-01' })).toBe('input.row');
    expect(await ask({ column: null })).toBe('input.column');
  });
});

describe('GET /heatmap.csv and .xlsx', () => {
  const server = Fastify();
  server.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof DomainError)) throw error;
    return reply.status(errorStatus[error.code]).send({ code: error.code, details: error.details });
  });
  town.heatmap.routes?.(server);

  it('gives the map as everybody sees it', async () => {
    const answer = await server.inject(
      `/heatmap.csv?region=${xiamen}&rows=occupation&columns=region&measures=need,supply,gap`,
    );
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = answer.body.split('\r\n');
    expect(lines[0]).toBe(
      '\uFEFF职业代码 OCCUPATION,职业 OCCUPATION,地区代码 REGION,地区 REGION,需求人数 NEED,求职人数 SUPPLY,缺口 GAP',
    );
    const map = await mapOf(byDistrict);
    const [supply] = cell(map, 'SUPPLY', welder, jimei);
    expect(lines).toContain(`${welder},焊工,${jimei},集美区,12,${supply},${12 - supply}`);
  });

  it('is exact for the office of the region, by its token', async () => {
    const secret = await api.accounts.operator.issueToken(office.userId, office.organization.id, 'csv');
    const url = `/heatmap.csv?region=${xiamen}&rows=occupation&columns=region&measures=need,supply`;
    const answer = await server.inject({ url, headers: { 'x-api-key': secret } });
    expect(answer.body).toContain(`${welder},焊工,${jimei},集美区,12,13`);
    expect((await server.inject({ url, headers: { 'x-api-key': 'nonsense' } })).statusCode).toBe(401);
  });

  it('gives the same as a workbook, figures as numbers', async () => {
    const query = `region=${xiamen}&rows=occupation&columns=region&measures=need,supply,gap`;
    const answer = await server.inject(`/heatmap.xlsx?${query}`);
    expect(answer.headers['content-disposition']).toBe('attachment; filename="heatmap.xlsx"');
    const table = await openTable(Readable.from([answer.rawPayload]));
    const rows: string[] = [];
    for await (const { cells } of table.rows()) rows.push(cells.join(','));
    const csv = (await server.inject(`/heatmap.csv?${query}`)).body.replace('\uFEFF', '').split('\r\n');
    expect(rows.slice(0, -1)).toEqual(csv.slice(0, -2));
    expect(rows.at(-1)).toContain('# <5');
  });

  it('says what is wrong with an address', async () => {
    expect((await server.inject('/heatmap.csv')).json()).toMatchObject({
      code: 'BAD_INPUT',
      details: { path: 'rows' },
    });
    expect((await server.inject('/heatmap.csv?rows=school')).statusCode).toBe(400);
    expect((await server.inject('/heatmap.csv?rows=region&colour=red')).json().details.path).toBe('colour');
    expect((await server.inject('/heatmap.csv?rows=region&rows=region')).statusCode).toBe(400);
  });
});
