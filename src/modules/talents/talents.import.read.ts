import { badInput } from '../../kernel/errors.ts';
import { workKindNames } from '../../kernel/work-kind-names.ts';
import { type Cells, choiceOf, dayOf, partsOf, yesOf } from '../../platform/files/cells.ts';
import { divided, isQuoted, partsIn, unquoted } from '../../platform/files/lists.ts';
import { numberMadeOf, numberOf } from '../../platform/files/natural-key.ts';
import type { ConceptCells } from '../taxonomy/index.ts';
import { grades, jobOccupation, licences, skills, titleRanks } from './talents.import.lists.ts';
import { birthYear, graduatedOf } from './talents.import.said.ts';
import {
  type Availability,
  availabilities,
  type Consent,
  type ConsentPurpose,
  consentPurposes,
  type TalentDraft,
  workKinds,
} from './talents.record.ts';

export const availabilityNames: Record<string, Availability> = {
  求职中: 'AVAILABLE',
  考虑机会: 'OPEN',
  暂不考虑: 'UNAVAILABLE',
};
export const consentNames: Record<string, ConsentPurpose> = {
  用人单位可见: 'FOUND_BY_EMPLOYERS',
  人力资源机构可见: 'FOUND_BY_AGENCIES',
  院校共享: 'SHARED_WITH_SCHOOL',
  人才办共享: 'SHARED_WITH_OFFICE',
};
type Item<List extends 'educations' | 'experiences'> = NonNullable<TalentDraft[List]>[number];

/** The row as a draft of the module's own, codes in the place of names. */
export function draftOf(cells: Cells, concepts: ConceptCells): TalentDraft {
  return {
    externalId: numberIn(cells),
    name: cells.needed('name'),
    phone: cells.phone('phone'),
    email: cells.text('email'),
    birthYear: birthYear(cells),
    residence: concepts.code(cells, 'residence', 'region'),
    educations: [...latestEducation(cells, concepts), ...furtherEducations(cells, concepts)],
    experiences: [...latestJob(cells, concepts), ...furtherJobs(cells, concepts)],
    skills: [
      ...skills(cells, 'skills', 'CLAIMED', concepts),
      ...skills(cells, 'certifiedSkills', 'CERTIFIED', concepts),
      ...skills(cells, 'verifiedSkills', 'VERIFIED', concepts),
      ...skills(cells, 'inferredSkills', 'INFERRED', concepts),
    ],
    grades: grades(cells, concepts),
    titleRanks: titleRanks(cells, concepts),
    licences: licences(cells, concepts),
    wish: {
      occupations: concepts.codes(cells, 'wishOccupations', 'occupation'),
      regions: concepts.codes(cells, 'wishRegions', 'region'),
      pay: cells.fen('wishPay', true),
      kinds: cells.choices('wishKinds', workKinds, workKindNames),
      from: cells.day('wishFrom'),
    },
    availability: cells.choice('availability', availabilities, availabilityNames),
    unavailableUntil: cells.day('unavailableUntil'),
    refusesRanking: cells.yes('refusesRanking'),
    talentClass: cells.text('talentClass')?.toUpperCase() ?? null,
    resume: cells.text('resume'),
  };
}

/** @throws BAD_INPUT at `phone` for a row of a file without numbers that says nothing by which the person is found again. */
export function numberIn(cells: Cells): string {
  return numberOf(cells, 'externalId', () => {
    const reached = cells.phone('phone') ?? cells.text('email');
    if (reached !== null) return numberMadeOf(cells.needed('name'), reached.replace(/^\+86(?=1\d{10}$)/, ''));
    throw badInput(
      cells.has('phone') ? 'phone' : 'email',
      'Nothing tells this person from another of the name the next time: the row has no number, telephone or e-mail address.',
      'Give one of them; a number stands in a column 编号.',
    );
  });
}

/** Columns by the paths of the draft. */
export function columnsOf(cells: Cells): Record<string, string> {
  const wish = {
    occupations: 'wishOccupations',
    regions: 'wishRegions',
    pay: 'wishPay',
    kinds: 'wishKinds',
    from: 'wishFrom',
  };
  const study = {
    level: 'education',
    schoolName: 'school',
    major: 'major',
    from: 'studyFrom',
    to: 'studyTo',
    graduated: 'graduated',
  };
  const job = {
    title: 'jobTitle',
    employerName: 'jobEmployer',
    occupation: 'jobOccupation',
    from: 'jobFrom',
    to: 'jobTo',
  };
  const under = (path: string, columns: object) =>
    Object.fromEntries(Object.entries(columns).map(([field, column]) => [`${path}.${field}`, column as string]));
  return {
    ...under('wish', wish),
    ...(hasAny(cells, studyColumns) ? under('educations.0', study) : {}),
    ...(hasAny(cells, jobColumns) ? under('experiences.0', job) : {}),
  };
}

/** Each with its own text, else with that of the column `consentText`. */
export function consentsOf(cells: Cells): Pick<Consent, 'purpose' | 'textVersion'>[] {
  const column = 'consents';
  const ofAll = textVersionOf(cells.text('consentText'), 'consentText');
  const given = new Map<ConsentPurpose, string>();
  for (const item of cells.pieces(column).flatMap((piece) => divided(piece, /、/))) {
    const [word, own] = partsOf(item, column, 'purpose:text version');
    if (!word) continue;
    const textVersion = textVersionOf(own ?? null, column) ?? ofAll;
    if (textVersion === null) throw noText('consentText');
    given.set(choiceOf(word, column, consentPurposes, consentNames), textVersion);
  }
  return [...given].map(([purpose, textVersion]) => ({ purpose, textVersion }));
}

function textVersionOf(text: string | null, column: string): string | null {
  if (text !== null && [...text].length > 100) throw noText(column);
  return text;
}

function noText(column: string): Error {
  return badInput(
    column,
    'A consent names the text that was agreed to.',
    'Give its version in at most 100 characters.',
  );
}

/** Of the draft's educations, by their places, those whose school is in quotes: its name as written, and no link. */
export function schoolsAsWritten(cells: Cells): boolean[] {
  const latest = hasAny(cells, studyColumns) ? [isQuoted(cells.text('school') ?? '')] : [];
  return [...latest, ...cells.pieces('educations').map((item) => isQuoted(partsIn(item)[4] ?? ''))];
}

const studyColumns = ['education', 'school', 'major', 'studyFrom', 'studyTo'];
const jobColumns = ['jobTitle', 'jobOccupation', 'jobEmployer', 'jobFrom', 'jobTo'];

function hasAny(cells: Cells, columns: readonly string[]): boolean {
  return columns.some((column) => cells.text(column) !== null);
}

function latestEducation(cells: Cells, concepts: ConceptCells): Item<'educations'>[] {
  if (!hasAny(cells, studyColumns)) return [];
  const level = concepts.number(cells, 'education', 'education');
  const major = concepts.major(cells, 'major', level);
  const [from, to] = [cells.day('studyFrom'), cells.day('studyTo', true)];
  const schoolName = unquoted(cells.text('school') ?? '') || null;
  const isStudent = /在读|在校/.test(cells.text('education') ?? '');
  return [{ level, major, schoolName, from, to, graduated: !isStudent && graduatedOf(cells) }];
}

function furtherEducations(cells: Cells, concepts: ConceptCells): Item<'educations'>[] {
  const column = 'educations';
  return cells.pieces(column).map((item) => {
    const form = 'level:major:from:to:school:graduated';
    const [education, major, from, to, schoolName, graduated] = partsOf(item, column, form);
    const level = education ? concepts.least('education', education, column) : null;
    return {
      level,
      major: major ? (concepts.majors(major, column, { level, all: false })[0] ?? null) : null,
      from: from ? dayOf(from, column) : null,
      to: to ? dayOf(to, column) : null,
      schoolName: schoolName ?? null,
      graduated: graduated ? yesOf(graduated, column) : true,
    };
  });
}

function latestJob(cells: Cells, concepts: ConceptCells): Item<'experiences'>[] {
  if (!hasAny(cells, jobColumns)) return [];
  const occupation = jobOccupation(cells, concepts);
  const [from, to] = [cells.day('jobFrom'), cells.day('jobTo', true)];
  return [{ title: cells.text('jobTitle'), occupation, employerName: cells.text('jobEmployer'), from, to }];
}

function furtherJobs(cells: Cells, concepts: ConceptCells): Item<'experiences'>[] {
  const column = 'experiences';
  return cells.pieces(column).map((item) => {
    const [title, occupation, from, to, employerName] = partsOf(item, column, 'title:occupation:from:to:employer');
    return {
      title: title ?? null,
      occupation: concepts.occupation(occupation ?? null, column, { text: title ?? null, column, isNeeded: false }),
      from: from ? dayOf(from, column) : null,
      to: to ? dayOf(to, column) : null,
      employerName: employerName ?? null,
    };
  });
}
