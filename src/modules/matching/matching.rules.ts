import { mutualOf } from '../../platform/search/bound.ts';
import { ineligibleReasons } from './eligible.rules.ts';
import { educationAndMajor, experience, gradeOrTitle, occupationCredit } from './employer-fit.rules.ts';
import { employerFitOf, talentFitOf } from './fit.rules.ts';
import type { Match, ScoredPosition, ScoredTalent } from './matching.pair.ts';
import type { PreparedPosition, PreparedTalent, ScoreContext } from './prepared.rules.ts';
import { preparePosition, prepareTalent } from './prepared.rules.ts';
import { coverage, creditSkills, skillsToUse } from './skills.rules.ts';
import { kindAndStart, occupationWanted, pay, region } from './talent-fit.rules.ts';

/** The match of one pair by score-1: no clock, no I/O, the same whichever side asks. */
export function score(talent: ScoredTalent, position: ScoredPosition, context: ScoreContext): Match {
  return scorePrepared(prepareTalent(talent, context), preparePosition(position, context.taxonomy));
}

/** For lists: prepare the side that stays the same once. The talent is prepared for a day. */
export function scorePrepared(talent: PreparedTalent, position: PreparedPosition): Match {
  const skills = creditSkills(talent, position);
  const employerFit = employerFitOf({
    SKILLS: coverage(talent, position, skills),
    OCCUPATION: occupationCredit(position.ladder, talent.held),
    EDUCATION_AND_MAJOR: educationAndMajor(talent, position),
    GRADE_OR_TITLE: gradeOrTitle(talent, position),
    EXPERIENCE: experience(talent, position),
  });
  const talentFit = talentFitOf({
    OCCUPATION_WANTED: occupationWanted(talent, position),
    REGION: region(talent, position),
    PAY: pay(talent, position),
    KIND_AND_START: kindAndStart(talent, position),
    SKILLS_TO_USE: skillsToUse(talent, position),
  });
  const ineligible = ineligibleReasons(talent, position);
  return {
    formula: 'score-1',
    talentId: talent.talent.id,
    positionId: position.position.id,
    employerFit,
    talentFit,
    skills,
    mutual: mutualOf(employerFit.total, talentFit.total),
    mutualOf: fitsBehind(employerFit.total, talentFit.total),
    eligible: ineligible.length === 0,
    ineligible,
  };
}

/** Which fits a mutual rests on; a fit is null when all its criteria are open. */
export function fitsBehind(employer: number | null, talent: number | null): Match['mutualOf'] {
  if (employer !== null && talent !== null) return 'BOTH';
  if (employer !== null) return 'EMPLOYER';
  return talent !== null ? 'TALENT' : 'NONE';
}
