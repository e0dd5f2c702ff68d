import { beforeAll, describe, expect, test } from 'vitest';
import { parseDay } from '../../src/kernel/day.ts';
import { type SchoolsModule, schoolsModule } from '../../src/modules/schools/index.ts';
import { type MemberActor, testApi } from '../support/graphql.ts';
import { Searching } from '../support/searching.ts';

let day = parseDay('2026-03-02', 'day');
const searching = new Searching();
let schools: SchoolsModule;
const api = await testApi(({ db, taxonomy, accounts }) => {
  schools = schoolsModule({ db, taxonomy: taxonomy.service, engine: searching.engine, accounts, today: () => day });
  return searching.connect(db, [schools]);
});

const shown = `id version name externalId level years kind status archivedAt major { code } school { id name } firm { id } skills { code }
  figures { year places enrolled graduatesDue graduatesActual } outcomes { year occupation { code } count inRegion }
  occupations { occupation { code } weight source } ownLinks { occupation { code } weight source validFrom validTo }`;
const create = `mutation ($input: ProgramInput!) { createProgram(input: $input) { ${shown} } }`;
const update = `mutation ($id: UUID!, $version: Int!, $patch: ProgramPatch!) { updateProgram(id: $id, version: $version, patch: $patch) { ${shown} } }`;
const archive = `mutation ($id: UUID!, $version: Int!) { archiveProgram(id: $id, version: $version) { ${shown} } }`;
const link = `mutation ($id: UUID!, $version: Int!, $links: [OccupationLinkInput!]!) {
  setProgramOccupations(programId: $id, version: $version, links: $links) { ${shown} } }`;
const one = `query ($id: UUID!) { program(id: $id) { ${shown} } }`;
const list = `query ($text: String, $school: UUID, $major: String, $occupation: String, $region: String, $first: Int) {
  programs(text: $text, school: $school, major: $major, occupation: $occupation, region: $region, first: $first) {
    items { name school { name } } totalCount nextCursor } }`;
const leading = `query ($occupation: String!, $region: String) {
  programsLeadingTo(occupation: $occupation, region: $region, first: 50) { program { name school { name } } weight source graduatesDue } }`;
const schoolFields = 'id version name kind tierTags region { code } organization { id verifiedAt }';
const createSchool = `mutation ($input: SchoolInput!) { createSchool(input: $input) { ${schoolFields} } }`;
const updateSchool = `mutation ($id: UUID!, $version: Int!, $patch: SchoolPatch!) { updateSchool(id: $id, version: $version, patch: $patch) { ${schoolFields} } }`;

/** 焊接技术与自动化 in the vocational catalog; its class holds no links of its own in these tests. */
const welding = { name: '智能焊接技术', major: '460110', level: 3, years: 3 };

let school: MemberActor;
let other: MemberActor;
let office: MemberActor;

beforeAll(async () => {
  school = await api.member('SCHOOL', { name: '厦门职业学院', region: '350211' });
  other = await api.member('SCHOOL', { name: '泉州技师学院', region: '350500' });
  office = await api.member('OFFICE');
});

async function program(input: Record<string, unknown> = {}, actor = school) {
  return (await api.ask(create, { input: { ...welding, ...input } }, actor)).createProgram;
}

describe('schools', () => {
  test('an office makes a school in its region and says what kind it is', async () => {
    const input = {
      name: '厦门技师学院',
      kind: 'TECHNICIAN_COLLEGE',
      region: '350203',
      tierTags: ['国家级重点', '国家级重点'],
    };
    const { createSchool: made } = await api.ask(createSchool, { input }, office);
    expect(made).toMatchObject({
      version: 1,
      kind: 'TECHNICIAN_COLLEGE',
      tierTags: ['国家级重点'],
      region: { code: '350203' },
      organization: { id: made.id, verifiedAt: null },
    });
    expect((await api.ask(`{ school(id: "${made.id}") { id } }`, {}, office)).school).toEqual({ id: made.id });
    expect((await api.ask(`{ school(id: "${made.id}") { id } }`)).school).toBeNull();
    const { updateSchool: changed } = await api.ask(
      updateSchool,
      { id: made.id, version: 1, patch: { tierTags: [] } },
      office,
    );
    expect(changed).toMatchObject({ version: 2, kind: 'TECHNICIAN_COLLEGE', tierTags: [] });
    const stale = await api.run(updateSchool, { id: made.id, version: 1, patch: { tierTags: [] } }, office);
    expect(stale.errors[0]?.extensions.code).toBe('CONFLICT');
    const away = await api.run(createSchool, { input: { ...input, region: '350500' } }, office);
    expect(away.errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await api.run(createSchool, { input }, school)).errors[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('a failed school leaves no organization behind', async () => {
    const input = { name: '空名学院', kind: 'TRAINING', region: '350203', tierTags: [' '] };
    expect((await api.run(createSchool, { input }, office)).errors[0]?.extensions.details.path).toBe(
      'input.tierTags.0',
    );
    expect(await api.db.prisma.organization.count({ where: { name: '空名学院' } })).toBe(0);
  });

  test('lists hold verified schools; one of whom nobody said the kind says so', async () => {
    const { schools } = await api.ask(
      '{ schools(region: "350000", text: "学院") { items { name kind version } nextCursor } }',
    );
    expect(schools.items).toEqual([
      { name: '泉州技师学院', kind: null, version: 0 },
      { name: '厦门职业学院', kind: null, version: 0 },
    ]);
    const patch = { kind: 'VOCATIONAL_COLLEGE', tierTags: ['双高'] };
    const { updateSchool: changed } = await api.ask(
      updateSchool,
      { id: school.organization.id, version: 0, patch },
      school,
    );
    expect(changed).toMatchObject({ version: 1, ...patch });
  });
});

describe('programs', () => {
  test('a school writes all that a program can say', async () => {
    const firm = (await api.member('EMPLOYER')).organization.id;
    const made = await program({
      externalId: 'p-1',
      kind: 'ORDER_CLASS',
      firm,
      years: 3.5,
      skills: ['cnc-turning'],
      figures: [
        { year: 2026, graduatesDue: 40 },
        { year: 2025, places: 50, enrolled: 48, graduatesActual: 39 },
      ],
      outcomes: [{ year: 2025, occupation: '6-18-02-04', count: 30, inRegion: 20 }],
    });
    expect(made).toMatchObject({
      version: 1,
      years: 3.5,
      kind: 'ORDER_CLASS',
      status: 'RUNNING',
      firm: { id: firm },
      school: { id: school.organization.id },
      externalId: 'p-1',
      figures: [
        { year: 2025, places: 50, enrolled: 48, graduatesDue: null, graduatesActual: 39 },
        { year: 2026, places: null, enrolled: null, graduatesDue: 40, graduatesActual: null },
      ],
      outcomes: [{ year: 2025, occupation: { code: '6-18-02-04' }, count: 30, inRegion: 20 }],
      skills: [{ code: 'cnc-turning' }],
    });
    expect((await api.ask(one, { id: made.id })).program).toEqual({ ...made, externalId: null });
    const patch = { kind: 'FULL_TIME', firm: null, figures: [] };
    const { updateProgram } = await api.ask(update, { id: made.id, version: 1, patch }, school);
    expect(updateProgram).toMatchObject({
      version: 2,
      kind: 'FULL_TIME',
      firm: null,
      figures: [],
      years: 3.5,
      name: '智能焊接技术',
    });
  });

  test.each([
    ['input.name', { name: ' ' }],
    ['input.major', { major: 'none' }],
    ['input.level', { level: 7 }],
    ['input.years', { years: 0 }],
    ['input.years', { years: 0.4 }],
    ['input.name', { name: '\u200b' }],
    ['input.externalId', { externalId: 'a\u202eb' }],
    ['input.firm', { kind: 'NAMED_CLASS' }],
    ['input.firm', { firm: '01890000-0000-7000-8000-000000000000' }],
    ['input.firm', { kind: 'ORDER_CLASS', firm: '01890000-0000-7000-8000-000000000000' }],
    ['input.skills.0', { skills: ['none'] }],
    ['input.figures.1', { figures: [{ year: 2025 }, { year: 2025 }] }],
    ['input.figures.0.year', { figures: [{ year: 20_255 }] }],
    ['input.figures.0.places', { figures: [{ year: 2025, places: -1 }] }],
    ['input.outcomes.0.inRegion', { outcomes: [{ year: 2025, occupation: '6-18-02-04', count: 3, inRegion: 4 }] }],
  ])('bad input is refused at %s', async (path, input) => {
    const { errors } = await api.run(create, { input: { ...welding, ...input } }, school);
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', details: { path, cure: expect.any(String) } });
  });

  test('versions, permissions and archiving', async () => {
    const { id } = await program({ name: '停招专业' });
    expect((await api.run(update, { id, version: 3, patch: { name: '?' } }, school)).errors[0]?.extensions.code).toBe(
      'CONFLICT',
    );
    for (const actor of [other, office]) {
      expect((await api.run(update, { id, version: 1, patch: { name: '?' } }, actor)).errors[0]?.extensions.code).toBe(
        'FORBIDDEN',
      );
    }
    const viewer = await api.colleague(school, 'VIEWER');
    expect((await api.run(create, { input: welding }, viewer)).errors[0]?.extensions.code).toBe('FORBIDDEN');
    const { archiveProgram } = await api.ask(archive, { id, version: 1 }, school);
    expect(archiveProgram).toMatchObject({ version: 2, archivedAt: expect.anything() });
    expect((await api.ask(one, { id })).program).toBeNull();
    expect((await api.ask(one, { id }, school)).program).toMatchObject({ id });
    expect((await api.run(update, { id, version: 2, patch: { name: '?' } }, school)).errors[0]?.extensions.code).toBe(
      'CONFLICT',
    );
    expect((await api.run(update, { id, version: 2, patch: { name: '?' } }, other)).errors[0]?.extensions.code).toBe(
      'NOT_FOUND',
    );
    const entries = await api.db.prisma.auditEntry.findMany({ where: { recordId: id }, orderBy: { id: 'asc' } });
    expect(entries.map(({ action }) => action)).toEqual(['program.created', 'program.archived']);
  });

  test('an office keeps the programs of a school without members', async () => {
    const { createSchool: made } = await api.ask(
      createSchool,
      { input: { name: '新建学院', kind: 'UNIVERSITY', region: '350200' } },
      office,
    );
    expect(await program({ school: made.id }, office)).toMatchObject({ school: { id: made.id } });
    expect((await api.run(create, { input: welding }, office)).errors[0]?.extensions.details.path).toBe('input.school');
  });
});

describe('what leads where', () => {
  const links = [
    { occupation: '6-18-02-04', weight: 0.5 },
    { occupation: '6-18-02-00', weight: 0.3, source: 'OUTCOME' },
  ];
  let id: string;

  beforeAll(async () => {
    const undescribed = await api.run(create, { input: welding }, other);
    expect(undescribed.errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', details: { path: 'input.school' } });
    await api.ask(
      updateSchool,
      { id: other.organization.id, version: 0, patch: { kind: 'TECHNICIAN_COLLEGE' } },
      other,
    );
    await api.db.prisma.program.updateMany({ data: { archivedAt: new Date() } });
    const figures = [
      { year: 2026, graduatesDue: 40 },
      { year: 2027, graduatesDue: 60 },
    ];
    id = (await program({ name: '焊接', figures })).id;
    await program({ name: '数控', major: '460103', figures: [{ year: 2026, graduatesDue: 100 }] }, other);
    await schools.service.loadMajorLinks([
      { major: '460110', occupation: '6-18-02-04', weight: 0.6 },
      { major: '4601', occupation: '6-18-01-00', weight: 0.8 },
      { major: '4601', occupation: '6-18-01-01', weight: 0.8 },
      { major: '46', occupation: '6-20-00-00', weight: 0.2 },
    ]);
  });

  test('a program has its major’s links, else its class’s; more than the whole is scaled down', async () => {
    const { program: own } = await api.ask(one, { id });
    expect(own.occupations).toEqual([{ occupation: { code: '6-18-02-04' }, weight: 0.6, source: 'STANDARD' }]);
    const { majorOccupations } = await api.ask(
      '{ majorOccupations(major: "460103") { occupation { code } weight source } }',
    );
    expect(majorOccupations).toEqual([
      { occupation: { code: '6-18-01-00' }, weight: 0.5, source: 'STANDARD' },
      { occupation: { code: '6-18-01-01' }, weight: 0.5, source: 'STANDARD' },
    ]);
    expect(await schools.service.trainedFor(['460103', '460110', '460701', 'none'])).toEqual(
      new Map([
        ['460103', ['6-18-01-00', '6-18-01-01']],
        ['460110', ['6-18-02-04']],
        ['460701', []],
        ['none', []],
      ]),
    );
  });

  test('own links hide the major’s while they hold', async () => {
    const today = { validFrom: '2026-03-02', validTo: '2026-03-03' };
    const { setProgramOccupations } = await api.ask(
      link,
      { id, version: 1, links: links.map((one) => ({ ...one, ...today })) },
      school,
    );
    expect(setProgramOccupations).toMatchObject({
      version: 2,
      occupations: [
        { occupation: { code: '6-18-02-04' }, weight: 0.5, source: 'MANUAL' },
        { occupation: { code: '6-18-02-00' }, weight: 0.3, source: 'OUTCOME' },
      ],
      ownLinks: [{ validTo: '2026-03-03' }, { validTo: '2026-03-03' }],
    });
    day += 2;
    expect((await api.ask(one, { id })).program.occupations).toMatchObject([{ weight: 0.6, source: 'STANDARD' }]);
    day -= 2;
    expect((await api.run(link, { id, version: 1, links: [] }, school)).errors[0]?.extensions.code).toBe('CONFLICT');
    expect((await api.run(link, { id, version: 2, links: [] }, other)).errors[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test.each([
    ['links.0.weight', [{ occupation: '6-18-02-04', weight: 0 }]],
    ['links.0.weight', [{ occupation: '6-18-02-04', weight: 1.01 }]],
    ['links.0.source', [{ occupation: '6-18-02-04', weight: 1, source: 'STANDARD' }]],
    ['links.0.occupation', [{ occupation: 'none', weight: 1 }]],
    ['links.0.validTo', [{ occupation: '6-18-02-04', weight: 1, validTo: '2026-03-01' }]],
    [
      'links.1',
      [
        { occupation: '6-18-02-04', weight: 1 },
        { occupation: '6-18-02-04', weight: 0.5, validFrom: '2027-01-01' },
      ],
    ],
  ])('a bad link is refused at %s', async (path, bad) => {
    const { errors } = await api.run(link, { id, version: 2, links: bad }, school);
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', details: { path } });
  });

  const leads = async (variables: Record<string, unknown>) =>
    (await api.ask(leading, variables)).programsLeadingTo.map(
      (lead: { program: { name: string }; weight: number; graduatesDue: number }) => [
        lead.program.name,
        lead.weight,
        lead.graduatesDue,
      ],
    );

  test('programs lead to an occupation by links to it, to finer and to coarser ones', async () => {
    expect(await leads({ occupation: '6-18-02-04' })).toEqual([['焊接', 0.8, 40]]);
    // The link to the 小类 counts for another of its 细类, the one to 6-18-02-04 does not.
    expect(await leads({ occupation: '6-18-02-01' })).toEqual([['焊接', 0.3, 40]]);
    expect(await leads({ occupation: '6-18-00-00' })).toEqual([
      ['数控', 1, 100],
      ['焊接', 0.8, 40],
    ]);
    expect(await leads({ occupation: '6-18-00-00', region: '350200' })).toEqual([['焊接', 0.8, 40]]);
    expect(await leads({ occupation: '1-01-00-01' })).toEqual([]);
  });

  test('graduates due are those of the next cohort to leave', async () => {
    const later = day + 150;
    const before = day;
    day = later;
    expect(await leads({ occupation: '6-18-02-04' })).toEqual([['焊接', 0.6, 60]]);
    day = before;
  });

  test('many occupations take one statement', async () => {
    const before = api.db.statements();
    const found = await schools.links.programsByOccupations(
      ['6-18-02-04', '6-18-01-01', '6-18-00-00', '1-01-00-01'],
      day,
    );
    expect(api.db.statements() - before).toBe(1);
    expect([...found.values()].map((list) => list.length)).toEqual([1, 1, 2, 0]);
    const pipeline = await schools.links.pipeline(day, '350200');
    expect(pipeline).toMatchObject([
      { id, graduatesDue: 40, kind: 'FULL_TIME', links: [{ weightBp: 5_000 }, { weightBp: 3_000 }] },
    ]);
  });

  test('lists by words and codes, links of majors included', async () => {
    await searching.settle();
    const names = async (variables: Record<string, unknown>) =>
      (await api.ask(list, variables)).programs.items.map(({ name }: { name: string }) => name).sort();
    expect(await names({})).toEqual(['数控', '焊接']);
    expect(await names({ text: '泉州技师' })).toEqual(['数控']);
    expect(await names({ text: '?!' })).toEqual([]);
    expect(await names({ text: ' ' })).toEqual(await names({}));
    expect(await names({ school: school.organization.id })).toEqual(['焊接']);
    expect(await names({ major: '46' })).toEqual(['数控', '焊接']);
    expect(await names({ region: '350500' })).toEqual(['数控']);
    expect(await names({ occupation: '6-18-02-01' })).toEqual(['焊接']);
    expect(await names({ occupation: '6-18-01-02' })).toEqual(['数控']);
    const { statements } = await api.run(list, {});
    expect(statements).toBeLessThanOrEqual(4);
  });

  test('loading links again changes nothing; a dropped one goes, and documents follow', async () => {
    const rows = [{ major: '460103', occupation: '6-20-00-00', weight: 0.9 }];
    expect(await schools.service.loadMajorLinks(rows)).toBe(true);
    expect(await schools.service.loadMajorLinks(rows)).toBe(false);
    await searching.settle();
    const { programs } = await api.ask(list, { occupation: '6-20-00-00' });
    expect(programs.items).toMatchObject([{ name: '数控' }]);
    expect((await api.ask(list, { occupation: '6-18-01-01' })).programs.totalCount).toBe(0);
  });
});
