import type { DayNumber } from '../../kernel/day.ts';
import type { Filter } from '../../platform/search/engine.ts';
import { fullCredit } from './fit.rules.ts';
import type { HardFilter, ScoredPosition, ScoreTaxonomy } from './matching.pair.ts';
import type { PreparedPosition } from './prepared.rules.ts';
import { preparePosition } from './prepared.rules.ts';
import { experienceTerms, gradeTerms } from './recall-bars.rules.ts';
import type { TalentTokenField } from './recall-fields.rules.ts';
import { keyOf } from './recall-fields.rules.ts';
import type { Term } from './recall-terms.rules.ts';
import { highestEducation, range } from './recall-terms.rules.ts';

/** What talents have to carry to be eligible, as far as keys can say it. Every eligible talent passes. */
export interface EligibilityFilter {
  filter: Filter;
  /** True when nobody else passes; the days of licences and the months of experience are the scorer's to judge. */
  exact: boolean;
}

export function eligibilityFilter(
  position: ScoredPosition,
  taxonomy: ScoreTaxonomy,
  day: DayNumber,
): EligibilityFilter {
  const prepared = preparePosition(position, taxonomy);
  const bars = new Set(position.hardFilters);
  const licences = [...prepared.licencesByLaw, ...(bars.has('LICENCES') ? prepared.licences : [])];
  const conditions = [...new Set(licences)].map((licence) => any('licenceHeld', [keyOf('licenceHeld', licence)]));
  let exact = conditions.length === 0;
  for (const bar of bars) {
    if (bar === 'LICENCES') continue;
    const condition = conditionOf(bar, prepared, day);
    if (condition === null) continue;
    conditions.push(condition);
    if (bar === 'EXPERIENCE') exact = false;
  }
  return { filter: conditions.length === 0 ? { op: 'TRUE' } : { op: 'AND', of: conditions }, exact };
}

/** Null for a bar on what the position does not ask. */
function conditionOf(bar: Exclude<HardFilter, 'LICENCES'>, position: PreparedPosition, day: DayNumber): Filter | null {
  const { education } = position.position;
  switch (bar) {
    case 'EDUCATION':
      if (education === null) return null;
      return any(
        'levelHeld',
        range(education, highestEducation).map((level) => keyOf('levelHeld', level)),
      );
    case 'MAJORS':
      return position.majors.size === 0
        ? null
        : any(
            'majorHeld',
            [...position.majors].map((code) => keyOf('majorHeld', code)),
          );
    case 'GRADE':
      return inFull(gradeTerms(position), ['gradeIn', 'titleHeld']);
    case 'EXPERIENCE':
      return inFull(experienceTerms(position, day), ['held', 'monthsEnded', 'workingSince']);
    case 'REGION': {
      const wanted = position.regions.map((code) => keyOf('wantedRegion', code));
      const home = position.regions.slice(0, 1).map((code) => keyOf('livesIn', code));
      return { op: 'OR', of: [any('livesIn', home), any('wantedRegion', wanted)] };
    }
  }
}

function inFull(terms: readonly Term[] | null, fields: readonly TalentTokenField[]): Filter | null {
  if (terms === null) return null;
  const keys = terms.filter(({ creditBp }) => creditBp === fullCredit).flatMap(({ allOf }) => allOf.flat());
  const filters = fields.map((field) =>
    any(
      field,
      keys.filter((key) => key.startsWith(`${field}:`)),
    ),
  );
  return { op: 'OR', of: filters.filter((filter) => filter.op === 'ANY' && filter.keys.length > 0) };
}

function any(field: TalentTokenField, keys: readonly string[]): Filter {
  return { op: 'ANY', field, keys };
}
