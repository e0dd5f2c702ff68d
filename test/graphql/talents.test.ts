import { beforeAll, describe, expect, it } from 'vitest';
import { type Actor, anonymous, system } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import {
  checkTalent,
  readScoredTalents,
  type TalentDraft,
  type TalentsModule,
  talentsModule,
  upsertTalents,
} from '../../src/modules/talents/index.ts';
import { createProjector, type Projector } from '../../src/platform/jobs/projector.ts';
import { EngineSlot } from '../../src/platform/search/engine-slot.ts';
import { FieldRegistry } from '../../src/platform/search/fields.ts';
import { PostgresEngine } from '../../src/platform/search/postgres-engine.ts';
import { type MemberActor, testApi, xiamen } from '../support/graphql.ts';

/** 2026-06-01 */
const today = 20_605;
const slot = new EngineSlot();
let talents: TalentsModule | undefined;
const api = await testApi(({ db, taxonomy, accounts }) => {
  talents = talentsModule({
    db,
    taxonomy: taxonomy.service,
    engine: slot,
    accounts,
    secret: 's'.repeat(32),
    today: () => today,
  });
  return [talents];
});
const service = module().service;
const projector = withEngine();

const shown = `id version disclosed claimed externalId name phone email birthYear residence { code name } educationLevel
  educations { level school { id } schoolName major { code } from to graduated }
  experiences { employerName title occupation { code } from to } skills { skill { code } level evidence source wantsToUse }
  grades { occupation { code } grade certificateNo issuer issuedOn } titleRanks { series { code } rank issuedOn }
  licences { licence { code } validTo } wish { occupations { code } regions { code } pay kinds from }
  availability unavailableUntil refusesRanking hiddenFrom { id } talentClass resume keeper { id }
  consents { purpose textVersion } disclosures { organization { id } revokedAt } archivedAt`;
const create = `mutation ($input: TalentInput!) { createTalent(input: $input) { ${shown} } }`;
const update = `mutation ($id: UUID!, $version: Int!, $patch: TalentPatch!) { updateTalent(id: $id, version: $version, patch: $patch) { ${shown} } }`;
const archive =
  'mutation ($id: UUID!, $version: Int!) { archiveTalent(id: $id, version: $version) { id version archivedAt } }';
const give = `mutation ($id: UUID!, $purpose: ConsentPurpose!, $text: String = "v1") {
  giveConsent(talentId: $id, purpose: $purpose, textVersion: $text) { id version consents { purpose textVersion } } }`;
const withdraw = `mutation ($id: UUID!, $purpose: ConsentPurpose!) {
  withdrawConsent(talentId: $id, purpose: $purpose) { version consents { purpose } } }`;
const grant = `mutation ($id: UUID!, $to: UUID!) { grantDisclosure(talentId: $id, organizationId: $to) { version disclosures { revokedAt } } }`;
const revoke = `mutation ($id: UUID!, $to: UUID!) { revokeDisclosure(talentId: $id, organizationId: $to) { version disclosures { revokedAt } } }`;
const read = `query ($id: UUID!) { talent(id: $id) { ${shown} } }`;
const list = `query ($text: String, $occupation: String, $region: String, $skill: String, $availability: Availability, $mine: Boolean,
    $first: Int = 50, $after: String) {
  talents(text: $text, occupation: $occupation, region: $region, skill: $skill, availability: $availability, mine: $mine,
    first: $first, after: $after) { items { id disclosed name } nextCursor totalCount { value rounded text } } }`;

const turner = '6-18-01-01';
const whole = (more: object = {}) => ({
  name: '王小明',
  phone: '13800138000',
  email: 'wang@example.org',
  birthYear: 1990,
  residence: '350203',
  educations: [{ level: 4, schoolName: '华侨大学', major: '080202', from: '2008-09-01', to: '2012-07-01' }],
  experiences: [
    { employerName: '天马微电子有限公司', title: '数控车工', occupation: turner, from: '2012-08-01', to: '2022-07-31' },
    { employerName: '天马微电子有限公司', title: '天马微电子班长', from: '2022-08-01' },
  ],
  skills: [
    { skill: 'cnc-turning', level: 4, evidence: 'CERTIFIED', source: '厦门技师学院', wantsToUse: true },
    { skill: 'autocad' },
  ],
  grades: [{ occupation: turner, grade: 4, certificateNo: 'C-123', issuer: '天马微电子', issuedOn: '2018-05-01' }],
  titleRanks: [{ series: 'engineering', rank: 2, issuedOn: '2015-01-01' }],
  licences: [{ licence: 'special-welding', validTo: '2027-01-01' }],
  wish: {
    occupations: [turner, '6-18-01-02'],
    regions: ['350211'],
    pay: 900_000,
    kinds: ['PART', 'FULL'],
    from: '2026-07-01',
  },
  availability: 'OPEN',
  resume: 'Robert’); DROP TABLE talent;-- "引号" \\ 简历',
  ...more,
});

const made = async (actor: Actor, more: object = {}) =>
  (await api.ask(create, { input: whole(more) }, actor)).createTalent;
const seen = async (id: string, actor: Actor) => (await api.ask(read, { id }, actor)).talent;
const listed = async (actor: Actor, variables: object = {}) => (await api.ask(list, { ...variables }, actor)).talents;
const idsOf = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id);
const refused = async (query: string, variables: object, actor: Actor) => {
  const { errors } = await api.run(query, { ...variables }, actor);
  return { code: errors[0]?.extensions.code, path: errors[0]?.extensions.details.path };
};

const keeper = await api.member('EMPLOYER');
const office = await api.member('OFFICE');

describe('a talent', () => {
  it('is made by the person and comes back whole', async () => {
    const person = await api.person();
    const talent = await made(person);
    expect(talent).toMatchObject({
      ...{
        version: 1,
        disclosed: true,
        claimed: true,
        name: '王小明',
        phone: '13800138000',
        birthYear: 1990,
        educationLevel: 4,
      },
      ...{
        residence: { code: '350203', name: '思明区' },
        availability: 'OPEN',
        refusesRanking: false,
        hiddenFrom: [],
        keeper: null,
      },
      educations: [
        {
          level: 4,
          school: null,
          schoolName: '华侨大学',
          major: { code: '080202' },
          from: '2008-09-01',
          to: '2012-07-01',
          graduated: true,
        },
      ],
      grades: [{ grade: 4, certificateNo: 'C-123', issuedOn: '2018-05-01' }],
      wish: {
        occupations: [{ code: turner }, { code: '6-18-01-02' }],
        pay: 900_000,
        kinds: ['FULL', 'PART'],
        from: '2026-07-01',
      },
      ...{ resume: whole().resume, consents: [], disclosures: [] },
    });
    expect(talent.skills).toEqual([
      { skill: { code: 'autocad' }, level: null, evidence: 'CLAIMED', source: null, wantsToUse: false },
      { skill: { code: 'cnc-turning' }, level: 4, evidence: 'CERTIFIED', source: '厦门技师学院', wantsToUse: true },
    ]);
    expect(await seen(talent.id, person)).toEqual(talent);
    const months =
      'query ($id: UUID!) { talent(id: $id) { all: experienceMonths(occupation: "6-18-00-00") none: experienceMonths(occupation: "6-18-01-02") } }';
    expect((await api.ask(months, { id: talent.id }, person)).talent).toEqual({ all: 120, none: 0 });
    expect(await refused(create, { input: whole() }, person)).toEqual({ code: 'ALREADY_EXISTS', path: 'input' });
  });

  it('is kept by an organization that makes it, under its own number, once', async () => {
    const talent = await made(keeper, { externalId: 'E-1' });
    expect(talent).toMatchObject({
      claimed: false,
      disclosed: true,
      externalId: 'E-1',
      keeper: { id: keeper.organization.id },
    });
    expect(await refused(create, { input: whole({ externalId: 'E-1' }) }, keeper)).toEqual({
      code: 'ALREADY_EXISTS',
      path: 'input.externalId',
    });
    await made(await api.member('EMPLOYER'), { externalId: 'E-1' });
    const second = await made(keeper, { externalId: 'E-2' });
    const taken = { id: second.id, version: 1, patch: { externalId: 'E-1' } };
    expect(await refused(update, taken, keeper)).toEqual({ code: 'ALREADY_EXISTS', path: 'patch.externalId' });
  });

  it('is written by its keeper’s editors only', async () => {
    const { id } = await made(keeper);
    const viewer = await api.colleague(keeper, 'VIEWER');
    const patch = { availability: 'AVAILABLE' };
    expect((await seen(id, viewer)).name).toBe('王小明');
    expect((await refused(update, { id, version: 1, patch }, viewer)).code).toBe('FORBIDDEN');
    expect((await refused(update, { id, version: 1, patch }, await api.member('EMPLOYER'))).code).toBe('NOT_FOUND');
    expect((await refused(create, { input: whole() }, anonymous)).code).toBe('NOT_SIGNED_IN');
    await api.ask(give, { id, purpose: 'FOUND_BY_EMPLOYERS' }, keeper);
    expect((await refused(update, { id, version: 2, patch }, await api.member('EMPLOYER'))).code).toBe('FORBIDDEN');
    expect((await refused(create, { input: whole() }, system)).code).toBe('FORBIDDEN');
  });

  it('changes by what is named; the rest stays, null clears', async () => {
    const talent = await made(keeper, { externalId: 'P-1' });
    const patch = { phone: null, licences: [], skills: [{ skill: 'autocad', level: 2 }], wish: { pay: null } };
    const { updateTalent: changed } = await api.ask(update, { id: talent.id, version: 1, patch }, keeper);
    expect(changed).toEqual({
      ...talent,
      ...{ version: 2, phone: null, licences: [] },
      skills: [{ skill: { code: 'autocad' }, level: 2, evidence: 'CLAIMED', source: null, wantsToUse: false }],
      wish: { ...talent.wish, pay: null },
    });
    expect(await refused(update, { id: talent.id, version: 2, patch: { name: null } }, keeper)).toEqual({
      code: 'BAD_INPUT',
      path: 'patch.name',
    });
    expect(await refused(update, { id: talent.id, version: 2, patch: {} }, keeper)).toEqual({
      code: 'BAD_INPUT',
      path: 'patch',
    });
  });

  it('is not overwritten by who read an older version', async () => {
    const { id } = await made(keeper);
    await api.ask(update, { id, version: 1, patch: { email: 'first@example.org' } }, keeper);
    const { errors } = await api.run(
      update,
      { id, version: 1, patch: { email: 'second@example.org', skills: [] } },
      keeper,
    );
    expect(errors[0]?.extensions).toMatchObject({ code: 'CONFLICT', details: { yours: 1, current: 2 } });
    expect(await seen(id, keeper)).toMatchObject({ version: 2, email: 'first@example.org', skills: { length: 2 } });
    const race = ['a', 'b', 'c'].map((name) =>
      api.run(update, { id, version: 2, patch: { email: `${name}@example.org` } }, keeper),
    );
    const codes = (await Promise.all(race)).map((answer) => answer.errors[0]?.extensions.code ?? 'WRITTEN');
    expect(codes.sort()).toEqual(['CONFLICT', 'CONFLICT', 'WRITTEN']);
    expect((await refused(archive, { id, version: 1 }, keeper)).code).toBe('CONFLICT');
  });

  it('is written by more writers than connections at once', async () => {
    const { id } = await made(keeper);
    const school = await api.member('SCHOOL');
    const patch = { educations: [{ level: 3, schoolId: school.organization.id }] };
    const writers = Array.from({ length: 20 }, () => api.run(update, { id, version: 1, patch }, keeper));
    const codes = (await Promise.all(writers)).map((answer) => answer.errors[0]?.extensions.code ?? 'WRITTEN').sort();
    expect(codes).toEqual([...Array(19).fill('CONFLICT'), 'WRITTEN']);
    expect((await seen(id, keeper)).educations).toMatchObject([{ school: { id: school.organization.id } }]);
  });

  it('is seen by nobody when archived', async () => {
    const { id } = await made(keeper);
    const { archiveTalent } = await api.ask(archive, { id, version: 1 }, keeper);
    expect(archiveTalent).toMatchObject({ id, version: 2, archivedAt: expect.any(Date) });
    expect(await seen(id, keeper)).toBeNull();
    expect((await refused(archive, { id, version: 2 }, keeper)).code).toBe('NOT_FOUND');
  });

  it.each([
    ['NUL', { name: 'a\0b' }, 'input.name'],
    ['a code that is none', { skills: [{ skill: '"; DROP TABLE talent' }] }, 'input.skills.0.skill'],
    ['a school that is none', { educations: [{ level: 4, schoolId: newId() }] }, 'input.educations.0.schoolId'],
    [
      'a school that is an employer',
      { educations: [{ level: 4, schoolId: keeper.organization.id }] },
      'input.educations.0.schoolId',
    ],
    ['hiding from an office', { hiddenFrom: [office.organization.id] }, 'input.hiddenFrom'],
    ['a class by an employer', { talentClass: 'A' }, 'input.talentClass'],
  ])('is refused and not written: %s', async (_what, more, path) => {
    const count = () => api.db.prisma.talent.count();
    const before = await count();
    expect(await refused(create, { input: whole(more) }, keeper)).toEqual({ code: 'BAD_INPUT', path });
    expect(await count()).toBe(before);
  });

  it('leaves a trace of who did what, without personal values', async () => {
    const { id } = await made(keeper);
    await api.ask(update, { id, version: 1, patch: { name: '李四' } }, keeper);
    const entries = await api.db.prisma.auditEntry.findMany({ where: { recordId: id }, orderBy: { id: 'asc' } });
    expect(entries.map(({ action, userId }) => [action, userId])).toEqual([
      ['talent.created', keeper.userId],
      ['talent.updated', keeper.userId],
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/王小明|李四/);
  });
});

describe('who sees a talent', () => {
  let person: Actor;
  let school: MemberActor;
  let hidden: MemberActor;
  const actors: Record<string, Actor> = {};
  beforeAll(async () => {
    person = await api.person();
    school = await api.member('SCHOOL');
    hidden = await api.member('EMPLOYER');
    Object.assign(actors, {
      person,
      stranger: await api.person(),
      employer: await api.member('EMPLOYER'),
      unverified: await api.member('EMPLOYER', { verified: false }),
      hidden,
      agency: await api.member('AGENCY'),
      school,
      otherSchool: await api.member('SCHOOL'),
      city: office,
      district: await api.member('OFFICE', { region: '350203' }),
      otherDistrict: await api.member('OFFICE', { region: '350211' }),
      operator: system,
    });
  });
  /** By the record and by the list, which must agree. */
  const seers = async (id: string) => {
    await projector.runOnce();
    const found = await Promise.all(
      Object.entries(actors).map(async ([name, actor]) => {
        const byId = (await seen(id, actor)) !== null;
        const byList = idsOf(await listed(actor)).includes(id);
        expect([name, byList]).toEqual([name, byId]);
        return byId ? [name] : [];
      }),
    );
    return found.flat().filter((name) => name !== 'operator');
  };
  const everything = ['FOUND_BY_EMPLOYERS', 'FOUND_BY_AGENCIES', 'SHARED_WITH_SCHOOL', 'SHARED_WITH_OFFICE'];

  it('follows consents, hiding, refusal, school, region and disclosure', async () => {
    const schooled = { educations: [{ level: 4, schoolId: school.organization.id }] };
    const { id } = await made(person, { ...schooled, hiddenFrom: [hidden.organization.id] });
    expect(await seers(id)).toEqual(['person']);
    for (const [purpose, names] of [
      ['FOUND_BY_EMPLOYERS', ['person', 'employer']],
      ['FOUND_BY_AGENCIES', ['person', 'agency']],
      ['SHARED_WITH_SCHOOL', ['person', 'school']],
      ['SHARED_WITH_OFFICE', ['person', 'city', 'district']],
    ] as const) {
      await api.ask(give, { id, purpose }, person);
      expect(await seers(id)).toEqual(names);
      await api.ask(withdraw, { id, purpose }, person);
    }
    for (const purpose of everything) await api.ask(give, { id, purpose }, person);
    expect(await seers(id)).toEqual(['person', 'employer', 'agency', 'school', 'city', 'district']);

    const { version } = await seen(id, person);
    await api.ask(update, { id, version, patch: { refusesRanking: true, residence: null } }, person);
    expect(await seers(id)).toEqual(['person', 'school', 'city', 'otherDistrict']);

    for (const actor of [hidden, actors['unverified']] as MemberActor[]) {
      await api.ask(grant, { id, to: actor.organization.id }, person);
    }
    expect(await seers(id)).toEqual(['person', 'unverified', 'hidden', 'school', 'city', 'otherDistrict']);
    await api.ask(revoke, { id, to: hidden.organization.id }, person);
    expect(await seers(id)).toEqual(['person', 'unverified', 'school', 'city', 'otherDistrict']);

    await api.ask(archive, { id, version: (await seen(id, person)).version }, person);
    expect(await seers(id)).toEqual([]);
  });

  it('is its organization while unclaimed', async () => {
    const { id } = await made(school);
    expect(await seers(id)).toEqual(['school']);
    await api.db.prisma.talent.update({
      where: { id },
      data: { userId: ((await api.person()) as { userId: string }).userId },
    });
    await api.db.prisma.$executeRaw`INSERT INTO outbox (kind, record_id) VALUES ('talent', ${id}::uuid)`;
    expect(await seers(id)).toEqual([]);
  });

  it('shows no more than a profile without a disclosure', async () => {
    const finder = actors['employer'] as MemberActor;
    const { id } = await made(keeper, { externalId: 'S-1' });
    await api.ask(give, { id, purpose: 'FOUND_BY_EMPLOYERS' }, keeper);
    const profile = await seen(id, finder);
    expect(profile).toMatchObject({
      ...{
        disclosed: false,
        externalId: null,
        name: null,
        phone: null,
        email: null,
        birthYear: null,
        resume: null,
        keeper: null,
      },
      ...{ hiddenFrom: null, consents: null, disclosures: null, refusesRanking: null, educationLevel: 4 },
      experiences: [
        { employerName: null, title: '数控车工' },
        { employerName: null, title: null },
      ],
      wish: { pay: null, occupations: { length: 2 } },
    });
    expect(JSON.stringify(profile)).not.toMatch(/王小明|13800138000|wang@|天马|简历|C-123|技师学院|S-1/);

    await api.ask(grant, { id, to: finder.organization.id }, keeper);
    expect(await seen(id, finder)).toMatchObject({
      ...{
        disclosed: true,
        name: '王小明',
        phone: '13800138000',
        resume: whole().resume,
        externalId: null,
        consents: null,
        hiddenFrom: null,
      },
      experiences: [{ employerName: '天马微电子有限公司' }, { title: '天马微电子班长' }],
    });
    expect((await refused(update, { id, version: 3, patch: { name: 'x' } }, finder)).code).toBe('FORBIDDEN');
  });

  it('repeats no consent and no disclosure', async () => {
    const { id } = await made(keeper);
    await api.ask(give, { id, purpose: 'SHARED_WITH_SCHOOL' }, keeper);
    const { giveConsent } = await api.ask(give, { id, purpose: 'SHARED_WITH_SCHOOL' }, keeper);
    expect(giveConsent).toMatchObject({ version: 2, consents: [{ purpose: 'SHARED_WITH_SCHOOL', textVersion: 'v1' }] });
    expect((await api.ask(give, { id, purpose: 'SHARED_WITH_SCHOOL', text: 'v2' }, keeper)).giveConsent.version).toBe(
      3,
    );
    expect((await api.ask(withdraw, { id, purpose: 'FOUND_BY_AGENCIES' }, keeper)).withdrawConsent.version).toBe(3);
    expect((await api.ask(revoke, { id, to: office.organization.id }, keeper)).revokeDisclosure.version).toBe(3);
    expect((await refused(grant, { id, to: newId() }, keeper)).code).toBe('NOT_FOUND');
    expect(await refused(give, { id, purpose: 'SHARED_WITH_SCHOOL', text: ' ' }, keeper)).toEqual({
      code: 'BAD_INPUT',
      path: 'textVersion',
    });
  });
});

describe('the list of talents', () => {
  it('finds by skills, occupations, titles, majors; never by what is closed', async () => {
    const own = await api.member('EMPLOYER');
    const { id } = await made(own);
    await projector.runOnce();
    for (const text of ['数控车削', 'turning', '车工', '数控车工', '机械设计', '焊接', '车工 AutoCAD', '數控車工']) {
      expect([text, idsOf(await listed(own, { text, mine: true }))]).toEqual([text, [id]]);
    }
    for (const text of ['王小明', '13800138000', 'wang', '天马', '班长', '简历', 'DROP', '护士']) {
      expect([text, idsOf(await listed(own, { text, mine: true }))]).toEqual([text, []]);
    }
  });

  it('is filtered by codes of any level, and paged', async () => {
    const own = await api.member('EMPLOYER');
    const ids = [];
    for (const residence of ['350203', '350211', '350582']) ids.push((await made(own, { residence, wish: {} })).id);
    await projector.runOnce();
    const found = async (variables: object) => idsOf(await listed(own, { mine: true, ...variables })).sort();
    expect(await found({ region: xiamen })).toEqual(ids.slice(0, 2));
    expect(
      await found({ region: '350582', occupation: '6-18-00-00', skill: 'turning-milling', availability: 'OPEN' }),
    ).toEqual([ids[2]]);
    expect(await found({ availability: 'AVAILABLE' })).toEqual([]);
    expect(await refused(list, { skill: 'no such' }, own)).toEqual({ code: 'BAD_INPUT', path: 'skill' });
    expect(await refused(list, { first: 101 }, own)).toEqual({ code: 'BAD_INPUT', path: 'first' });
    expect(await refused(list, { text: 'a\0b' }, own)).toEqual({ code: 'BAD_INPUT', path: 'text' });
    const one = await listed(own, { mine: true, first: 2 });
    const two = await listed(own, { mine: true, first: 2, after: one.nextCursor });
    expect([...idsOf(one), ...idsOf(two)].sort()).toEqual(ids);
    expect(two.nextCursor).toBeNull();
    const elsewhere = 'query ($after: String) { organizations(after: $after) { nextCursor } }';
    expect(await refused(elsewhere, { after: one.nextCursor }, own)).toEqual({ code: 'BAD_INPUT', path: 'after' });
    expect(await found({ text: '?!' })).toEqual([]);
    expect(await found({ text: ' ' })).toEqual(ids);
  });

  it('counts people in fives for who finds them, exactly for who keeps them', async () => {
    const own = await api.member('EMPLOYER');
    const finder = await api.member('EMPLOYER');
    for (let n = 0; n < 7; n += 1) {
      const { id } = await made(own, { residence: '540102', wish: {} });
      await api.ask(give, { id, purpose: 'FOUND_BY_EMPLOYERS' }, own);
    }
    await projector.runOnce();
    const { totalCount } = await listed(finder, { region: '540102' });
    expect(totalCount.rounded).toBe(true);
    expect([5, 10]).toContain(totalCount.value);
    expect((await listed(finder, { region: '540102' })).totalCount).toEqual(totalCount);
    expect((await listed(own, { region: '540102', mine: true })).totalCount).toEqual({
      value: 7,
      rounded: false,
      text: '7',
    });
    expect((await listed(await api.person())).totalCount).toEqual({ value: 0, rounded: false, text: '0' });
  });

  it('takes as many statements for fifty as for two', async () => {
    const own = await api.member('EMPLOYER');
    const deep = `query ($first: Int!) { talents(mine: true, first: $first) { items { ${shown} } } }`;
    for (let n = 0; n < 6; n += 1) await made(own);
    await projector.runOnce();
    await api.ask(deep, { first: 1 }, own);
    const few = await api.run(deep, { first: 2 }, own);
    const many = await api.run(deep, { first: 50 }, own);
    expect(many.data.talents.items).toHaveLength(6);
    expect(many.statements).toBe(few.statements);
  });
});

describe('the door', () => {
  it('gives facts that score, and the same filter as the list', async () => {
    const { id } = await made(keeper);
    const facts = (await readScoredTalents(api.db.prisma, [id])).get(id);
    expect(facts).toMatchObject({
      ...{ id, residence: '350203', licences: [{ licence: 'special-welding', validTo: 20_819 }] },
      experiences: [{ occupation: turner, from: 15_553, to: 19_204 }],
      wish: {
        occupations: [turner, '6-18-01-02'],
        regions: ['350211'],
        pay: 900_000,
        kinds: ['FULL', 'PART'],
        from: 20_635,
      },
    });
    expect(JSON.stringify(facts)).not.toMatch(/王小明|138|天马|birth/);
    expect((await service.visibleByIds(keeper, [id, newId()])).get(id)).toMatchObject({ disclosed: true, own: true });
  });

  it('puts rows in by the thousand, and the same rows twice change nothing', async () => {
    const importer = (await api.member('SCHOOL')).organization.id;
    const basis = { taxonomy: api.taxonomy.service.now, today, path: 'rows.1' };
    const draft: TalentDraft = {
      experiences: [{ employerName: '天马微电子', title: '车工', occupation: turner, from: 15_553 }],
      educations: [{ level: 4, schoolName: '华侨大学', major: '080202' }, { level: 2 }],
      skills: [{ skill: 'autocad' }, { skill: 'cnc-turning', evidence: 'VERIFIED' }],
      grades: [{ occupation: turner, grade: 4, issuedOn: 17_000 }],
      wish: { occupations: [turner], regions: ['350211'], kinds: ['FULL'], from: 20_635 },
      phone: '13800138000',
    };
    const rows = Array.from({ length: 5_000 }, (_, n) => ({
      content: { ...checkTalent({ ...draft, name: `名${n}` }, basis), externalId: `I-${n}` },
      consents: [{ purpose: 'FOUND_BY_EMPLOYERS' as const, textVersion: 'v1' }],
    }));
    const upsert = (given: typeof rows) =>
      api.db.prisma.$transaction((tx) => upsertTalents(tx, importer, given), { timeout: 20_000 });
    const started = performance.now();
    const first = await upsert(rows);
    expect(first.created).toHaveLength(5_000);
    // About a second on two quiet cores; row by row it would be a minute.
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(await upsert(rows)).toMatchObject({ created: [], updated: [], unchanged: { length: 5_000 }, refused: [] });

    const [one, two, three] = first.created as [string, string, string];
    await api.db.prisma.talent.update({ where: { id: one }, data: { archivedAt: new Date() } });
    await api.db.prisma.talent.update({
      where: { id: two },
      data: { userId: ((await api.person()) as { userId: string }).userId },
    });
    const renamed = rows
      .slice(0, 4)
      .map((row, n) => (n === 3 ? row : { ...row, content: { ...row.content, skills: [] } }));
    expect(await upsert(renamed)).toMatchObject({
      ...{ created: [], updated: [three], unchanged: { length: 1 } },
      refused: [
        { externalId: 'I-0', reason: 'ARCHIVED' },
        { externalId: 'I-1', reason: 'CLAIMED' },
      ],
    });
  }, 60_000);
});

function module(): TalentsModule {
  if (!talents) throw new Error('The harness made no module.');
  return talents;
}

function withEngine(): Projector {
  const fields = new FieldRegistry(module().searchParts ?? []);
  const made = createProjector({ db: api.db, fields });
  slot.put(new PostgresEngine({ db: api.db, fields, rebuild: async (index) => void (await made.rebuildAll(index)) }));
  return made;
}
