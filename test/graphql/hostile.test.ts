import { describe, expect, it } from 'vitest';
import { testProduct, testServer } from '../support/product.ts';

const product = await testProduct();
const { core } = product;
const server = await testServer(product);

const employer = await product.member('EMPLOYER');
const school = await product.member('SCHOOL');
const tokenOf = ({ userId, organization }: typeof employer) =>
  core.accounts.operator.issueToken(userId, organization.id, 'hostile');
const tokens = { employer: await tokenOf(employer), school: await tokenOf(school) };

interface Said {
  status: number;
  code: string;
  message: string;
  path: string | undefined;
}

/** The first error that the wire carries. */
async function refusal(body: unknown, token?: string): Promise<Said> {
  const answer = await server.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { 'x-api-key': token }) },
    payload: JSON.stringify(body),
  });
  const [error] = answer.json().errors;
  return {
    status: answer.statusCode,
    code: error.extensions.code,
    message: error.message,
    path: error.extensions.details.path,
  };
}

const createPosition = 'mutation ($input: PositionInput!) { createPosition(input: $input) { id } }';
const position = { title: '焊工', occupation: '6-18-02-04', region: '350211', headcount: 1 };
const createProgram = 'mutation ($input: ProgramInput!) { createProgram(input: $input) { id } }';

describe('over HTTP, a bad', () => {
  it('token is said to be unknown', async () => {
    const query = '{ me { kind } }';
    const unknown = { status: 401, code: 'NOT_SIGNED_IN' };
    expect(await refusal({ query }, 'jucai_unknown')).toMatchObject(unknown);
    expect(await refusal({ query }, "' OR 1=1 --")).toMatchObject(unknown);
  });

  it.each([
    ['headcount', '1', 'input.headcount'],
    ['headcount', 2 ** 31, 'input.headcount'],
    ['title', null, 'input.title'],
    ['kind', 'NOPE', 'input.kind'],
    ['opensOn', '2026-02-30', 'input.opensOn'],
    ['employer', "x' --", 'input.employer'],
    ['mustHave', [{ skill: 'welding', level: 'high' }], 'input.mustHave.0.level'],
    ['unheardOf', 1, 'input'],
  ])('variable names its place: %s %j', async (field, value, path) => {
    const said = await refusal(
      { query: createPosition, variables: { input: { ...position, [field]: value } } },
      tokens.employer,
    );
    expect(said).toMatchObject({ status: 400, code: 'BAD_INPUT', path });
    expect(said.message.length).toBeLessThanOrEqual(300);
  });

  it('variable that is missing is named', async () => {
    expect(await refusal({ query: createPosition }, tokens.employer)).toMatchObject({
      status: 400,
      code: 'BAD_INPUT',
      path: 'input',
    });
  });

  it('request is never a fault of ours', async () => {
    const requests = {
      'too many tokens': `{ me { ${'kind '.repeat(5_000)} } }`,
      'unclosed braces': '{'.repeat(3_000),
      'a list within lists': `{ occupations(text: ${'['.repeat(1_500)}${']'.repeat(1_500)}) { totalCount } }`,
      'a subscription': 'subscription { x }',
      'a cycle of fragments': '{ me { ...A } } fragment A on Me { ...A }',
    };
    for (const [what, query] of Object.entries(requests)) {
      expect(await refusal({ query }), what).toMatchObject({ status: 400, code: 'BAD_INPUT' });
    }
    expect(await refusal({ query: 'query A { me { kind } }', operationName: 'B' })).toMatchObject({ status: 400 });
  });

  it('name is answered with the right name', async () => {
    expect((await refusal({ query: '{ me { kinds } }' })).message).toContain('Did you mean "kind"?');
  });

  it('address answers in the same form', async () => {
    const nowhere = await server.inject({ method: 'GET', url: '/nowhere' });
    expect([nowhere.statusCode, nowhere.json().code]).toEqual([404, 'NOT_FOUND']);
    const broken = await server.inject({ method: 'GET', url: '/%' });
    expect([broken.statusCode, broken.json().code]).toEqual([400, 'BAD_INPUT']);
  });
});

describe('a request that grows with each level', () => {
  it('counts lists without a page size', async () => {
    const levels = (n: number) => `${'parent { children { '.repeat(n)}code${' } }'.repeat(n)}`;
    const query = (n: number) => `{ concepts(scheme: industry, first: 100, level: 2) { items { ${levels(n)} } } }`;
    expect(await refusal({ query: query(4) })).toMatchObject({ status: 400, code: 'TOO_COMPLEX' });
    const { errors } = await product.run(query(1));
    expect(errors).toEqual([]);
  });

  it('request is refused by what it asks for each text', async () => {
    const query = (fields: string) => `query ($texts: [String!]!) { resolveOccupations(texts: $texts) {
      text isCertain candidates { occupation { ${fields} } confidence matchedBy } } }`;
    const ask = (count: number, fields: string) =>
      server.inject({
        method: 'POST',
        url: '/graphql',
        payload: { query: query(fields), variables: { texts: Array(count).fill('电工') } },
      });
    expect((await ask(1_000, 'level code name')).json().data.resolveOccupations).toHaveLength(1_000);
    expect((await ask(10, 'code children { code }')).json().errors).toBeUndefined();
    expect((await ask(1_000, 'code children { code }')).json().errors[0].extensions.code).toBe('TOO_COMPLEX');
  });
});

describe('half of a surrogate pair', () => {
  it('is refused wherever a text is written', async () => {
    const half = 'x\ud800';
    const programInput = { name: 'p', major: '080901', level: 4, years: 4 };
    const cases = [
      [createPosition, { ...position, title: half }, tokens.employer, 'input.title'],
      [createPosition, { ...position, externalId: half }, tokens.employer, 'input.externalId'],
      [createProgram, { ...programInput, name: half }, tokens.school, 'input.name'],
    ] as const;
    for (const [query, input, token, path] of cases) {
      expect(await refusal({ query, variables: { input } }, token)).toMatchObject({
        status: 400,
        code: 'BAD_INPUT',
        path,
      });
    }
    const token = 'mutation ($name: String!) { createToken(name: $name) { secret } }';
    expect(await refusal({ query: token, variables: { name: half } }, tokens.employer)).toMatchObject({
      code: 'BAD_INPUT',
      path: 'name',
    });
    const { rows } = await core.db.pool.query('SELECT 1 FROM position UNION ALL SELECT 1 FROM program');
    expect(rows).toEqual([]);
  });
});
