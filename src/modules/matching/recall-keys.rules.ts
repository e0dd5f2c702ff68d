import type { DayNumber } from '../../kernel/day.ts';
import { daysCovered, monthsOfDays } from '../../kernel/day.ts';
import { ancestorAt, type ConceptNode } from './concepts.rules.ts';
import type { ScoredPosition, ScoredTalent, ScoreTaxonomy, TalentCriterion } from './matching.pair.ts';
import type { PreparedPosition, PreparedTalent } from './prepared.rules.ts';
import { occupationClass, preparePosition, prepareTalent } from './prepared.rules.ts';
import type {
  PositionNumberField,
  PositionTokenField,
  TalentNumberField,
  TalentTokenField,
} from './recall-fields.rules.ts';
import { keyOf } from './recall-fields.rules.ts';
import { dayStep, keysOfStep, monthStep, payStep, sinceScale, startScale } from './recall-steps.rules.ts';
import { upperEnd } from './talent-fit.rules.ts';

/** What a talent's and a position's search documents carry, so that a bound can be computed from keys alone. */

/** Preparing asks for a day; nothing that is read here depends on it. */
const anyDay: DayNumber = 0;

export function talentKeys(
  talent: ScoredTalent,
  taxonomy: ScoreTaxonomy,
  prepared = prepareTalent(talent, { taxonomy, day: anyDay }),
): Record<TalentTokenField, string[]> {
  const { wish } = talent;
  const majors = prepared.majors.flat();
  return {
    held: keysOf('held', prepared.held),
    wanted: keysOf('wanted', prepared.wanted),
    wantedRegion: keysOf('wantedRegion', prepared.wantedRegions),
    wantedCity: keysOf('wantedCity', prepared.wantedCities),
    skill: keysOf('skill', codesIn(prepared.skills)),
    skillEvidence: prepared.skills.map(({ code, evidence }) => keyOf('skillEvidence', evidence, code)),
    skillToUse: keysOf('skillToUse', prepared.skillsToUse),
    levelHeld: prepared.education === null ? [] : [keyOf('levelHeld', prepared.education)],
    majorHeld: keysOf('majorHeld', codesIn(majors)),
    gradeIn: unique(
      prepared.grades.flatMap(({ nodes, grade }) => nodes.map(({ code }) => keyOf('gradeIn', code, grade))),
    ),
    titleHeld: unique(talent.titleRanks.map(({ series, rank }) => keyOf('titleHeld', series, rank))),
    ...experienceKeys(prepared),
    payExpected: wish.pay === null ? [] : keysOfStep('payExpected', payStep(wish.pay)),
    kindWanted: keysOf('kindWanted', wish.kinds.length === 0 ? ['ANY'] : wish.kinds),
    startWanted: startKeys('startWanted', wish.from),
    open: keysOf('open', openOf(prepared)),
  };
}

export function talentNumbers(
  talent: ScoredTalent,
  taxonomy: ScoreTaxonomy,
  prepared = prepareTalent(talent, { taxonomy, day: anyDay }),
): Record<TalentNumberField, number> {
  return { skillToUseCount: prepared.skillsToUse.length };
}

function openOf({ talent: { wish }, wanted, wantedRegions, skillsToUse }: PreparedTalent): TalentCriterion[] {
  const open: TalentCriterion[] = [];
  if (wanted.size === 0) open.push('OCCUPATION_WANTED');
  if (wantedRegions.size === 0) open.push('REGION');
  if (wish.pay === null) open.push('PAY');
  if (wish.kinds.length === 0 && wish.from === null) open.push('KIND_AND_START');
  if (skillsToUse.length === 0) open.push('SKILLS_TO_USE');
  return open;
}

/**
 * Months grow with every day of work that goes on, so a key cannot hold them. Once the earliest such work has begun, on
 * day f, the union is C days that ended before f and all days since: as much as unbroken work since f − C.
 */
function experienceKeys(talent: PreparedTalent): Record<'monthsEnded' | 'workingSince', string[]> {
  const monthsEnded: string[] = [];
  const workingSince: string[] = [];
  for (const field of unique(talent.experiences.flatMap(({ nodes }) => ancestorAt(nodes, occupationClass) ?? []))) {
    const spans = talent.experiences.filter(({ nodes }) => ancestorAt(nodes, occupationClass) === field);
    const ended = spans.flatMap(({ from, to }) => (to === null ? [] : [{ from, to }]));
    const begun = Math.min(...spans.filter(({ to }) => to === null).map(({ from }) => from));
    const months = monthsOfDays(daysCovered(ended));
    if (months > 0) monthsEnded.push(keyOf('monthsEnded', field, monthStep(months)));
    if (begun === Number.POSITIVE_INFINITY) continue;
    const before = daysCovered(ended.map(({ from, to }) => ({ from, to: Math.min(to, begun - 1) })));
    workingSince.push(...keysOfStep(keyOf('workingSince', field), dayStep(sinceScale, begun - before)));
  }
  return { monthsEnded, workingSince };
}

export function positionKeys(
  position: ScoredPosition,
  taxonomy: ScoreTaxonomy,
  prepared = preparePosition(position, taxonomy),
): Record<PositionTokenField, string[]> {
  const { education, grade, titleRank, experienceMonths, kind } = position;
  const upper = upperEnd(position);
  const asked = (list: 'MUST' | 'NICE') => codesIn(prepared.asked.filter((skill) => skill.list === list));
  return {
    occupationAsked: [keyOf('occupationAsked', prepared.occupation)],
    occupationWithin: keysOf('occupationWithin', codesIn(prepared.ladder)),
    regionWithin: keysOf('regionWithin', prepared.regions),
    mustHave: keysOf('mustHave', asked('MUST')),
    niceToHave: keysOf('niceToHave', asked('NICE')),
    levelAsked: [keyOf('levelAsked', education ?? 'ANY')],
    majorAsked: keysOf('majorAsked', prepared.majors.size === 0 ? ['ANY'] : prepared.majors),
    majorClassAsked: keysOf('majorClassAsked', prepared.majorClasses),
    gradeFor: grade === null ? [] : [keyOf('gradeFor', prepared.occupation, grade)],
    gradeGroupAsked: grade === null || prepared.group === null ? [] : [keyOf('gradeGroupAsked', prepared.group, grade)],
    titleAsked: titleRank === null ? [] : [keyOf('titleAsked', titleRank.series, titleRank.rank)],
    monthsAsked: asksMonths(experienceMonths)
      ? [keyOf('monthsAsked', prepared.field, monthStep(experienceMonths))]
      : [],
    payOffered: upper === null ? [] : keysOfStep('payOffered', payStep(upper)),
    kindOffered: [keyOf('kindOffered', kind ?? 'NONE')],
    startOffered: startKeys('startOffered', position.startFrom),
    open: keysOf('open', openIn(prepared)),
  };
}

export function positionNumbers(
  position: ScoredPosition,
  taxonomy: ScoreTaxonomy,
  prepared = preparePosition(position, taxonomy),
): Record<PositionNumberField, number> {
  const { mustCount, niceCount } = prepared;
  return { mustCount, niceCount };
}

/** SKILLS has no open key: the counts of both lists say it. */
function openIn({ position, majors }: PreparedPosition): string[] {
  const open: string[] = [];
  if (position.education === null && majors.size === 0) open.push('EDUCATION_AND_MAJOR');
  if (position.grade === null && position.titleRank === null) open.push('GRADE_OR_TITLE');
  if (!asksMonths(position.experienceMonths)) open.push('EXPERIENCE');
  return open;
}

function asksMonths(months: number | null): months is number {
  return months !== null && months > 0;
}

function startKeys(field: 'startWanted' | 'startOffered', day: DayNumber | null): string[] {
  return day === null ? [keyOf(field, 'ANY')] : keysOfStep(field, dayStep(startScale, day));
}

function keysOf(field: TalentTokenField | PositionTokenField, codes: Iterable<string>): string[] {
  return unique([...codes]).map((code) => keyOf(field, code));
}

function codesIn(nodes: readonly Pick<ConceptNode, 'code'>[]): string[] {
  return nodes.map(({ code }) => code);
}

function unique(codes: readonly string[]): string[] {
  return [...new Set(codes)];
}
