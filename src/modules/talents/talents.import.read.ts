import { badInput } from '../../kernel/errors.ts';
import { workKindNames } from '../../kernel/work-kind-names.ts';
import { type Cells, dayOf, partsOf } from '../../platform/files/cells.ts';
import type { ConceptCells } from '../taxonomy/index.ts';
import { grades, licences, skills, titleRanks } from './talents.import.lists.ts';
import {
  type Availability,
  availabilities,
  type Consent,
  type ConsentPurpose,
  consentPurposes,
  type TalentDraft,
  workKinds,
} from './talents.record.ts';

const availabilityNames: Record<string, Availability> = {
  求职中: 'AVAILABLE',
  考虑机会: 'OPEN',
  暂不考虑: 'UNAVAILABLE',
};
const consentNames: Record<string, ConsentPurpose> = {
  用人单位可见: 'FOUND_BY_EMPLOYERS',
  人力资源机构可见: 'FOUND_BY_AGENCIES',
  院校共享: 'SHARED_WITH_SCHOOL',
  人才办共享: 'SHARED_WITH_OFFICE',
};
type Item<List extends 'educations' | 'experiences'> = NonNullable<TalentDraft[List]>[number];

/** The row as a draft of the module's own, codes in the place of names. */
export function draftOf(cells: Cells, concepts: ConceptCells): TalentDraft {
  return {
    externalId: cells.needed('externalId'),
    name: cells.needed('name'),
    phone: cells.text('phone'),
    email: cells.text('email'),
    birthYear: cells.whole('birthYear'),
    residence: concepts.code(cells, 'residence', 'region'),
    educations: [...latestEducation(cells, concepts), ...furtherEducations(cells, concepts)],
    experiences: [...latestJob(cells, concepts), ...furtherJobs(cells, concepts)],
    skills: [
      ...skills(cells, 'skills', 'CLAIMED', concepts),
      ...skills(cells, 'certifiedSkills', 'CERTIFIED', concepts),
      ...skills(cells, 'verifiedSkills', 'VERIFIED', concepts),
    ],
    grades: grades(cells, concepts),
    titleRanks: titleRanks(cells, concepts),
    licences: licences(cells, concepts),
    wish: {
      occupations: concepts.codes(cells, 'wishOccupations', 'occupation'),
      regions: concepts.codes(cells, 'wishRegions', 'region'),
      pay: cells.fen('wishPay'),
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

export function consentsOf(cells: Cells): Pick<Consent, 'purpose' | 'textVersion'>[] {
  const purposes = [...new Set(cells.choices('consents', consentPurposes, consentNames))];
  const textVersion = cells.text('consentText');
  if (purposes.length === 0) return [];
  if (textVersion === null || textVersion.length > 100) {
    throw badInput(
      'consentText',
      'A consent names the text that was agreed to.',
      'Give its version in at most 100 characters.',
    );
  }
  return purposes.map((purpose) => ({ purpose, textVersion }));
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
  const [from, to] = [cells.day('studyFrom'), cells.day('studyTo')];
  return [{ level, major, schoolName: cells.text('school'), from, to, graduated: cells.yes('graduated') ?? true }];
}

function furtherEducations(cells: Cells, concepts: ConceptCells): Item<'educations'>[] {
  const column = 'educations';
  return cells.pieces(column).map((item) => {
    const [education, major, from, to, schoolName] = partsOf(item, column, 'level:major:from:to:school');
    const level = education ? Number(concepts.resolve('education', education, column)) : null;
    return {
      level,
      major: major ? (concepts.majors(major, column, { level, all: false })[0] ?? null) : null,
      from: from ? dayOf(from, column) : null,
      to: to ? dayOf(to, column) : null,
      schoolName: schoolName ?? null,
    };
  });
}

function latestJob(cells: Cells, concepts: ConceptCells): Item<'experiences'>[] {
  if (!hasAny(cells, jobColumns)) return [];
  const occupation = concepts.code(cells, 'jobOccupation', 'occupation');
  const [from, to] = [cells.day('jobFrom'), cells.day('jobTo')];
  return [{ title: cells.text('jobTitle'), occupation, employerName: cells.text('jobEmployer'), from, to }];
}

function furtherJobs(cells: Cells, concepts: ConceptCells): Item<'experiences'>[] {
  const column = 'experiences';
  return cells.pieces(column).map((item) => {
    const [title, occupation, from, to, employerName] = partsOf(item, column, 'title:occupation:from:to:employer');
    return {
      title: title ?? null,
      occupation: occupation ? concepts.resolve('occupation', occupation, column) : null,
      from: from ? dayOf(from, column) : null,
      to: to ? dayOf(to, column) : null,
      employerName: employerName ?? null,
    };
  });
}
