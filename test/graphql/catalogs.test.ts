import { describe, expect, it } from 'vitest';
import { type Actor, system } from '../../src/kernel/actor.ts';
import { parseDay } from '../../src/kernel/day.ts';
import { newId } from '../../src/kernel/ids.ts';
import {
  type CatalogsModule,
  catalogsModule,
  ensureCatalog,
  upsertCatalogEntries,
} from '../../src/modules/catalogs/index.ts';
import { type PositionRow, positionsModule, upsertPositions } from '../../src/modules/positions/index.ts';
import { schoolsModule } from '../../src/modules/schools/index.ts';
import { EngineSlot } from '../../src/platform/search/engine-slot.ts';
import { testApi, xiamen } from '../support/graphql.ts';

const day = (text: string) => parseDay(text, 'day');
const today = () => day('2026-06-01');
let catalogs = undefined as unknown as CatalogsModule;
const api = await testApi((ground) => {
  const deps = { ...ground, taxonomy: ground.taxonomy.service, today };
  catalogs = catalogsModule(deps);
  const engine = new EngineSlot();
  const schools = schoolsModule({ ...deps, engine });
  return [schools, positionsModule({ ...deps, engine, schools }), catalogs];
});
const { db } = api;
const city = await api.member('OFFICE', { region: xiamen, name: '厦门市人社局' });
const jimei = await api.member('OFFICE', { region: '350211', name: '集美区人社局' });

const shown =
  'id version status title mode validFrom validTo edition entryCount publishedAt archivedAt externalId region { code } issuer { name }';
const verb = (name: string) =>
  `mutation ($id: UUID!, $version: Int!) { ${name}Catalog(id: $id, version: $version) { ${shown} } }`;
const create = `mutation ($input: CatalogInput!) { createCatalog(input: $input) { ${shown} } }`;
const update = `mutation ($id: UUID!, $version: Int!, $patch: CatalogPatch!) {
  updateCatalog(id: $id, version: $version, patch: $patch) { ${shown} } }`;
const read = `query ($id: UUID!, $first: Int! = 20, $after: String) { catalog(id: $id) { ${shown}
  entries(first: $first, after: $after) { nextCursor items { line tradeName level headcount education grade schools remark
    withdraws pay { from to } occupation { code level } majors { code } } } } }`;
const list = `query ($region: String, $status: CatalogStatus, $issuer: UUID, $first: Int! = 20, $after: String) {
  catalogs(region: $region, status: $status, issuer: $issuer, first: $first, after: $after) { nextCursor items { id title } } }`;
const effective = `query ($region: String!, $day: Day) { effectiveCatalog(region: $region, day: $day) { day region { code }
  chain { title } entries(first: 100) { totalCount items { matchedOccupation { code } entry { headcount } catalog { title } } } } }`;
const effectiveOne = `query ($region: String!, $occupation: String!, $day: Day) {
  effectiveEntry(region: $region, occupation: $occupation, day: $day) { exact matchedOccupation { code } catalog { title issuer { name } } } }`;

const input = (more: object = {}) => ({
  region: '350211',
  title: '集美区紧缺工种目录',
  mode: 'REPLACES',
  validFrom: '2026-03-01',
  edition: '2026',
  entries: [{ occupation: '6-18-02-04', headcount: 40 }],
  ...more,
});
const make = async (more: object, actor: Actor = jimei) =>
  (await api.ask(create, { input: input(more) }, actor)).createCatalog;
const act = async (name: string, { id, version }: { id: string; version: number }, actor: Actor = jimei) =>
  (await api.ask(verb(name), { id, version }, actor))[`${name}Catalog`];
const publish = async (more: object, actor: Actor = jimei) => act('publish', await make(more, actor), actor);
/** Codes that hold, each with its headcount and the catalog that it came from. */
const listed = async (region: string, on?: string) => {
  const { entries } = (await api.ask(effective, { region, day: on })).effectiveCatalog;
  return entries.items.map(
    (item: { matchedOccupation: { code: string }; entry: { headcount: number | null }; catalog: { title: string } }) =>
      `${item.matchedOccupation.code} ${item.entry.headcount} ${item.catalog.title}`,
  );
};
const refusal = async (query: string, variables: object, actor?: Actor) => {
  const { data, errors } = await api.run(query, { ...variables }, actor);
  const [error] = errors;
  if (!error) throw new Error(`There is no refusal but ${JSON.stringify(data)}`);
  return [error.extensions.code, error.extensions.details.path ?? null];
};
/** An office of its own, so that tests do not see each other's catalogs. */
const officeOf = (region: string) => api.member('OFFICE', { region });

describe('createCatalog', () => {
  it('writes a draft that its issuer alone sees', async () => {
    const entries = [
      {
        ...{
          occupation: '电焊工',
          level: 'VERY_SHORT',
          headcount: 40,
          majors: ['460110', '0802'],
          education: 2,
          grade: 4,
        },
        ...{ schools: ['集美职业技术学院'], pay: { from: 600_000 }, remark: '持证上岗' },
      },
      { occupation: '6-18-01-00', withdraws: true },
    ];
    const made = await make({ entries, externalId: 'JM-1', validTo: '2026-12-31' });
    expect(made).toMatchObject({ version: 1, status: 'DRAFT', entryCount: 2, publishedAt: null, externalId: 'JM-1' });
    expect(made).toMatchObject({ region: { code: '350211' }, issuer: { name: '集美区人社局' }, validTo: '2026-12-31' });
    const { catalog } = await api.ask(read, { id: made.id }, jimei);
    const unsaid = {
      tradeName: null,
      headcount: null,
      education: null,
      grade: null,
      schools: [],
      remark: null,
      pay: null,
    };
    expect(catalog.entries.items).toEqual([
      {
        ...{
          line: 1,
          tradeName: '电焊工',
          level: 'VERY_SHORT',
          headcount: 40,
          education: 2,
          grade: 4,
          withdraws: false,
        },
        ...{ schools: ['集美职业技术学院'], remark: '持证上岗', pay: { from: 600_000, to: null } },
        ...{ occupation: { code: '6-18-02-04', level: 4 }, majors: [{ code: '460110' }, { code: '0802' }] },
      },
      { ...unsaid, line: 2, level: 'SHORT', withdraws: true, occupation: { code: '6-18-01-00', level: 3 }, majors: [] },
    ]);
    for (const stranger of [undefined, city, await api.member('EMPLOYER')]) {
      expect((await api.ask(read, { id: made.id }, stranger)).catalog).toBeNull();
    }
    const trail = await db.prisma.auditEntry.findMany({ where: { recordId: made.id } });
    expect(trail).toMatchObject([{ action: 'catalog.created', recordKind: 'catalog', detail: { entries: 2 } }]);
  });

  it('is for editors of an office', async () => {
    const variables = { input: input() };
    expect(await refusal(create, variables)).toEqual(['NOT_SIGNED_IN', null]);
    for (const stranger of [
      await api.person(),
      await api.member('EMPLOYER'),
      await api.colleague(jimei, 'VIEWER'),
      await api.member('SCHOOL'),
    ]) {
      expect(await refusal(create, variables, stranger)).toEqual(['FORBIDDEN', null]);
    }
    expect(await make({}, await api.colleague(jimei, 'EDITOR'))).toMatchObject({ status: 'DRAFT' });
    expect(await refusal(create, variables, system)).toEqual(['FORBIDDEN', null]);
  });

  it.each<[string, object]>([
    ['input.region', { region: '350203' }],
    ['input.region', { region: 'nowhere' }],
    ['input.title', { title: '  ' }],
    ['input.validTo', { validTo: '2026-02-28' }],
    ['input.entries.1.occupation', { entries: [{ occupation: '焊工' }, { occupation: '6-18-02-04' }] }],
    ['input.entries.0.majors.0', { entries: [{ occupation: '焊工', majors: ['nothing'] }] }],
    ['input.entries.0.headcount', { entries: [{ occupation: '焊工', headcount: 0 }] }],
  ])('refuses what is wrong at %s', async (path, more) => {
    expect(await refusal(create, { input: input(more) }, jimei)).toEqual(['BAD_INPUT', path]);
  });

  it('refuses an external id of the office that is taken', async () => {
    await make({ externalId: 'taken' });
    expect(await refusal(create, { input: input({ externalId: 'taken' }) }, jimei)).toEqual(['ALREADY_EXISTS', null]);
  });
});

describe('updateCatalog', () => {
  it('changes what is given, and replaces the entries whole', async () => {
    const made = await make({ validTo: '2026-12-31', entries: [{ occupation: '焊工' }, { occupation: '车工' }] });
    const { id } = made;
    const patch = {
      title: '新目录',
      validTo: null,
      entries: [{ occupation: '铣工' }, { occupation: '焊工', headcount: 7 }],
    };
    const { updateCatalog: changed } = await api.ask(update, { id, version: 1, patch }, jimei);
    expect(changed).toMatchObject({ version: 2, title: '新目录', validTo: null, edition: '2026', entryCount: 2 });
    const { items } = (await api.ask(read, { id }, jimei)).catalog.entries;
    expect(items).toMatchObject([
      { line: 1, occupation: { code: '6-18-01-02' } },
      { line: 2, occupation: { code: '6-18-02-04' }, headcount: 7 },
    ]);
    const { updateCatalog: same } = await api.ask(update, { id, version: 2, patch: { edition: '2' } }, jimei);
    expect(same).toMatchObject({ version: 3, title: '新目录', entryCount: 2, edition: '2' });
  });

  it('refuses an old version, bad input, others’ catalogs and published ones, and writes nothing', async () => {
    const { id } = await make({});
    const patch = { title: 'x' };
    expect(await refusal(update, { id, version: 9, patch }, jimei)).toEqual(['CONFLICT', null]);
    expect(await refusal(update, { id, version: 1, patch: { region: '350203' } }, jimei)).toEqual([
      'BAD_INPUT',
      'patch.region',
    ]);
    expect(await refusal(update, { id, version: 1, patch: { mode: null } }, jimei)).toEqual([
      'BAD_INPUT',
      'patch.mode',
    ]);
    expect(await refusal(update, { id, version: 1, patch: { entries: [{ occupation: '无' }] } }, jimei)).toEqual([
      'BAD_INPUT',
      'patch.entries.0.occupation',
    ]);
    expect(await refusal(update, { id, version: 1, patch }, city)).toEqual(['NOT_FOUND', null]);
    expect(await refusal(update, { id: newId(), version: 1, patch }, jimei)).toEqual(['NOT_FOUND', null]);
    expect((await api.ask(read, { id }, jimei)).catalog).toMatchObject({ version: 1, entryCount: 1 });
    const published = await publish({ region: '350211', validFrom: '1999-01-01', validTo: '1999-01-02' });
    const { id: publicId, version } = published;
    expect(await refusal(update, { id: publicId, version, patch }, jimei)).toEqual(['CONFLICT', null]);
    expect(await refusal(update, { id: publicId, version, patch }, city)).toEqual(['FORBIDDEN', null]);
  });

  it('lets one of two writers with the same version through', async () => {
    const { id } = await make({});
    const tries = ['a', 'b', 'c'].map((title) => api.run(update, { id, version: 1, patch: { title } }, jimei));
    const codes = (await Promise.all(tries)).map(({ errors }) => errors[0]?.extensions.code ?? 'written');
    expect(codes.sort()).toEqual(['CONFLICT', 'CONFLICT', 'written']);
  });
});

describe('a catalog’s way to the public', () => {
  it('leads from draft through review to publication by an ADMIN', async () => {
    const office = await officeOf('350203');
    const editor = await api.colleague(office, 'EDITOR');
    const made = await make({ region: '350203' }, editor);
    const review = await act('submit', made, editor);
    expect(review).toMatchObject({ status: 'REVIEW', version: 2 });
    expect(await refusal(verb('submit'), review, editor)).toEqual(['CONFLICT', null]);
    expect(await refusal(verb('publish'), review, editor)).toEqual(['FORBIDDEN', null]);
    expect(await refusal(verb('publish'), { ...review, version: 1 }, office)).toEqual(['CONFLICT', null]);
    expect((await api.ask(read, { id: made.id })).catalog).toBeNull();
    expect(await act('publish', review, office)).toMatchObject({ status: 'PUBLISHED', publishedAt: expect.any(Date) });
    const { catalog } = await api.ask(read, { id: made.id });
    expect(catalog).toMatchObject({ status: 'PUBLISHED', externalId: null, entryCount: 1 });
  });

  it('needs an entry', async () => {
    const empty = await make({ entries: [] });
    expect(await refusal(verb('submit'), empty, jimei)).toEqual(['BAD_INPUT', 'entries']);
    expect(await refusal(verb('publish'), empty, jimei)).toEqual(['BAD_INPUT', 'entries']);
  });
});

describe('catalogs', () => {
  it('lists what is published, and an office’s own besides, in pages', async () => {
    const office = await officeOf('350212');
    const issuer = office.organization.id;
    const drafts = [
      await make({ region: '350212', title: 'd1' }, office),
      await make({ region: '350212', title: 'd2' }, office),
    ];
    const open = await publish({ region: '350212', title: 'p' }, office);
    const ids = async (variables: object, actor?: Actor) =>
      (await api.ask(list, { ...variables }, actor)).catalogs.items.map(({ id }: { id: string }) => id);
    const own = [open.id, drafts[1].id, drafts[0].id];
    expect(await ids({ issuer })).toEqual([open.id]);
    expect(await ids({ issuer }, office)).toEqual(own);
    expect(await ids({ issuer, status: 'DRAFT' }, office)).toEqual(own.slice(1));
    expect(await ids({ issuer, status: 'DRAFT' }, city)).toEqual([]);
    expect(await ids({ issuer, region: xiamen })).toEqual([open.id]);
    expect(await ids({ issuer, region: '350211' })).toEqual([]);
    const { catalogs: page } = await api.ask(list, { issuer, first: 2 }, office);
    const { catalogs: rest } = await api.ask(list, { issuer, first: 2, after: page.nextCursor }, office);
    expect([...page.items, ...rest.items].map(({ id }) => id)).toEqual(own);
    expect(rest.nextCursor).toBeNull();
    expect(await refusal(list, { first: 101 })).toEqual(['BAD_INPUT', 'first']);
    expect(await refusal(list, { after: 'x' })).toEqual(['BAD_INPUT', 'after']);
    expect(await refusal(list, { region: 'x' })).toEqual(['BAD_INPUT', 'region']);
  });

  it('gives entries in pages, those of many catalogs in one statement', async () => {
    const { id } = await make({ entries: ['车工', '铣工', '焊工'].map((occupation) => ({ occupation })) });
    const { entries: page } = (await api.ask(read, { id, first: 2 }, jimei)).catalog;
    const { entries: rest } = (await api.ask(read, { id, first: 2, after: page.nextCursor }, jimei)).catalog;
    expect([page.items, rest.items].map((items) => items.map(({ line }: { line: number }) => line))).toEqual([
      [1, 2],
      [3],
    ]);
    expect(rest.nextCursor).toBeNull();
    const deep = `query ($first: Int!) { catalogs(first: $first) { items { issuer { name } entries(first: 5) { items { line } } } } }`;
    const [one, many] = [await api.run(deep, { first: 1 }, jimei), await api.run(deep, { first: 20 }, jimei)];
    expect(many.data.catalogs.items.length).toBeGreaterThan(5);
    expect(many.statements).toBe(one.statements);
    expect(one.statements).toBe(3);
    expect(await refusal(read, { id, after: 'x' }, jimei)).toEqual(['BAD_INPUT', 'after']);
    expect(await refusal(list, { after: page.nextCursor }, jimei)).toEqual(['BAD_INPUT', 'after']);
  });
});

/** A province without other catalogs of this file; its own and its capital's add. */
const province = await officeOf('330000');
const capital = await officeOf('330100');
const district = await officeOf('330106');
const adds = { mode: 'ADDS', validFrom: '2026-01-01' };
const counted = (headcount: number, ...occupations: string[]) =>
  occupations.map((occupation) => ({ occupation, headcount }));
await publish({ ...adds, region: '330000', title: '省', entries: counted(1, '车工', '铣工', '6-18-02-00') }, province);
await publish({ ...adds, region: '330100', title: '市', entries: counted(2, '车工', '焊工') }, capital);

describe('what holds for a region', () => {
  it('adds up from the city to the province', async () => {
    const whole = ['6-18-01-01 2 市', '6-18-01-02 1 省', '6-18-02-00 1 省', '6-18-02-04 2 市'];
    expect(await listed('330106')).toEqual(whole);
    expect(await listed('330100')).toEqual(whole);
    expect(await listed('330000')).toEqual(['6-18-01-01 1 省', '6-18-01-02 1 省', '6-18-02-00 1 省']);
    const { effectiveCatalog } = await api.ask(effective, { region: '330106' });
    expect(effectiveCatalog).toMatchObject({
      day: '2026-06-01',
      region: { code: '330106' },
      chain: [{ title: '市' }, { title: '省' }],
    });
    expect(await listed('110000')).toEqual([]);
  });

  it('follows a district that adds and withdraws, then one that replaces, day by day', async () => {
    const entries = [
      { occupation: '焊工', headcount: 3 },
      { occupation: '铣工', withdraws: true },
    ];
    const adding = await publish(
      { region: '330106', title: '区', mode: 'ADDS', validFrom: '2026-04-01', entries },
      district,
    );
    const added = ['6-18-01-01 2 市', '6-18-02-00 1 省', '6-18-02-04 3 区'];
    expect(await listed('330106', '2026-03-31')).toHaveLength(4);
    expect(await listed('330106')).toEqual(added);
    const replacing = {
      region: '330106',
      title: '新区',
      validFrom: '2026-07-01',
      validTo: '2026-09-30',
      entries: [{ occupation: '镗工' }],
    };
    const next = await publish(replacing, district);
    expect((await api.ask(read, { id: adding.id })).catalog).toMatchObject({ status: 'SUPERSEDED', version: 3 });
    expect(await listed('330106', '2026-06-30')).toEqual(added);
    expect(await listed('330106', '2026-07-01')).toEqual(['6-18-01-05 null 新区']);
    expect(await listed('330106', '2026-09-30')).toEqual(['6-18-01-05 null 新区']);
    expect(await listed('330106', '2026-10-01')).toHaveLength(4);
    expect(await listed('330100', '2026-07-01')).toHaveLength(4);
    expect((await api.ask(effective, { region: '330106', day: '2026-07-01' })).effectiveCatalog.chain).toEqual([
      { title: '新区' },
    ]);
    expect(await refusal(verb('archive'), next, await api.colleague(district, 'EDITOR'))).toEqual(['FORBIDDEN', null]);
    expect(await refusal(verb('archive'), next, capital)).toEqual(['FORBIDDEN', null]);
    const archived = await act('archive', next, district);
    expect(archived).toMatchObject({ archivedAt: expect.any(Date) });
    expect(await refusal(verb('archive'), archived, district)).toEqual(['CONFLICT', null]);
    expect((await api.ask(read, { id: next.id })).catalog).toBeNull();
    expect((await api.ask(read, { id: next.id }, district)).catalog).not.toBeNull();
    expect((await api.ask(read, { id: adding.id })).catalog).toMatchObject({ status: 'PUBLISHED' });
    expect(await listed('330106', '2026-07-01')).toEqual(added);
    const trail = await db.prisma.auditEntry.findMany({ where: { recordId: adding.id }, orderBy: { id: 'asc' } });
    expect(trail.map(({ action }) => action)).toEqual(
      ['created', 'published', 'superseded', 'restored'].map((word) => `catalog.${word}`),
    );
  });

  it('keeps an edition that is published late to the days before the later one', async () => {
    const office = await officeOf('330108');
    const base = { region: '330108', mode: 'REPLACES' };
    await publish({ ...base, title: '2026', validFrom: '2026-01-01' }, office);
    const late = await publish({ ...base, title: '2025', validFrom: '2025-01-01' }, office);
    expect(late).toMatchObject({ status: 'SUPERSEDED' });
    const past = await publish({ ...base, title: '2023', validFrom: '2023-01-01', validTo: '2023-12-31' }, office);
    expect(past).toMatchObject({ status: 'PUBLISHED' });
    expect(await listed('330108', '2023-06-01')).toEqual(['6-18-02-04 40 2023']);
    expect(await listed('330108', '2025-12-31')).toEqual(['6-18-02-04 40 2025']);
    expect(await listed('330108')).toEqual(['6-18-02-04 40 2026']);
  });

  it('gives an occupation its own entry, else that of the nearest coarser one', async () => {
    const one = async (occupation: string, region = '330102') => {
      const { effectiveEntry } = await api.ask(effectiveOne, { region, occupation });
      return (
        effectiveEntry && [effectiveEntry.matchedOccupation.code, effectiveEntry.exact, effectiveEntry.catalog.title]
      );
    };
    expect(await one('6-18-02-04')).toEqual(['6-18-02-04', true, '市']);
    expect(await one('6-18-02-03')).toEqual(['6-18-02-00', false, '省']);
    expect(await one('6-18-02-04', '330000')).toEqual(['6-18-02-00', false, '省']);
    expect(await one('6-18-00-00')).toBeNull();
    expect(await one('6-18-02-04', '110000')).toBeNull();
    expect(await refusal(effectiveOne, { region: '330102', occupation: 'x' })).toEqual(['BAD_INPUT', 'occupation']);
    expect(await refusal(effectiveOne, { region: 'x', occupation: '6' })).toEqual(['BAD_INPUT', 'region']);
    expect(await refusal(effective, { region: 'x' })).toEqual(['BAD_INPUT', 'region']);
  });

  it('answers any number of pairs in one statement', async () => {
    const regions = ['330106', '330102', '110000', 'unknown'];
    const pairs = regions.flatMap((region) =>
      ['6-18-02-03', '6-18-01-02', 'unknown'].map((occupation) => ({ region, occupation })),
    );
    const before = db.statements();
    const found = await catalogs.effective.effectiveEntries(pairs, today());
    expect(db.statements() - before).toBe(1);
    expect(found.map((entry) => entry?.matchedOccupation ?? null)).toEqual([
      ...['6-18-02-00', null, null],
      ...['6-18-02-00', '6-18-01-02', null],
      ...[null, null, null, null, null, null],
    ]);
    expect(await catalogs.effective.effectiveEntries([], today())).toEqual([]);
  });

  it('tells the heat map which occupations are listed', async () => {
    const found = await catalogs.effective.listedOccupations('330102', today());
    expect([...found.keys()].sort()).toEqual(['6-18-01-01', '6-18-01-02', '6-18-02-00', '6-18-02-04']);
    expect(found.get('6-18-02-04')).toEqual({ level: 'SHORT' });
    const before = db.statements();
    const several = await catalogs.effective.listedByRegion(['330102', '330000', 'unknown'], today());
    expect(db.statements() - before).toBe(1);
    expect([...several].map(([region, codes]) => [region, codes.size])).toEqual([
      ['330102', 4],
      ['330000', 3],
      ['unknown', 0],
    ]);
  });

  it('stands beside each position, at the same cost for one and for many', async () => {
    const { organization } = await api.member('EMPLOYER', { region: '330102' });
    const rows = ['6-18-02-04', '6-18-02-03', '6-18-00-00'].map((occupation, n) =>
      position(organization.id, `${n}`, occupation),
    );
    const { created } = await db.prisma.$transaction((tx) => upsertPositions(tx, rows));
    const fields =
      'catalogEntry { exact entry { level headcount } catalog { title } } later: catalogEntry(day: "2020-01-01") { exact }';
    const query = (ids: readonly string[]) =>
      `{ ${ids.map((id, n) => `p${n}: position(id: "${id}") { ${fields} }`).join(' ')} }`;
    const many = await api.run(query(created));
    expect(many.errors).toEqual([]);
    expect(many.data).toEqual({
      p0: {
        catalogEntry: { exact: true, entry: { level: 'SHORT', headcount: 2 }, catalog: { title: '市' } },
        later: null,
      },
      p1: {
        catalogEntry: { exact: false, entry: { level: 'SHORT', headcount: 1 }, catalog: { title: '省' } },
        later: null,
      },
      p2: { catalogEntry: null, later: null },
    });
    expect((await api.run(query(created.slice(0, 1)))).statements).toBe(many.statements);
  });

  it('finds what was written under a code that has been retired since', async () => {
    const key = { scheme_code: { scheme: 'occupation', code: '6-18-02-04' } };
    await db.prisma.concept.update({ where: key, data: { retiredIn: 'later', successors: ['6-18-02-05'] } });
    await api.taxonomy.service.read();
    const { effectiveEntry } = await api.ask(effectiveOne, { region: '330102', occupation: '6-18-02-05' });
    expect(effectiveEntry).toMatchObject({
      exact: true,
      matchedOccupation: { code: '6-18-02-05' },
      catalog: { title: '市' },
    });
    await db.prisma.concept.update({ where: key, data: { retiredIn: null, successors: [] } });
    await api.taxonomy.service.read();
  });
});

describe('what files bring', () => {
  const head = {
    region: '350205',
    title: '海沧',
    mode: 'ADDS',
    validFrom: day('2026-01-01'),
    validTo: null,
    edition: '1',
  } as const;
  const row = (occupation: string, line: number, headcount: number | null = null) => ({
    ...{
      occupation,
      line,
      headcount,
      tradeName: null,
      level: 'SHORT' as const,
      majors: ['0802'],
      education: null,
      grade: null,
    },
    ...{ schools: [], pay: { from: null, to: 5 }, remark: null, withdraws: false },
  });

  it('makes, changes and leaves catalogs and entries as they are', async () => {
    const { organization } = await officeOf('350205');
    const bring = (more: object, rows: Parameters<typeof upsertCatalogEntries>[2]) =>
      db.prisma.$transaction(async (tx) => {
        const { id, outcome } = await ensureCatalog(tx, {
          ...head,
          issuerId: organization.id,
          externalId: 'f',
          status: 'PUBLISHED',
          ...more,
        });
        const { created, updated, unchanged } = await upsertCatalogEntries(tx, id, rows);
        const { version } = await tx.shortageCatalog.findUniqueOrThrow({ where: { id } });
        return [outcome, created.length, updated.length, unchanged.length, version];
      });
    expect(await bring({}, [row('6-18-01-01', 1), row('6-18-01-02', 2)])).toEqual(['created', 2, 0, 0, 2]);
    expect(await bring({}, [row('6-18-01-01', 1), row('6-18-01-02', 2)])).toEqual(['unchanged', 0, 0, 2, 2]);
    const moved = [row('6-18-01-03', 1), row('6-18-01-01', 2, 9), row('6-18-01-02', 3)];
    expect(await bring({ title: '海沧区' }, moved)).toEqual(['updated', 1, 1, 1, 4]);
    expect(await listed('350205')).toEqual(['6-18-01-01 9 海沧区', '6-18-01-02 null 海沧区', '6-18-01-03 null 海沧区']);
    const second = { externalId: 'g', title: '后', validFrom: day('2026-05-01') };
    expect(await bring(second, [row('6-18-01-02', 1)])).toEqual(['created', 1, 0, 0, 2]);
    expect(await bring({ title: '海沧区' }, moved)).toEqual(['unchanged', 0, 0, 3, 5]);
    expect(await listed('350205')).toEqual(['6-18-01-02 null 后']);
    await expect(bring({}, [row('6-18-01-01', 1), row('6-18-01-01', 2)])).rejects.toThrow(/twice/);
  });
});

function position(employerId: string, externalId: string, occupation: string): PositionRow {
  return {
    ...{
      employerId,
      postedById: employerId,
      externalId,
      title: '岗位',
      occupation,
      description: null,
      headcount: 1,
      filled: 0,
    },
    ...{
      region: '330102',
      industry: null,
      pay: null,
      kind: 'FULL',
      startFrom: null,
      education: null,
      majors: [],
      grade: null,
    },
    ...{ titleRank: null, experienceMonths: null, mustHave: [], niceToHave: [], licences: [], hardFilters: [] },
    ...{ opensOn: day('2026-01-01'), closesOn: null, repostOfId: null, status: 'PUBLISHED', closedReason: null },
  };
}
