import type { FieldDeclaration } from '../../platform/search/engine.ts';

/**
 * Fields of the search documents by which pairs are recalled. A key of a field begins with the field's name and a colon.
 * No key depends on the day, so that nothing goes stale at midnight.
 */

const talentTokenMeanings = {
  held: 'Occupations of experiences and grades, or trained for, each with its ancestors.',
  wanted: 'Wanted occupations, each with its ancestors.',
  wantedRegion: 'Wanted regions as written.',
  wantedCity: 'Cities of the wanted regions.',
  skill: 'Skills, whatever the evidence.',
  skillEvidence: 'Skills by their best evidence: CERTIFIED, VERIFIED, CLAIMED or INFERRED.',
  skillToUse: 'Skills that the talent wants to use, at most 5.',
  levelHeld: 'Highest graduated level, 1–6.',
  majorHeld: 'Graduated majors, each with its ancestors.',
  gradeIn: 'Skill grades, by the occupation or an ancestor of it, and the grade.',
  titleHeld: 'Title ranks, by series and rank.',
  monthsEnded: 'Months in a 中类 from experiences that have an end, in steps.',
  workingSince:
    'For a 中类 worked in until now: the day from which unbroken work would come to the same months, in steps.',
  payExpected: 'Expected pay, in steps of some 2.5 %.',
  kindWanted: 'Wanted kinds of work, or ANY.',
  startWanted: 'Day from which the talent can start, in steps of 32 days, or ANY.',
  open: 'Criteria of talent fit that the talent leaves open.',
} as const;

const talentNumberMeanings = {
  skillToUseCount: 'How many skills the talent wants to use, 0–5.',
} as const;

const positionTokenMeanings = {
  occupationAsked: 'The position’s occupation.',
  occupationWithin: 'The position’s occupation with its ancestors.',
  regionWithin: 'The position’s region with its ancestors.',
  mustHave: 'Must-have skills.',
  niceToHave: 'Nice-to-have skills.',
  levelAsked: 'Least education level asked, 1–6, or ANY.',
  majorAsked: 'Accepted majors as written, or ANY.',
  majorClassAsked: 'Classes 专业类 of the accepted majors.',
  gradeFor: 'Least skill grade asked in the position’s occupation.',
  gradeGroupAsked: 'Least skill grade asked, by the position’s 小类.',
  titleAsked: 'Title rank asked, by series and rank.',
  monthsAsked: 'Months of experience asked in the position’s 中类, in steps.',
  payOffered: 'Upper end of the pay, in steps of some 2.5 %.',
  kindOffered: 'Kind of work, or NONE.',
  startOffered: 'Day of the start, in steps of 32 days, or ANY.',
  open: 'Criteria of employer fit that the position leaves open.',
} as const;

const positionNumberMeanings = {
  mustCount: 'How many must-have skills are asked.',
  niceCount: 'How many nice-to-have skills are asked.',
} as const;

export type TalentTokenField = keyof typeof talentTokenMeanings;
export type TalentNumberField = keyof typeof talentNumberMeanings;
export type PositionTokenField = keyof typeof positionTokenMeanings;
export type PositionNumberField = keyof typeof positionNumberMeanings;

function declared(kind: FieldDeclaration['kind'], meanings: Record<string, string>): FieldDeclaration[] {
  return Object.entries(meanings).map(([name, meaning]) => ({ name, kind, meaning }));
}

export const talentRecallFields: readonly FieldDeclaration[] = [
  ...declared('TOKENS', talentTokenMeanings),
  ...declared('NUMBER', talentNumberMeanings),
];

export const positionRecallFields: readonly FieldDeclaration[] = [
  ...declared('TOKENS', positionTokenMeanings),
  ...declared('NUMBER', positionNumberMeanings),
];

/** The key of a field's value. */
export function keyOf(field: TalentTokenField | PositionTokenField, ...parts: readonly (string | number)[]): string {
  return [field, ...parts].join(':');
}
