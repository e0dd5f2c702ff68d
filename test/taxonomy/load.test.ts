import { describe, expect, it } from 'vitest';
import { recordWrite } from '../../src/modules/accounts/index.ts';
import { type EditionRows, readEdition, taxonomyModule } from '../../src/modules/taxonomy/index.ts';
import { EngineSlot } from '../../src/platform/search/engine-slot.ts';
import { testDatabase } from '../support/database.ts';

const db = await testDatabase();
const { service } = taxonomyModule({ db, engine: new EngineSlot(), words: { record: recordWrite } });

type Row = EditionRows['concepts'][number];
const concept = (code: string, level: number, parent: string | null): Row => ({
  scheme: 'occupation',
  code,
  level,
  parent,
  name: `occupation ${code}`,
  nameEn: null,
  aliases: [],
  attributes: {},
});
const edition = (name: string, concepts: Row[], more: Partial<EditionRows> = {}): EditionRows => ({
  edition: name,
  concepts,
  substitutes: [],
  occupationSkills: [],
  occupationLicences: [],
  ...more,
});

describe('loading an edition', () => {
  it.each([
    ['a circle of parents', [concept('a', 1, 'b'), concept('b', 1, 'a')], {}, 'concepts.occupation.a.parent'],
    ['its own parent', [concept('a', 2, 'a')], {}, 'concepts.occupation.a.parent'],
    ['a parent that is not there', [concept('a', 2, 'z')], {}, 'concepts.occupation.a.parent'],
    ['a code twice', [concept('a', 1, null), concept('a', 2, null)], {}, 'concepts.occupation.a.code'],
    [
      'a link to nothing',
      [concept('a', 1, null)],
      { occupationSkills: [{ occupation: 'a', skill: 'x' }] },
      'occupationSkills.0.skill',
    ],
  ])('refuses %s and writes nothing', async (_what, concepts, more, path) => {
    await expect(service.load(edition('bad', concepts, more))).rejects.toMatchObject({
      code: 'BAD_INPUT',
      details: { path },
    });
    expect(await db.prisma.concept.count()).toBe(0);
  });

  it('retires what a later edition leaves out and keeps it readable', async () => {
    expect(await service.load(edition('1', [concept('a', 1, null), concept('b', 2, 'a')]))).toBe(true);
    expect(await service.load(edition('1', [concept('a', 1, null), concept('b', 2, 'a')]))).toBe(false);
    expect(await service.load(edition('2', [concept('a', 1, null)]))).toBe(true);
    expect(service.now.get('occupation', 'b')).toMatchObject({ edition: '1', retiredIn: '2' });
    expect(service.now.children('occupation', 'a')).toEqual([]);
    expect(service.now.lineage('occupation', 'b').map(({ code }) => code)).toEqual(['b', 'a']);
  });

  it('takes the shipped one', async () => {
    await service.load(readEdition());
    expect(service.now.all('occupation').filter(({ retiredIn }) => retiredIn === null)).toHaveLength(2_047);
  });
});
