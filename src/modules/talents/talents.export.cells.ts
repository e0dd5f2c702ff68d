import { workKindNames } from '../../kernel/work-kind-names.ts';
import {
  dayText,
  itemText,
  listText,
  nameText,
  numberText,
  yesText,
  yuanText,
} from '../../platform/files/cell-text.ts';
import { inQuotes, isPlain, quoted } from '../../platform/files/lists.ts';
import type { OrganizationWords } from '../accounts/index.ts';
import type { ConceptWords } from '../taxonomy/index.ts';
import { rankNames } from './talents.import.lists.ts';
import { availabilityNames, consentNames } from './talents.import.read.ts';
import type {
  Consent,
  Education,
  Evidence,
  Experience,
  HeldSkill,
  StoredTalent,
  TalentContent,
} from './talents.record.ts';

/** A talent with what is closed to its reader taken out. */
export interface OpenedTalent extends Omit<StoredTalent, 'name' | 'refusesRanking'> {
  name: string | null;
  refusesRanking: boolean | null;
  /** Whether its keeper is to be seen, and whether by the number that the keeper itself has. */
  keeper: 'CLOSED' | 'NAMED' | 'NUMBERED';
}

export interface TalentWords {
  concepts: ConceptWords;
  keepers: OrganizationWords;
  schools: OrganizationWords;
  seekers: OrganizationWords;
}

type Row = Record<string, string>;

/** The other direction of talents.import.read.ts: who changes one changes both. */
export function talentCells(talent: OpenedTalent, words: TalentWords): Row {
  const { concepts } = words;
  return {
    ...keeperCells(talent, words),
    name: talent.name ?? '',
    phone: talent.phone ?? '',
    email: talent.email ?? '',
    birthYear: numberText(talent.birthYear),
    residence: concepts.word('region', talent.residence),
    ...studyCells(talent.educations, words),
    ...jobCells(talent.experiences, concepts),
    ...skillCells(talent.skills, concepts),
    ...proofCells(talent, concepts),
    ...wishCells(talent, concepts),
    ...consentCells(talent.consents),
    refusesRanking: talent.refusesRanking === null ? '' : yesText(talent.refusesRanking),
    hiddenFrom: listText(talent.hiddenFrom.map((id) => words.seekers.word(id)).sort()),
    talentClass: talent.talentClass ?? '',
    resume: talent.resume ?? '',
  };
}

/** One that has no number of its keeper's is called by its id. */
function keeperCells(
  { id, externalId, organizationId, keeper }: OpenedTalent,
  { concepts, keepers }: TalentWords,
): Row {
  const regionOf = (code: string) => concepts.word('region', code);
  if (keeper === 'CLOSED' || organizationId === null) return { externalId: '' };
  const isNumbered = keeper === 'NUMBERED';
  return {
    externalId: isNumbered ? (externalId ?? id) : '',
    ...keepers.mention('keeper', organizationId, regionOf, isNumbered),
  };
}

function studyCells([first, ...others]: readonly Education[], { concepts, schools }: TalentWords): Row {
  const school = ({ schoolId, schoolName }: Education): string => {
    if (schoolId !== null) return schools.word(schoolId, isPlain);
    if (schoolName === null) return '';
    return isPlain(schoolName) && !schools.isWord(schoolName) ? schoolName : inQuotes(schoolName);
  };
  const level = (education: Education) => concepts.word('education', education.level);
  const major = (education: Education) => concepts.word('major', education.major);
  const further = others.map((education) =>
    itemText([
      level(education),
      major(education),
      dayText(education.from),
      dayText(education.to),
      school(education),
      education.graduated ? '' : yesText(false),
    ]),
  );
  if (!first) return {};
  return {
    education: level(first),
    school: school(first),
    major: major(first),
    studyFrom: dayText(first.from),
    studyTo: dayText(first.to),
    graduated: yesText(first.graduated),
    educations: further.join(';'),
  };
}

/** 无 for none: an empty cell would be read as what the title names. */
function workedAs({ occupation }: Experience, concepts: ConceptWords): string {
  return occupation === null ? '无' : concepts.word('occupation', occupation);
}

function jobCells([first, ...others]: readonly Experience[], concepts: ConceptWords): Row {
  if (!first) return {};
  const further = others.map((job) =>
    itemText([
      quoted(job.title),
      workedAs(job, concepts),
      dayText(job.from),
      dayText(job.to),
      quoted(job.employerName ?? ''),
    ]),
  );
  return {
    jobTitle: first.title,
    jobOccupation: workedAs(first, concepts),
    jobEmployer: first.employerName ?? '',
    jobFrom: dayText(first.from),
    jobTo: dayText(first.to),
    experiences: further.join(';'),
  };
}

function skillCells(skills: readonly HeldSkill[], concepts: ConceptWords): Row {
  const list = (evidence: Evidence): string =>
    skills
      .filter((held) => held.evidence === evidence)
      .map(({ skill, level, wantsToUse, source }) =>
        itemText([concepts.word('skill', skill), `${level ?? ''}${wantsToUse ? '*' : ''}`, quoted(source ?? '')]),
      )
      .join(';');
  return {
    skills: list('CLAIMED'),
    certifiedSkills: list('CERTIFIED'),
    verifiedSkills: list('VERIFIED'),
    inferredSkills: list('INFERRED'),
  };
}

function proofCells(
  { grades, titleRanks, licences }: Pick<TalentContent, 'grades' | 'titleRanks' | 'licences'>,
  concepts: ConceptWords,
): Row {
  const grade = grades.map((held) =>
    itemText([
      concepts.word('occupation', held.occupation),
      concepts.word('grade', held.grade),
      quoted(held.certificateNo ?? ''),
      dayText(held.issuedOn),
      quoted(held.issuer ?? ''),
    ]),
  );
  const rank = titleRanks.map((held) =>
    itemText([
      concepts.word('titleSeries', held.series),
      nameText(String(held.rank), rankNames),
      dayText(held.issuedOn),
    ]),
  );
  const licence = licences.map((held) => itemText([concepts.word('licence', held.licence), dayText(held.validTo)]));
  return { grades: grade.join(';'), titleRanks: rank.join(';'), licences: licence.join(';') };
}

function wishCells(
  { wish, availability, unavailableUntil }: Pick<TalentContent, 'wish' | 'availability' | 'unavailableUntil'>,
  concepts: ConceptWords,
): Row {
  return {
    wishOccupations: concepts.words('occupation', wish.occupations),
    wishRegions: concepts.words('region', wish.regions),
    wishPay: yuanText(wish.pay),
    wishKinds: wish.kinds.map((kind) => nameText(kind, workKindNames)).join(';'),
    wishFrom: dayText(wish.from),
    availability: nameText(availability, availabilityNames),
    unavailableUntil: dayText(unavailableUntil),
  };
}

/** The version of the text stands with each consent where they differ. */
function consentCells(consents: readonly Consent[]): Row {
  const versions = new Set(consents.map(({ textVersion }) => textVersion));
  const [ofAll] = versions.size === 1 ? versions : [];
  const items = consents.map(({ purpose, textVersion }) =>
    itemText([nameText(purpose, consentNames), ofAll === undefined ? quoted(textVersion) : '']),
  );
  return { consents: items.join(';'), consentText: ofAll ?? '' };
}
