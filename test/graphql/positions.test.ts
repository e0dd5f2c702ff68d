import { beforeAll, describe, expect, test } from 'vitest';
import { parseDay } from '../../src/kernel/day.ts';
import { positionsModule } from '../../src/modules/positions/index.ts';
import { schoolsModule } from '../../src/modules/schools/index.ts';
import { type MemberActor, testApi } from '../support/graphql.ts';
import { Searching } from '../support/searching.ts';

let day = parseDay('2026-03-02', 'day');
const searching = new Searching();
const api = await testApi((ground) => {
  const deps = { ...ground, taxonomy: ground.taxonomy.service, engine: searching.engine, today: () => day };
  const schools = schoolsModule(deps);
  return searching.connect(ground.db, [schools, positionsModule({ ...deps, schools })]);
});

const shown = `id version title status filled openings isOpen opensOn closesOn closedReason externalId kind education grade experienceMonths
  occupation { code name } region { code } industry { code } pay { from to } employer { id name } postedBy { id }
  majors { code } licences { code } mustHave { skill { code } level } niceToHave { skill { code } level }
  titleRank { series { code } rank } hardFilters repostOf { id } archivedAt`;
const create = `mutation ($input: PositionInput!) { createPosition(input: $input) { ${shown} } }`;
const update = `mutation ($id: UUID!, $version: Int!, $patch: PositionPatch!) { updatePosition(id: $id, version: $version, patch: $patch) { ${shown} } }`;
const publish = `mutation ($id: UUID!, $version: Int!) { publishPosition(id: $id, version: $version) { ${shown} } }`;
const close = `mutation ($id: UUID!, $version: Int!, $reason: String!) { closePosition(id: $id, version: $version, reason: $reason) { ${shown} } }`;
const archive = `mutation ($id: UUID!, $version: Int!) { archivePosition(id: $id, version: $version) { ${shown} } }`;
const one = `query ($id: UUID!) { position(id: $id) { ${shown} } }`;
const list = `query ($text: String, $occupation: String, $region: String, $employer: UUID, $industry: String, $status: PositionStatus, $first: Int, $after: String) {
  positions(text: $text, occupation: $occupation, region: $region, employer: $employer, industry: $industry, status: $status, first: $first, after: $after) {
    items { id title employer { name } } nextCursor totalCount } }`;

const welder = { title: '高级焊工', occupation: '6-18-02-04', headcount: 3, region: '350211' };

let employer: MemberActor;
let rival: MemberActor;
let office: MemberActor;

beforeAll(async () => {
  employer = await api.member('EMPLOYER', { name: '厦门金龙客车有限公司' });
  rival = await api.member('EMPLOYER');
  office = await api.member('OFFICE');
});

async function draft(input: Record<string, unknown> = {}, actor = employer) {
  const { createPosition } = await api.ask(create, { input: { ...welder, ...input } }, actor);
  return createPosition;
}

async function published(input: Record<string, unknown> = {}, actor = employer) {
  const { id, version } = await draft(input, actor);
  return (await api.ask(publish, { id, version }, actor)).publishPosition;
}

async function titles(variables: Record<string, unknown>, actor?: MemberActor): Promise<string[]> {
  const { positions } = await api.ask(list, variables, actor);
  return positions.items.map(({ title }: { title: string }) => title);
}

describe('one position through its life', () => {
  test('an employer writes a draft with all that a position can say', async () => {
    const position = await draft({
      externalId: 'W-1',
      description: '焊接客车底盘',
      kind: 'FULL',
      pay: { from: 800_000, to: 1_200_000 },
      startFrom: '2026-04-01',
      education: 2,
      majors: ['460110'],
      grade: 4,
      experienceMonths: 24,
      closesOn: '2026-06-30',
      industry: '36',
      titleRank: { series: 'health', rank: 3 },
      licences: ['special-welding'],
      mustHave: [{ skill: 'cnc-turning', level: 3 }],
      niceToHave: [{ skill: 'manual-turning' }],
      hardFilters: ['LICENCES', 'GRADE', 'EDUCATION'],
    });
    expect(position).toMatchObject({
      version: 1,
      status: 'DRAFT',
      isOpen: false,
      filled: 0,
      openings: 3,
      externalId: 'W-1',
      kind: 'FULL',
      education: 2,
      grade: 4,
      opensOn: '2026-03-02',
      closesOn: '2026-06-30',
      experienceMonths: 24,
      pay: { from: 800_000, to: 1_200_000 },
      occupation: { code: '6-18-02-04' },
      region: { code: '350211' },
      industry: { code: '36' },
      majors: [{ code: '460110' }],
      mustHave: [{ skill: { code: 'cnc-turning' }, level: 3 }],
      niceToHave: [{ skill: { code: 'manual-turning' }, level: null }],
      titleRank: { series: { code: 'health' }, rank: 3 },
      licences: [{ code: 'special-welding' }],
      hardFilters: ['LICENCES', 'GRADE', 'EDUCATION'],
      employer: { id: employer.organization.id },
      postedBy: { id: employer.organization.id },
    });
    expect((await api.ask(one, { id: position.id }, employer)).position).toEqual(position);
  });

  test('a draft is its employer’s alone, a published position everybody’s, its number still the employer’s', async () => {
    const position = await draft({ externalId: 'W-2' });
    for (const actor of [undefined, rival, office])
      expect((await api.ask(one, { id: position.id }, actor)).position).toBeNull();
    await api.ask(publish, { id: position.id, version: 1 }, employer);
    const { position: seen } = await api.ask(one, { id: position.id });
    expect(seen).toMatchObject({ status: 'PUBLISHED', isOpen: true, externalId: null, version: 2 });
  });

  test('what is left out of a patch stays, null clears, a list replaces', async () => {
    const { id } = await draft({ education: 3, majors: ['460110'], mustHave: [{ skill: 'cnc-turning' }] });
    const patch = { education: null, filled: 1, mustHave: [] };
    const { updatePosition } = await api.ask(update, { id, version: 1, patch }, employer);
    expect(updatePosition).toMatchObject({
      version: 2,
      education: null,
      filled: 1,
      openings: 2,
      mustHave: [],
      majors: [{ code: '460110' }],
      title: '高级焊工',
    });
  });

  test('an older version is a conflict that says both, and nothing is written', async () => {
    const { id } = await draft();
    await api.ask(update, { id, version: 1, patch: { title: '焊工' } }, employer);
    const { errors } = await api.run(update, { id, version: 1, patch: { title: '电工' } }, employer);
    expect(errors[0]?.extensions).toMatchObject({ code: 'CONFLICT', details: { yours: 1, current: 2 } });
    expect((await api.ask(one, { id }, employer)).position.title).toBe('焊工');
  });

  test('two writers at once: one wins', async () => {
    const { id } = await draft();
    const answers = await Promise.all(
      ['甲', '乙', '丙'].map((title) => api.run(update, { id, version: 1, patch: { title } }, employer)),
    );
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    expect(answers.flatMap(({ errors }) => errors.map((error) => error.extensions.code))).toEqual([
      'CONFLICT',
      'CONFLICT',
    ]);
  });

  test('closing takes a reason and is for good; a repost is a new position', async () => {
    const { id, version } = await published();
    expect((await api.run(close, { id, version, reason: ' ' }, employer)).errors[0]?.extensions.details.path).toBe(
      'reason',
    );
    const { closePosition } = await api.ask(close, { id, version, reason: '招满' }, employer);
    expect(closePosition).toMatchObject({ status: 'CLOSED', closedReason: '招满', isOpen: false });
    const again = await api.run(publish, { id, version: closePosition.version }, employer);
    expect(again.errors[0]?.extensions).toMatchObject({ code: 'CONFLICT', details: { status: 'CLOSED' } });
    const changed = await api.run(update, { id, version: closePosition.version, patch: { title: '焊工' } }, employer);
    expect(changed.errors[0]?.extensions.code).toBe('CONFLICT');
    await api.ask(update, { id, version: closePosition.version, patch: { filled: 3 } }, employer);
    expect(await draft({ repostOf: id })).toMatchObject({ repostOf: { id } });
    expect(
      (await api.run(create, { input: { ...welder, repostOf: id } }, rival)).errors[0]?.extensions.details.path,
    ).toBe('input.repostOf');
  });

  test('an archived position takes no more writes and is read by its own alone', async () => {
    const { id, version } = await published();
    const { archivePosition } = await api.ask(archive, { id, version }, employer);
    expect(archivePosition.archivedAt).not.toBeNull();
    expect((await api.ask(one, { id })).position).toBeNull();
    expect((await api.ask(one, { id }, employer)).position).toMatchObject({ id, isOpen: false });
    const { errors } = await api.run(
      update,
      { id, version: archivePosition.version, patch: { title: '焊工' } },
      employer,
    );
    expect(errors[0]?.extensions.code).toBe('CONFLICT');
  });

  test('publishing what could not be open is refused with a cure', async () => {
    const filled = await draft({ filled: 3 });
    const { errors } = await api.run(publish, { id: filled.id, version: 1 }, employer);
    expect(errors[0]?.extensions).toMatchObject({
      code: 'BAD_INPUT',
      details: { path: 'filled', cure: expect.any(String) },
    });
  });

  test('every write leaves an audit entry', async () => {
    const { id, version } = await published();
    await api.ask(close, { id, version, reason: '招满' }, employer);
    const entries = await api.db.prisma.auditEntry.findMany({ where: { recordId: id }, orderBy: { id: 'asc' } });
    expect(entries.map(({ action }) => action)).toEqual(['position.created', 'position.published', 'position.closed']);
  });

  test('an external id is unique within its employer', async () => {
    await draft({ externalId: 'same' });
    expect(
      (await api.run(create, { input: { ...welder, externalId: 'same' } }, employer)).errors[0]?.extensions.code,
    ).toBe('ALREADY_EXISTS');
    await draft({ externalId: 'same' }, rival);
  });
});

describe('who may write', () => {
  test('nobody but editors, and for their own employer alone', async () => {
    const viewer = await api.colleague(employer, 'VIEWER');
    const person = await api.person();
    expect((await api.run(create, { input: welder })).errors[0]?.extensions.code).toBe('NOT_SIGNED_IN');
    for (const actor of [viewer, person])
      expect((await api.run(create, { input: welder }, actor)).errors[0]?.extensions.code).toBe('FORBIDDEN');
    const input = { ...welder, employer: employer.organization.id };
    expect((await api.run(create, { input }, rival)).errors[0]?.extensions.code).toBe('FORBIDDEN');
    const position = await published();
    const answer = await api.run(update, { id: position.id, version: position.version, patch: { title: '?' } }, rival);
    expect(answer.errors[0]?.extensions.code).toBe('FORBIDDEN');
    const hidden = await draft();
    const blind = await api.run(update, { id: hidden.id, version: 1, patch: { title: '?' } }, rival);
    expect(blind.errors[0]?.extensions.code).toBe('NOT_FOUND');
  });

  test('an office writes for an employer of its region until somebody claims it', async () => {
    const id = await api.accounts.operator.ensureOrganization({
      externalId: 'e1',
      kind: 'EMPLOYER',
      name: '无人认领公司',
      region: '350203',
      verified: true,
    });
    const input = { ...welder, employer: id };
    const position = await draft(input, office);
    expect(position).toMatchObject({ employer: { id }, postedBy: { id: office.organization.id } });
    const elsewhere = await api.member('OFFICE', { region: '350500' });
    expect((await api.run(create, { input }, elsewhere)).errors[0]?.extensions.code).toBe('FORBIDDEN');
    await api.accounts.operator.ensureMember({ organizationId: id, userId: rival.userId, role: 'ADMIN' });
    const { errors } = await api.run(update, { id: position.id, version: 1, patch: { title: '?' } }, office);
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('an agency writes none, for want of a mandate', async () => {
    const agency = await api.member('AGENCY');
    const { errors } = await api.run(create, { input: { ...welder, employer: employer.organization.id } }, agency);
    expect(errors[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      details: { cure: expect.stringContaining('mandate') },
    });
    const none = await api.run(create, { input: welder }, agency);
    expect(none.errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', details: { path: 'input.employer' } });
  });
});

describe('lists', () => {
  let boss: MemberActor;

  beforeAll(async () => {
    boss = await api.member('EMPLOYER', { name: '宁德时代新能源' });
    await published(
      { title: '数控车工', occupation: '6-18-01-01', region: '350211', mustHave: [{ skill: 'cnc-turning' }] },
      boss,
    );
    await published({ title: '电焊工', region: '350203', industry: '36' }, boss);
    await published({ title: '明日之岗', opensOn: '2026-03-03' }, boss);
    await draft({ title: '草稿岗' }, boss);
    const closed = await published({ title: '关闭岗' }, boss);
    await api.ask(close, { id: closed.id, version: closed.version, reason: '招满' }, boss);
    await searching.settle();
  });

  const of = () => ({ employer: boss.organization.id });

  test('everybody sees what is open today, its employer all of its own', async () => {
    expect((await titles(of())).sort()).toEqual(['数控车工', '电焊工']);
    expect((await titles(of(), rival)).sort()).toEqual(['数控车工', '电焊工']);
    expect(await titles(of(), boss)).toHaveLength(5);
    expect(await titles({ ...of(), status: 'DRAFT' }, boss)).toEqual(['草稿岗']);
    expect(await titles({ ...of(), status: 'DRAFT' })).toEqual([]);
    day += 1;
    expect(await titles(of())).toContain('明日之岗');
    day -= 1;
  });

  test('by words of title, skill and employer, and by codes of any level', async () => {
    expect(await titles({ ...of(), text: '数控' })).toEqual(['数控车工']);
    expect(await titles({ ...of(), text: '宁德时代 焊工' })).toEqual(['电焊工']);
    expect(await titles({ ...of(), text: '?!' })).toEqual([]);
    expect(await titles({ ...of(), text: '' })).toHaveLength(2);
    for (const text of ['a\0b', '车'.repeat(201)]) {
      const { errors } = await api.run(list, { text });
      expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', details: { path: 'text' } });
    }
    expect(await titles({ ...of(), occupation: '6-18-01-00' })).toEqual(['数控车工']);
    expect(await titles({ ...of(), region: '350203' })).toEqual(['电焊工']);
    expect(await titles({ ...of(), region: '350000' })).toHaveLength(2);
    expect(await titles({ ...of(), industry: 'C' })).toEqual(['电焊工']);
    const { errors } = await api.run(list, { occupation: 'no such' });
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', details: { path: 'occupation' } });
  });

  test('pages follow each other, and their SQL does not grow with them', async () => {
    const first = await api.run(list, { ...of(), first: 1 });
    expect(first.data.positions).toMatchObject({ totalCount: 2, nextCursor: expect.any(String) });
    const second = await api.run(list, { ...of(), first: 1, after: first.data.positions.nextCursor });
    expect(second.data.positions.nextCursor).toBeNull();
    const elsewhere = await api.run(
      'query ($after: String) { concepts(scheme: skill, after: $after) { nextCursor } }',
      {
        after: first.data.positions.nextCursor,
      },
    );
    expect(elsewhere.errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', details: { path: 'after' } });
    expect(first.data.positions.items[0].id).not.toBe(second.data.positions.items[0].id);
    const whole = await api.run(list, { first: 100 });
    expect(whole.data.positions.items.length).toBeGreaterThan(2);
    expect(whole.statements).toBeLessThanOrEqual(4);
  });
});
