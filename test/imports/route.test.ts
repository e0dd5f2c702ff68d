import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { testProduct, testServer } from '../support/product.ts';

const product = await testProduct();
const server = await testServer(product);
const limited = await testProduct(undefined, { importCsvBytes: 200_000 });
const small = await testServer(limited);
const { core, ask, run, member, colleague, settle } = product;
const { prisma } = core.db;
const { operator } = core.accounts;

const office = await member('OFFICE');
const stranger = await member('OFFICE');
const viewer = await colleague(office, 'VIEWER');
const keyOf = async ({ userId, organization }: typeof office) => ({
  'x-api-key': await operator.issueToken(userId, organization.id, 'files'),
});
const key = await keyOf(office);
const header = '编号,姓名,岗位名称,职业,入职日期';
const row = (n: number, occupation = '焊工') => `T-${n},姓名${n},岗位,${occupation},2020-03-01`;

async function post(url: string, payload: string | Buffer | Readable, headers: Record<string, string> = key) {
  const answer = await server.inject({ method: 'POST', url, payload, headers });
  return { status: answer.statusCode, body: answer.json() };
}

test('a file is posted as it is, whatever it calls itself, and answered with its outcome', async () => {
  const file = [header, row(1), row(2)].join('\n');
  const types = ['text/csv', 'application/x-www-form-urlencoded', 'application/json', null];
  for (const [n, type] of types.entries()) {
    const headers: Record<string, string> = type === null ? key : { ...key, 'content-type': type };
    const { status, body } = await post(`/imports/talents?fileName=${encodeURIComponent('人才.csv')}`, file, headers);
    expect({ status, body }).toMatchObject({
      ...{ status: 200, body: { status: 'DONE', rows: 2, format: 'CSV', encoding: 'UTF-8', faults: [] } },
    });
    expect([body.created, body.unchanged]).toEqual(n === 0 ? [2, 0] : [0, 2]);
  }
  expect(await prisma.import.findFirst({ orderBy: { id: 'desc' } })).toMatchObject({
    ...{
      fileName: '人才.csv',
      organizationId: office.organization.id,
      userId: office.userId,
      ownerId: office.organization.id,
    },
  });
  const stream = Readable.from([Buffer.from(`${header}\n`), Buffer.from(`${row(3)}\n`)]);
  const chunked = { ...key, 'transfer-encoding': 'chunked' };
  expect(await post('/imports/talents', stream, chunked)).toMatchObject({ status: 200, body: { created: 1 } });
  await settle();
  expect(
    (await ask('{ talents(mine: true, first: 10) { totalCount { value } } }', {}, office)).talents.totalCount.value,
  ).toBe(3);
});

test('a dry run, a map, constants; its refused rows as a file; then undone', async () => {
  const file = ['号码,姓名', 'M-1,甲', ',乙'].join('\n');
  const query = `dryRun=true&mode=partial&map=${encodeURIComponent('号码=externalId')}&set=${encodeURIComponent('常住地=350203')}`;
  const { status, body } = await post(`/imports/talents?${query}`, file);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: 'CHECKED',
    mode: 'PARTIAL',
    dryRun: true,
    created: 1,
    faultCount: 1,
    faults: [{ row: 3, column: '号码' }],
  });
  const url = `/imports/${body.id}/refused.csv`;
  const refused = await server.inject({ url, headers: key });
  expect(refused.statusCode).toBe(200);
  expect(refused.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(refused.body).toMatch(/^\ufeffexternalId\(号码\),姓名,原因\r\n,乙,号码：/);
  expect((await server.inject({ url, headers: await keyOf(viewer) })).statusCode).toBe(200);
  expect((await server.inject({ url, headers: await keyOf(stranger) })).statusCode).toBe(404);
  expect((await server.inject({ url })).statusCode).toBe(401);
  const applied = await ask(
    'mutation ($id: UUID!) { applyImport(id: $id) { status created refused } }',
    { id: body.id },
    office,
  );
  expect(applied.applyImport).toEqual({ status: 'DONE', created: 1, refused: 1 });
  const undone = await ask(
    'mutation ($id: UUID!) { undoImport(id: $id) { status erased kept keptRows { reason } } }',
    { id: body.id },
    office,
  );
  expect(undone.undoImport).toEqual({ status: 'UNDONE', erased: 1, kept: 0, keptRows: [] });
});

test('a refused file answers 400 and says why; a wrong call says what is wrong with it', async () => {
  const refused = await post('/imports/talents', [header, row(9, '无此职业')].join('\n'));
  expect(refused).toMatchObject({
    status: 400,
    body: { status: 'FAILED', faults: [{ row: 2, column: '职业', value: '无此职业' }] },
  });
  expect(await post('/imports/talents', '')).toMatchObject({ status: 400 });
  const wrong: [string, number, string][] = [
    ['/imports/stars', 400, 'BAD_INPUT'],
    ['/imports/talents?mood=all', 400, 'BAD_INPUT'],
    ['/imports/talents?mode=some', 400, 'BAD_INPUT'],
    ['/imports/talents?dryRun=1', 400, 'BAD_INPUT'],
    ['/imports/talents?sheet=a&sheet=b', 400, 'BAD_INPUT'],
    ['/imports/talents?map=nothing', 400, 'BAD_INPUT'],
    ['/imports/talents?organization=nobody', 400, 'BAD_INPUT'],
  ];
  for (const [url, status, code] of wrong) expect(await post(url, header)).toMatchObject({ status, body: { code } });
  expect(await post('/imports/talents', header, {})).toMatchObject({ status: 401, body: { code: 'NOT_SIGNED_IN' } });
  expect(await post('/imports/talents', header, await keyOf(viewer))).toMatchObject({
    status: 403,
    body: { code: 'FORBIDDEN' },
  });
  expect(await post('/imports/talents', header, { 'x-api-key': 'no' })).toMatchObject({ status: 401 });
  expect((await server.inject({ url: '/imports/x/refused.csv', headers: key })).statusCode).toBe(400);
});

test('other routes take bodies as before', async () => {
  const answer = await server.inject({
    method: 'POST',
    url: '/graphql',
    payload: { query: '{ me { kind } }' },
    headers: key,
  });
  expect(answer.json()).toEqual({ data: { me: { kind: 'MEMBER' } } });
});

test('import(id) tells how far it has come, its columns, faults and notes; imports are the organization’s own', async () => {
  const file = [header, row(21, '无此职业'), row(22, ''), row(23, '也没有'), row(24)].join('\n');
  const { body } = await post('/imports/talents?dryRun=true', file);
  const query = `query ($id: UUID!) {
    import(id: $id) {
      id kind mode dryRun status fileName format encoding sheet rowsLoaded rowsApplied created updated unchanged left refused error
      columns { place header column how confidence proposed why } faults(first: 1) { code row column value message cure }
      leftRows { row key reason } notes { row column value message } noteCount startedAt finishedAt
    } }`;
  const { import: told } = await ask(query, { id: body.id }, viewer);
  expect(told).toMatchObject({
    ...{ id: body.id, kind: 'talents', mode: 'ALL', dryRun: true, status: 'CHECKED', format: 'CSV', rowsLoaded: 5 },
    ...{ rowsApplied: 4, created: 2, refused: 2, faults: [{ code: 'BAD_INPUT', row: 2, column: '职业' }], error: null },
  });
  expect(told.columns[0]).toMatchObject({ place: 1, header: '编号', column: 'externalId', how: 'NAME', confidence: 1 });
  expect((await ask(query, { id: body.id }, stranger)).import).toBeNull();
  const list =
    'query ($kind: String) { imports(kind: $kind, first: 2) { items { id faults(first: 2) { row } } nextCursor } }';
  const few = await run(list, { kind: 'talents' }, office);
  expect(few.data.imports.items[0]).toEqual({ id: body.id, faults: [{ row: 2 }, { row: 4 }] });
  expect(few.data.imports.nextCursor).toEqual(expect.any(String));
  const many = await run(list.replace('first: 2)', 'first: 50)'), {}, office);
  expect(many.statements).toBe(few.statements);
  expect((await ask(list, {}, stranger)).imports.items).toEqual([]);
  expect((await run(list, { kind: 'stars' }, office)).errors).toMatchObject([{ extensions: { code: 'BAD_INPUT' } }]);
  for (const actor of [undefined, await product.person()])
    expect((await run(query, { id: body.id }, actor)).errors[0]?.extensions.code).toMatch(/NOT_SIGNED_IN|FORBIDDEN/);
});

test('a file above its limit is refused as it comes, and the caller hears why', async () => {
  const agency = await limited.member('AGENCY');
  const token = await limited.core.accounts.operator.issueToken(agency.userId, agency.organization.id, 'files');
  const address = await small.listen({ host: '127.0.0.1', port: 0 });
  const asked = request(`${address}/imports/talents`, { method: 'POST', headers: { 'x-api-key': token } });
  asked.on('error', () => {});
  const answered = once(asked, 'response');
  let given = 0;
  const lines = Readable.from(
    (function* () {
      yield Buffer.from(`${header}\n`);
      for (; given < 20_000_000; given += 1) yield Buffer.from(`${row(given)}\n`);
    })(),
  );
  lines.pipe(asked);
  const [answer] = (await answered) as [IncomingMessage];
  lines.destroy();
  expect(answer.statusCode).toBe(400);
  expect(JSON.parse(await text(answer))).toMatchObject({
    status: 'FAILED',
    created: 0,
    faults: [{ code: 'TOO_LARGE' }],
  });
  expect(given).toBeLessThan(1_000_000);
  // The service goes on.
  const good = await small.inject({
    method: 'POST',
    url: '/imports/talents',
    payload: `${header}\n${row(1)}`,
    headers: { 'x-api-key': token },
  });
  expect(good.json()).toMatchObject({ status: 'DONE', created: 1 });
}, 60_000);
