import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PeopleCount } from '../../graphql/types.ts';
import { Position } from '../positions/index.ts';
import { Talent } from '../talents/index.ts';
import { Concept } from '../taxonomy/index.ts';
import type { Pool } from './matching.lists.ts';

export const MatchOrder = { MUTUAL: 'MUTUAL', EMPLOYER: 'EMPLOYER', TALENT: 'TALENT' } as const;
registerEnumType(MatchOrder, {
  name: 'MatchOrder',
  description: 'What a list of matches is sorted by, highest first.',
  valuesConfig: {
    MUTUAL: { description: 'The harmonic mean of both fits.' },
    EMPLOYER: { description: 'Employer fit: how well the talent has what the position asks.' },
    TALENT: { description: 'Talent fit: how well the position is what the talent wishes.' },
  },
});

export const CriterionState = { SCORED: 'SCORED', OPEN: 'OPEN', NOT_STATED: 'NOT_STATED' } as const;
registerEnumType(CriterionState, {
  name: 'CriterionState',
  description: 'Whether a criterion counted.',
  valuesConfig: {
    SCORED: { description: 'Both sides have said something; the credit says how well they agree.' },
    OPEN: {
      description: 'The side whose fit it is asks nothing: the criterion is left out and the others share its weight.',
    },
    NOT_STATED: { description: 'The other side has not said it: it earns 0.' },
  },
});

export const SkillRelation = { EXACT: 'EXACT', ADJACENT: 'ADJACENT', NONE: 'NONE' } as const;
registerEnumType(SkillRelation, {
  name: 'SkillRelation',
  description: 'How the talent’s skill relates to the one asked.',
  valuesConfig: {
    EXACT: { description: 'The skill itself.' },
    ADJACENT: { description: 'A sibling, parent, child or declared substitute: half the credit.' },
    NONE: { description: 'Nothing that counts.' },
  },
});

@ObjectType({ description: 'One criterion of a fit with its share and its points, in basis points (10,000 = 1).' })
export class MatchCriterion {
  @Field(() => String, {
    description: 'The criterion: SKILLS, OCCUPATION, EDUCATION_AND_MAJOR, … of the formula score-1.',
  })
  criterion!: string;

  @Field(() => CriterionState, { description: 'Whether it counted.' })
  state!: keyof typeof CriterionState;

  @Field(() => Int, { description: 'Share of the fit, 0–10,000; the shares that count add up to 10,000.' })
  weightBp!: number;

  @Field(() => Int, { description: 'How well it is met, 0–10,000.' })
  creditBp!: number;

  @Field(() => Int, { description: 'weightBp × creditBp / 10,000, rounded down; the points add up to the fit.' })
  points!: number;
}

@ObjectType({ description: 'One side’s fit.' })
export class MatchFit {
  @Field(() => Int, {
    nullable: true,
    description: '0–10,000, the sum of the points. Null when nothing is asked, or withheld.',
  })
  total!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Where the exact fit is withheld: the lower edge of its band (0, 4,000, 7,000), taken without pay. Else null.',
  })
  band!: number | null;

  @Field(() => Boolean, { description: 'True when the talent’s side is shown as a band only, before a disclosure.' })
  withheld!: boolean;

  @Field(() => [MatchCriterion], { description: 'The criteria in the order of the formula; empty when withheld.' })
  criteria!: MatchCriterion[];
}

@ObjectType({ description: 'How one asked skill was credited.' })
export class SkillMatch {
  @Field(() => Concept, { nullable: true, description: 'The skill asked.' })
  asked!: Concept | null;

  @Field(() => Boolean, { description: 'True for a must-have, false for a nice-to-have.' })
  mustHave!: boolean;

  @Field(() => Concept, { nullable: true, description: 'The talent’s skill credited to it; each is credited once.' })
  by!: Concept | null;

  @Field(() => SkillRelation, { description: 'How they relate.' })
  relation!: keyof typeof SkillRelation;

  @Field(() => String, {
    nullable: true,
    description: 'Evidence of the talent’s skill: CERTIFIED 1, VERIFIED 0.95, CLAIMED 0.85, INFERRED 0.6.',
  })
  evidence!: string | null;

  @Field(() => Int, { description: 'Relation × evidence, 0–10,000.' })
  creditBp!: number;
}

@ObjectType({ description: 'Why a pair is not eligible.' })
export class Ineligibility {
  @Field(() => String, { description: 'LICENCE_DEMANDED_BY_LAW, or HARD_FILTER that the position declares.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: 'The hard filter that the talent does not pass.' })
  filter!: string | null;

  @Field(() => Concept, { nullable: true, description: 'The licence that is missing.' })
  licence!: Concept | null;
}

@ObjectType({
  description: 'A talent and a position, scored by the published formula score-1; the same from both sides.',
})
export class Match {
  @Field(() => String, { description: 'Version of the formula and its weights.' })
  formula!: string;

  @Field(() => Int, {
    description:
      '⌊2·E·T / (E+T)⌋ of employer fit E and talent fit T, 0–10,000; not additive. Where one fit is null, the other.',
  })
  mutual!: number;

  @Field(() => String, { description: 'Which fits mutual rests on: BOTH, EMPLOYER, TALENT or NONE.' })
  mutualOf!: string;

  @Field(() => MatchFit, { description: 'How well the talent has what the position asks.' })
  employerFit!: MatchFit;

  @Field(() => MatchFit, { description: 'How well the position is what the talent wishes.' })
  talentFit!: MatchFit;

  @Field(() => [SkillMatch], { description: 'Each asked skill and what was credited to it.' })
  skills!: SkillMatch[];

  @Field(() => Boolean, {
    description: 'False when a licence that the law demands, or a hard filter of the position, is missing.',
  })
  eligible!: boolean;

  @Field(() => [Ineligibility], { description: 'Why not, one entry a reason; empty when eligible.' })
  ineligible!: Ineligibility[];

  talentId!: string;
  positionId!: string;
}

@ObjectType({ description: 'A talent of a list, with its match.' })
export class TalentMatch extends Match {
  @Field(() => Talent, { description: 'The talent, as far as you may see it.' })
  talent!: Talent;
}

@ObjectType({ description: 'A position of a list, with its match.' })
export class PositionMatch extends Match {
  @Field(() => Position, { description: 'The position.' })
  position!: Position;
}

@ObjectType()
abstract class MatchList {
  @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page; null at the end.' })
  nextCursor!: string | null;

  @Field(() => Boolean, {
    description:
      'True: the order is that of scoring every pair. False: candidates that were not scored might stand among these.',
  })
  orderExact!: boolean;

  @Field(() => Int, { description: 'How many candidates were scored for this answer.' })
  scored!: number;

  pool!: Pool;
}

@ObjectType({
  description:
    'Talents for a position: the eligible first, then by the chosen order, the later made first among equals.',
})
export class TalentMatchPage extends MatchList {
  @Field(() => [TalentMatch], { description: 'The matches of this page.' })
  items!: TalentMatch[];

  positionId!: string;
}

@ObjectType({
  description:
    'Positions for a talent: the eligible first, then by the chosen order, the later made first among equals.',
})
export class PositionMatchPage extends MatchList {
  @Field(() => [PositionMatch], { description: 'The matches of this page.' })
  items!: PositionMatch[];
}

@ObjectType({
  description:
    'How many talents fit a position: eligible, every must-have credited at least half, employer fit ≥ 6,000.',
})
export class FittingTalents {
  @Field(() => PeopleCount, {
    description: 'Over all available talents that do not refuse ranking, in every region; rounded for everybody.',
  })
  count!: PeopleCount;

  @Field(() => Boolean, {
    description: 'True when the budget of 2,000 scored ended first: the count is then a lower estimate.',
  })
  estimated!: boolean;
}
