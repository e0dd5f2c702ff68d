import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../src/kernel/day.ts';
import { DomainError } from '../../src/kernel/errors.ts';
import {
  type CatalogDraft,
  checkCatalog,
  checkEntries,
  checkEntry,
  type EntryDraft,
} from '../../src/modules/catalogs/catalogs.input.ts';
import {
  checkChange,
  checkPublish,
  checkSubmit,
  type EntryRecord,
  mergeCatalogs,
  orderChain,
  type StandingCatalog,
  speakingOn,
} from '../../src/modules/catalogs/catalogs.rules.ts';
import { Taxonomy } from '../../src/modules/taxonomy/index.ts';
import { readEdition } from '../../src/modules/taxonomy/taxonomy.edition.ts';

const edition = readEdition();
const taxonomy = new Taxonomy(
  edition.concepts.map((concept) => ({ ...concept, edition: edition.edition, retiredIn: null, successors: [] })),
  edition,
);
const day = (text: string) => parseDay(text, 'day');

const draft: CatalogDraft = {
  region: '350211',
  title: ' 集美区紧缺工种目录 ',
  mode: 'REPLACES',
  validFrom: day('2026-03-01'),
  validTo: day('2026-12-31'),
  edition: '2026',
};

describe('a catalog', () => {
  it('is made canonical', () => {
    expect(checkCatalog(draft, taxonomy, '350200', 'input')).toEqual({
      ...draft,
      title: '集美区紧缺工种目录',
      externalId: null,
    });
  });

  it.each<[string, CatalogDraft, RegExp]>([
    ['input.title', { title: ' ' }, /must be given/],
    ['input.title', { title: '字'.repeat(201) }, /201 characters/],
    ['input.title', { title: 'a\0b' }, /cannot be stored/],
    ['input.edition', { edition: null }, /must be given/],
    ['input.mode', { mode: null }, /must be given/],
    ['input.validFrom', { validFrom: null }, /must be given/],
    ['input.validTo', { validTo: day('2026-02-28') }, /before the first, 2026-03-01/],
    ['input.region', { region: '999999' }, /no code of the scheme region/],
    ['input.region', { region: '350582' }, /does not lie in 厦门市/],
    ['input.region', { region: '350000' }, /does not lie in 厦门市/],
  ])('is refused at %s', (path, more, said) => {
    expectRefusal(() => checkCatalog({ ...draft, ...more }, taxonomy, '350200', 'input'), path, said);
  });

  it('may end on its first day', () => {
    const oneDay = checkCatalog({ ...draft, validTo: day('2026-03-01') }, taxonomy, '350211', 'input');
    expect(oneDay.validTo).toBe(oneDay.validFrom);
  });
});

describe('an entry', () => {
  it.each([
    ['6-18-02-04', '6-18-02-04', null],
    ['焊工', '6-18-02-04', null],
    ['电焊工', '6-18-02-04', '电焊工'],
    ['机械冷加工人员', '6-18-01-00', null],
  ])('names its occupation by code, name or alias: %s', (occupation, code, tradeName) => {
    expect(checkEntry({ occupation }, taxonomy, 'e')).toMatchObject({ occupation: code, tradeName, level: 'SHORT' });
  });

  it('keeps the trade name that it states', () => {
    expect(checkEntry({ occupation: '电焊工', tradeName: '船体焊工' }, taxonomy, 'e').tradeName).toBe('船体焊工');
  });

  it('takes majors by code or name, each once', () => {
    const { majors } = checkEntry({ occupation: '焊工', majors: ['0809', '080901', '0809'] }, taxonomy, 'e');
    expect(majors).toEqual(['0809', '080901']);
  });

  it.each<[string, Partial<EntryDraft>]>([
    ['e.0.occupation', { occupation: '不存在的工种' }],
    ['e.0.majors.1', { majors: ['0809', '999999'] }],
    ['e.0.majors', { majors: Array.from({ length: 31 }, () => '0809') }],
    ['e.0.education', { education: 7 }],
    ['e.0.education', { education: 0 }],
    ['e.0.grade', { grade: 9 }],
    ['e.0.headcount', { headcount: 0 }],
    ['e.0.headcount', { headcount: 1_000_001 }],
    ['e.0.headcount', { headcount: 1.5 }],
    ['e.0.pay', { pay: { from: 2, to: 1 } }],
    ['e.0.pay.from', { pay: { from: -1 } }],
    ['e.0.schools.0', { schools: [' '] }],
    ['e.0.schools.0', { schools: ['校'.repeat(101)] }],
    ['e.0.remark', { remark: 'x'.repeat(2_001) }],
    ['e.0.tradeName', { tradeName: 'x'.repeat(101) }],
    ['e.0.tradeName', { tradeName: '焊\u202e工' }],
    ['e.0.headcount', { withdraws: true, headcount: 3 }],
    ['e.0.majors', { withdraws: true, majors: ['0809'] }],
    ['e.0.pay', { withdraws: true, pay: { from: 500_000 } }],
  ])('is refused at %s', (path, more) => {
    expectRefusal(() => checkEntries([{ occupation: '焊工', ...more }], taxonomy, 'e'), path);
  });

  it('that withdraws may still say why', () => {
    const entry = checkEntry({ occupation: '焊工', withdraws: true, remark: '人已招满\n撤出' }, taxonomy, 'e');
    expect(entry).toMatchObject({ withdraws: true, headcount: null, majors: [], pay: null, remark: '人已招满\n撤出' });
  });

  it('stands for an occupation once, however it is written', () => {
    const twice = [{ occupation: '车工' }, { occupation: '焊工' }, { occupation: '电焊工' }];
    expectRefusal(() => checkEntries(twice, taxonomy, 'e'), 'e.2.occupation', /entry 1 already/);
  });

  it('is one of at most 5,000', () => {
    const many = Array.from({ length: 5_001 }, () => ({ occupation: '焊工' }));
    expectRefusal(() => checkEntries(many, taxonomy, 'e'), 'e', /5001 entries/);
  });
});

describe('which catalog of an issuer speaks', () => {
  const old = catalog('old', { validFrom: 10, validTo: null, status: 'SUPERSEDED' });
  const next = catalog('next', { validFrom: 20, validTo: 30 });
  const draftOne = catalog('draft', { validFrom: 25, status: 'DRAFT' });
  const archived = catalog('archived', { validFrom: 15, archivedAt: new Date(0) });

  it.each([
    [9, null],
    [10, 'old'],
    [19, 'old'],
    [20, 'next'],
    [30, 'next'],
    [31, null],
  ])('on day %i', (on, id) => {
    expect(speakingOn([next, draftOne, old, archived], on)?.id ?? null).toBe(id);
  });

  it('is the one published last, of two that begin on one day', () => {
    const early = catalog('b', { validFrom: 10, publishedAt: new Date(1) });
    const late = catalog('a', { validFrom: 10, publishedAt: new Date(2) });
    expect(speakingOn([early, late], 10)?.id).toBe('a');
  });
});

describe('the chain', () => {
  const lineage = ['350211', '350200', '350000'];

  it('goes from the region outwards, the nearest issuer first, additions before a replacement', () => {
    const chain = [
      catalog('province', { region: '350000', issuerRegion: '350000' }),
      catalog('city', { region: '350200', issuerRegion: '350200' }),
      catalog('city for the district', { region: '350211', issuerRegion: '350200' }),
      catalog('district replaces', { region: '350211', issuerRegion: '350211', mode: 'REPLACES' }),
      catalog('district adds', { region: '350211', issuerRegion: '350211' }),
      catalog('elsewhere', { region: '350203', issuerRegion: '350203' }),
    ];
    const ids = orderChain(chain, lineage).map(({ id }) => id);
    expect(ids).toEqual(['district adds', 'district replaces', 'city for the district', 'city', 'province']);
  });

  const district = catalog('district', { entries: [entry('A', { headcount: null }), entry('B', { withdraws: true })] });
  const city = catalog('city', { entries: [entry('A', { headcount: 5 }), entry('B'), entry('C')] });
  const province = catalog('province', { entries: [entry('B'), entry('C'), entry('D')] });
  const codesOf = (chain: readonly StandingCatalog[]) =>
    [...mergeCatalogs(chain).entries].map(([code, { catalog: from }]) => `${code} ${from.id}`);

  it('lets the nearest entry win whole, and a withdrawal remove all that lie behind it', () => {
    expect(codesOf([district, city, province])).toEqual(['A district', 'C city', 'D province']);
    expect(mergeCatalogs([district, city]).entries.get('A')?.entry.headcount).toBeNull();
  });

  it('ends with one that replaces', () => {
    const { walked, entries } = mergeCatalogs([district, { ...city, mode: 'REPLACES' as const }, province]);
    expect(walked.map(({ id }) => id)).toEqual(['district', 'city']);
    expect([...entries.keys()]).toEqual(['A', 'C']);
    expect(codesOf([{ ...district, mode: 'REPLACES' }, city])).toEqual(['A district']);
  });

  it('counts a retired code as its successor', () => {
    const { entries } = mergeCatalogs([district, city], (code) => (code === 'A' ? 'C' : code));
    expect(entries.get('C')?.catalog.id).toBe('district');
  });

  it('lists each occupation once, of the nearest that names it, and never one that this one withdraws', () => {
    const entries = fc.uniqueArray(fc.record({ code: fc.constantFrom(...'ABCDEF'), withdraws: fc.boolean() }), {
      selector: ({ code }) => code,
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(entries, fc.boolean()), { maxLength: 5 }), (given) => {
        const chain = given.map(([list, replaces], n) =>
          catalog(`${n}`, {
            mode: replaces ? 'REPLACES' : 'ADDS',
            entries: list.map(({ code, withdraws }) => entry(code, { withdraws })),
          }),
        );
        const { walked, entries: listed } = mergeCatalogs(chain);
        for (const code of 'ABCDEF') {
          const nearest = walked.find((one) => one.entries.some(({ occupation }) => occupation === code));
          const said = nearest?.entries.find(({ occupation }) => occupation === code);
          expect(listed.get(code)?.entry).toBe(said?.withdraws ? undefined : said);
        }
        expect(walked.slice(0, -1).some(({ mode }) => mode === 'REPLACES')).toBe(false);
      }),
    );
  });
});

describe('the life of a catalog', () => {
  it('ends its changes with its publication', () => {
    for (const status of ['DRAFT', 'REVIEW'] as const)
      expect(() => checkChange(catalog('a', { status }))).not.toThrow();
    for (const status of ['PUBLISHED', 'SUPERSEDED'] as const) {
      expect(() => checkChange(catalog('a', { status }))).toThrow(/not DRAFT or REVIEW/);
      expect(() => checkPublish(catalog('a', { status }))).toThrow(/not DRAFT or REVIEW/);
    }
    expect(() => checkSubmit(catalog('a', { status: 'REVIEW' }))).toThrow(/not DRAFT/);
  });

  it('begins with an entry', () => {
    const empty = catalog('a', { status: 'DRAFT', entryCount: 0 });
    expectRefusal(() => checkSubmit(empty), 'entries');
    expectRefusal(() => checkPublish(empty), 'entries');
  });
});

function catalog(id: string, more: Partial<StandingCatalog> = {}): StandingCatalog {
  const at = new Date(0);
  return {
    ...{ id, issuerId: 'office', issuerRegion: '350211', externalId: null, region: '350211', title: id, mode: 'ADDS' },
    ...{ validFrom: 0, validTo: null, edition: '1', status: 'PUBLISHED', entryCount: 1, entries: [] },
    ...{ publishedAt: at, version: 1, createdAt: at, updatedAt: at, archivedAt: null },
    ...more,
  };
}

function entry(occupation: string, more: Partial<EntryRecord> = {}): EntryRecord {
  return {
    ...{
      id: occupation,
      catalogId: '',
      line: 1,
      occupation,
      tradeName: null,
      level: 'SHORT',
      headcount: 1,
      majors: [],
    },
    ...{ education: null, grade: null, schools: [], pay: null, remark: null, withdraws: false },
    ...more,
  };
}

function expectRefusal(act: () => unknown, path: string, said = /./): void {
  let error: unknown;
  try {
    act();
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(DomainError);
  const { code, details, message } = error as DomainError;
  expect({ code, path: details.path }).toEqual({ code: 'BAD_INPUT', path });
  expect(message).toMatch(said);
}
