import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor, OrganizationKind } from '../../src/kernel/actor.ts';
import { monthsOfDays, parseDay } from '../../src/kernel/day.ts';
import { DomainError } from '../../src/kernel/errors.ts';
import { checkTalent, overlaid } from '../../src/modules/talents/talents.input.ts';
import type { TalentContent, TalentDraft } from '../../src/modules/talents/talents.record.ts';
import {
  availableFrom,
  checkSaidBy,
  educationLevel,
  givesAway,
  monthsCovered,
  never,
  placeOf,
  supplyOccupation,
} from '../../src/modules/talents/talents.rules.ts';
import { visibleTo } from '../../src/modules/talents/talents.sight.ts';
import { axisFields, axisKeys } from '../../src/modules/taxonomy/taxonomy.axes.ts';
import { readEdition } from '../../src/modules/taxonomy/taxonomy.edition.ts';
import { Taxonomy } from '../../src/modules/taxonomy/taxonomy.rules.ts';

const edition = readEdition();
const taxonomy = new Taxonomy(
  edition.concepts.map((concept) => ({ ...concept, edition: edition.edition, retiredIn: null, successors: [] })),
  edition,
);
const day = (text: string): number => parseDay(text, 'day');
const today = day('2026-06-01');
const checked = (draft: TalentDraft): TalentContent =>
  checkTalent({ name: '王小明', ...draft }, { taxonomy, today, path: 'input' });
const turner = '6-18-01-01';
const job = { title: '车工', from: day('2020-01-01') };

function refusal(act: () => unknown): { path: unknown; cure: unknown; code: string } {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return { path: error.details.path, cure: error.details.cure, code: error.code };
    throw error;
  }
  throw new Error('It was accepted.');
}

describe('what is said of a talent', () => {
  it('may be the name alone', () => {
    expect(checked({ name: '  王小明 ' })).toMatchObject({
      ...{ name: '王小明', availability: 'AVAILABLE', refusesRanking: false, educations: [], hiddenFrom: [] },
      wish: { occupations: [], regions: [], pay: null, kinds: [], from: null },
    });
  });

  const five = ['6-18-01-01', '6-18-01-02', '6-18-01-03', '6-18-01-04', '6-18-01-05'];
  const cases: [what: string, draft: TalentDraft, path: string][] = [
    ['no name', { name: ' ' }, 'input.name'],
    ['a long name', { name: '王'.repeat(101) }, 'input.name'],
    ['NUL in a name', { name: 'a\0b' }, 'input.name'],
    ['half of a pair', { resume: 'a\ud800b' }, 'input.resume'],
    ['a long résumé', { resume: 'a'.repeat(100_001) }, 'input.resume'],
    ['a telephone of 10 digits', { phone: '1380013800' }, 'input.phone'],
    ['an address without a domain', { email: 'a@b' }, 'input.email'],
    ['a birth year of a child', { birthYear: 2020 }, 'input.birthYear'],
    ['a birth year of another century', { birthYear: 1890 }, 'input.birthYear'],
    ['a region that is not', { residence: '999999' }, 'input.residence'],
    ['an occupation for a region', { residence: turner }, 'input.residence'],
    ['education level 7', { educations: [{ level: 7 }] }, 'input.educations.0.level'],
    ['education without a level', { educations: [{}] }, 'input.educations.0.level'],
    [
      'an education that ends first',
      { educations: [{ level: 4, from: day('2015-09-01'), to: day('2014-07-01') }] },
      'input.educations.0.to',
    ],
    ['a graduation ahead', { educations: [{ level: 4, to: day('2027-07-01') }] }, 'input.educations.0.to'],
    [
      'studies from beyond a year',
      { educations: [{ level: 4, graduated: false, from: day('2030-09-01') }] },
      'input.educations.0.from',
    ],
    [
      'studies before birth',
      { birthYear: 1990, educations: [{ level: 1, from: day('1989-09-01') }] },
      'input.educations.0.from',
    ],
    [
      'two names of a school',
      { educations: [{ level: 4, schoolId: '019d0000-0000-7000-8000-000000000001', schoolName: '厦大' }] },
      'input.educations.0.schoolName',
    ],
    ['a school id that is none', { educations: [{ level: 4, schoolId: 'x' }] }, 'input.educations.0.schoolId'],
    ['an education twice', { educations: [{ level: 4 }, { level: 4 }] }, 'input.educations.1'],
    ['an experience without a title', { experiences: [{ from: today }] }, 'input.experiences.0.title'],
    ['an experience without a start', { experiences: [{ title: '车工' }] }, 'input.experiences.0.from'],
    ['an experience ahead', { experiences: [{ ...job, from: today + 1 }] }, 'input.experiences.0.from'],
    ['an end ahead', { experiences: [{ ...job, to: today + 1 }] }, 'input.experiences.0.to'],
    ['an end before the start', { experiences: [{ ...job, to: day('2019-12-31') }] }, 'input.experiences.0.to'],
    ['an unknown occupation', { experiences: [{ ...job, occupation: '9-99' }] }, 'input.experiences.0.occupation'],
    [
      '101 experiences',
      { experiences: Array.from({ length: 101 }, (_, n) => ({ ...job, title: `t${n}` })) },
      'input.experiences',
    ],
    ['a skill twice', { skills: [{ skill: 'cnc-turning' }, { skill: 'cnc-turning' }] }, 'input.skills.1'],
    ['skill level 6', { skills: [{ skill: 'cnc-turning', level: 6 }] }, 'input.skills.0.level'],
    ['six skills to use', { skills: skillsToUse(6) }, 'input.skills'],
    ['grade 9', { grades: [{ occupation: turner, grade: 9 }] }, 'input.grades.0.grade'],
    [
      'a grade twice',
      {
        grades: [
          { occupation: turner, grade: 3 },
          { occupation: turner, grade: 3 },
        ],
      },
      'input.grades.1',
    ],
    ['title rank 6', { titleRanks: [{ series: 'engineering', rank: 6 }] }, 'input.titleRanks.0.rank'],
    ['an unknown licence', { licences: [{ licence: 'no such' }] }, 'input.licences.0.licence'],
    ['six wished occupations', { wish: { occupations: [...five, '6-18-01-06'] } }, 'input.wish.occupations'],
    [
      'six wished regions',
      { wish: { regions: ['350203', '350205', '350206', '350211', '350212', '350213'] } },
      'input.wish.regions',
    ],
    ['a wish twice', { wish: { occupations: [turner, turner] } }, 'input.wish.occupations.1'],
    ['no pay', { wish: { pay: 0 } }, 'input.wish.pay'],
    ['pay beyond sense', { wish: { pay: 2_000_000_000 } }, 'input.wish.pay'],
    ['until while available', { unavailableUntil: today }, 'input.unavailableUntil'],
    ['a class beyond F', { talentClass: 'G' }, 'input.talentClass'],
    [
      'an organization twice',
      { hiddenFrom: ['019d0000-0000-7000-8000-000000000001', '019D0000-0000-7000-8000-000000000001'] },
      'input.hiddenFrom.1',
    ],
  ];
  it.each(cases)('is refused: %s', (_what, draft, path) => {
    expect(refusal(() => checked(draft))).toMatchObject({ code: 'BAD_INPUT', path, cure: expect.any(String) });
  });

  it('takes what lies on the bounds', () => {
    const content = checked({
      ...{ name: '王'.repeat(100), phone: '+86 138-0013-8000', email: ' Wang@Example.org', birthYear: 2012 },
      wish: { occupations: five, pay: 1_000_000_000 },
      skills: skillsToUse(5),
      availability: 'UNAVAILABLE',
      unavailableUntil: today - 1,
      educations: [{ level: 3, graduated: false, to: day('2027-07-01') }],
    });
    expect(content).toMatchObject({ phone: '+8613800138000', email: 'wang@example.org', wish: { occupations: five } });
  });

  it('comes out the same when it goes in again', () => {
    const content = checked({
      skills: skillsToUse(4).reverse(),
      wish: { kinds: ['PART', 'FULL'] },
      experiences: [job],
    });
    expect(checked(content)).toEqual(content);
    expect(content.skills.map(({ skill }) => skill)).toEqual(content.skills.map(({ skill }) => skill).sort());
  });

  it('is laid over field by field, the wish too; null clears', () => {
    const before = checked({ phone: '13800138000', wish: { occupations: [turner], pay: 800_000 } });
    const after = checked(
      overlaid(before, { phone: null, wish: { pay: null, occupations: undefined }, email: undefined }),
    );
    expect(after).toMatchObject({ phone: null, wish: { occupations: [turner], pay: null }, name: '王小明' });
    expect(checked(overlaid(before, { wish: null })).wish.occupations).toEqual([]);
  });
});

describe('evidence', () => {
  const skill = (evidence: 'CERTIFIED' | 'VERIFIED' | 'CLAIMED', source: string | null = null) => ({
    skills: [{ skill: 'cnc-turning', level: null, evidence, source, wantsToUse: false }],
    talentClass: null,
  });
  it('is not self-made', () => {
    expect(refusal(() => checkSaidBy('PERSON', null, skill('VERIFIED'), 'input')).path).toBe('input.skills');
    expect(refusal(() => checkSaidBy('PERSON', null, skill('CERTIFIED'), 'input')).path).toBe('input.skills');
    checkSaidBy('PERSON', null, skill('CERTIFIED', '证书 123'), 'input');
    checkSaidBy('PERSON', skill('VERIFIED', '厂'), skill('VERIFIED', '厂'), 'input');
    checkSaidBy('OTHERS', null, skill('VERIFIED'), 'input');
  });
  it('of a class is an office’s', () => {
    const given = { ...skill('CLAIMED'), talentClass: 'C' };
    expect(refusal(() => checkSaidBy('PERSON', null, given, 'patch')).path).toBe('patch.talentClass');
    expect(refusal(() => checkSaidBy('OTHERS', null, given, 'patch')).path).toBe('patch.talentClass');
    checkSaidBy('OFFICE', null, given, 'patch');
    checkSaidBy('PERSON', given, given, 'patch');
  });
});

describe('what follows from a talent', () => {
  it('is the highest level graduated', () => {
    expect(educationLevel(checked({ educations: [{ level: 3 }, { level: 5, graduated: false }, { level: 4 }] }))).toBe(
      4,
    );
    expect(educationLevel(checked({ educations: [{ level: 5, graduated: false }] }))).toBeNull();
  });

  it.each([
    ['a year', [['2020-01-01', '2020-12-31']], 12],
    [
      'the same year twice',
      [
        ['2020-01-01', '2020-12-31'],
        ['2020-01-01', '2020-12-31'],
      ],
      12,
    ],
    [
      'two halves',
      [
        ['2020-07-01', '2020-12-31'],
        ['2020-01-01', '2020-06-30'],
      ],
      12,
    ],
    [
      'one within another',
      [
        ['2020-01-01', '2020-12-31'],
        ['2020-03-01', '2020-04-30'],
      ],
      12,
    ],
    [
      'a gap',
      [
        ['2020-01-01', '2020-06-30'],
        ['2021-01-01', '2021-06-30'],
      ],
      12,
    ],
    ['until now', [['2025-06-02', null]], 12],
    ['nothing', [], 0],
  ] as [string, [string, string | null][], number][])('is months: %s', (_what, intervals, months) => {
    expect(
      monthsCovered(
        intervals.map(([from, to]) => ({ from: day(from), to: to === null ? null : day(to) })),
        today,
      ),
    ).toBe(months);
  });

  it('is months of days counted once, whatever the intervals', () => {
    const interval = fc
      .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 200 }))
      .map(([from, length]) => ({ from, to: from + length }));
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 8 }), (intervals) => {
        const days = new Set(
          intervals.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, n) => from + n)),
        );
        expect(monthsCovered(intervals, 10_000)).toBe(monthsOfDays(days.size));
      }),
    );
  });

  it('is the day from which it is available', () => {
    expect(availableFrom({ availability: 'OPEN', unavailableUntil: null })).toBe(0);
    expect(availableFrom({ availability: 'UNAVAILABLE', unavailableUntil: 20_000 })).toBe(20_001);
    expect(availableFrom({ availability: 'UNAVAILABLE', unavailableUntil: null })).toBe(never);
  });

  it('is its place and its occupation in supply', () => {
    expect(placeOf(checked({ residence: '350203', wish: { regions: ['350211'] } }))).toBe('350203');
    expect(placeOf(checked({ wish: { regions: ['350211', '350203'] } }))).toBe('350211');
    const experiences = [
      { ...job, occupation: '6-18-01-02', to: day('2024-01-01') },
      { ...job, occupation: turner, to: null },
      { title: '店员', from: day('2025-01-01') },
    ];
    expect(supplyOccupation(checked({ experiences }))).toBe(turner);
    expect(supplyOccupation(checked({ experiences, wish: { occupations: ['6-18-01-03'] } }))).toBe('6-18-01-03');
    expect(supplyOccupation(checked({}))).toBeNull();
  });

  it.each([
    ['数控车工', false],
    ['天马微电子 车工', true],
    ['厦门天马微电子有限公司车工', true],
    ['天 马 微电子车工', true],
    ['ACME robotics lead', true],
    ['Robotics lead', false],
    ['王小明工作室', true],
  ])('is whether a title gives it away: %s', (title, away) => {
    const experiences = [
      { employerName: '厦门天马微电子有限公司' },
      { employerName: 'Acme Robotics Co., Ltd.' },
      { employerName: null },
    ];
    expect(givesAway(title, { name: '王小明', experiences: experiences as TalentContent['experiences'] })).toBe(away);
  });
});

describe('visibleTo', () => {
  const member = (kind: OrganizationKind, verified = true): Actor => ({
    ...{ kind: 'MEMBER', userId: 'u', role: 'VIEWER' },
    organization: { id: 'o', kind, region: '350200', verified },
  });
  const own = { op: 'ANY', field: 'user', keys: ['u'] };
  const kept = { op: 'ANY', field: 'keeper', keys: ['o'] };
  const disclosed = { op: 'ANY', field: 'disclosedTo', keys: ['o'] };
  const finds = (purpose: string, ...hiding: string[]) => ({
    op: 'AND',
    of: [
      { op: 'ANY', field: 'consent', keys: [purpose] },
      { op: 'ANY', field: 'rankable', keys: ['yes'] },
      { op: 'NOT', of: { op: 'ANY', field: 'hiddenFrom', keys: hiding } },
    ],
  });
  const shared = (purpose: string, field: string, key: string) => ({
    op: 'AND',
    of: [
      { op: 'ANY', field: 'consent', keys: [purpose] },
      { op: 'ANY', field, keys: [key] },
    ],
  });

  it.each([
    ['nobody', { kind: 'ANONYMOUS' }, { op: 'FALSE' }],
    ['the operator', { kind: 'SYSTEM' }, { op: 'TRUE' }],
    ['a person', { kind: 'PERSON', userId: 'u' }, { op: 'OR', of: [own] }],
    [
      'a verified employer',
      member('EMPLOYER'),
      { op: 'OR', of: [own, kept, disclosed, finds('FOUND_BY_EMPLOYERS', 'o')] },
    ],
    ['an unverified employer', member('EMPLOYER', false), { op: 'OR', of: [own, kept, disclosed] }],
    ['a verified agency', member('AGENCY'), { op: 'OR', of: [own, kept, disclosed, finds('FOUND_BY_AGENCIES', 'o')] }],
    ['an unverified agency', member('AGENCY', false), { op: 'OR', of: [own, kept, disclosed] }],
    [
      'a school',
      member('SCHOOL'),
      { op: 'OR', of: [own, kept, disclosed, shared('SHARED_WITH_SCHOOL', 'school', 'o')] },
    ],
    [
      'an office',
      member('OFFICE'),
      { op: 'OR', of: [own, kept, disclosed, shared('SHARED_WITH_OFFICE', 'place', '350200')] },
    ],
  ] as [string, Actor, object][])('for %s', (_who, actor, filter) => {
    expect(visibleTo(actor)).toEqual(filter);
  });

  it('hides from an agency who hides from an employer that it acts for', () => {
    expect(visibleTo(member('AGENCY'), ['e'])).toEqual({
      op: 'OR',
      of: [own, kept, disclosed, finds('FOUND_BY_AGENCIES', 'o', 'e')],
    });
  });
});

describe('axis keys', () => {
  it('are the code at each level, a marked coarser one, or none', () => {
    expect(axisKeys(taxonomy, 'occupation', turner, [1, 2, 3, 4]).at(-1)).toBe(turner);
    const [first, second, third, fourth] = axisKeys(taxonomy, 'occupation', '6-18-00-00', [1, 2, 3, 4]);
    expect([first, second, third, fourth]).toEqual(['6-00-00-00', '6-18-00-00', '~6-18-00-00', '~6-18-00-00']);
    expect(axisKeys(taxonomy, 'region', null, [1, 2])).toEqual(['-', '-']);
    expect(axisKeys(taxonomy, 'region', 'no such', [1])).toEqual(['-']);
    expect(axisFields('region', taxonomy, 'region', '350200', [2, 3])).toEqual({
      region2: ['350200'],
      region3: ['~350200'],
    });
    expect(axisFields('region', taxonomy, 'region', null, [2])).toEqual({ region2: [] });
  });
});

function skillsToUse(count: number): { skill: string; wantsToUse: boolean }[] {
  const skills = ['cnc-turning', 'manual-turning', 'cnc-milling', 'manual-milling', 'autocad', 'solidworks'];
  return skills.slice(0, count).map((skill) => ({ skill, wantsToUse: true }));
}
