import type { DayNumber } from '../../kernel/day.ts';
import type { CoverageList, Criterion } from '../../platform/search/engine.ts';
import { fullCredit } from './fit.rules.ts';
import { evidences, workKinds } from './matching.pair.ts';
import type { PreparedPosition } from './prepared.rules.ts';
import { evidenceCredit } from './prepared.rules.ts';
import { experienceTerms, gradeTerms } from './recall-bars.rules.ts';
import { keyOf } from './recall-fields.rules.ts';
import { dayStep, keysOfRange, lastPayStep, leastPayOf, payStep, startScale } from './recall-steps.rules.ts';
import type { Term } from './recall-terms.rules.ts';
import {
  CreditKeys,
  employerCriterion,
  highestEducation,
  mayBeOpen,
  productTerms,
  range,
  talentCriterion,
  withAlternatives,
} from './recall-terms.rules.ts';
import { adjacentCredit } from './skills.rules.ts';
import { kindAgrees, payCredit, upperEnd } from './talent-fit.rules.ts';

/** What a position asks and offers, as criteria on the keys of talents. What the position leaves open is left out. */
export function criteriaOfPosition(position: PreparedPosition, day: DayNumber): Criterion[] {
  const { asked } = position;
  const criteria: Criterion[] = [];
  if (asked.length > 0) criteria.push({ ...employerCriterion('SKILLS'), coverage: skillLists(position) });
  criteria.push(withAlternatives(employerCriterion('OCCUPATION'), ladderTerms(position, 'held')));
  const education = educationTerms(position);
  if (education !== null) criteria.push(withAlternatives(employerCriterion('EDUCATION_AND_MAJOR'), education));
  const grade = gradeTerms(position);
  if (grade !== null) criteria.push(withAlternatives(employerCriterion('GRADE_OR_TITLE'), grade));
  const months = experienceTerms(position, day);
  if (months !== null) criteria.push(withAlternatives(employerCriterion('EXPERIENCE'), months));
  criteria.push(
    withAlternatives(talentCriterion('OCCUPATION_WANTED', mayBeOpen), ladderTerms(position, 'wanted')),
    withAlternatives(talentCriterion('REGION', mayBeOpen), regionTerms(position)),
    withAlternatives(talentCriterion('PAY', mayBeOpen), payTerms(position)),
    withAlternatives(talentCriterion('KIND_AND_START', mayBeOpen), kindTerms(position)),
    { ...talentCriterion('SKILLS_TO_USE', mayBeOpen), coverage: skillsToUse(position) },
  );
  return criteria;
}

function skillLists(position: PreparedPosition): { must: CoverageList; nice: CoverageList } {
  const askedCodes = new Set(position.asked.map(({ code }) => code));
  const listOf = (list: 'MUST' | 'NICE', count: number): CoverageList => {
    const skills = position.asked.filter((skill) => skill.list === list);
    // A skill that is itself asked is credited exactly and stands in for none.
    const adjacent = new Set(skills.flatMap((skill) => [...skill.adjacent]).filter((code) => !askedCodes.has(code)));
    return {
      exact: evidences.map((evidence) => ({
        keys: skills.map(({ code }) => keyOf('skillEvidence', evidence, code)),
        creditBp: evidenceCredit[evidence],
      })),
      exclusive: true,
      adjacent: {
        keys: [...adjacent].map((code) => keyOf('skill', code)),
        creditBp: adjacentCredit(evidenceCredit.CERTIFIED),
      },
      count,
    };
  };
  return { must: listOf('MUST', position.mustCount), nice: listOf('NICE', position.niceCount) };
}

function ladderTerms(position: PreparedPosition, field: 'held' | 'wanted'): Term[] {
  return position.ladder.map(({ code, creditBp }) => ({ creditBp, allOf: [[keyOf(field, code)]] }));
}

function educationTerms({ position, majors, majorClasses }: PreparedPosition): Term[] | null {
  const asked = position.education;
  const level =
    asked === null
      ? null
      : {
          full: range(asked, highestEducation).map((one) => keyOf('levelHeld', one)),
          half: [keyOf('levelHeld', asked - 1)],
        };
  const major =
    majors.size === 0
      ? null
      : {
          full: [...majors].map((code) => keyOf('majorHeld', code)),
          half: [...majorClasses].map((code) => keyOf('majorHeld', code)),
        };
  if (level !== null && major !== null) return productTerms(level, major);
  const only = level ?? major;
  if (only === null) return null;
  return new CreditKeys()
    .add(fullCredit, only.full)
    .add(fullCredit / 2, only.half)
    .terms();
}

function regionTerms({ regions, city }: PreparedPosition): Term[] {
  return [
    { creditBp: fullCredit, allOf: [regions.map((code) => keyOf('wantedRegion', code))] },
    { creditBp: fullCredit / 2, allOf: [city === null ? [] : [keyOf('wantedCity', city)]] },
  ];
}

/** A talent may expect as little as the least pay of the step. */
function payTerms({ position }: PreparedPosition): Term[] {
  const upper = upperEnd(position);
  if (upper === null) return [];
  const reached = payStep(upper);
  const credits = new CreditKeys().add(fullCredit, keysOfRange('payExpected', 0, reached));
  for (const step of range(reached + 1, lastPayStep)) {
    const creditBp = payCredit(upper, leastPayOf(step));
    if (creditBp === 0) break;
    credits.add(creditBp, keysOfRange('payExpected', step, step));
  }
  return credits.terms();
}

const everyKind = [...workKinds, 'ANY'].map((kind) => keyOf('kindWanted', kind));

function kindTerms({ position }: PreparedPosition): Term[] {
  const agreed = workKinds.filter((kind) => kindAgrees([kind], position.kind));
  const kinds = [...agreed, 'ANY'].map((kind) => keyOf('kindWanted', kind));
  const start = position.startFrom;
  if (start === null)
    return [
      { creditBp: fullCredit, allOf: [kinds] },
      { creditBp: fullCredit / 2, allOf: [everyKind] },
    ];
  const starts = [keyOf('startWanted', 'ANY'), ...keysOfRange('startWanted', 0, dayStep(startScale, start))];
  return [
    { creditBp: fullCredit, allOf: [kinds, starts] },
    { creditBp: fullCredit / 2, allOf: [kinds] },
    { creditBp: fullCredit / 2, allOf: [starts] },
  ];
}

function skillsToUse({ asked }: PreparedPosition): { must: CoverageList; nice: CoverageList } {
  const none = { keys: [], creditBp: 0 };
  const keys = asked.map(({ code }) => keyOf('skillToUse', code));
  return {
    must: { exact: [{ keys, creditBp: fullCredit }], adjacent: none, count: { field: 'skillToUseCount' } },
    nice: { exact: [], adjacent: none, count: 0 },
  };
}
