import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime, Day, PeopleCount, StoredRecord } from '../../graphql/types.ts';
import type { DayNumber } from '../../kernel/day.ts';
import { Concept } from '../taxonomy/index.ts';
import { AvailabilityEnum, ConsentPurposeEnum } from './talents.enums.ts';
import {
  TalentEducation,
  TalentExperience,
  TalentGrade,
  TalentLicence,
  TalentSkill,
  TalentTitleRank,
  TalentWish,
} from './talents.parts.types.ts';
import type { Availability, ConsentPurpose, TalentRecord } from './talents.record.ts';

export { EvidenceEnum } from './talents.enums.ts';

@ObjectType({ description: 'A consent that stands.' })
export class TalentConsent {
  @Field(() => ConsentPurposeEnum, { description: 'What was consented to.' })
  purpose!: ConsentPurpose;

  @Field(() => String, { description: 'Version of the text that was agreed to.' })
  textVersion!: string;

  @Field(() => DateTime, { description: 'When it was given.' })
  givenAt!: Date;
}

@ObjectType({ description: 'The opening of name, contact, employers’ names and résumé to one organization.' })
export class TalentDisclosure {
  organizationId!: string;

  @Field(() => DateTime, { description: 'When it was granted, the last time.' })
  grantedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked; null while it stands.' })
  revokedAt!: Date | null;
}

const closed = 'Null unless the record is disclosed to you.';
const keepers = 'Null for all but who keeps the record.';

@ObjectType({
  description:
    'A talent’s profile, kept by the person or, until claimed, by an organization. Without a disclosure (see `disclosed`) ' +
    'name, contact, employers’ names, titles that give one away, certificate numbers, sources, issuers, birth year ' +
    'and résumé are null, for firms and agencies the expected pay too, and nobody finds the profile by them.',
})
export class Talent extends StoredRecord {
  record!: TalentRecord;

  @Field(() => Boolean, {
    description: 'Whether you see the record whole: you keep it, or it was disclosed to your organization.',
  })
  disclosed!: boolean;

  @Field(() => Boolean, { description: 'Whether the person keeps the record; else an organization does.' })
  claimed!: boolean;

  @Field(() => String, { nullable: true, description: `The keeper’s own number of the record. ${keepers}` })
  externalId!: string | null;

  @Field(() => String, { nullable: true, description: `The person’s name. ${closed}` })
  name!: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Telephone number: E.164 or a mainland mobile number. ${closed}`,
  })
  phone!: string | null;

  @Field(() => String, { nullable: true, description: `E-mail address. ${closed}` })
  email!: string | null;

  @Field(() => Int, { nullable: true, description: `Year of birth, for statistics, never for rank. ${closed}` })
  birthYear!: number | null;

  @Field(() => Concept, { nullable: true, description: 'Region of residence, at any level.' })
  residence!: Concept | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Highest level graduated: 1 初中及以下 … 6 博士; null when none is known.',
  })
  educationLevel!: number | null;

  @Field(() => [TalentEducation], { description: 'Educations, as given.' })
  educations!: TalentEducation[];

  @Field(() => [TalentExperience], { description: 'Experiences, as given.' })
  experiences!: TalentExperience[];

  @Field(() => [TalentSkill], { description: 'Skills, by code.' })
  skills!: TalentSkill[];

  @Field(() => [TalentGrade], { description: 'Skill grades 技能等级, by occupation.' })
  grades!: TalentGrade[];

  @Field(() => [TalentTitleRank], { description: 'Professional titles 职称, by series.' })
  titleRanks!: TalentTitleRank[];

  @Field(() => [TalentLicence], { description: 'Licences, by code.' })
  licences!: TalentLicence[];

  @Field(() => TalentWish, { description: 'What the talent wishes.' })
  wish!: TalentWish;

  @Field(() => AvailabilityEnum, { description: 'Whether the talent can be won at present.' })
  availability!: Availability;

  @Field(() => Day, {
    nullable: true,
    description: 'The last day of being UNAVAILABLE; null for no end, or when available.',
  })
  unavailableUntil!: DayNumber | null;

  @Field(() => String, { nullable: true, description: '人才层次 A–F, by the issuing office.' })
  talentClass!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: `Whether the talent refuses automated ranking: then it stands in no ranked list. ${keepers}`,
  })
  refusesRanking!: boolean | null;

  @Field(() => [TalentConsent], { nullable: true, description: `Consents that stand. ${keepers}` })
  consents!: TalentConsent[] | null;

  @Field(() => [TalentDisclosure], { nullable: true, description: `Disclosures, revoked ones too. ${keepers}` })
  disclosures!: TalentDisclosure[] | null;
}

@ObjectType({ description: 'A page of talents that you may see.' })
export class TalentPage {
  @Field(() => [Talent], { description: 'The talents, best first when a text was asked.' })
  items!: Talent[];

  @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page; null at the end.' })
  nextCursor!: string | null;

  @Field(() => PeopleCount, {
    description: 'How many fit in all; exact for your own people and for offices with heat:exact, else rounded.',
  })
  totalCount!: PeopleCount;
}
