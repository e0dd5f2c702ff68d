import { describe, expect, test } from 'vitest';
import { parseDay } from '../../src/kernel/day.ts';
import { DomainError } from '../../src/kernel/errors.ts';
import {
  checkPosition,
  emptyPosition,
  overlaid,
  type PositionDraft,
} from '../../src/modules/positions/positions.input.ts';
import { isOpenOn, mayWriteFor, type PositionRecord } from '../../src/modules/positions/positions.rules.ts';
import { type ConceptRecord, type Scheme, Taxonomy } from '../../src/modules/taxonomy/index.ts';

const concept = (scheme: Scheme, code: string, level = 1, parent: string | null = null): ConceptRecord => ({
  scheme,
  code,
  level,
  parent,
  name: `${scheme} ${code}`,
  nameEn: null,
  aliases: [],
  attributes: {},
  edition: 't',
  retiredIn: null,
  successors: [],
});
const taxonomy = new Taxonomy(
  [
    concept('occupation', 'o1'),
    concept('region', 'r1'),
    concept('region', 'r11', 2, 'r1'),
    concept('major', 'm1'),
    concept('licence', 'l1'),
    concept('industry', 'i1'),
    concept('titleSeries', 't1'),
    ...['s1', 's2', 's3'].map((code) => concept('skill', code)),
    ...Array.from({ length: 31 }, (_, n) => concept('skill', `k${n}`)),
    { ...concept('skill', 'old'), retiredIn: 't', successors: ['s1'] },
  ],
  { substitutes: [], occupationSkills: [], occupationLicences: [] },
);
const today = parseDay('2026-03-02', 'day');
const least: PositionDraft = { ...emptyPosition(today), title: '焊工', occupation: 'o1', headcount: 2, region: 'r11' };
const check = (draft: PositionDraft) => checkPosition(overlaid(least, draft), taxonomy, 'input');

function refusal(draft: PositionDraft): { path: unknown; cure: unknown } {
  try {
    check(draft);
  } catch (error) {
    if (error instanceof DomainError) return { path: error.details.path, cure: error.details.cure };
    throw error;
  }
  return { path: 'accepted', cure: null };
}

describe('a position that may not be', () => {
  test.each<[string, PositionDraft]>([
    ['input.title', { title: '  ' }],
    ['input.title', { title: '焊'.repeat(201) }],
    ['input.title', { title: 'a\0b' }],
    ['input.description', { description: '焊'.repeat(20_001) }],
    ['input.occupation', { occupation: 'nothing' }],
    ['input.occupation', { occupation: null }],
    ['input.region', { region: 'nowhere' }],
    ['input.industry', { industry: 'none' }],
    ['input.headcount', { headcount: 0 }],
    ['input.headcount', { headcount: 100_001 }],
    ['input.headcount', { headcount: 1.5 }],
    ['input.headcount', { headcount: null }],
    ['input.filled', { filled: 3 }],
    ['input.filled', { filled: -1 }],
    ['input.pay', { pay: { from: 2, to: 1 } }],
    ['input.pay.to', { pay: { to: -1 } }],
    ['input.education', { education: 7 }],
    ['input.grade', { grade: 9 }],
    ['input.experienceMonths', { experienceMonths: 601 }],
    ['input.majors.1', { majors: ['m1', 'm2'] }],
    ['input.licences.0', { licences: ['none'] }],
    ['input.titleRank.rank', { titleRank: { series: 't1', rank: 6 } }],
    ['input.titleRank.series', { titleRank: { series: 't2', rank: 1 } }],
    ['input.opensOn', { opensOn: null }],
    ['input.closesOn', { closesOn: today - 1 }],
    ['input.startFrom', { startFrom: today + 2_000 }],
    ['input.mustHave', { mustHave: Array.from({ length: 31 }, (_, n) => ({ skill: `k${n}` })) }],
    ['input.mustHave.0.level', { mustHave: [{ skill: 's1', level: 6 }] }],
    ['input.mustHave.1.skill', { mustHave: [{ skill: 's1' }, { skill: 'old' }] }],
    ['input.niceToHave.0', { mustHave: [{ skill: 's1' }], niceToHave: [{ skill: 'old' }] }],
    ['input.hardFilters.0', { hardFilters: ['EDUCATION'] }],
    ['input.hardFilters.1', { hardFilters: ['REGION', 'MAJORS'] }],
    ['input.hardFilters.0', { hardFilters: ['GRADE'] }],
    ['input.hardFilters.0', { hardFilters: ['LICENCES'] }],
    ['input.hardFilters.0', { experienceMonths: 0, hardFilters: ['EXPERIENCE'] }],
    ['input.externalId', { externalId: 'x'.repeat(101) }],
  ])('is refused at %s', (path, draft) => {
    expect(refusal(draft).path).toBe(path);
  });

  test('is told how to mend it', () => {
    expect(refusal({ hardFilters: ['EDUCATION'] }).cure).toContain('Set education');
    expect(refusal({ headcount: 0 }).cure).toContain('1 to 100000');
  });
});

test('what is accepted is canonical: trimmed, current codes, each once', () => {
  const values = check({
    title: ' 焊工 ',
    description: '',
    majors: ['m1', 'm1'],
    mustHave: [{ skill: 'old' }],
    niceToHave: [{ skill: 's3' }, { skill: 's2', level: 2 }],
    hardFilters: ['REGION', 'REGION'],
  });
  expect(values).toMatchObject({
    title: '焊工',
    description: null,
    filled: 0,
    kind: 'FULL',
    opensOn: today,
    majors: ['m1'],
    mustHave: [{ skill: 's1', level: null }],
    niceToHave: [
      { skill: 's2', level: 2 },
      { skill: 's3', level: null },
    ],
    hardFilters: ['REGION'],
  });
  expect(check(values)).toEqual(values);
});

test.each([
  [{}, 0, true],
  [{ opensOn: today + 1 }, 0, false],
  [{ opensOn: today + 1 }, 1, true],
  [{ closesOn: today }, 0, true],
  [{ closesOn: today }, 1, false],
  [{ filled: 2 }, 0, false],
  [{ status: 'DRAFT' }, 0, false],
  [{ status: 'CLOSED' }, 0, false],
  [{ archivedAt: new Date(0) }, 0, false],
] as [Partial<PositionRecord>, number, boolean][])('open: %o after %i days is %s', (fields, days, open) => {
  const record = { ...check({}), status: 'PUBLISHED', archivedAt: null, ...fields } as PositionRecord;
  expect(isOpenOn(record, today + days)).toBe(open);
});

test('who writes for an employer', () => {
  const isWithin = (region: string, of: string) => taxonomy.isWithin('region', region, of);
  const employer = { id: 'e', region: 'r11', isEmployer: true, archived: false, claimed: false };
  const member = (kind: 'EMPLOYER' | 'OFFICE' | 'AGENCY', id = 'x', region = 'r1') =>
    ({ kind: 'MEMBER', userId: 'u', role: 'EDITOR', organization: { id, kind, region, verified: true } }) as const;
  expect(mayWriteFor(member('EMPLOYER', 'e'), employer, isWithin)).toBe(true);
  expect(mayWriteFor(member('EMPLOYER'), employer, isWithin)).toBe(false);
  expect(mayWriteFor(member('OFFICE'), employer, isWithin)).toBe(true);
  expect(mayWriteFor(member('OFFICE', 'x', 'r2'), employer, isWithin)).toBe(false);
  expect(mayWriteFor(member('OFFICE'), { ...employer, claimed: true }, isWithin)).toBe(false);
  expect(mayWriteFor(member('AGENCY'), employer, isWithin)).toBe(false);
  expect(mayWriteFor({ kind: 'PERSON', userId: 'u' }, employer, isWithin)).toBe(false);
  expect(mayWriteFor({ kind: 'SYSTEM' }, { ...employer, claimed: true }, isWithin)).toBe(true);
});
