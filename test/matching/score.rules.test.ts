import { describe, expect, it, test } from 'vitest';
import { basisPoints } from '../../src/modules/matching/fit.rules.ts';
import type {
  EmployerCriterion,
  HardFilter,
  ScoredPosition,
  ScoredTalent,
  TalentCriterion,
} from '../../src/modules/matching/matching.pair.ts';
import {
  bandFloor,
  compareMatches,
  fitsWell,
  sortKeyOf,
  withheldMatch,
} from '../../src/modules/matching/ranking.rules.ts';
import { aPosition, aTalent, creditIn, day, has, matchOf, skills, today } from './pairs.ts';

type Case = readonly [what: string, talent: ScoredTalent, position: ScoredPosition, credit: number | string];

function table(criterion: EmployerCriterion | TalentCriterion, cases: readonly Case[]): void {
  test.each(cases)(`${criterion}: %s`, (_what, talent, position, credit) => {
    expect(creditIn(matchOf(talent, position), criterion)).toBe(credit);
  });
}

const worked = (occupation: string, from = '2020-01-01', to: string | null = null) => ({
  occupation,
  from: day(from),
  to: to === null ? null : day(to),
});

describe('employer fit: skills', () => {
  const lathe = aPosition({ mustHave: skills('NC-LATHE') });
  const latheAndMill = aPosition({ mustHave: skills('NC-LATHE', 'NC-MILL') });
  table('SKILLS', [
    ['none asked is open', aTalent({ skills: has('NC-LATHE') }), aPosition(), 'OPEN'],
    ['no skill of the talent is not stated', aTalent(), lathe, 'NOT_STATED'],
    ['exact, certified 1', aTalent({ skills: has('NC-LATHE:CERTIFIED') }), lathe, 10_000],
    ['exact, verified 0.95', aTalent({ skills: has('NC-LATHE:VERIFIED') }), lathe, 9_500],
    ['exact, claimed 0.85', aTalent({ skills: has('NC-LATHE:CLAIMED') }), lathe, 8_500],
    ['exact, inferred 0.6', aTalent({ skills: has('NC-LATHE:INFERRED') }), lathe, 6_000],
    ['a sibling ½', aTalent({ skills: has('NC-MILL:CERTIFIED') }), lathe, 5_000],
    ['the parent ½, claimed', aTalent({ skills: has('NC:CLAIMED') }), lathe, 4_250],
    ['a child ½, verified', aTalent({ skills: has('NC-MILL:VERIFIED') }), aPosition({ mustHave: skills('NC') }), 4_750],
    [
      'a substitute ½',
      aTalent({ skills: has('DRAW-CAM:INFERRED') }),
      aPosition({ mustHave: skills('NC-PROG') }),
      3_000,
    ],
    ['and back', aTalent({ skills: has('NC-PROG:INFERRED') }), aPosition({ mustHave: skills('DRAW-CAM') }), 3_000],
    ['nothing near 0', aTalent({ skills: has('SAFE:CERTIFIED') }), lathe, 0],
    ['roots are no siblings', aTalent({ skills: has('LEAN:CERTIFIED') }), aPosition({ mustHave: skills('SAFE') }), 0],
    ['an alias is the concept', aTalent({ skills: has('old-lathe:CERTIFIED') }), lathe, 10_000],
    [
      'the best evidence of two entries',
      aTalent({ skills: has('old-lathe:INFERRED', 'NC-LATHE:VERIFIED') }),
      lathe,
      9_500,
    ],
    ['each must-have equally', aTalent({ skills: has('NC-LATHE:CERTIFIED', 'SAFE') }), latheAndMill, 5_000],
    ['one skill is credited once', aTalent({ skills: has('NC-SET:CERTIFIED') }), latheAndMill, 2_500],
    [
      'exact first, then adjacent',
      aTalent({ skills: has('NC-LATHE:CERTIFIED', 'NC-SET:CERTIFIED') }),
      latheAndMill,
      7_500,
    ],
    [
      'a level does not score',
      aTalent({ skills: [{ skill: 'NC-LATHE', evidence: 'CERTIFIED', level: 1, wantsToUse: false }] }),
      aPosition({ mustHave: [{ skill: 'NC-LATHE', level: 5 }] }),
      10_000,
    ],
    [
      'must-haves 80 %, nice-to-haves 20 %',
      aTalent({ skills: has('NC-LATHE:CERTIFIED', 'SAFE:CERTIFIED') }),
      aPosition({ mustHave: skills('NC-LATHE', 'DRAW'), niceToHave: skills('SAFE') }),
      6_000,
    ],
    [
      'only nice-to-haves: 100 %',
      aTalent({ skills: has('SAFE') }),
      aPosition({ niceToHave: skills('SAFE', 'LEAN') }),
      4_250,
    ],
    // 8,000·17,000/3 + 2,000·6,000/7 = 47,047,619.05, by 10,000; each list rounded apart would give 4,703
    [
      'rounded down once, over both lists',
      aTalent({ skills: has('NC-LATHE', 'SAFE', 'LEAN:INFERRED') }),
      aPosition({
        mustHave: skills('NC-LATHE', 'SAFE', 'Q'),
        niceToHave: skills('LEAN', 'a', 'b', 'c', 'd', 'e', 'f'),
      }),
      4_704,
    ],
    [
      'a skill in both lists after aliases is a must-have',
      aTalent({ skills: has('NC-LATHE:CERTIFIED') }),
      aPosition({ mustHave: skills('NC-LATHE'), niceToHave: skills('old-lathe') }),
      10_000,
    ],
    // the must-have weighs 8,000, the nice-to-have 2,000: the better evidence goes where it earns more
    [
      'the best total is that of the criterion',
      aTalent({ skills: has('NC-SET:CERTIFIED', 'DRAW-CAM:INFERRED') }),
      aPosition({ mustHave: skills('NC-PROG'), niceToHave: skills('NC-MILL') }),
      4_000,
    ],
    // greedy by evidence would give NC-SET to NC-PROG and leave DRAW-CAM's only place taken
    [
      'a pair gives way where both can then be credited',
      aTalent({ skills: has('NC-SET:CERTIFIED', 'DRAW-CAM:CERTIFIED') }),
      aPosition({ mustHave: skills('NC-PROG', 'NC-MILL') }),
      5_000,
    ],
  ]);

  it('breaks ties by code, whatever the order of the lists', () => {
    const credited = (asked: string[], held: string[]) =>
      Object.fromEntries(
        matchOf(aTalent({ skills: has(...held) }), aPosition({ mustHave: skills(...asked) })).skills.map((one) => [
          one.asked,
          one.by,
        ]),
      );
    expect(credited(['NC-MILL', 'NC-LATHE'], ['NC-SET'])).toEqual({ 'NC-LATHE': 'NC-SET', 'NC-MILL': null });
    expect(credited(['NC-LATHE'], ['NC-SET', 'NC-PROG'])).toEqual({ 'NC-LATHE': 'NC-PROG' });
    const both = { 'NC-LATHE': 'NC', 'NC-MILL': 'NC-PROG' };
    expect(credited(['NC-MILL', 'NC-LATHE'], ['NC-SET', 'NC-PROG', 'NC'])).toEqual(both);
    expect(credited(['NC-LATHE', 'NC-MILL'], ['NC', 'NC-PROG', 'NC-SET'])).toEqual(both);
  });

  it('says by what each asked skill was credited, in current codes', () => {
    const match = matchOf(
      aTalent({ skills: has('old-lathe:VERIFIED', 'DRAW-CAM') }),
      aPosition({ mustHave: skills('NC-LATHE'), niceToHave: skills('DRAW-CAD', 'LEAN') }),
    );
    expect(match.skills).toEqual([
      { asked: 'NC-LATHE', list: 'MUST', by: 'NC-LATHE', relation: 'EXACT', evidence: 'VERIFIED', creditBp: 9_500 },
      { asked: 'DRAW-CAD', list: 'NICE', by: 'DRAW-CAM', relation: 'ADJACENT', evidence: 'CLAIMED', creditBp: 4_250 },
      { asked: 'LEAN', list: 'NICE', by: null, relation: 'NONE', evidence: null, creditBp: 0 },
    ]);
  });
});

describe('employer fit: occupation', () => {
  const turner = aPosition();
  table('OCCUPATION', [
    ['nothing held is not stated', aTalent(), turner, 'NOT_STATED'],
    ['held by experience', aTalent({ experiences: [worked('6-18-01-01')] }), turner, 10_000],
    ['held by a grade', aTalent({ grades: [{ occupation: '6-18-01-01', grade: 3 }] }), turner, 10_000],
    ['trained for', aTalent({ trained: ['6-18-01-01'] }), turner, 10_000],
    ['an alias of it', aTalent({ trained: ['old-turner'] }), turner, 10_000],
    ['one under the position’s code', aTalent({ trained: ['6-18-01-07'] }), aPosition({ occupation: '6-18' }), 10_000],
    ['the same 小类 ¾', aTalent({ trained: ['6-18-01-07'] }), turner, 7_500],
    ['the 小类 itself ¾', aTalent({ trained: ['6-18-01'] }), turner, 7_500],
    ['the same 中类 ½', aTalent({ trained: ['6-18-02-04'] }), turner, 5_000],
    ['the same 大类 ¼', aTalent({ trained: ['6-24-04-00'] }), turner, 2_500],
    [
      'a 细类 without a 小类: its 中类 ½',
      aTalent({ trained: ['6-24'] }),
      aPosition({ occupation: '6-24-04-00' }),
      5_000,
    ],
    ['another 大类 0', aTalent({ trained: ['4-04-05-01'] }), turner, 0],
    ['the nearest counts', aTalent({ trained: ['4-04-05-01', '6-18-02-04'] }), turner, 5_000],
    ['an unknown code equals itself only', aTalent({ trained: ['x'] }), aPosition({ occupation: 'x' }), 10_000],
    ['and nothing else', aTalent({ trained: ['y'] }), aPosition({ occupation: 'x' }), 0],
  ]);
});

describe('employer fit: education and major', () => {
  const studied = (level: number, major: string | null = null, graduated = true) => ({ level, major, graduated });
  const level4 = aPosition({ education: 4 });
  const machines = aPosition({ majors: ['080202'] });
  const both = aPosition({ education: 4, majors: ['080202'] });
  table('EDUCATION_AND_MAJOR', [
    ['nothing asked is open', aTalent({ educations: [studied(6)] }), aPosition(), 'OPEN'],
    ['nothing graduated is not stated', aTalent({ educations: [studied(4, '080202', false)] }), level4, 'NOT_STATED'],
    ['no major known is not stated', aTalent({ educations: [studied(4)] }), machines, 'NOT_STATED'],
    ['level reached', aTalent({ educations: [studied(4)] }), level4, 10_000],
    ['level above', aTalent({ educations: [studied(3), studied(5)] }), level4, 10_000],
    ['one below ½', aTalent({ educations: [studied(3)] }), level4, 5_000],
    ['two below 0', aTalent({ educations: [studied(2)] }), level4, 0],
    ['not graduated does not count', aTalent({ educations: [studied(3), studied(4, null, false)] }), level4, 5_000],
    ['only the major is asked', aTalent({ educations: [studied(2, '080202')] }), machines, 10_000],
    ['an alias of the major', aTalent({ educations: [studied(2, 'old-machines')] }), machines, 10_000],
    ['same class ½', aTalent({ educations: [studied(4, '080203')] }), machines, 5_000],
    ['the class itself ½', aTalent({ educations: [studied(4, '0802')] }), machines, 5_000],
    ['another class 0', aTalent({ educations: [studied(4, '080901')] }), machines, 0],
    [
      'a class accepted: one under it 1',
      aTalent({ educations: [studied(4, '080203')] }),
      aPosition({ majors: ['0802'] }),
      10_000,
    ],
    [
      'any of the majors',
      aTalent({ educations: [studied(4, '080901')] }),
      aPosition({ majors: ['080202', '080901'] }),
      10_000,
    ],
    ['both: 1 × 1', aTalent({ educations: [studied(4, '080202')] }), both, 10_000],
    ['both: ½ × 1', aTalent({ educations: [studied(3, '080202')] }), both, 5_000],
    ['both: 1 × ½', aTalent({ educations: [studied(4, '080203')] }), both, 5_000],
    ['both: ½ × ½', aTalent({ educations: [studied(3, '080203')] }), both, 2_500],
    [
      'both: level and major of different educations',
      aTalent({ educations: [studied(3, '080202'), studied(4, '080901')] }),
      both,
      10_000,
    ],
    ['both: no major known', aTalent({ educations: [studied(4)] }), both, 'NOT_STATED'],
  ]);
});

describe('employer fit: grade or title', () => {
  const grade4 = aPosition({ grade: 4 });
  const title3 = aPosition({ titleRank: { series: 'ENG', rank: 3 } });
  const both = aPosition({ grade: 4, titleRank: { series: 'ENG', rank: 3 } });
  const graded = (occupation: string, grade: number) => ({ occupation, grade });
  const titled = (series: string, rank: number) => ({ series, rank });
  table('GRADE_OR_TITLE', [
    ['nothing asked is open', aTalent({ grades: [graded('6-18-01-01', 5)] }), aPosition(), 'OPEN'],
    ['no grade is not stated', aTalent({ titleRanks: [titled('ENG', 5)] }), grade4, 'NOT_STATED'],
    ['no title is not stated', aTalent({ grades: [graded('6-18-01-01', 5)] }), title3, 'NOT_STATED'],
    ['in the 细类, reached', aTalent({ grades: [graded('6-18-01-01', 4)] }), grade4, 10_000],
    ['in the 细类, one below ½', aTalent({ grades: [graded('6-18-01-01', 3)] }), grade4, 5_000],
    ['in the 细类, two below 0', aTalent({ grades: [graded('6-18-01-01', 2)] }), grade4, 0],
    ['in the 小类 ½', aTalent({ grades: [graded('6-18-01-07', 8)] }), grade4, 5_000],
    ['in the 小类, one below ¼', aTalent({ grades: [graded('6-18-01-07', 3)] }), grade4, 2_500],
    ['in the 中类 only 0', aTalent({ grades: [graded('6-18-02-04', 8)] }), grade4, 0],
    ['best over grades', aTalent({ grades: [graded('6-18-01-01', 2), graded('6-18-01-07', 3)] }), grade4, 2_500],
    [
      'position of a 小类: one under it 1',
      aTalent({ grades: [graded('6-18-01-07', 4)] }),
      aPosition({ occupation: '6-18-01', grade: 4 }),
      10_000,
    ],
    ['title reached', aTalent({ titleRanks: [titled('ENG', 4)] }), title3, 10_000],
    ['title one below ½', aTalent({ titleRanks: [titled('ENG', 2)] }), title3, 5_000],
    ['title two below 0', aTalent({ titleRanks: [titled('ENG', 1)] }), title3, 0],
    ['title of another series 0', aTalent({ titleRanks: [titled('EDU', 5)] }), title3, 0],
    [
      'both asked: the larger, of the grade',
      aTalent({ grades: [graded('6-18-01-01', 4)], titleRanks: [titled('ENG', 2)] }),
      both,
      10_000,
    ],
    [
      'both asked: the larger, of the title',
      aTalent({ grades: [graded('6-18-01-01', 3)], titleRanks: [titled('ENG', 3)] }),
      both,
      10_000,
    ],
    ['both asked: one is enough to be stated', aTalent({ titleRanks: [titled('ENG', 1)] }), both, 0],
    ['both asked, neither stated', aTalent(), both, 'NOT_STATED'],
  ]);
});

describe('employer fit: experience', () => {
  const months36 = aPosition({ experienceMonths: 36 });
  table('EXPERIENCE', [
    ['nothing asked is open', aTalent({ experiences: [worked('6-18-01-01')] }), aPosition(), 'OPEN'],
    ['0 months asked is open', aTalent(), aPosition({ experienceMonths: 0 }), 'OPEN'],
    ['no experience is not stated', aTalent({ trained: ['6-18-01-01'] }), months36, 'NOT_STATED'],
    ['until now', aTalent({ experiences: [worked('6-18-01-01', '2023-05-31')] }), months36, 10_000],
    ['anywhere in the 中类', aTalent({ experiences: [worked('6-18-02-04', '2000-01-01')] }), months36, 10_000],
    ['another 中类 of the 大类 0', aTalent({ experiences: [worked('6-24-04-00', '2000-01-01')] }), months36, 0],
    // 547 days are 18 calendar months
    ['months / asked', aTalent({ experiences: [worked('6-18-01-01', '2022-01-01', '2023-07-01')] }), months36, 5_000],
    [
      'overlaps count once',
      aTalent({
        experiences: [
          worked('6-18-01-01', '2022-01-01', '2023-07-01'),
          worked('6-18-01-07', '2022-06-01', '2023-01-01'),
        ],
      }),
      months36,
      5_000,
    ],
    [
      'days are added before they become months',
      aTalent({
        experiences: [
          worked('6-18-01-01', '2022-01-01', '2022-01-20'),
          worked('6-18-02-04', '2023-01-01', '2023-01-20'),
        ],
      }),
      months36,
      277,
    ],
    [
      'work to come does not count',
      aTalent({ experiences: [worked('6-18-01-01', '2026-06-02', '2040-01-01')] }),
      months36,
      0,
    ],
    [
      'nor the part of it to come',
      aTalent({ experiences: [worked('6-18-01-01', '2026-05-01', '2040-01-01')] }),
      months36,
      277,
    ],
    [
      'position of a 大类: all under it',
      aTalent({ experiences: [worked('6-24-04-00', '2000-01-01')] }),
      aPosition({ occupation: '6', experienceMonths: 36 }),
      10_000,
    ],
  ]);
});

describe('talent fit', () => {
  table('OCCUPATION_WANTED', [
    ['none wanted is open', aTalent(), aPosition(), 'OPEN'],
    ['the position’s', aTalent({ wish: { occupations: ['4-04-05-01', '6-18-01-01'] } }), aPosition(), 10_000],
    ['one under it', aTalent({ wish: { occupations: ['6-18-01-01'] } }), aPosition({ occupation: '6-18' }), 10_000],
    ['the same 小类 ¾', aTalent({ wish: { occupations: ['6-18-01-07'] } }), aPosition(), 7_500],
    ['a wanted 小类, as for occupation, ¾', aTalent({ wish: { occupations: ['6-18-01'] } }), aPosition(), 7_500],
    ['the same 中类 ½', aTalent({ wish: { occupations: ['6-18-02-04'] } }), aPosition(), 5_000],
    ['the same 大类 ¼', aTalent({ wish: { occupations: ['6-24-04-00'] } }), aPosition(), 2_500],
    ['another 大类 0', aTalent({ wish: { occupations: ['4-04'] } }), aPosition(), 0],
  ]);
  table('REGION', [
    ['none wanted is open', aTalent({ residence: '350211' }), aPosition(), 'OPEN'],
    ['the position’s', aTalent({ wish: { regions: ['350211'] } }), aPosition(), 10_000],
    ['an alias of it', aTalent({ wish: { regions: ['old-jimei'] } }), aPosition(), 10_000],
    ['the city holds it', aTalent({ wish: { regions: ['3502'] } }), aPosition(), 10_000],
    ['the province holds it', aTalent({ wish: { regions: ['440305', '35'] } }), aPosition(), 10_000],
    ['another district of the city ½', aTalent({ wish: { regions: ['350203'] } }), aPosition(), 5_000],
    [
      'a district, the position of the whole city ½',
      aTalent({ wish: { regions: ['350203'] } }),
      aPosition({ region: '3502' }),
      5_000,
    ],
    ['another city of the province 0', aTalent({ wish: { regions: ['350582'] } }), aPosition(), 0],
    ['residence is no wish', aTalent({ residence: '350211', wish: { regions: ['440305'] } }), aPosition(), 0],
  ]);
  const expects = (pay: number) => aTalent({ wish: { pay } });
  const offers = (from: number | null, to: number | null) => aPosition({ pay: { from, to } });
  table('PAY', [
    ['no expectation is open', aTalent(), offers(1, 2), 'OPEN'],
    ['no pay offered is not stated', expects(900_000), aPosition(), 'NOT_STATED'],
    ['upper end reached', expects(900_000), offers(500_000, 900_000), 10_000],
    ['an only lower end is the upper', expects(900_000), offers(900_000, null), 10_000],
    ['an only upper end', expects(900_000), offers(null, 900_000), 10_000],
    ['0.85 of it: ½', expects(1_000_000), offers(null, 850_000), 5_000],
    ['rounded down', expects(900_000), offers(null, 800_000), 6_296],
    ['one fen short', expects(900_000), offers(null, 899_999), 9_999],
    ['0.7 of it: 0', expects(1_000_000), offers(null, 700_000), 0],
    ['below, clamped', expects(1_000_000), offers(null, 100_000), 0],
    ['the greatest pay', expects(1_000_000_000), offers(null, 999_999_999), 9_999],
  ]);
  const wants = (kinds: ScoredTalent['wish']['kinds'], from: string | null = null) =>
    aTalent({ wish: { kinds, from: from === null ? null : day(from) } });
  const starts = (kind: ScoredPosition['kind'], from: string | null = null) =>
    aPosition({ kind, startFrom: from === null ? null : day(from) });
  table('KIND_AND_START', [
    ['neither kind nor start is open', aTalent(), starts('FULL', '2026-07-01'), 'OPEN'],
    ['both agree', wants(['PART', 'FULL'], '2026-07-01'), starts('FULL', '2026-07-01'), 10_000],
    ['only the kind ½', wants(['FULL'], '2026-07-02'), starts('FULL', '2026-07-01'), 5_000],
    ['only the start ½', wants(['PART'], '2026-07-01'), starts('FULL', '2026-08-01'), 5_000],
    ['neither 0', wants(['PART'], '2026-07-02'), starts('FULL', '2026-07-01'), 0],
    ['an unstated start of the position agrees', wants(['FULL'], '2026-07-02'), starts('FULL'), 10_000],
    ['an unstated start of the talent agrees', wants(['FULL']), starts('FULL', '2026-07-01'), 10_000],
    ['no kind named takes any', wants([], '2026-07-01'), starts('PART', '2026-07-01'), 10_000],
    ['an unstated kind agrees with none named', wants(['FULL']), starts(null), 5_000],
    ['flexible work is a kind of its own', wants(['FLEXIBLE']), starts('FULL'), 5_000],
    ['and agrees with itself', wants(['FLEXIBLE']), starts('FLEXIBLE'), 10_000],
  ]);
  const asking = aPosition({ mustHave: skills('NC-LATHE'), niceToHave: skills('SAFE') });
  table('SKILLS_TO_USE', [
    ['none marked is open', aTalent({ skills: has('NC-LATHE') }), asking, 'OPEN'],
    ['no skill asked is not stated', aTalent({ skills: has('NC-LATHE!') }), aPosition(), 'NOT_STATED'],
    ['all asked, of either list', aTalent({ skills: has('NC-LATHE!', 'SAFE!', 'LEAN') }), asking, 10_000],
    ['a third', aTalent({ skills: has('old-lathe!', 'LEAN!', 'DRAW!') }), asking, 3_333],
    ['adjacent is not asked', aTalent({ skills: has('NC-MILL!') }), asking, 0],
    [
      'at most five count',
      aTalent({ skills: has('NC-LATHE!', 'SAFE!', 'LEAN!', 'DRAW!', 'NC!', 'NC-SET!') }),
      asking,
      4_000,
    ],
  ]);
});

describe('points', () => {
  it('scales weights to 10,000 by largest remainder, ties in table order', () => {
    expect(basisPoints([50, 20, 12, 10, 8])).toEqual([5_000, 2_000, 1_200, 1_000, 800]);
    // 5,681.8 2,272.7 0 1,136.4 909.1
    expect(basisPoints([50, 20, 0, 10, 8])).toEqual([5_682, 2_273, 0, 1_136, 909]);
    expect(basisPoints([1, 1, 1])).toEqual([3_334, 3_333, 3_333]);
    expect(basisPoints([0, 0])).toEqual([0, 0]);
  });

  it('leaves out what is open, keeps what is not stated at 0, and adds up', () => {
    const { employerFit } = matchOf(
      aTalent({ trained: ['6-18-01-07'], skills: has('NC-LATHE') }),
      aPosition({ mustHave: skills('NC-LATHE'), experienceMonths: 12 }),
    );
    expect(employerFit).toEqual({
      total: 7_371,
      criteria: [
        { criterion: 'SKILLS', state: 'SCORED', weightBp: 6_410, creditBp: 8_500, points: 5_448 },
        { criterion: 'OCCUPATION', state: 'SCORED', weightBp: 2_564, creditBp: 7_500, points: 1_923 },
        { criterion: 'EDUCATION_AND_MAJOR', state: 'OPEN', weightBp: 0, creditBp: 0, points: 0 },
        { criterion: 'GRADE_OR_TITLE', state: 'OPEN', weightBp: 0, creditBp: 0, points: 0 },
        { criterion: 'EXPERIENCE', state: 'NOT_STATED', weightBp: 1_026, creditBp: 0, points: 0 },
      ],
    });
  });

  it('takes the harmonic mean of both fits, rounded down', () => {
    const match = matchOf(aTalent({ trained: ['6-18-01-07'], wish: { occupations: ['6-24'] } }), aPosition());
    expect([match.employerFit.total, match.talentFit.total, match.mutual]).toEqual([7_500, 2_500, 3_750]);
    expect(match.mutualOf).toBe('BOTH');
  });

  it('is 0 when both fits are 0', () => {
    const match = matchOf(aTalent({ wish: { occupations: ['4'] } }), aPosition());
    expect([match.employerFit.total, match.talentFit.total, match.mutual, match.mutualOf]).toEqual([0, 0, 0, 'BOTH']);
  });

  it('is the other fit where one is null, and says so', () => {
    const match = matchOf(aTalent({ trained: ['6-18-01-07'] }), aPosition());
    expect([match.talentFit.total, match.mutual, match.mutualOf]).toEqual([null, 7_500, 'EMPLOYER']);
  });
});

describe('eligible', () => {
  const reasonsOf = (talent: ScoredTalent, position: ScoredPosition) => {
    const { eligible, ineligible } = matchOf(talent, position);
    expect(eligible).toBe(ineligible.length === 0);
    return ineligible;
  };
  const welder = aPosition({ occupation: '6-18-02-04' });
  const licensed = (licence: string, validTo: number | null) => aTalent({ licences: [{ licence, validTo }] });

  test.each([
    ['without an end', licensed('LIC-WELD', null), true],
    ['to this day', licensed('LIC-WELD', today), true],
    ['to yesterday', licensed('LIC-WELD', today - 1), false],
    ['by its alias', licensed('old-weld', null), true],
    ['another', licensed('LIC-FORK', null), false],
  ])('a licence that the law demands: %s', (_what, talent, eligible) => {
    expect(reasonsOf(talent, welder)).toEqual(
      eligible ? [] : [{ reason: 'LICENCE_DEMANDED_BY_LAW', licence: 'LIC-WELD' }],
    );
  });

  const at4 = (major: string) => aTalent({ educations: [{ level: 4, major, graduated: true }] });
  const grade = (occupation: string, value: number) => aTalent({ grades: [{ occupation, grade: value }] });
  const title = aTalent({ titleRanks: [{ series: 'ENG', rank: 3 }] });
  const bars: readonly [HardFilter, string, ScoredTalent, Partial<ScoredPosition>, boolean][] = [
    ['EDUCATION', 'level reached', at4('080202'), { education: 4 }, true],
    ['EDUCATION', 'one below', at4('080202'), { education: 5 }, false],
    ['EDUCATION', 'not stated', aTalent(), { education: 1 }, false],
    ['EDUCATION', 'not asked', aTalent(), {}, true],
    ['MAJORS', 'accepted', at4('080202'), { majors: ['0802'] }, true],
    ['MAJORS', 'of the class only', at4('080203'), { majors: ['080202'] }, false],
    ['MAJORS', 'not asked', aTalent(), {}, true],
    ['GRADE', 'reached', grade('6-18-01-01', 4), { grade: 4 }, true],
    ['GRADE', 'one below', grade('6-18-01-01', 3), { grade: 4 }, false],
    ['GRADE', 'in the 小类 only', grade('6-18-01-07', 8), { grade: 4 }, false],
    ['GRADE', 'the title in its place', title, { grade: 4, titleRank: { series: 'ENG', rank: 3 } }, true],
    ['GRADE', 'not asked', aTalent(), {}, true],
    ['LICENCES', 'held', licensed('LIC-FORK', null), { licences: ['LIC-FORK'] }, true],
    ['LICENCES', 'run out', licensed('LIC-FORK', today - 1), { licences: ['LIC-FORK'] }, false],
    ['LICENCES', 'one of two', licensed('LIC-FORK', null), { licences: ['LIC-FORK', 'LIC-HV'] }, false],
    ['REGION', 'lives there', aTalent({ residence: '350211' }), {}, true],
    ['REGION', 'lives in it', aTalent({ residence: '350203' }), { region: '3502' }, true],
    ['REGION', 'lives in another district', aTalent({ residence: '350203' }), {}, false],
    ['REGION', 'wants what holds it', aTalent({ residence: '440305', wish: { regions: ['35'] } }), {}, true],
    ['REGION', 'wants the same city only', aTalent({ wish: { regions: ['350203'] } }), {}, false],
    [
      'EXPERIENCE',
      'reached',
      aTalent({ experiences: [worked('6-18-02-04', '2020-01-01')] }),
      { experienceMonths: 36 },
      true,
    ],
    [
      'EXPERIENCE',
      'short',
      aTalent({ experiences: [worked('6-18-02-04', '2024-01-01')] }),
      { experienceMonths: 36 },
      false,
    ],
    ['EXPERIENCE', 'not asked', aTalent(), {}, true],
  ];
  test.each(bars)('hard filter %s: %s', (filter, _what, talent, asks, eligible) => {
    expect(reasonsOf(talent, aPosition({ ...asks, hardFilters: [filter] }))).toEqual(
      eligible ? [] : [{ reason: 'HARD_FILTER', filter }],
    );
    expect(reasonsOf(talent, aPosition(asks))).toEqual([]);
  });

  it('names the law first and each filter once, in the order of the list', () => {
    const position = aPosition({
      occupation: '6-18-02-04',
      education: 4,
      licences: ['LIC-FORK'],
      hardFilters: ['REGION', 'LICENCES', 'EDUCATION', 'REGION'],
    });
    expect(reasonsOf(aTalent(), position)).toEqual([
      { reason: 'LICENCE_DEMANDED_BY_LAW', licence: 'LIC-WELD' },
      { reason: 'HARD_FILTER', filter: 'EDUCATION' },
      { reason: 'HARD_FILTER', filter: 'LICENCES' },
      { reason: 'HARD_FILTER', filter: 'REGION' },
    ]);
  });
});

describe('before disclosure', () => {
  test.each([
    [0, 0],
    [3_999, 0],
    [4_000, 4_000],
    [6_999, 4_000],
    [7_000, 7_000],
    [10_000, 7_000],
  ])('the band of %i begins at %i', (total, floor) => {
    expect(bandFloor(total)).toBe(floor);
  });

  const talent = aTalent({ trained: ['6-18-01-07'], wish: { occupations: ['6-18-02-04'], pay: 1_000_000 } });

  it('shows the band of talent fit without pay, and a mutual made of it', () => {
    // T is 5,000·30/55 + 10,000·25/55 with pay, 5,000 without
    const match = matchOf(talent, aPosition({ pay: { from: null, to: 1_000_000 } }));
    const seen = withheldMatch(match);
    expect(match.talentFit.total).toBe(7_272);
    expect(seen).not.toHaveProperty('talentFit');
    expect([seen.talentBand, seen.mutual, seen.mutualOf]).toEqual([4_000, 5_217, 'BOTH']);
    expect(seen.employerFit).toEqual(match.employerFit);
  });

  it('has no band when the talent leaves all but pay open', () => {
    const seen = withheldMatch(matchOf(aTalent({ trained: ['6-18-01-07'], wish: { pay: 1 } }), aPosition()));
    expect([seen.talentBand, seen.mutual, seen.mutualOf]).toEqual([null, 7_500, 'EMPLOYER']);
  });

  it('sorts by what is seen', () => {
    const match = matchOf(talent, aPosition({ pay: { from: null, to: 1_000_000 } }));
    const keys = (view: 'FULL' | 'BEFORE_DISCLOSURE') =>
      (['MUTUAL', 'EMPLOYER', 'TALENT'] as const).map((key) => sortKeyOf(match, key, view));
    expect(keys('FULL')).toEqual([7_384, 7_500, 7_272]);
    expect(keys('BEFORE_DISCLOSURE')).toEqual([5_217, 7_500, 4_000]);
  });
});

describe('lists', () => {
  it('puts eligible ones first, then the greater key, the later record, the smaller id', () => {
    const row = (eligible: boolean, key: number, createdAt: number, id: string) => ({ eligible, key, createdAt, id });
    const sorted = [
      row(true, 9, 1, 'c'),
      row(true, 8, 2, 'f'),
      row(true, 8, 1, 'a'),
      row(true, 8, 1, 'b'),
      row(false, 10, 3, 'e'),
      row(false, 9, 3, 'd'),
    ];
    expect([...sorted].reverse().sort(compareMatches)).toEqual(sorted);
    expect(compareMatches(row(true, 1, 1, 'a'), row(true, 1, 1, 'a'))).toBe(0);
  });

  test.each([
    ['fits', has('NC-LATHE:INFERRED', 'SAFE'), ['6-18-01-01'], {}, true],
    [
      'a certified neighbour is half',
      has('NC-LATHE:CERTIFIED', 'LEAN:CERTIFIED'),
      ['6-18-01-01'],
      { mustHave: skills('NC-LATHE', 'LEAN') },
      true,
    ],
    ['a must-have below half', has('NC-MILL:VERIFIED', 'SAFE:CERTIFIED'), ['6-18-01-01'], {}, false],
    ['a nice-to-have may be missing', has('NC-LATHE', 'SAFE'), ['6-18-01-01'], { niceToHave: skills('DRAW') }, true],
    ['employer fit too low', has('NC-LATHE:INFERRED', 'SAFE:INFERRED'), ['4'], {}, false],
    ['not eligible', has('NC-LATHE', 'SAFE'), ['6-18-01-01'], { hardFilters: ['REGION'] }, false],
  ] as const)('how many fit: %s', (_what, held, trained, asks, fits) => {
    const position = aPosition({ mustHave: skills('NC-LATHE', 'SAFE'), ...(asks as Partial<ScoredPosition>) });
    expect(fitsWell(matchOf(aTalent({ skills: held, trained: [...trained] }), position))).toBe(fits);
  });
});
