import { expect, it } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { recordChange } from '../../src/platform/jobs/outbox.ts';
import { testProduct } from '../support/product.ts';

const api = await testProduct();
const { db } = api.core;

const query = `{ searchStatus { engine version lagRows lagSeconds lastError lastErrorAt
  indexes { index documents sequence setAside } setAside { index id error at } } }`;

it('shows the office’s admins how far search is behind, and what is set aside', async () => {
  await api.settle();
  const admin = await api.member('OFFICE');
  await api.settle();
  expect((await api.ask(query, {}, admin)).searchStatus).toMatchObject({
    engine: 'POSTGRESQL',
    version: expect.stringMatching(/^18/),
    lagRows: 0,
    lagSeconds: 0,
    lastError: null,
    lastErrorAt: null,
    setAside: [],
  });
  const id = newId();
  await recordChange(db.prisma, { kind: 'position', ids: [id] });
  await db.pool.query("INSERT INTO search_setaside (index, id, error) VALUES ('position', $1, 'Error: no')", [id]);
  const { searchStatus } = await api.ask(query, {}, admin);
  expect(searchStatus).toMatchObject({ lagRows: 1, setAside: [{ index: 'position', id, error: 'Error: no' }] });
  expect(searchStatus.lagSeconds).toBeGreaterThan(0);
  expect(searchStatus.indexes.map(({ index }: { index: string }) => index).sort()).toEqual([
    'occupation',
    'position',
    'program',
    'talent',
  ]);
  expect(searchStatus.indexes.find(({ index }: { index: string }) => index === 'position')).toMatchObject({
    setAside: 1,
  });
});

it('tells nobody else', async () => {
  for (const actor of [await api.member('EMPLOYER'), await api.colleague(await api.member('OFFICE'), 'VIEWER')]) {
    const { errors } = await api.run(query, {}, actor);
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
  }
});
