import { Readable } from 'node:stream';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Actor, system } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { ExportsService } from '../../src/modules/imports/exports.service.ts';
import { maxWorkbookRows } from '../../src/modules/imports/exports.workbook.ts';
import { upsertPositions } from '../../src/modules/positions/index.ts';
import { checkTalent, insertTalents, type TalentDraft } from '../../src/modules/talents/index.ts';
import type { ImportKind } from '../../src/platform/files/import-kind.ts';
import { openTable } from '../../src/platform/files/table.ts';
import { type MemberActor, xiamen } from '../support/graphql.ts';
import { testProduct, testServer } from '../support/product.ts';
import { today } from './records.arbitraries.ts';

const product = await testProduct(today);
const { core } = product;
const { prisma } = core.db;
const server = await testServer(product);
const [office, employer, other, agency, school] = [
  await product.member('OFFICE', { name: '厦门市人才服务中心' }),
  await product.member('EMPLOYER', { name: '天马微电子有限公司' }),
  await product.member('EMPLOYER', { name: '路达工业' }),
  await product.member('AGENCY'),
  await product.member('SCHOOL', { name: '厦门技师学院' }),
];
const tokenOf = ({ userId, organization }: MemberActor) =>
  core.accounts.operator.issueToken(userId, organization.id, 'export');

const whole: TalentDraft = {
  name: '王小明',
  phone: '13800138000',
  email: 'wang@example.org',
  birthYear: 1990,
  residence: '350203',
  educations: [{ level: 3, schoolId: school.organization.id, major: '460103' }],
  experiences: [
    { employerName: '路达工业', title: '路达工业班长', occupation: '6-18-01-01', from: today - 900 },
    { employerName: '路达工业', title: '车工', from: today - 2_000, to: today - 1_000 },
  ],
  skills: [{ skill: 'cnc-turning', level: 4, evidence: 'CERTIFIED', source: '厦门技师学院', wantsToUse: true }],
  grades: [{ occupation: '6-18-01-01', grade: 4, certificateNo: 'C-123', issuer: '路达工业' }],
  wish: { occupations: ['6-18-01-01'], pay: 800_000 },
  resume: '在路达工业做车工。',
};

/** Records of the office, each in sight of others in its own way. */
const sights = {
  kept: [],
  found: ['FOUND_BY_EMPLOYERS', 'SHARED_WITH_SCHOOL'],
  disclosed: [],
  hidden: ['FOUND_BY_EMPLOYERS'],
} as const;

beforeAll(async () => {
  const rows = Object.entries(sights).map(([externalId, purposes]) => {
    const hiddenFrom = externalId === 'hidden' ? [employer.organization.id] : [];
    const content = checkTalent(
      { ...whole, externalId, hiddenFrom },
      { taxonomy: core.taxonomy.service.now, today, path: 'row' },
    );
    const consents = purposes.map((purpose) => ({ purpose, textVersion: 'v1' }));
    return { id: newId(), userId: null, organizationId: office.organization.id, content, consents };
  });
  await prisma.$transaction((tx) => insertTalents(tx, rows));
  const { id: talentId } = await prisma.talent.findFirstOrThrow({ where: { externalId: 'disclosed' } });
  await prisma.talentDisclosure.create({ data: { talentId, organizationId: employer.organization.id } });
  await core.projector.rebuildAll('talent');
});

async function tableOf(file: Buffer): Promise<{ header: string[]; rows: Record<string, string>[] }> {
  const table = await openTable(Readable.from([file]));
  const all: string[][] = [];
  for await (const { cells } of table.rows()) all.push(cells);
  const [header = [], ...rows] = all;
  return { header, rows: rows.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? '']))) };
}

async function rowsFor(actor: Actor, kind: string, more: { organization?: string; format?: 'csv' | 'xlsx' } = {}) {
  const { format = 'csv', ...filter } = more;
  const { content } = await core.imports.exports.exportFile(actor, { kind, format, lang: 'en', ...filter });
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(piece);
  return (await tableOf(Buffer.concat(pieces))).rows;
}

describe('talents', () => {
  const listed = '{ talents(first: 50) { items { externalId name phone resume experiences { employerName title } } } }';

  it('are those of the screen, with the columns that the screen shows', async () => {
    for (const actor of [office, employer, other, agency, school]) {
      const rows = await rowsFor(actor, 'talents');
      const { talents } = await product.ask(listed, {}, actor);
      const shown = talents.items.map((one: Record<string, unknown> & { experiences: Record<string, string>[] }) => [
        ...[one['externalId'], one['name'], one['phone'], one['resume']].map((value) => value ?? ''),
        one.experiences[0]?.['employerName'] ?? '',
        one.experiences[0]?.['title'] ?? '',
      ]);
      const written = rows.map((row) =>
        ['externalId', 'name', 'phone', 'resume', 'jobEmployer', 'jobTitle'].map((column) => row[column]),
      );
      expect(written.map(String).sort()).toEqual(shown.map(String).sort());
    }
  });

  it('are whole for who keeps them', async () => {
    const rows = await rowsFor(office, 'talents');
    expect(rows.map((row) => row['externalId'])).toEqual(Object.keys(sights));
    expect(rows[3]).toMatchObject({
      keeper: 'test-1',
      keeperName: '厦门市人才服务中心',
      name: '王小明',
      residence: '思明区',
      education: '大专/高职',
      school: '厦门技师学院',
      jobEmployer: '路达工业',
      certifiedSkills: '数控车削:4*:厦门技师学院',
      grades: '车工:高级工:C-123::路达工业',
      wishPay: '8000',
      consents: '用人单位可见',
      consentText: 'v1',
      hiddenFrom: '天马微电子有限公司',
      refusesRanking: '否',
    });
  });

  it('found by consent say nothing that names a person, an employer or a keeper', async () => {
    const rows = await rowsFor(employer, 'talents');
    expect(rows).toHaveLength(2);
    const [found, disclosed] = [rows.find((row) => row['name'] === ''), rows.find((row) => row['name'] !== '')];
    expect(Object.values(found ?? {}).join(' ')).not.toMatch(/王小明|1380|wang|路达|1990|C-123|v1|test-1|厦门市人才/);
    expect(found).toMatchObject({
      jobTitle: '',
      jobOccupation: '车工',
      certifiedSkills: '数控车削:4*',
      wishPay: '',
      experiences: expect.stringMatching(/^车工:/),
    });
    expect(disclosed).toMatchObject({
      name: '王小明',
      jobEmployer: '路达工业',
      keeperName: '厦门市人才服务中心',
      wishPay: '8000',
    });
    expect([
      disclosed?.['externalId'],
      disclosed?.['keeper'],
      disclosed?.['consents'],
      disclosed?.['refusesRanking'],
    ]).toEqual(['', '', '', '']);
    expect(await rowsFor(school, 'talents')).toHaveLength(1);
    expect(await rowsFor(agency, 'talents')).toEqual([]);
  });

  it('are one organization’s when it is asked for, and go in pages without a loss', async () => {
    const mine = { organization: office.organization.id };
    expect(await rowsFor(employer, 'talents', mine)).toHaveLength(2);
    expect(await rowsFor(office, 'talents', { organization: employer.organization.id })).toEqual([]);
    expect(await rowsFor(system, 'talents', { organization: '厦门市人才服务中心' })).toHaveLength(4);
    const many = Array.from({ length: 2_345 }, (_, n) => {
      const content = checkTalent(
        { name: '丙', externalId: `M${n}` },
        { taxonomy: core.taxonomy.service.now, today, path: 'row' },
      );
      return { id: newId(), userId: null, organizationId: agency.organization.id, content, consents: [] };
    });
    await prisma.$transaction((tx) => insertTalents(tx, many));
    const numbers = (await rowsFor(agency, 'talents')).map((row) => row['externalId']);
    expect(numbers).toEqual(many.map(({ content }) => content.externalId));
    expect((await rowsFor(agency, 'talents', { format: 'xlsx' })).map((row) => row['externalId'])).toEqual(numbers);
  });
});

describe('positions, catalogs, programs and schools', () => {
  it('show others what is open, and the own numbers to their owner alone', async () => {
    const row = {
      ...{ employerId: employer.organization.id, postedById: employer.organization.id, closedReason: null },
      ...{
        title: '车工',
        occupation: '6-18-01-01',
        description: null,
        headcount: 2,
        filled: 0,
        region: '350203',
        industry: null,
      },
      ...{
        pay: null,
        kind: 'FULL' as const,
        startFrom: null,
        education: null,
        majors: [],
        grade: null,
        titleRank: null,
      },
      ...{ experienceMonths: null, mustHave: [], niceToHave: [], licences: [], hardFilters: [], opensOn: today - 1 },
      ...{ closesOn: null, repostOfId: null },
    };
    await prisma.$transaction((tx) =>
      upsertPositions(tx, [
        { ...row, externalId: 'P-open', status: 'PUBLISHED' },
        { ...row, externalId: 'P-draft', status: 'DRAFT' },
        { ...row, externalId: 'P-over', status: 'PUBLISHED', closesOn: today - 1 },
      ]),
    );
    const numbersFor = async (actor: Actor) => (await rowsFor(actor, 'positions')).map((one) => one['externalId']);
    expect(await numbersFor(employer)).toEqual(['P-open', 'P-draft', 'P-over']);
    expect(await numbersFor(other)).toEqual(['']);
    expect(await rowsFor(other, 'positions')).toMatchObject([
      { employer: '', employerName: '天马微电子有限公司', title: '车工' },
    ]);
  });

  it('show others no drafts of catalogs and no numbers of programs', async () => {
    const input = {
      region: xiamen,
      title: '目录',
      mode: 'ADDS',
      validFrom: '2026-01-01',
      edition: '1',
      externalId: 'C-1',
      entries: [{ occupation: '车工' }, { occupation: '焊工' }],
    };
    const create = 'mutation ($input: CatalogInput!) { createCatalog(input: $input) { id version } }';
    const { createCatalog } = await product.ask(create, { input }, office);
    expect(await rowsFor(office, 'catalogs')).toMatchObject([
      { catalog: 'C-1', occupation: '车工' },
      { catalog: 'C-1', occupation: '焊工' },
    ]);
    expect(await rowsFor(other, 'catalogs')).toEqual([]);
    await product.ask(
      'mutation ($id: UUID!, $v: Int!) { publishCatalog(id: $id, version: $v) { id } }',
      { id: createCatalog.id, v: createCatalog.version },
      office,
    );
    expect(await rowsFor(other, 'catalogs')).toMatchObject([{ catalog: '', title: '目录', status: '已发布' }, {}]);
    const headers = { 'x-api-key': await tokenOf(other) };
    const effective = async (query: string) =>
      server.inject({ url: `/exports/effective-catalog.csv?${query}`, headers });
    const lines = async (query: string) => (await effective(query)).body.trim().split('\r\n');
    const [header, ...listed] = await lines('region=350211&lang=en');
    expect(header).toContain('catalog,issuer,issuerName');
    expect(listed.map((line) => line.split(',').slice(0, 3))).toEqual([
      ['', '', '厦门市人才服务中心'],
      ['', '', '厦门市人才服务中心'],
    ]);
    expect(await lines('region=350211&day=2025-12-31')).toHaveLength(1);
    expect([(await effective('')).statusCode, (await effective('region=999')).statusCode]).toEqual([400, 400]);
    expect((await server.inject('/exports/effective-catalog.xlsx?region=350211')).statusCode).toBe(401);
    await product.ask(
      'mutation ($id: UUID!) { updateSchool(id: $id, version: 0, patch: { kind: VOCATIONAL_COLLEGE }) { id } }',
      { id: school.organization.id },
      school,
    );
    const program = { name: '数控', major: '460103', level: 3, years: 3, externalId: 'G-1' };
    await product.ask(
      'mutation ($input: ProgramInput!) { createProgram(input: $input) { id } }',
      { input: program },
      school,
    );
    expect(await rowsFor(school, 'programs')).toMatchObject([{ externalId: 'G-1', schoolName: '厦门技师学院' }]);
    expect(await rowsFor(other, 'programs')).toMatchObject([{ externalId: '', schoolKind: '高职院校' }]);
    expect(await rowsFor(other, 'schools')).toMatchObject([{ externalId: '', name: '厦门技师学院', kind: '高职院校' }]);
    expect(await rowsFor(school, 'schools')).toMatchObject([{ externalId: 'test-5' }]);
  });
});

describe('over HTTP', () => {
  it('a file comes with a name in UTF-8, a byte order mark and Chinese headers', async () => {
    const headers = { authorization: `Bearer ${await tokenOf(office)}` };
    const answer = await server.inject({ url: '/exports/talents.csv', headers });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'cache-control': 'private, no-store',
      'content-disposition': expect.stringMatching(
        /^attachment; filename="export-\d{4}-\d\d-\d\d\.csv"; filename\*=UTF-8''%E4%BA%BA%E6%89%8D-\d{4}-\d\d-\d\d\.csv$/,
      ),
    });
    expect(answer.body).toMatch(/^\uFEFF编号,保管机构,/);
    expect((await tableOf(answer.rawPayload)).rows).toHaveLength(4);
    const english = await server.inject({ url: '/exports/talents.xlsx?lang=en', headers });
    expect(english.headers['content-type']).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    const { header, rows } = await tableOf(english.rawPayload);
    expect(header.slice(0, 2)).toEqual(['externalId', 'keeper']);
    expect(rows.map((row) => row['phone'])).toEqual(Array.from({ length: 4 }, () => '13800138000'));
    const own = await server.inject({ url: '/exports/positions.csv?own=true', headers });
    expect((await tableOf(own.rawPayload)).rows).toEqual([]);
    const empty = await server.inject({ url: `/exports/positions.csv?organization=${newId()}`, headers });
    expect(empty.body.split('\r\n')).toHaveLength(2);
  });

  it('who may not is told so, and what there is not', async () => {
    const viewer = await product.colleague(office, 'VIEWER');
    const ask = async (url: string, who?: MemberActor) => {
      const headers = who ? { 'x-api-key': await tokenOf(who) } : {};
      const answer = await server.inject({ url, headers });
      return [answer.statusCode, answer.json().code, answer.json().details.path ?? null];
    };
    expect(await ask('/exports/talents.csv')).toEqual([401, 'NOT_SIGNED_IN', null]);
    expect(await ask('/exports/talents.csv', viewer)).toEqual([403, 'FORBIDDEN', null]);
    expect(await ask('/exports/stars.csv', office)).toEqual([404, 'NOT_FOUND', null]);
    expect(await ask('/exports/talents.pdf', office)).toEqual([404, 'NOT_FOUND', null]);
    expect(await ask('/exports/talents.csv?name=x', office)).toEqual([400, 'BAD_INPUT', 'name']);
    expect(await ask('/exports/talents.csv?own=yes', office)).toEqual([400, 'BAD_INPUT', 'own']);
    expect(await ask('/exports/talents.csv?lang=fr', office)).toEqual([400, 'BAD_INPUT', 'lang']);
    expect(await ask('/exports/talents.csv?organization=1', office)).toEqual([400, 'BAD_INPUT', 'organization']);
    expect(await ask(`/exports/talents.csv?catalog=${newId()}`, office)).toEqual([400, 'BAD_INPUT', 'catalog']);
    expect(await ask(`/exports/schools.csv?organization=${newId()}`, office)).toEqual([
      400,
      'BAD_INPUT',
      'organization',
    ]);
  });
});

describe('the matches of a position', () => {
  const ranked = `query ($id: UUID!) { matchesForPosition(positionId: $id, first: 50) {
    items { mutual employerFit { total criteria { criterion points } } talentFit { total band } talent { id name } } } }`;

  it('are those of the screen, rank by rank', async () => {
    const { id } = await prisma.position.findFirstOrThrow({ where: { externalId: 'P-open' } });
    const url = `/exports/matches.csv?position=${id}&lang=en`;
    for (const actor of [employer, office]) {
      const { matchesForPosition } = await product.ask(ranked, { id }, actor);
      const answer = await server.inject({ url, headers: { 'x-api-key': await tokenOf(actor) } });
      const { rows } = await tableOf(answer.rawPayload);
      expect(rows.length).toBeGreaterThan(1);
      const shown = matchesForPosition.items.map((match: Shown, n: number) => {
        const { talent, mutual, employerFit, talentFit } = match;
        const skills = employerFit.criteria.find(({ criterion }) => criterion === 'OCCUPATION')?.points;
        const fits = [
          mutual,
          employerFit.total,
          talentFit.total ?? '',
          talentFit.band === null ? '' : `≥${talentFit.band}`,
        ];
        return [n + 1, talent.id, talent.name ?? '', ...fits, skills ?? ''].map(String);
      });
      const names = ['rank', 'talent', 'name', 'mutual', 'employerFit', 'talentFit', 'talentFitBand', 'OCCUPATION'];
      expect(rows.map((row) => names.map((name) => row[name]))).toEqual(shown);
    }
    const audit = { where: { action: 'matches.exported' }, orderBy: { id: 'desc' } } as const;
    expect(await prisma.auditEntry.findFirst(audit)).toMatchObject({
      recordId: id,
      organizationId: office.organization.id,
    });
    const workbook = await server.inject({
      url: url.replace('.csv', '.xlsx'),
      headers: { 'x-api-key': await tokenOf(office) },
    });
    expect((await tableOf(workbook.rawPayload)).header.slice(0, 3)).toEqual(['rank', 'talent', 'name']);
  });

  it('are not for who may not see the position, or may not export', async () => {
    const draft = await prisma.position.findFirstOrThrow({ where: { externalId: 'P-draft' } });
    const codeFor = async (actor: MemberActor | null, query: string) => {
      const headers = actor ? { 'x-api-key': await tokenOf(actor) } : {};
      return (await server.inject({ url: `/exports/matches.csv${query}`, headers })).json().code;
    };
    expect(await codeFor(other, `?position=${draft.id}`)).toBe('NOT_FOUND');
    expect(await codeFor(other, '')).toBe('BAD_INPUT');
    expect(await codeFor(null, `?position=${draft.id}`)).toBe('NOT_SIGNED_IN');
    expect(await codeFor(await product.colleague(employer, 'VIEWER'), `?position=${draft.id}`)).toBe('FORBIDDEN');
  });
});

interface Shown {
  mutual: number;
  employerFit: { total: number | null; criteria: { criterion: string; points: number }[] };
  talentFit: { total: number | null; band: number | null };
  talent: { id: string; name: string | null };
}

describe('the audit', () => {
  const entries = () =>
    prisma.auditEntry.findMany({ where: { recordKind: 'export' }, orderBy: { id: 'desc' }, take: 1 });

  it('says who took how many rows of what, and whether the file was read to its end', async () => {
    await rowsFor(office, 'talents');
    expect(await entries()).toMatchObject([
      {
        action: 'talents.exported',
        userId: office.userId,
        organizationId: office.organization.id,
        detail: { rows: 4, format: 'csv', whole: true },
      },
    ]);
    const { content } = await core.imports.exports.exportFile(agency, { kind: 'talents', format: 'csv' });
    await content.next();
    await content.return(undefined);
    expect(await entries()).toMatchObject([{ userId: agency.userId, detail: { rows: 1_000, whole: false } }]);
  });
});

describe('a workbook', () => {
  /** A kind of as many rows as are wanted, without a database. */
  const kindOf = (count: number, text = 'x'): ImportKind => ({
    ...(core.modules.flatMap(({ imports }) => imports ?? [])[0] as ImportKind),
    columns: [{ name: 'a', header: '甲', meaning: '', example: '' }],
    out: {
      async page(_client, _actor, _filter, after, limit) {
        const from = after === null ? 0 : Number(after) + 1;
        return Array.from({ length: Math.min(limit, count - from) }, (_, n) => String(from + n));
      },
      cells: async () => new Map(),
      seen: async (_client, _actor, ids) => new Map(ids.map((id) => [id, { version: 1, cells: { a: text } }])),
    },
  });
  const sizeOf = async (kind: ImportKind, format: 'csv' | 'xlsx') => {
    const exports = new ExportsService({ db: core.db, kinds: [kind] });
    const { content, rows } = await exports.exportFile(system, { kind: kind.kind, format });
    for await (const _ of content);
    return rows();
  };

  it('of more rows than one may have is refused with CSV as the cure', async () => {
    expect(await sizeOf(kindOf(maxWorkbookRows), 'xlsx')).toBe(maxWorkbookRows);
    await expect(sizeOf(kindOf(maxWorkbookRows + 1), 'xlsx')).rejects.toMatchObject({
      code: 'TOO_LARGE',
      details: { cure: expect.stringContaining('CSV') },
    });
    expect(await sizeOf(kindOf(maxWorkbookRows + 1), 'csv')).toBe(maxWorkbookRows + 1);
  }, 30_000);

  it('is one of three that are made at once', async () => {
    const exports = new ExportsService({ db: core.db, kinds: [kindOf(2_000)] });
    const [{ kind }] = [kindOf(0)];
    const asked = Array.from({ length: 5 }, () => exports.exportFile(system, { kind, format: 'xlsx' }));
    const answers = await Promise.allSettled(asked);
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...['fulfilled', 'fulfilled', 'fulfilled'],
      ...['rejected', 'rejected'],
    ]);
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'TOO_MANY_REQUESTS' },
    });
    await exports.exportFile(system, { kind, format: 'xlsx' });
  });

  it('with a cell that is too long is refused, and the refusal is in the audit', async () => {
    await expect(sizeOf(kindOf(1, 'x'.repeat(40_000)), 'xlsx')).rejects.toMatchObject({ code: 'TOO_LARGE' });
    expect(
      await prisma.auditEntry.findFirst({ where: { recordKind: 'export' }, orderBy: { id: 'desc' } }),
    ).toMatchObject({
      detail: { rows: 1, whole: false },
    });
  });
});
