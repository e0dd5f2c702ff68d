import { type DayNumber, parseDay } from '../../src/kernel/day.ts';
import type {
  CriterionScore,
  EmployerCriterion,
  Match,
  ScoredPosition,
  ScoredTalent,
  TalentCriterion,
} from '../../src/modules/matching/matching.pair.ts';
import { score } from '../../src/modules/matching/matching.rules.ts';
import { smallTaxonomy } from '../support/score-taxonomy.ts';

export const day = (text: string): DayNumber => parseDay(text, 'day');
export const today: DayNumber = day('2026-06-01');

type TalentSays = Partial<Omit<ScoredTalent, 'wish'>> & { wish?: Partial<ScoredTalent['wish']> };

/** A talent who says nothing but this. */
export function aTalent({ wish, ...said }: TalentSays = {}): ScoredTalent {
  return {
    id: 'talent',
    createdAt: 0,
    experiences: [],
    trained: [],
    grades: [],
    titleRanks: [],
    educations: [],
    skills: [],
    licences: [],
    residence: null,
    ...said,
    wish: { occupations: [], regions: [], pay: null, kinds: [], from: null, ...wish },
  };
}

/** A turner's position in Jimei that asks nothing but this. */
export function aPosition(said: Partial<ScoredPosition> = {}): ScoredPosition {
  return {
    id: 'position',
    createdAt: 0,
    occupation: '6-18-01-01',
    region: '350211',
    pay: null,
    kind: null,
    startFrom: null,
    education: null,
    majors: [],
    grade: null,
    titleRank: null,
    experienceMonths: null,
    mustHave: [],
    niceToHave: [],
    licences: [],
    hardFilters: [],
    ...said,
  };
}

export function skills(...codes: string[]): { skill: string; level: null }[] {
  return codes.map((skill) => ({ skill, level: null }));
}

/** `NC-LATHE:CERTIFIED`, claimed when nothing is said; with `!` the talent wants to use it. */
export function has(...written: string[]): ScoredTalent['skills'] {
  return written.map((text) => {
    const [skill = '', evidence = 'CLAIMED'] = text.replace('!', '').split(':');
    return {
      skill,
      evidence: evidence as ScoredTalent['skills'][number]['evidence'],
      level: null,
      wantsToUse: text.endsWith('!'),
    };
  });
}

export function matchOf(talent: ScoredTalent, position: ScoredPosition): Match {
  return score(talent, position, { taxonomy: smallTaxonomy, day: today });
}

/** The credit of one criterion, or its state where it earns nothing for lack of words. */
export function creditIn(match: Match, name: EmployerCriterion | TalentCriterion): number | string {
  const criteria: CriterionScore[] = [...match.employerFit.criteria, ...match.talentFit.criteria];
  const found = criteria.find(({ criterion }) => criterion === name);
  if (!found) throw new Error(`There is no criterion ${name}.`);
  return found.state === 'SCORED' ? found.creditBp : found.state;
}
