import { describe, expect, it } from 'vitest';
import { type Actor, system } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { recordWrite } from '../../src/modules/accounts/index.ts';
import { type MemberActor, testApi, xiamen } from '../support/graphql.ts';

const api = await testApi();
const { accounts, db } = api;
const office = await api.member('OFFICE');

const shown = 'id version kind name region creditCode verifiedAt archivedAt externalId';
const create = `mutation ($input: OrganizationInput!) { createOrganization(input: $input) { ${shown} } }`;
const update = `mutation ($id: UUID!, $version: Int!, $patch: OrganizationPatch!) {
  updateOrganization(id: $id, version: $version, patch: $patch) { ${shown} summary size } }`;
const verify = `mutation ($id: UUID!, $version: Int!) { verifyOrganization(id: $id, version: $version) { ${shown} } }`;
const archive = `mutation ($id: UUID!, $version: Int!) { archiveOrganization(id: $id, version: $version) { ${shown} } }`;
const read = `query ($id: UUID!) { organization(id: $id) { ${shown} } }`;
const employerInput = (more: object = {}) => ({
  kind: 'EMPLOYER',
  name: '厦门测试有限公司',
  region: '350203',
  ...more,
});

const refusedAt = (path: string) => ({ errors: [{ extensions: { code: 'BAD_INPUT', details: { path } } }] });

describe('organizations', () => {
  it('are made and verified by the office of the region, and seen by strangers from then on', async () => {
    const input = employerInput({
      creditCode: '91330100799655058b',
      industry: 'C',
      size: 120,
      site: 'https://example.org',
      externalId: 'e-1',
    });
    const { createOrganization: made } = await api.ask(create, { input }, office);
    expect(made).toMatchObject({ version: 1, verifiedAt: null, creditCode: '91330100799655058B', externalId: 'e-1' });
    expect((await api.ask(read, { id: made.id })).organization).toBeNull();
    const { verifyOrganization: verified } = await api.ask(verify, { id: made.id, version: 1 }, office);
    expect(verified).toMatchObject({ version: 2, verifiedAt: expect.any(Date) });
    expect((await api.ask(read, { id: made.id })).organization).toMatchObject({ id: made.id, externalId: null });
    const again = await api.run(create, { input }, office);
    expect(again.errors[0]?.extensions).toMatchObject({
      code: 'ALREADY_EXISTS',
      details: { path: 'input.creditCode' },
    });
  });

  it('are refused with path and cure', async () => {
    const refused = async (more: object) =>
      (await api.run(create, { input: employerInput(more) }, office)).errors[0]?.extensions;
    expect(await refused({ creditCode: '91330100799655058C' })).toMatchObject({
      code: 'BAD_INPUT',
      details: { path: 'input.creditCode' },
    });
    expect(await refused({ region: '999999' })).toMatchObject({ code: 'BAD_INPUT', details: { path: 'input.region' } });
    expect(await refused({ name: ' ' })).toMatchObject({ code: 'BAD_INPUT', details: { path: 'input.name' } });
    expect(await refused({ kind: 'SCHOOL' })).toMatchObject({ code: 'BAD_INPUT', details: { path: 'input.kind' } });
    expect(await refused({ kind: 'OFFICE' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refused({ region: '350102' })).toMatchObject({ code: 'FORBIDDEN', details: { path: 'input.region' } });
    expect(await refused({ kind: 'NONSENSE' })).toMatchObject({ code: 'BAD_INPUT' });
  });

  it('are made by an ADMIN of an office only', async () => {
    const employer = await api.member('EMPLOYER');
    for (const actor of [employer, await api.colleague(office, 'EDITOR'), await api.person()]) {
      expect((await api.run(create, { input: employerInput() }, actor)).errors[0]?.extensions.code).toBe('FORBIDDEN');
    }
    expect((await api.run(create, { input: employerInput() })).errors[0]?.extensions.code).toBe('NOT_SIGNED_IN');
  });

  it('change at the version that was read only', async () => {
    const employer = await api.member('EMPLOYER', { verified: false });
    const { id } = employer.organization;
    const patch = { summary: '我们做轴承。', size: 40 };
    expect((await api.ask(update, { id, version: 1, patch }, employer)).updateOrganization).toMatchObject({
      version: 2,
      ...patch,
    });
    const late = await api.run(update, { id, version: 1, patch: { size: 41 } }, employer);
    expect(late.errors[0]?.extensions).toMatchObject({ code: 'CONFLICT', details: { yours: 1, current: 2 } });
    const emptied = await api.ask(update, { id, version: 2, patch: { summary: null } }, employer);
    expect(emptied.updateOrganization).toMatchObject({ version: 3, summary: null, size: 40 });
    expect(
      (await api.run(update, { id, version: 3, patch: { name: null } }, employer)).errors[0]?.extensions.code,
    ).toBe('BAD_INPUT');
  });

  it('of two changes of one version at once, one is written', async () => {
    const employer = await api.member('EMPLOYER');
    const { id } = employer.organization;
    const answers = await Promise.all(
      [1, 2, 3, 4].map((size) => api.run(update, { id, version: 1, patch: { size } }, employer)),
    );
    expect(answers.filter((answer) => answer.errors.length === 0)).toHaveLength(1);
    expect(new Set(answers.flatMap((answer) => answer.errors.map((error) => error.extensions.code)))).toEqual(
      new Set(['CONFLICT']),
    );
  });

  it('keep what was verified unless the office changes it', async () => {
    const employer = await api.member('EMPLOYER', { region: '350211' });
    const { id } = employer.organization;
    const own = await api.run(update, { id, version: 1, patch: { name: 'Another Name' } }, employer);
    expect(own.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', details: { path: 'patch.name' } });
    expect(
      (await api.ask(update, { id, version: 1, patch: { name: 'Another Name' } }, office)).updateOrganization.version,
    ).toBe(2);
    const away = await api.run(update, { id, version: 2, patch: { region: '350102' } }, office);
    expect(away.errors[0]?.extensions.code).toBe('FORBIDDEN');
    const wider = await api.run(
      update,
      { id: office.organization.id, version: 1, patch: { region: '350000' } },
      office,
    );
    expect(wider.errors[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('of another region or office are not for an office to change', async () => {
    const fuzhou = await api.member('EMPLOYER', { region: '350102' });
    const hidden = await api.member('EMPLOYER', { region: '350102', verified: false });
    const district = await api.member('OFFICE', { region: '350203' });
    const code = async (id: string) => (await api.run(archive, { id, version: 1 }, office)).errors[0]?.extensions.code;
    expect(await code(fuzhou.organization.id)).toBe('FORBIDDEN');
    expect(await code(hidden.organization.id)).toBe('NOT_FOUND');
    expect(await code(district.organization.id)).toBe('FORBIDDEN');
    expect(await code(office.organization.id)).toBe('FORBIDDEN');
    expect(await code(newId())).toBe('NOT_FOUND');
  });

  it('are listed page by page, under what the actor may see', async () => {
    const seen = await Promise.all([1, 2, 3].map((n) => api.member('AGENCY', { name: `页面_${n}` })));
    const hidden = await api.member('AGENCY', { name: '页面_4', verified: false });
    const list = `query ($text: String, $region: String, $after: String, $verified: Boolean) {
      organizations(kind: AGENCY, text: $text, region: $region, first: 2, after: $after, verified: $verified) { items { id } nextCursor } }`;
    const all = async (variables: object, actor?: Actor) => {
      const ids: string[] = [];
      for (let after: string | null = null; ; ) {
        const { organizations: page } = await api.ask(list, { ...variables, after }, actor);
        ids.push(...page.items.map((item: { id: string }) => item.id));
        after = page.nextCursor;
        if (!after) return ids;
      }
    };
    const ids = seen
      .map((actor) => actor.organization.id)
      .sort()
      .reverse();
    expect(await all({ text: '页面_' })).toEqual(ids);
    expect(await all({ text: '页面%' })).toEqual([]);
    expect(await all({ region: '350000', text: '页面' })).toEqual(ids);
    expect(await all({ region: '350100', text: '页面' })).toEqual([]);
    expect(await all({ text: '页面' }, hidden)).toEqual([hidden.organization.id, ...ids]);
    expect(await all({ text: '页面', verified: false }, office)).toEqual([hidden.organization.id]);
    expect(await all({ text: '' })).toEqual(await all({}));
    expect(await all({ text: '?!' })).toEqual([]);
    const { organizations } = await api.ask(list, {});
    for (const text of ['a\0b', '厦'.repeat(201)])
      expect(await api.run(list, { text })).toMatchObject(refusedAt('text'));
    const elsewhere = await api.run(
      'query ($after: String) { concepts(scheme: skill, after: $after) { nextCursor } }',
      {
        after: organizations.nextCursor,
      },
    );
    expect(elsewhere).toMatchObject(refusedAt('after'));
    const wrong = await api.run(list, { after: 'nonsense' });
    expect(wrong.errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', details: { path: 'after' } });
    expect((await api.run(`{ organizations(first: 101) { nextCursor } }`)).errors[0]?.extensions.code).toBe(
      'BAD_INPUT',
    );
  });

  it('are read by other modules in one statement', async () => {
    const before = db.statements();
    const found = await accounts.service.organizationsByIds([office.organization.id, newId()]);
    expect([...found.keys()]).toEqual([office.organization.id]);
    expect(db.statements() - before).toBe(1);
  });
});

const add = `mutation ($input: MemberInput!) { addMember(input: $input) { id version role user { id name email } } }`;
const remove = `mutation ($id: UUID!) { removeMember(id: $id) }`;
const changeRole = `mutation ($id: UUID!, $version: Int!, $role: MemberRole!) { changeMemberRole(id: $id, version: $version, role: $role) { version role } }`;
const members = `query ($id: UUID) { members(organizationId: $id) { items { id version role user { id email } } nextCursor } }`;

/** An employer of the office's city that has no members yet. */
const ensureEmpty = (name: string) =>
  accounts.operator.ensureOrganization({ externalId: name, kind: 'EMPLOYER', name, region: xiamen, verified: true });

describe('members', () => {
  it('are added by an ADMIN or the office, with an account when there is none', async () => {
    const employer = await api.member('EMPLOYER');
    const input = { email: ' Wang@Example.org ', name: '王芳', role: 'EDITOR' };
    const { addMember: wang } = await api.ask(add, { input }, employer);
    expect(wang).toMatchObject({ role: 'EDITOR', user: { name: '王芳', email: 'wang@example.org' } });
    expect((await api.run(add, { input }, employer)).errors[0]?.extensions.code).toBe('ALREADY_EXISTS');
    const other = await api.member('EMPLOYER', { verified: false });
    const byOffice = { ...input, name: 'ignored', organizationId: other.organization.id };
    expect((await api.run(add, { input: byOffice }, employer)).errors[0]?.extensions.code).toBe('NOT_FOUND');
    const fresh = { ...byOffice, organizationId: await ensureEmpty('without members') };
    expect((await api.ask(add, { input: fresh }, office)).addMember.user).toEqual(wang.user);
    const editor = await api.colleague(employer, 'EDITOR');
    expect((await api.run(add, { input }, editor)).errors[0]?.extensions.code).toBe('FORBIDDEN');
    const listed = await api.run(members, {}, editor);
    expect(listed.data.members.items.map((item: { role: string }) => item.role)).toEqual(['ADMIN', 'EDITOR', 'EDITOR']);
    expect(listed.statements).toBeLessThanOrEqual(4);
    expect((await api.run(members, { id: employer.organization.id }, other)).errors[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );
  });

  // Several rounds: without the lock, a single one passes now and then.
  it.each([1, 2, 3, 4])('never lose the last ADMIN, not even when two leave at once', async () => {
    const employer = await api.member('EMPLOYER');
    await api.colleague(employer, 'ADMIN');
    const { items } = (await api.ask(members, {}, employer)).members;
    const answers = await Promise.all(items.map((item: { id: string }) => api.run(remove, { id: item.id }, employer)));
    expect(answers.filter((answer) => answer.errors.length === 0)).toHaveLength(1);
    const [left] = (await api.ask(members, { id: employer.organization.id }, office)).members.items;
    const demoted = await api.run(changeRole, { id: left.id, version: 1, role: 'VIEWER' }, employer);
    expect(demoted.errors[0]).toMatchObject({
      message: expect.stringContaining('last ADMIN'),
      extensions: { code: 'BAD_INPUT' },
    });
  });

  it('are the office’s to seat until there is an ADMIN, and the ADMIN’s alone from then on', async () => {
    const organizationId = await ensureEmpty('to be seated');
    const seat = (email: string, role: string) =>
      api.run(add, { input: { organizationId, email, name: '陈工', role } }, office);
    const { addMember: editor } = (await seat('editor@seated.example.org', 'EDITOR')).data;
    expect(
      (await api.ask(changeRole, { id: editor.id, version: 1, role: 'VIEWER' }, office)).changeMemberRole.role,
    ).toBe('VIEWER');
    const { addMember: admin } = (await seat('admin@seated.example.org', 'ADMIN')).data;
    const refusals = [
      await seat('office@seated.example.org', 'ADMIN'),
      await seat('office@seated.example.org', 'VIEWER'),
      await api.run(changeRole, { id: editor.id, version: 2, role: 'ADMIN' }, office),
      await api.run(remove, { id: editor.id }, office),
      await api.run(remove, { id: admin.id }, office),
    ];
    for (const { errors } of refusals) {
      expect(errors[0]?.extensions).toMatchObject({
        code: 'FORBIDDEN',
        details: { cure: expect.stringContaining('own ADMIN') },
      });
    }
    const { items } = (await api.ask(members, { id: organizationId }, office)).members;
    expect(items.map((item: { role: string }) => item.role)).toEqual(['VIEWER', 'ADMIN']);
    expect(await db.prisma.user.count({ where: { email: 'office@seated.example.org' } })).toBe(0);
  });

  it('change role at the version that was read, and are nobody else’s to know', async () => {
    const employer = await api.member('EMPLOYER');
    const viewer = await api.colleague(employer, 'VIEWER');
    const { items } = (await api.ask(members, {}, employer)).members;
    const { id } = items.find((item: { user: { id: string } }) => item.user.id === viewer.userId);
    expect((await api.ask(changeRole, { id, version: 1, role: 'EDITOR' }, employer)).changeMemberRole).toEqual({
      version: 2,
      role: 'EDITOR',
    });
    expect((await api.run(changeRole, { id, version: 1, role: 'ADMIN' }, employer)).errors[0]?.extensions.code).toBe(
      'CONFLICT',
    );
    const stranger = await api.member('EMPLOYER');
    expect((await api.run(remove, { id }, stranger)).errors[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

const createToken = `mutation ($name: String!, $id: UUID, $days: Int) {
  createToken(name: $name, organizationId: $id, expiresInDays: $days) { secret token { id name start organizationId expiresAt lastUsedAt } } }`;
const me = `{ me { kind role user { id } organization { id name } permissions } }`;
const actorOf = (secret: string) => accounts.actorOf({ 'x-api-key': secret });

describe('tokens', () => {
  it('speak for a person or for an organization', async () => {
    const person = await api.person();
    const personal = await accounts.operator.issueToken(person.userId, null, 'demo');
    expect(await actorOf(personal)).toEqual(person);
    expect(await accounts.actorOf({ authorization: `Bearer ${personal}` })).toEqual(person);
    const { createToken: made } = await api.ask(createToken, { name: 'ci', days: 2 }, office);
    expect(made.token).toMatchObject({
      name: 'ci',
      organizationId: office.organization.id,
      start: made.secret.slice(0, 10),
    });
    expect(await actorOf(made.secret)).toEqual(office);
    expect((await api.ask(me, {}, office)).me).toMatchObject({
      kind: 'MEMBER',
      role: 'ADMIN',
      organization: { id: office.organization.id },
    });
    const anonymously = (await api.ask(me)).me;
    expect(anonymously).toMatchObject({ kind: 'ANONYMOUS', user: null, organization: null });
    expect(anonymously.permissions).toContain('taxonomy:read');
    expect(anonymously.permissions).not.toContain('talent:read');
    expect(await accounts.actorOf({})).toEqual({ kind: 'ANONYMOUS' });
  });

  it('cost one statement a call', async () => {
    const secret = await accounts.operator.issueToken(office.userId, office.organization.id, 'measured');
    await actorOf(secret);
    const before = db.statements();
    await actorOf(secret);
    expect(db.statements() - before).toBe(1);
  });

  it.each(['', 'nonsense', 'x'.repeat(5_000), '\u0000'])('that are wrong are not anonymous', async (secret) => {
    await expect(actorOf(secret)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  it('die with the token, its life, the membership, the organization and the user', async () => {
    const seated = async () => {
      const actor = await api.member('EMPLOYER');
      await api.colleague(actor, 'ADMIN');
      return { actor, secret: await accounts.operator.issueToken(actor.userId, actor.organization.id, 'demo') };
    };
    const dead = (secret: string) => expect(actorOf(secret)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    const archived = await seated();
    await api.ask(archive, { id: archived.actor.organization.id, version: 1 }, office);
    await dead(archived.secret);
    const left = await seated();
    const { items } = (await api.ask(members, {}, left.actor)).members;
    await api.ask(remove, { id: items[0].id }, left.actor);
    await dead(left.secret);
    const gone = await seated();
    await db.prisma.user.update({ where: { id: gone.actor.userId }, data: { archivedAt: new Date() } });
    await dead(gone.secret);
    const old = await seated();
    await db.prisma.apikey.updateMany({
      where: { referenceId: old.actor.userId },
      data: { expiresAt: new Date(Date.now() - 1_000) },
    });
    await dead(old.secret);
    const off = await seated();
    await db.prisma.apikey.updateMany({ where: { referenceId: off.actor.userId }, data: { enabled: false } });
    await dead(off.secret);
  });

  it('are listed and revoked by their owner only', async () => {
    const employer = await api.member('EMPLOYER');
    const { createToken: made } = await api.ask(createToken, { name: 'one' }, employer);
    const list = `{ tokens { items { id name organizationId } } }`;
    expect((await api.ask(list, {}, employer)).tokens.items).toEqual([
      { id: made.token.id, name: 'one', organizationId: employer.organization.id },
    ]);
    const revoke = `mutation ($id: UUID!) { revokeToken(id: $id) }`;
    const colleague = await api.colleague(employer, 'ADMIN');
    expect((await api.run(revoke, { id: made.token.id }, colleague)).errors[0]?.extensions.code).toBe('NOT_FOUND');
    await api.ask(revoke, { id: made.token.id }, employer);
    await expect(actorOf(made.secret)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect((await api.run(list)).errors[0]?.extensions.code).toBe('NOT_SIGNED_IN');
  });

  it('make no token that reaches further than themselves', async () => {
    const employer = await api.member('EMPLOYER');
    await accounts.operator.ensureMember({
      organizationId: office.organization.id,
      userId: employer.userId,
      role: 'VIEWER',
    });
    const further = await api.run(createToken, { name: 'x', id: office.organization.id }, employer);
    expect(further.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', details: { path: 'organizationId' } });
    const person: Actor = { kind: 'PERSON', userId: employer.userId };
    expect(
      (await api.ask(createToken, { name: 'x', id: employer.organization.id }, person)).createToken.token
        .organizationId,
    ).toBe(employer.organization.id);
    const foreign = (await api.member('EMPLOYER')).organization.id;
    expect((await api.run(createToken, { name: 'x', id: foreign }, person)).errors[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );
    expect((await api.run(createToken, { name: 'x', days: 366 }, person)).errors[0]?.extensions.code).toBe('BAD_INPUT');
  });
});

describe('the operator', () => {
  it('finds again what it made', async () => {
    const { operator } = accounts;
    const draft = { externalId: 'again', kind: 'EMPLOYER', name: 'Again', region: xiamen } as const;
    const id = await operator.ensureOrganization(draft);
    expect(await operator.ensureOrganization({ ...draft, name: 'Changed' })).toBe(id);
    const userId = await operator.ensureUser({ email: 'again@example.org', name: 'A' });
    expect(await operator.ensureUser({ email: 'AGAIN@example.org', name: 'B' })).toBe(userId);
    const member = await operator.ensureMember({ organizationId: id, userId, role: 'EDITOR' });
    expect(await operator.ensureMember({ organizationId: id, userId, role: 'EDITOR' })).toBe(member);
    const first = await operator.issueToken(userId, id, 'demo');
    const second = await operator.issueToken(userId, id, 'demo');
    await expect(actorOf(first)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect(await actorOf(second)).toMatchObject({ kind: 'MEMBER', role: 'EDITOR' });
  });
});

describe('the audit', () => {
  const entries = `query ($kind: String, $id: String, $after: String) {
    auditEntries(recordKind: $kind, recordId: $id, first: 1, after: $after) { items { action recordId userId detail } nextCursor } }`;

  it('tells an ADMIN what members of the own organization did, newest first', async () => {
    const employer = await api.member('EMPLOYER');
    const { id } = employer.organization;
    await api.ask(update, { id, version: 1, patch: { size: 7 } }, employer);
    await db.prisma.$transaction((tx) =>
      recordWrite(tx, {
        actor: employer,
        action: 'position.published',
        kind: 'position',
        id: newId(),
        detail: { changed: ['status'] },
      }),
    );
    const first = (await api.ask(entries, {}, employer)).auditEntries;
    expect(first.items).toMatchObject([
      { action: 'position.published', userId: employer.userId, detail: { changed: ['status'] } },
    ]);
    const second = (await api.ask(entries, { after: first.nextCursor }, employer)).auditEntries;
    expect(second).toMatchObject({ items: [{ action: 'organization.updated', detail: { changed: ['size'] } }] });
    const ofRecord = (await api.ask(entries, { kind: 'organization', id }, employer)).auditEntries;
    expect(ofRecord.items).toMatchObject([{ action: 'organization.updated' }]);
    const other: MemberActor = await api.member('EMPLOYER');
    expect((await api.ask(entries, { id }, other)).auditEntries.items).toEqual([]);
    const editor = await api.colleague(employer, 'EDITOR');
    expect((await api.run(entries, {}, editor)).errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await api.run(entries, {}, system)).errors[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('tells an ADMIN what others did to the own organization and its members, and to no other', async () => {
    const id = await ensureEmpty('seen from within');
    const input = { organizationId: id, email: 'first@audited.example.org', name: '林工', role: 'ADMIN' };
    const { addMember: first } = await api.ask(add, { input }, office);
    await api.ask(update, { id, version: 1, patch: { name: 'Renamed by the office' } }, office);
    const seated = { id, kind: 'EMPLOYER', region: xiamen, verified: true } as const;
    const admin: Actor = { kind: 'MEMBER', userId: first.user.id, role: 'ADMIN', organization: seated };
    const all = `{ auditEntries { items { action userId recordId } } }`;
    const actions = async (actor: Actor) => (await api.ask(all, {}, actor)).auditEntries.items;
    expect(await actions(admin)).toEqual([
      { action: 'organization.updated', userId: office.userId, recordId: id },
      { action: 'member.added', userId: office.userId, recordId: first.id },
      { action: 'organization.created', userId: null, recordId: id },
    ]);
    const stranger = await actions(await api.member('EMPLOYER'));
    expect(stranger.map((entry: { action: string }) => entry.action)).toEqual(['member.added', 'organization.created']);
    expect(stranger.map((entry: { recordId: string }) => entry.recordId)).not.toContain(first.id);
  });

  it('and the write are one transaction', async () => {
    const id = newId();
    const failing = db.prisma.$transaction(async (tx) => {
      await recordWrite(tx, { actor: office, action: 'position.published', kind: 'position', id });
      throw new Error('undo');
    });
    await expect(failing).rejects.toThrow('undo');
    expect(await db.prisma.auditEntry.count({ where: { recordId: id } })).toBe(0);
  });
});
