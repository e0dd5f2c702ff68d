import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime, Pay, UUID } from '../../../graphql/types.ts';
import type { Scheme } from '../concept.rules.ts';
import { Concept, SchemeEnum } from '../taxonomy.types.ts';
import { type MatchKind, matchKinds } from './words.rules.ts';
import type { OrganizationAliasRow } from './words.store.ts';

export const MatchKindEnum = Object.fromEntries(matchKinds.map((kind) => [kind, kind])) as { [K in MatchKind]: K };
registerEnumType(MatchKindEnum, {
  name: 'MatchKind',
  description: 'By what a text was recognized, the surest first.',
  valuesConfig: {
    CODE: { description: 'It is a code of the scheme, of any edition, or one of another scheme that is mapped to it.' },
    NAME: { description: 'It is the name, but for width, case, 繁體, spaces and brackets.' },
    ORGANIZATION: { description: 'The organization that asks has chosen so for this word.' },
    ALIAS: { description: 'It is another name of the concept.' },
    MODEL: { description: 'Learned from labelled titles.' },
    TEXT: { description: 'The name is part of the text, or like it.' },
  },
});

@ObjectType()
abstract class Guess {
  @Field(() => Float, {
    description: 'From 0 to 1: of answers at 0.8, four in five are right. Below 0.8 a person should choose.',
  })
  confidence!: number;

  @Field(() => MatchKindEnum, { description: 'By what the text was recognized.' })
  matchedBy!: MatchKind;
}

@ObjectType()
abstract class PlacedGuess extends Guess {
  @Field(() => Int, { description: 'Where the part of the text that it stands for begins, from 0, in UTF-16 units.' })
  start!: number;

  @Field(() => Int, { description: 'Where that part ends: the first unit that does not belong to it.' })
  end!: number;
}

@ObjectType({ description: 'An occupation that a text may stand for.' })
export class OccupationCandidate extends Guess {
  @Field(() => Concept, { description: 'The occupation, of any level.' })
  occupation!: Concept;
}

@ObjectType({ description: 'A major that a part of a text may stand for.' })
export class MajorCandidate extends PlacedGuess {
  @Field(() => Concept, { description: 'The major, class 专业类 or discipline.' })
  major!: Concept;
}

@ObjectType({ description: 'A region that a text may stand for.' })
export class RegionCandidate extends Guess {
  @Field(() => Concept, { description: 'The province, city or district.' })
  region!: Concept;
}

@ObjectType({ description: 'A skill that is said in a text.' })
export class SkillCandidate extends PlacedGuess {
  @Field(() => Concept, { description: 'The skill, or a group of skills.' })
  skill!: Concept;

  @Field(() => Boolean, { description: 'The text says that it is not asked, or not mastered: 不要求CAD.' })
  negated!: boolean;
}

@ObjectType({ description: 'What a job title says besides the occupation; nothing of it is guessed.' })
export class TitleFacts {
  @Field(() => String, { description: 'The title without pay, offers, places, numbers and grade, in 简体.' })
  core!: string;

  @Field(() => Pay, { nullable: true, description: 'Pay a month; null when none is said, or by the day or hour.' })
  pay!: Pay | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Skill grade 技能等级, 1 学徒工 to 8 首席技师; null when none is said.',
  })
  grade!: number | null;

  @Field(() => Int, { nullable: true, description: 'How many people are sought; null when it is not said.' })
  headcount!: number | null;

  @Field(() => [String], { description: 'Places as written; resolveRegions says which they are.' })
  places!: string[];
}

/** The part that all answers share; each adds its candidates. */
@ObjectType()
abstract class Answer {
  @Field(() => String, { description: 'The text as it was sent.' })
  text!: string;

  @Field(() => Boolean, {
    description:
      'Whether it can be taken as it is: every part that stands for something has a candidate of 0.8 or more.',
  })
  isCertain!: boolean;
}

const bestFirst = 'What the text may stand for, best first; empty when nothing is known.';

@ObjectType({ description: 'What a job title stands for.' })
export class Resolution extends Answer {
  @Field(() => [OccupationCandidate], { description: bestFirst })
  candidates!: OccupationCandidate[];

  @Field(() => TitleFacts, { description: 'What else the title says.' })
  title!: TitleFacts;
}

@ObjectType({ description: 'What a text about majors stands for; it may name several.' })
export class MajorResolution extends Answer {
  @Field(() => [MajorCandidate], {
    description: 'What the parts of the text may stand for, part by part, each with its best first.',
  })
  candidates!: MajorCandidate[];
}

@ObjectType({ description: 'What the name of a place, or an address, stands for.' })
export class RegionResolution extends Answer {
  @Field(() => [RegionCandidate], { description: bestFirst })
  candidates!: RegionCandidate[];
}

@ObjectType({ description: 'The skills that are said in a text.' })
export class SkillResolution extends Answer {
  @Field(() => [SkillCandidate], { description: 'The skills, the surest first, each once.' })
  candidates!: SkillCandidate[];
}

@ObjectType({ description: 'What a word stands for in an organization’s own rows, as one of its members chose.' })
export class OrganizationAlias {
  @Field(() => UUID, { description: 'Its id.' })
  id!: string;

  @Field(() => SchemeEnum, { description: 'The scheme of the concept.' })
  scheme!: Scheme;

  @Field(() => String, {
    description: 'The word as it was written when it was chosen; other writings of it count too.',
  })
  text!: string;

  @Field(() => DateTime, { description: 'When it was chosen.' })
  chosenAt!: Date;

  row!: OrganizationAliasRow;

  static of(row: OrganizationAliasRow): OrganizationAlias {
    return Object.assign(new OrganizationAlias(), {
      id: row.id,
      scheme: row.scheme,
      text: row.text,
      chosenAt: row.createdAt,
      row,
    });
  }
}

@ObjectType({ description: 'A page of an organization’s own words.' })
export class OrganizationAliasPage {
  @Field(() => [OrganizationAlias], { description: 'The newest first.' })
  items!: OrganizationAlias[];

  @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page; null at the end.' })
  nextCursor!: string | null;
}
