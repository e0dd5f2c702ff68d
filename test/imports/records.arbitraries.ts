import fc from 'fast-check';
import { parseDay } from '../../src/kernel/day.ts';
import type { Scheme, Taxonomy } from '../../src/modules/taxonomy/index.ts';
import { cellText, wordText } from './hostile.ts';

/** Random drafts of records as callers could have written them, over the whole taxonomy, with hostile texts. */

export const today = parseDay('2026-06-01', 'today');

/** Titles that say pay, grade and occupation, which the record may say otherwise or leave out. */
const titleText = fc.oneof(
  wordText,
  fc.constantFrom('高级焊工 8k-12k', '急聘CNC师傅', '电工', '中级车工6000-8000元/月'),
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 2 });
const dayIn = (from: string, to: string) => fc.integer({ min: parseDay(from, ''), max: parseDay(to, '') });
const fen = fc.integer({ min: 1, max: 5_000_000 });
const lines = cellText.map((text) => text || null);
/** Of some columns only. */
const upTo = (text: fc.Arbitrary<string>, length: number) =>
  text.map((one) => [...one].slice(0, length).join('').trim());

export interface Codes {
  one(scheme: Scheme): fc.Arbitrary<string>;
  some(scheme: Scheme, maxLength: number): fc.Arbitrary<string[]>;
}

/** All codes that stand, those whose names are those of several concepts ten times as often. */
export function codesOf(taxonomy: Taxonomy): Codes {
  const one = (scheme: Scheme) => {
    const codes = taxonomy.all(scheme).flatMap(({ code, retiredIn }) => (retiredIn === null ? [code] : []));
    const unclear = codes.filter((code) => taxonomy.find(scheme, taxonomy.get(scheme, code)?.name ?? '').length > 1);
    const any = fc.constantFrom(...codes);
    return unclear.length === 0 ? any : fc.oneof(any, fc.constantFrom(...unclear));
  };
  return { one, some: (scheme, maxLength) => fc.uniqueArray(one(scheme), { maxLength }) };
}

export interface KnownSchools {
  ids: readonly string[];
  /** How some of them are called, to be written as if they were not known. */
  words: readonly string[];
}

export function talentDrafts(codes: Codes, schools: KnownSchools, seekers: readonly string[]) {
  const [born, now] = ['1990-01-01', '2026-05-31'];
  const span = fc.tuple(dayIn(born, now), dayIn(born, now)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  const education = fc
    .record({
      level: fc.integer({ min: 1, max: 6 }),
      school: fc.oneof(
        fc.constantFrom(...schools.ids).map((schoolId) => ({ schoolId, schoolName: null })),
        fc.oneof(wordText, fc.constantFrom(...schools.words)).map((schoolName) => ({ schoolId: null, schoolName })),
        fc.constant({ schoolId: null, schoolName: null }),
      ),
      major: maybe(codes.one('major')),
      span: maybe(span),
      graduated: fc.boolean(),
    })
    .map(({ school, span: days, ...rest }) => ({ ...rest, ...school, from: days?.[0] ?? null, to: days?.[1] ?? null }));
  const experience = fc
    .record({
      title: titleText,
      occupation: maybe(codes.one('occupation')),
      employerName: maybe(wordText),
      span,
      lasts: fc.boolean(),
    })
    .map(({ span: [from, to], lasts, ...rest }) => ({ ...rest, from, to: lasts ? null : to }));
  const skill = fc.record({
    skill: codes.one('skill'),
    level: maybe(fc.integer({ min: 1, max: 5 })),
    evidence: fc.constantFrom('CERTIFIED', 'VERIFIED', 'CLAIMED', 'INFERRED' as const),
    source: maybe(wordText),
    wantsToUse: fc.boolean(),
  });
  const grade = fc.record({
    occupation: codes.one('occupation'),
    grade: fc.integer({ min: 1, max: 8 }),
    certificateNo: maybe(wordText),
    issuer: maybe(wordText),
    issuedOn: maybe(dayIn(born, now)),
  });
  const titleRank = fc.record({
    series: codes.one('titleSeries'),
    rank: fc.integer({ min: 1, max: 5 }),
    issuedOn: maybe(dayIn(born, now)),
  });
  const wish = fc.record({
    occupations: codes.some('occupation', 5),
    regions: codes.some('region', 5),
    pay: maybe(fen),
    kinds: fc.uniqueArray(fc.constantFrom('FULL', 'PART', 'INTERN', 'TEMPORARY', 'FLEXIBLE' as const)),
    from: maybe(dayIn('2020-01-01', '2030-01-01')),
  });
  const availability = fc.oneof(
    fc.constantFrom('AVAILABLE', 'OPEN' as const).map((now_) => ({ availability: now_, unavailableUntil: null })),
    maybe(dayIn('2020-01-01', '2030-01-01')).map((unavailableUntil) => ({
      availability: 'UNAVAILABLE' as const,
      unavailableUntil,
    })),
  );
  const consents = fc.uniqueArray(
    fc.record({
      purpose: fc.constantFrom(
        'FOUND_BY_EMPLOYERS',
        'FOUND_BY_AGENCIES',
        'SHARED_WITH_SCHOOL',
        'SHARED_WITH_OFFICE' as const,
      ),
      textVersion: fc.oneof(fc.constant('2026-01'), wordText),
    }),
    { selector: ({ purpose }) => purpose },
  );
  const content = fc
    .record({
      externalId: wordText,
      name: wordText,
      phone: maybe(fc.constantFrom('13800138000', '+8613800138000', '+4917612345678')),
      email: maybe(fc.constantFrom('lin@example.org', 'a+b=c@example.com', '-x@example.cn')),
      birthYear: maybe(fc.integer({ min: 1950, max: 1989 })),
      residence: maybe(codes.one('region')),
      educations: fc.uniqueArray(education, { maxLength: 3, selector: (item) => JSON.stringify(item) }),
      experiences: fc.uniqueArray(experience, { maxLength: 3, selector: (item) => JSON.stringify(item) }),
      skills: fc.uniqueArray(skill, { maxLength: 5, selector: (item) => item.skill }),
      grades: fc.uniqueArray(grade, { maxLength: 2, selector: (item) => `${item.occupation} ${item.grade}` }),
      titleRanks: fc.uniqueArray(titleRank, { maxLength: 2, selector: (item) => `${item.series} ${item.rank}` }),
      licences: fc.uniqueArray(
        fc.record({ licence: codes.one('licence'), validTo: maybe(dayIn('2020-01-01', '2040-01-01')) }),
        { maxLength: 2, selector: (item) => item.licence },
      ),
      wish,
      refusesRanking: fc.boolean(),
      hiddenFrom: fc.uniqueArray(fc.constantFrom(...seekers), { maxLength: 3 }),
      talentClass: maybe(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F')),
      resume: lines,
    })
    .chain((rest) => availability.map((state) => ({ ...rest, ...state })));
  return fc.record({ content, consents });
}

export function positionDrafts(codes: Codes) {
  const asked = fc.uniqueArray(fc.record({ skill: codes.one('skill'), level: maybe(fc.integer({ min: 1, max: 5 })) }), {
    maxLength: 4,
    selector: ({ skill }) => skill,
  });
  const pay = fc.option(
    fc
      .tuple(maybe(fen), maybe(fen))
      .map(([a, b]) => (a !== null && b !== null && a > b ? { from: b, to: a } : { from: a, to: b })),
    { nil: null },
  );
  return fc
    .record({
      externalId: wordText,
      title: titleText,
      occupation: codes.one('occupation'),
      description: lines,
      headcount: fc.integer({ min: 1, max: 500 }),
      region: codes.one('region'),
      industry: maybe(codes.one('industry')),
      pay,
      kind: fc.constantFrom('FULL', 'PART', 'INTERN', 'TEMPORARY', 'FLEXIBLE' as const),
      education: maybe(fc.integer({ min: 1, max: 6 })),
      majors: codes.some('major', 3),
      grade: maybe(fc.integer({ min: 1, max: 8 })),
      titleRank: maybe(fc.record({ series: codes.one('titleSeries'), rank: fc.integer({ min: 1, max: 5 }) })),
      experienceMonths: maybe(fc.integer({ min: 0, max: 600 })),
      asked,
      licences: codes.some('licence', 2),
      opensOn: dayIn('2025-06-01', '2026-06-01'),
      status: fc.constantFrom('DRAFT', 'PUBLISHED', 'CLOSED' as const),
      closedReason: upTo(wordText, 100),
      days: maybe(fc.nat(400)),
      start: maybe(fc.nat(900)),
      filters: fc.uniqueArray(
        fc.constantFrom('EDUCATION', 'MAJORS', 'GRADE', 'LICENCES', 'REGION', 'EXPERIENCE' as const),
      ),
    })
    .map(({ asked: skills, days, start, filters, status, closedReason, ...rest }) => ({
      draft: {
        ...rest,
        filled: rest.headcount % 3 === 0 ? rest.headcount : rest.headcount % 3,
        mustHave: skills.filter((_, n) => n % 2 === 0),
        niceToHave: skills.filter((_, n) => n % 2 === 1),
        closesOn: days === null ? null : rest.opensOn + days,
        startFrom: start === null ? null : rest.opensOn + start,
        hardFilters: filters.filter(
          (filter) =>
            filter === 'REGION' ||
            (filter === 'EDUCATION' && rest.education !== null) ||
            (filter === 'MAJORS' && rest.majors.length > 0) ||
            (filter === 'GRADE' && rest.grade !== null) ||
            (filter === 'LICENCES' && rest.licences.length > 0) ||
            (filter === 'EXPERIENCE' && Boolean(rest.experienceMonths)),
        ),
      },
      status,
      closedReason: status === 'CLOSED' ? closedReason : null,
    }));
}

export function catalogDrafts(codes: Codes, regions: readonly string[]) {
  const pay = maybe(fc.tuple(fen, fc.nat(1_000_000)).map(([from, more]) => ({ from, to: from + more })));
  const entry = fc
    .record({
      occupation: codes.one('occupation'),
      tradeName: maybe(wordText),
      level: fc.constantFrom('ORDINARY', 'SHORT', 'VERY_SHORT' as const),
      headcount: maybe(fc.integer({ min: 1, max: 5_000 })),
      majors: codes.some('major', 3),
      education: maybe(fc.integer({ min: 1, max: 6 })),
      grade: maybe(fc.integer({ min: 1, max: 8 })),
      schools: fc.uniqueArray(wordText, { maxLength: 3 }),
      pay,
      remark: lines,
      withdraws: fc.boolean(),
    })
    .map((one) => (one.withdraws ? { ...one, headcount: null, majors: [], pay: null } : one));
  return fc.record({
    head: fc
      .record({
        externalId: wordText,
        region: fc.constantFrom(...regions),
        title: titleText,
        mode: fc.constantFrom('ADDS', 'REPLACES' as const),
        validFrom: dayIn('2024-01-01', '2026-12-31'),
        days: maybe(fc.nat(700)),
        edition: upTo(wordText, 50),
      })
      .map(({ days, ...rest }) => ({ ...rest, validTo: days === null ? null : rest.validFrom + days })),
    status: fc.constantFrom('DRAFT', 'REVIEW', 'PUBLISHED' as const),
    entries: fc.uniqueArray(entry, { minLength: 1, maxLength: 4, selector: ({ occupation }) => occupation }),
  });
}

export function programDrafts(codes: Codes, firms: readonly string[]) {
  const count = maybe(fc.nat(2_000));
  const year = fc.integer({ min: 2000, max: 2030 });
  const kind = fc.oneof(
    fc.constantFrom('FULL_TIME', 'PART_TIME' as const).map((one) => ({ kind: one, firmId: null })),
    fc
      .tuple(fc.constantFrom('ORDER_CLASS', 'NAMED_CLASS' as const), fc.constantFrom(...firms))
      .map(([one, firmId]) => ({ kind: one, firmId })),
  );
  return fc
    .record({
      externalId: wordText,
      name: wordText,
      major: codes.one('major'),
      level: fc.integer({ min: 1, max: 6 }),
      years: fc.integer({ min: 5, max: 100 }).map((tenths) => tenths / 10),
      skills: codes.some('skill', 4),
      status: fc.constantFrom('RUNNING', 'PAUSED', 'CLOSED' as const),
      figures: fc.uniqueArray(
        fc.record({ year, places: count, enrolled: count, graduatesDue: count, graduatesActual: count }),
        { maxLength: 3, selector: (row) => row.year },
      ),
      outcomes: fc.uniqueArray(
        fc.record({ year, occupation: codes.one('occupation'), count: fc.nat(500), inRegion: maybe(fc.constant(0)) }),
        { maxLength: 3, selector: (row) => `${row.year} ${row.occupation}` },
      ),
    })
    .chain((rest) => kind.map((held) => ({ ...rest, ...held })));
}

export function schoolDrafts(codes: Codes) {
  return fc.record({
    name: wordText.map((text) => `${text}学院`),
    kind: fc.constantFrom('UNIVERSITY', 'VOCATIONAL_COLLEGE', 'TECHNICIAN_COLLEGE', 'TRAINING' as const),
    region: codes.one('region'),
    tierTags: fc.uniqueArray(upTo(wordText, 30), { maxLength: 3 }),
    industry: maybe(codes.one('industry')),
    size: maybe(fc.nat(10_000)),
    summary: lines,
    site: maybe(fc.constantFrom('https://school.example.org/', 'http://xn--fiq228c.example/?a=1&b=;2')),
    verified: fc.boolean(),
  });
}
