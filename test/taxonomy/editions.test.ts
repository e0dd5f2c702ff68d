import { describe, expect, it } from 'vitest';
import { recordWrite } from '../../src/modules/accounts/index.ts';
import { checksumOf, type EditionRows } from '../../src/modules/taxonomy/edition.ts';
import { taxonomyModule } from '../../src/modules/taxonomy/index.ts';
import { EngineSlot } from '../../src/platform/search/engine-slot.ts';
import { testApi } from '../support/graphql.ts';
import { editionOf, row } from './editions.rows.ts';

const { db, ask, run, taxonomy } = await testApi();
const { service, editions } = taxonomy;

const first = editionOf('e1', [
  row('licence', 'a', null, { name: '甲证', aliases: ['甲'], attributes: { law: 'x' } }),
  row('licence', 'b', null, { name: '乙证' }),
  row('licence', 'c', null, { name: '丙证' }),
]);
const second = editionOf(
  'e2',
  [
    row('licence', 'a', null, { name: '甲类证', aliases: ['甲', '丁'] }),
    row('licence', 'd', null, { name: '丁证', aliases: ['丁'] }),
  ],
  {
    successors: [
      { scheme: 'licence', code: 'b', name: null, successor: 'd' },
      { scheme: 'licence', code: 'x', name: '从前的证', successor: 'd' },
    ],
  },
);

describe('an edition', () => {
  it('leaves alone the schemes that it does not hold', async () => {
    const skills = service.now.all('skill');
    expect(await service.load(first)).toBe(true);
    expect(service.now.all('skill')).toEqual(skills);
    expect(service.now.get('licence', 'special-electrical')).toMatchObject({ retiredIn: 'e1', successors: [] });
  });

  it('is previewed without a trace', async () => {
    const before = await db.prisma.concept.findMany({ orderBy: [{ scheme: 'asc' }, { code: 'asc' }] });
    const { changes, isKnown } = await editions.preview(second);
    const codes = (list: readonly { code: string }[]) => list.map(({ code }) => code);
    expect(isKnown).toBe(false);
    expect(codes(changes.added)).toEqual(['d']);
    expect(changes.renamed.map(({ concept, before: was }) => [concept.code, was])).toEqual([['a', '甲证']]);
    expect(codes(changes.described)).toEqual(['a']);
    expect(changes.retired.map(({ code, successors }) => [code, successors])).toEqual([
      ['b', ['d']],
      ['c', []],
    ]);
    expect(changes.ambiguous).toEqual([{ scheme: 'licence', text: '丁', codes: ['a', 'd'] }]);
    expect(await db.prisma.concept.findMany({ orderBy: [{ scheme: 'asc' }, { code: 'asc' }] })).toEqual(before);
    expect(await db.prisma.taxonomyEdition.count({ where: { edition: 'e2' } })).toBe(0);
  });

  it('switches: what it renames, retires and replaces resolves, and so do codes that were never here', async () => {
    await service.load(second);
    const { now } = service;
    expect(now.get('licence', 'a')).toMatchObject({ name: '甲类证', attributes: {}, edition: 'e1', retiredIn: null });
    expect(now.get('licence', 'c')).toMatchObject({ name: '丙证', retiredIn: 'e2', successors: [] });
    expect(now.resolve('licence', 'c', 'x')).toBe('c');
    expect(['b', '乙证', 'x', '从前的证'].map((text) => now.resolve('licence', text, 'x'))).toEqual([
      'd',
      'd',
      'd',
      'd',
    ]);
    expect(() => now.resolve('licence', '丁', 'x')).toThrow(/fits 2 concepts/);
  });

  it('stays as it was loaded, whatever is loaded later', async () => {
    const kept = async () => db.prisma.conceptEdition.findMany({ where: { edition: 'e1' }, orderBy: { code: 'asc' } });
    expect(await kept()).toMatchObject([
      { code: 'a', name: '甲证', aliases: ['甲'], attributes: { law: 'x' } },
      { code: 'b', name: '乙证' },
      { code: 'c', name: '丙证' },
    ]);
    const question = `query ($code: String!, $edition: String) { concept(scheme: licence, code: $code, edition: $edition) {
      code name aliases retiredIn successors { code name } } }`;
    const asked = async (code: string, edition: string | null) => (await ask(question, { code, edition })).concept;
    expect(await asked('a', 'e1')).toMatchObject({ name: '甲证', aliases: ['甲'] });
    expect(await asked('a', null)).toMatchObject({ name: '甲类证', aliases: ['甲', '丁'] });
    expect(await asked('b', null)).toEqual({
      code: 'b',
      name: '乙证',
      aliases: [],
      retiredIn: 'e2',
      successors: [{ code: 'd', name: '丁证' }],
    });
    expect(await asked('b', 'e2')).toBeNull();
    expect(await asked('d', 'e1')).toBeNull();
    const { errors } = await run(question, { code: 'a', edition: 'e9' });
    expect(errors[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', details: { path: 'edition' } });
  });

  it.each<[string, Partial<EditionRows>]>([
    ['a name', { concepts: first.concepts.map((one) => (one.code === 'a' ? { ...one, name: '甲' } : one)) }],
    ['an alias', { concepts: first.concepts.map((one) => ({ ...one, aliases: [] })) }],
    ['a successor', { successors: [{ scheme: 'licence', code: 'z', name: null, successor: 'a' }] }],
    ['no link where it said nothing of links', { occupationLicences: [] }],
  ])('is refused with %s that it did not have under its name', async (_what, more) => {
    const failed = service.load({ ...first, ...more });
    await expect(failed).rejects.toMatchObject({ code: 'EDITION_CHANGED', details: { path: 'edition' } });
    await expect(editions.preview({ ...first, ...more })).rejects.toMatchObject({ code: 'EDITION_CHANGED' });
    expect(service.now.get('licence', 'a')?.name).toBe('甲类证');
  });

  it('is the same in whatever order its rows stand', () => {
    expect(checksumOf({ ...first, concepts: first.concepts.toReversed() })).toBe(checksumOf(first));
  });

  it('can be switched back to', async () => {
    expect(await service.load(second)).toBe(false);
    expect(await service.load(first)).toBe(true);
    expect(service.now.get('licence', 'b')).toMatchObject({ retiredIn: null, successors: [] });
    expect(service.now.get('licence', 'd')).toMatchObject({ retiredIn: 'e1', successors: [] });
    expect(service.now.get('licence', 'a')).toMatchObject({ name: '甲证', attributes: { law: 'x' } });
  });

  it('stands in the list, the one switched to last first, with what stands at it', async () => {
    const { taxonomyEditions } = await ask(
      '{ taxonomyEditions { name source isCurrent loadedAt schemes { scheme concepts isCurrent } } }',
    );
    const [now, before, shipped] = taxonomyEditions;
    const licences = (concepts: number, isCurrent: boolean) => ({ scheme: 'licence', concepts, isCurrent });
    expect(now).toMatchObject({ name: 'e1', isCurrent: true, schemes: [licences(3, true)] });
    expect(before).toMatchObject({ name: 'e2', isCurrent: false, schemes: [licences(2, false)] });
    expect(shipped).toMatchObject({ isCurrent: true, source: expect.stringContaining('职业分类大典') });
    expect(shipped.schemes).toContainEqual({ scheme: 'occupation', concepts: 2_047, isCurrent: true });
    expect(shipped.schemes).toContainEqual(licences(41, false));
    expect(Date.parse(now.loadedAt)).not.toBeNaN();
  });
});

describe('the shipped edition', () => {
  const grades = (edition: string) => editionOf(edition, [row('grade', '1')]);

  it('of the next version follows the shipped one, but not one that an operator switched to', async () => {
    expect(await editions.loadShipped(grades('s1'))).toEqual({ written: false, heldBy: expect.any(String) });
    await db.prisma.taxonomyEdition.updateMany({ data: { shipped: true } });
    expect(await editions.loadShipped(grades('s1'))).toEqual({ written: true, heldBy: null });
    expect(await editions.loadShipped(grades('s1'))).toEqual({ written: false, heldBy: null });
    expect(await editions.loadShipped(grades('s2'))).toEqual({ written: true, heldBy: null });
    await service.load(editionOf('own', [row('grade', '2')]));
    expect(await editions.loadShipped(grades('s3'))).toEqual({ written: false, heldBy: 'own' });
    expect(service.now.get('grade', '2')?.retiredIn).toBeNull();
  }, 60_000);
});

describe('another process', () => {
  it('reads a switch at the next batch of its projector, and nothing when nothing was switched', async () => {
    const other = taxonomyModule({ db, engine: new EngineSlot(), words: { record: recordWrite } }).service;
    expect(await other.refresh()).toBe(true);
    expect(await other.refresh()).toBe(false);
    const stood = other.now;
    await service.load(editionOf('e3', [row('licence', 'e')]));
    expect(other.now).toBe(stood);
    expect(await other.refresh()).toBe(true);
    expect(other.now.get('licence', 'e')).not.toBeNull();
  });
});
