import { Concept, type Scheme, type Taxonomy } from '../taxonomy/index.ts';
import {
  TalentEducation,
  TalentExperience,
  TalentGrade,
  TalentLicence,
  TalentSkill,
  TalentTitleRank,
  TalentWish,
} from './talents.parts.types.ts';
import type { TalentRecord } from './talents.record.ts';
import { educationLevel, givesAway } from './talents.rules.ts';
import { Talent, TalentConsent, TalentDisclosure } from './talents.types.ts';

/** A record as its reader may see it: what is closed to the reader is left out here, and nowhere later. */
export function talentOf(record: TalentRecord, taxonomy: Taxonomy): Talent {
  const { own, disclosed } = record;
  const closed = <T>(value: T): T | null => (disclosed ? value : null);
  const keepers = <T>(value: T): T | null => (own ? value : null);
  const { id, version, createdAt, updatedAt, archivedAt, availability, unavailableUntil, talentClass } = record;
  return Object.assign(new Talent(), {
    ...{
      record,
      id,
      version,
      createdAt,
      updatedAt,
      archivedAt,
      disclosed,
      availability,
      unavailableUntil,
      talentClass,
    },
    claimed: record.userId !== null,
    externalId: keepers(record.externalId),
    name: closed(record.name),
    phone: closed(record.phone),
    email: closed(record.email),
    birthYear: closed(record.birthYear),
    residence: concept(taxonomy, 'region', record.residence),
    educationLevel: educationLevel(record),
    ...partsOf(record, taxonomy),
    refusesRanking: keepers(record.refusesRanking),
    consents: keepers(record.consents.map((consent) => Object.assign(new TalentConsent(), consent))),
    disclosures: keepers(record.disclosures.map((disclosure) => Object.assign(new TalentDisclosure(), disclosure))),
  });
}

function partsOf(
  record: TalentRecord,
  taxonomy: Taxonomy,
): Pick<Talent, 'educations' | 'experiences' | 'skills' | 'grades' | 'titleRanks' | 'licences' | 'wish'> {
  const { disclosed } = record;
  const closed = <T>(value: T): T | null => (disclosed ? value : null);
  const of = (scheme: Scheme, code: string | null): Concept | null => concept(taxonomy, scheme, code);
  return {
    educations: record.educations.map((entry) =>
      Object.assign(new TalentEducation(), { ...entry, major: of('major', entry.major) }),
    ),
    experiences: record.experiences.map((entry) =>
      Object.assign(new TalentExperience(), {
        ...entry,
        employerName: closed(entry.employerName),
        title: disclosed || !givesAway(entry.title, record) ? entry.title : null,
        occupation: of('occupation', entry.occupation),
      }),
    ),
    skills: record.skills.map((entry) =>
      Object.assign(new TalentSkill(), { ...entry, skill: of('skill', entry.skill), source: closed(entry.source) }),
    ),
    grades: record.grades.map((entry) =>
      Object.assign(new TalentGrade(), {
        ...entry,
        occupation: of('occupation', entry.occupation),
        certificateNo: closed(entry.certificateNo),
        issuer: closed(entry.issuer),
      }),
    ),
    titleRanks: record.titleRanks.map((entry) =>
      Object.assign(new TalentTitleRank(), { ...entry, series: of('titleSeries', entry.series) }),
    ),
    licences: record.licences.map((entry) =>
      Object.assign(new TalentLicence(), { ...entry, licence: of('licence', entry.licence) }),
    ),
    wish: Object.assign(new TalentWish(), {
      ...record.wish,
      occupations: record.wish.occupations.flatMap((code) => of('occupation', code) ?? []),
      regions: record.wish.regions.flatMap((code) => of('region', code) ?? []),
      pay: record.paySeen ? record.wish.pay : null,
    }),
  };
}

function concept(taxonomy: Taxonomy, scheme: Scheme, code: string | null): Concept | null {
  const record = code === null ? null : taxonomy.get(scheme, taxonomy.current(scheme, code));
  return record && Concept.of(record);
}
