import { type DayNumber, parseDay } from '../../kernel/day.ts';
import { badInput } from '../../kernel/errors.ts';
import { optionalText } from '../../kernel/text.ts';
import type { Taxonomy } from '../taxonomy/index.ts';
import {
  bounded,
  codeOrNone,
  dayWithin,
  distinct,
  inOrder,
  oneOf,
  organizationId,
  required,
  whole,
} from './talents.checks.ts';
import {
  type Education,
  type Experience,
  evidences,
  type HeldGrade,
  type HeldLicence,
  type HeldSkill,
  type HeldTitleRank,
  type TalentDraft,
  type TalentLists,
} from './talents.record.ts';

type Entry<List extends keyof TalentLists> = NonNullable<TalentDraft[List]>[number];

interface ListBasis {
  taxonomy: Taxonomy;
  today: DayNumber;
  /** No record of a life starts before it. */
  born: DayNumber | null;
}

const maxSkillsToUse = 5;
const daysInAYear = 366;

/** The lists of a draft, checked. Lists whose order says nothing come out by code, so that equal contents are equal. */
export function checkLists(
  draft: TalentDraft,
  { taxonomy, today, path }: { taxonomy: Taxonomy; today: DayNumber; path: string },
  birthYear: number | null,
): TalentLists {
  const basis = { taxonomy, today, born: birthYear === null ? null : parseDay(`${birthYear}-01-01`, path) };
  const list = <Name extends keyof TalentLists, Item>(
    name: Name,
    check: (entry: Entry<Name>, at: string, basis: ListBasis) => Item,
    key: (item: Item) => string,
  ): Item[] => {
    const entries = bounded(draft[name] as readonly Entry<Name>[] | null | undefined, `${path}.${name}`);
    return distinct(
      entries.map((entry, n) => check(entry, `${path}.${name}.${n}`, basis)),
      `${path}.${name}`,
      key,
    );
  };
  const skills = list('skills', checkSkill, (item) => item.skill);
  if (skills.filter((skill) => skill.wantsToUse).length > maxSkillsToUse) {
    throw badInput(`${path}.skills`, 'More than 5 skills are marked wantsToUse.', 'Mark the 5 that matter most.');
  }
  return {
    educations: list('educations', checkEducation, (item) => JSON.stringify(item)),
    experiences: list('experiences', checkExperience, (item) => JSON.stringify(item)),
    skills: skills.sort(by((item) => item.skill)),
    grades: list('grades', checkGrade, (item) => `${item.occupation} ${item.grade}`).sort(
      by((item) => `${item.occupation} ${item.grade}`),
    ),
    titleRanks: list('titleRanks', checkTitleRank, (item) => `${item.series} ${item.rank}`).sort(
      by((item) => `${item.series} ${item.rank}`),
    ),
    licences: list('licences', checkLicence, (item) => item.licence).sort(by((item) => item.licence)),
  };
}

function checkEducation(entry: Entry<'educations'>, at: string, { taxonomy, today, born }: ListBasis): Education {
  const graduated = entry.graduated ?? true;
  const education: Education = {
    level: required(whole(entry.level, `${at}.level`, 1, 6), `${at}.level`),
    schoolId: entry.schoolId == null ? null : organizationId(entry.schoolId, `${at}.schoolId`),
    schoolName: optionalText(entry.schoolName, `${at}.schoolName`, 200),
    major: codeOrNone(taxonomy, 'major', entry.major, `${at}.major`),
    from: dayWithin(entry.from, `${at}.from`, {
      from: born,
      to: today + daysInAYear,
      why: 'studies begin after birth and within a year',
    }),
    to: dayWithin(entry.to, `${at}.to`, {
      from: born,
      to: today + 10 * daysInAYear,
      why: 'studies end within ten years',
    }),
    graduated,
  };
  inOrder(education.from, education.to, `${at}.to`);
  if (graduated && education.to !== null && education.to > today) {
    throw badInput(`${at}.to`, 'A graduation cannot lie ahead.', 'Set graduated to false until the day has come.');
  }
  if (education.schoolId !== null && education.schoolName !== null) {
    throw badInput(
      `${at}.schoolName`,
      'The school is named twice.',
      'Give schoolId where the school is known here, else schoolName.',
    );
  }
  return education;
}

function checkExperience(entry: Entry<'experiences'>, at: string, { taxonomy, today, born }: ListBasis): Experience {
  const experience: Experience = {
    employerName: optionalText(entry.employerName, `${at}.employerName`, 200),
    title: required(optionalText(entry.title, `${at}.title`, 200), `${at}.title`),
    occupation: codeOrNone(taxonomy, 'occupation', entry.occupation, `${at}.occupation`),
    from: required(
      dayWithin(entry.from, `${at}.from`, { from: born, to: today, why: 'an experience has begun, after birth' }),
      `${at}.from`,
    ),
    to: dayWithin(entry.to, `${at}.to`, { to: today, why: 'an experience that lasts has no end yet' }),
  };
  inOrder(experience.from, experience.to, `${at}.to`);
  return experience;
}

function checkSkill(entry: Entry<'skills'>, at: string, { taxonomy }: ListBasis): HeldSkill {
  return {
    skill: taxonomy.check('skill', required(entry.skill, `${at}.skill`), `${at}.skill`),
    level: whole(entry.level, `${at}.level`, 1, 5),
    evidence: oneOf(evidences, entry.evidence ?? 'CLAIMED', `${at}.evidence`),
    source: optionalText(entry.source, `${at}.source`, 200),
    wantsToUse: entry.wantsToUse ?? false,
  };
}

function checkGrade(entry: Entry<'grades'>, at: string, { taxonomy, today, born }: ListBasis): HeldGrade {
  return {
    occupation: taxonomy.check('occupation', required(entry.occupation, `${at}.occupation`), `${at}.occupation`),
    grade: required(whole(entry.grade, `${at}.grade`, 1, 8), `${at}.grade`),
    certificateNo: optionalText(entry.certificateNo, `${at}.certificateNo`, 100),
    issuer: optionalText(entry.issuer, `${at}.issuer`, 200),
    issuedOn: dayWithin(entry.issuedOn, `${at}.issuedOn`, {
      from: born,
      to: today,
      why: 'a certificate has been issued, after birth',
    }),
  };
}

function checkTitleRank(entry: Entry<'titleRanks'>, at: string, { taxonomy, today, born }: ListBasis): HeldTitleRank {
  return {
    series: taxonomy.check('titleSeries', required(entry.series, `${at}.series`), `${at}.series`),
    rank: required(whole(entry.rank, `${at}.rank`, 1, 5), `${at}.rank`),
    issuedOn: dayWithin(entry.issuedOn, `${at}.issuedOn`, {
      from: born,
      to: today,
      why: 'a title has been issued, after birth',
    }),
  };
}

function checkLicence(entry: Entry<'licences'>, at: string, { taxonomy }: ListBasis): HeldLicence {
  return {
    licence: taxonomy.check('licence', required(entry.licence, `${at}.licence`), `${at}.licence`),
    validTo: entry.validTo ?? null,
  };
}

function by<T>(key: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}
