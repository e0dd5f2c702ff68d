import { describe, expect, it } from 'vitest';
import { aliasConcepts } from '../../src/modules/taxonomy/words/words.store.ts';
import { testApi } from '../support/graphql.ts';

const api = await testApi();
const employer = await api.member('EMPLOYER');
const rival = await api.member('EMPLOYER');

const occupations = `query ($texts: [String!]!, $limit: Int! = 5) { resolveOccupations(texts: $texts, limit: $limit) {
  text isCertain candidates { occupation { level code name } confidence matchedBy }
  title { core pay { from to } grade headcount places } } }`;
const majors = `query ($texts: [String!]!, $limit: Int! = 5, $education: Int) {
  resolveMajors(texts: $texts, limit: $limit, education: $education) {
  text isCertain candidates { major { code } confidence matchedBy start end } } }`;
const regions = `query ($texts: [String!]!, $within: String) { resolveRegions(texts: $texts, within: $within) {
  text isCertain candidates { region { code name } confidence matchedBy } } }`;
const skills = `query ($texts: [String!]!, $limit: Int! = 20) { resolveSkills(texts: $texts, limit: $limit) {
  text isCertain candidates { skill { code } confidence matchedBy start end negated } } }`;
const choose = `mutation ($input: ConceptChoiceInput!) { chooseConcept(input: $input) {
  id scheme text chosenAt concept { code name } } }`;
const forget = 'mutation ($id: UUID!) { deleteOrganizationAlias(id: $id) }';
const list = `query ($scheme: Scheme, $first: Int! = 20, $after: String) {
  organizationAliases(scheme: $scheme, first: $first, after: $after) {
  items { id text scheme concept { code } } nextCursor } }`;

const codeOf = async (text: string, actor = employer) => {
  const { resolveOccupations } = await api.ask(occupations, { texts: [text] }, actor);
  return [resolveOccupations[0].candidates[0]?.occupation.code, resolveOccupations[0].candidates[0]?.matchedBy];
};
const choice = (text: string, code: string, more = {}) => ({ input: { scheme: 'occupation', text, code, ...more } });

describe('resolving', () => {
  it('answers titles in their order, to anybody, without a statement', async () => {
    const texts = ['急聘CNC师傅8k-12k', '', '高级电工', '某某岗'];
    const { data, errors, statements } = await api.run(occupations, { texts });
    expect(errors).toEqual([]);
    expect(statements).toBe(0);
    expect(data.resolveOccupations.map(({ text }: { text: string }) => text)).toEqual(texts);
    expect(data.resolveOccupations[0]).toMatchObject({
      isCertain: true,
      candidates: expect.arrayContaining([
        {
          occupation: { level: 4, code: '6-18-01-07', name: '多工序数控机床操作调整工' },
          confidence: 0.82,
          matchedBy: 'ALIAS',
        },
      ]),
      title: { core: 'CNC师傅', pay: { from: 800_000, to: 1_200_000 }, grade: null, headcount: null, places: [] },
    });
    expect(data.resolveOccupations[1]).toMatchObject({ isCertain: false, candidates: [] });
    expect(data.resolveOccupations[2]).toMatchObject({ isCertain: true, title: { grade: 4 } });
    expect(data.resolveOccupations[3].isCertain).toBe(false);
  });

  it('answers majors, regions and skills in the same shape', async () => {
    const { resolveMajors } = await api.ask(majors, { texts: ['机械、电气或自动化相关专业'], limit: 1 });
    expect(resolveMajors[0].candidates).toMatchObject([
      { major: { code: '0802' }, start: 0, end: 2 },
      { major: { code: '0806' }, start: 3, end: 5 },
      { major: { code: '0808' }, start: 6, end: 13 },
    ]);
    const { resolveRegions } = await api.ask(regions, { texts: ['鼓楼区', '集美'], within: '350100' });
    expect(resolveRegions[0].candidates[0]).toMatchObject({ region: { code: '350102' }, matchedBy: 'NAME' });
    expect(resolveRegions[1]).toMatchObject({ isCertain: true, candidates: [{ region: { name: '集美区' } }] });
    const { resolveSkills } = await api.ask(skills, { texts: ['会PLC编程，不要求CAD'] });
    expect(resolveSkills[0].candidates).toMatchObject([
      { skill: { code: 'plc-programming' }, start: 1, end: 6, negated: false },
      { skill: { code: 'autocad' }, negated: true },
    ]);
    const education = await api.ask(majors, { texts: ['电子商务'], education: 3 });
    expect(education.resolveMajors[0].candidates[0].major.code).toBe('530701');
  });

  it('takes 1,000 texts and refuses more, longer ones, and odd limits', async () => {
    const many = (count: number) => ({ texts: Array.from({ length: count }, (_, n) => `电工${n}`) });
    const { resolveOccupations } = await api.ask(occupations, many(1_000));
    expect(resolveOccupations.map(({ text }: { text: string }) => text)).toEqual(many(1_000).texts);
    const refused = async (query: string, variables: object) => {
      const { errors } = await api.run(query, variables as Record<string, unknown>);
      return [errors[0]?.extensions.code, errors[0]?.extensions.details.path];
    };
    expect(await refused(occupations, many(1_001))).toEqual(['TOO_LARGE', 'texts']);
    expect(await refused(skills, { texts: ['a', '字'.repeat(501)] })).toEqual(['BAD_INPUT', 'texts.1']);
    expect(await refused(occupations, { texts: ['a'], limit: 0 })).toEqual(['BAD_INPUT', 'limit']);
    expect(await refused(occupations, { texts: ['a'], limit: 21 })).toEqual(['BAD_INPUT', 'limit']);
    expect(await refused(skills, { texts: ['a'], limit: 51 })).toEqual(['BAD_INPUT', 'limit']);
    expect(await refused(majors, { texts: ['a'], education: 7 })).toEqual(['BAD_INPUT', 'education']);
    expect(await refused(regions, { texts: ['a'], within: 'x' })).toEqual(['BAD_INPUT', 'within']);
    expect((await api.ask(skills, { texts: ['𠮷'.repeat(500)] })).resolveSkills).toHaveLength(1);
  });
});

describe('a choice', () => {
  it('holds for the organization, in every writing of the word, and for nobody else', async () => {
    expect((await codeOf('阿狗工6k'))[0]).not.toBe('6-31-01-03');
    const { chooseConcept } = await api.ask(choose, choice('阿狗工', '6-31-01-03'), employer);
    expect(chooseConcept).toMatchObject({
      scheme: 'occupation',
      text: '阿狗工',
      concept: { code: '6-31-01-03', name: '电工' },
    });
    for (const text of ['阿狗工', '急聘 阿狗工 8k-9k，包吃住', '（阿狗工）']) {
      expect(await codeOf(text)).toEqual(['6-31-01-03', 'ORGANIZATION']);
    }
    expect((await codeOf('阿狗工', rival))[1]).not.toBe('ORGANIZATION');
  });

  it('goes before an alias and can be changed', async () => {
    expect(await codeOf('CNC师傅')).toEqual(['6-18-01-07', 'ALIAS']);
    const { chooseConcept: first } = await api.ask(choose, choice('急聘CNC师傅8k', '6-18-01-01'), employer);
    expect(await codeOf('CNC师傅')).toEqual(['6-18-01-01', 'ORGANIZATION']);
    const { chooseConcept: second } = await api.ask(choose, choice('CNC师傅', '6-18-01-02'), employer);
    expect(second.id).toBe(first.id);
    expect(await codeOf('CNC师傅12k')).toEqual(['6-18-01-02', 'ORGANIZATION']);
  });

  it('settles a name that several places bear', async () => {
    await api.ask(choose, { input: { scheme: 'region', text: '鼓楼区', code: '350102' } }, employer);
    const { resolveRegions } = await api.ask(regions, { texts: ['鼓樓區'] }, employer);
    expect(resolveRegions[0]).toMatchObject({
      isCertain: true,
      candidates: expect.arrayContaining([expect.objectContaining({ matchedBy: 'ORGANIZATION' })]),
    });
  });

  it('is audited without the word', async () => {
    const { chooseConcept } = await api.ask(choose, choice('阿猫工', '6-18-02-04'), employer);
    await api.ask(forget, { id: chooseConcept.id }, employer);
    const entries = await api.db.prisma.auditEntry.findMany({
      where: { recordId: chooseConcept.id },
      orderBy: { id: 'asc' },
    });
    expect(entries.map(({ action, detail, userId }) => [action, detail, userId])).toEqual([
      ['word.chosen', { scheme: 'occupation', code: '6-18-02-04', before: null }, employer.userId],
      ['word.deleted', { scheme: 'occupation', code: '6-18-02-04' }, employer.userId],
    ]);
    expect((await codeOf('阿猫工'))[1]).not.toBe('ORGANIZATION');
  });

  it('is refused for names, unknown codes, empty words and other organizations', async () => {
    const refused = async (variables: Record<string, unknown>, actor: Parameters<typeof api.run>[2] = employer) => {
      const { errors } = await api.run(choose, variables, actor);
      return [errors[0]?.extensions.code, errors[0]?.extensions.details.path];
    };
    expect(await refused(choice('电工', '6-18-01-01'))).toEqual(['BAD_INPUT', 'input.text']);
    expect(await refused(choice('急聘电工8k', '6-18-01-01'))).toEqual(['BAD_INPUT', 'input.text']);
    expect(await refused(choice('6-31-01-03', '6-18-01-01'))).toEqual(['BAD_INPUT', 'input.text']);
    expect(await refused(choice('()', '6-18-01-01'))).toEqual(['BAD_INPUT', 'input.text']);
    expect(await refused(choice('a\0b', '6-18-01-01'))).toEqual(['BAD_INPUT', 'input.text']);
    expect(await refused(choice('阿鸡工', '9-99-99-99'))).toEqual(['BAD_INPUT', 'input.code']);
    const ofRival = choice('阿鸡工', '6-18-01-01', { organization: rival.organization.id });
    expect(await refused(ofRival)).toEqual(['FORBIDDEN', 'input.organization']);
    expect((await refused(choice('阿鸡工', '6-18-01-01'), await api.person()))[0]).toBe('FORBIDDEN');
    const viewer = await api.colleague(employer, 'VIEWER');
    expect((await refused(choice('阿鸡工', '6-18-01-01'), viewer))[0]).toBe('FORBIDDEN');
    expect(await refused(choice('阿鸡工', '6-18-01-01'), { kind: 'SYSTEM' })).toEqual([
      'BAD_INPUT',
      'input.organization',
    ]);
    const bySystem = choice('阿鸡工', '6-18-01-01', { organization: employer.organization.id });
    expect((await api.run(choose, bySystem, { kind: 'SYSTEM' })).errors).toEqual([]);
  });

  it('is listed page by page to its organization, and deleted by it alone', async () => {
    const school = await api.member('SCHOOL');
    for (const [at, text] of ['甲工', '乙工', '丙工'].entries()) {
      await api.ask(choose, choice(text, `6-18-01-0${at + 1}`), school);
    }
    await api.ask(choose, { input: { scheme: 'skill', text: '丁活', code: 'autocad' } }, school);
    const { organizationAliases: first } = await api.ask(list, { scheme: 'occupation', first: 2 }, school);
    expect(first.items.map(({ text }: { text: string }) => text)).toEqual(['丙工', '乙工']);
    const { organizationAliases: rest } = await api.ask(
      list,
      { scheme: 'occupation', first: 2, after: first.nextCursor },
      school,
    );
    expect(rest).toMatchObject({ items: [{ text: '甲工', concept: { code: '6-18-01-01' } }], nextCursor: null });
    expect((await api.ask(list, {}, school)).organizationAliases.items).toHaveLength(4);

    const { id } = first.items[0];
    const stranger = await api.run(forget, { id }, rival);
    expect(stranger.errors[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await api.ask(forget, { id }, school)).deleteOrganizationAlias).toBe(id);
    expect((await api.run(forget, { id }, school)).errors[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('is counted among what names a concept, before an edition retires it', async () => {
    await api.ask(choose, choice('量词工', '6-18-01-05'), employer);
    const used = await api.db.prisma.$queryRaw<{ code: string }[]>(aliasConcepts.rows);
    expect(used.map(({ code }) => code)).toContain('6-18-01-05');
  });

  it('by two at once leaves one row', async () => {
    const texts = ['6-18-01-01', '6-18-01-02', '6-18-01-04'];
    await Promise.all(texts.map((code) => api.ask(choose, choice('并发工', code), employer)));
    const { organizationAliases } = await api.ask(list, { scheme: 'occupation', first: 100 }, employer);
    expect(organizationAliases.items.filter(({ text }: { text: string }) => text === '并发工')).toHaveLength(1);
  });
});
