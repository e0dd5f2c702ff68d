import type { DayNumber } from '../../kernel/day.ts';
import type { Criterion } from '../../platform/search/engine.ts';
import type { ScoredPosition, ScoredTalent, ScoreTaxonomy } from './matching.pair.ts';
import { preparePosition, prepareTalent } from './prepared.rules.ts';
import type { MatchView } from './ranking.rules.ts';
import { criteriaOfPosition } from './recall-position.rules.ts';
import { criteriaOfTalent } from './recall-talent.rules.ts';

/**
 * A score as the criteria of a recall. Law: the bound that they give for a document's keys is never below the sort key
 * of the pair, in either view and by each of the three keys.
 */
export interface RecallTerms {
  criteria: Criterion[];
  /** Talent fit counts as its band's floor, as firms see it. */
  talentBands: boolean;
}

/** To search talents for a position. */
export function criteriaForPosition(
  position: ScoredPosition,
  taxonomy: ScoreTaxonomy,
  day: DayNumber,
  view: MatchView,
): RecallTerms {
  return inView(criteriaOfPosition(preparePosition(position, taxonomy), day), view);
}

/** To search positions for a talent; the talent sees all of the own side, a firm that asks for the talent does not. */
export function criteriaForTalent(
  talent: ScoredTalent,
  taxonomy: ScoreTaxonomy,
  day: DayNumber,
  view: MatchView = 'FULL',
): RecallTerms {
  return inView(criteriaOfTalent(prepareTalent(talent, { taxonomy, day }), taxonomy), view);
}

function inView(criteria: Criterion[], view: MatchView): RecallTerms {
  if (view === 'FULL') return { criteria, talentBands: false };
  return { criteria: criteria.filter(({ name }) => name !== 'PAY'), talentBands: true };
}
