import { experience, gradeOrTitle, majorAccepted } from './employer-fit.rules.ts';
import type { Credit } from './fit.rules.ts';
import { fullCredit } from './fit.rules.ts';
import type { HardFilter, IneligibleReason } from './matching.pair.ts';
import { hardFilterKinds } from './matching.pair.ts';
import type { PreparedPosition, PreparedTalent } from './prepared.rules.ts';
import { holdsPosition } from './talent-fit.rules.ts';

/** What keeps a talent out of a position: licences that the law demands, and what the position declares a bar. */
export function ineligibleReasons(talent: PreparedTalent, position: PreparedPosition): IneligibleReason[] {
  const reasons: IneligibleReason[] = [];
  for (const licence of position.licencesByLaw) {
    if (!talent.licences.has(licence)) reasons.push({ reason: 'LICENCE_DEMANDED_BY_LAW', licence });
  }
  const declared = position.position.hardFilters;
  if (declared.length === 0) return reasons;
  for (const filter of hardFilterKinds) {
    if (declared.includes(filter) && !passes[filter](talent, position)) reasons.push({ reason: 'HARD_FILTER', filter });
  }
  return reasons;
}

/** A filter on what the position does not ask bars nobody. */
const passes: Record<HardFilter, (talent: PreparedTalent, position: PreparedPosition) => boolean> = {
  EDUCATION: (talent, { position: { education } }) => education === null || (talent.education ?? 0) >= education,
  MAJORS: (talent, position) => position.majors.size === 0 || majorAccepted(talent, position) === 2,
  /** The bar is the criterion's: where a grade and a title are asked, either is enough. */
  GRADE: (talent, position) => fullOrOpen(gradeOrTitle(talent, position)),
  LICENCES: (talent, position) => position.licences.every((licence) => talent.licences.has(licence)),
  /** Lives in the position's region, or wants one that holds it. */
  REGION: (talent, position) =>
    talent.residence.some(({ code }) => code === position.regions[0]) || holdsPosition(talent, position),
  EXPERIENCE: (talent, position) => fullOrOpen(experience(talent, position)),
};

function fullOrOpen({ state, creditBp }: Credit): boolean {
  return state === 'OPEN' || creditBp === fullCredit;
}
