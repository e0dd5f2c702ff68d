import { type DayNumber, formatDay } from '../../kernel/day.ts';
import { badInput } from '../../kernel/errors.ts';
import type { Taxonomy } from '../taxonomy/index.ts';
import {
  axisDefinitions,
  type HeatAxis,
  type HeatMeasure,
  type HeatScope,
  hasAxis,
  heatMeasures,
  isOffered,
  offeredPairs,
} from './heatmap.rules.ts';

/** What a caller asks, unchecked. */
export interface HeatQuery {
  region?: string | null | undefined;
  day?: DayNumber | null | undefined;
  rows: HeatAxis;
  columns?: HeatAxis | null | undefined;
  occupationLevel?: number | null | undefined;
  regionLevel?: number | null | undefined;
  occupation?: string | null | undefined;
  industry?: string | null | undefined;
  workKind?: string | null | undefined;
  education?: number | null | undefined;
  measures?: readonly HeatMeasure[] | null | undefined;
  orderBy?: HeatMeasure | null | undefined;
}

/**
 * @throws BAD_INPUT with the field's path. Normalized: current codes, levels at least as fine as the codes that restrict
 * the map, and the finest where an axis is not shown, so that one map has one scope.
 */
export function checkScope(query: HeatQuery, taxonomy: Taxonomy, today: DayNumber): HeatScope {
  const { rows, columns = null } = query;
  if (!offeredPairs.some(([row, column]) => row === rows && column === columns)) {
    const offered = offeredPairs.map((pair) => pair.filter((axis) => axis !== null).join(' × ')).join(', ');
    throw badInput(
      'input.columns',
      `The map ${rows}${columns ? ` × ${columns}` : ''} is not offered.`,
      `Offered: ${offered}.`,
    );
  }
  const region = code(query.region, 'region', taxonomy);
  const occupation = code(query.occupation, 'occupation', taxonomy);
  const scope = {
    region,
    day: checkDay(query.day ?? today, today),
    rows,
    columns,
    occupationLevel: level(query.occupationLevel, 'OCCUPATION', 'input.occupationLevel', { rows, columns }),
    regionLevel: level(query.regionLevel, 'REGION', 'input.regionLevel', { rows, columns }),
    occupation,
    industry: code(query.industry, 'industry', taxonomy),
    workKind: query.workKind ?? null,
    education: query.education ?? null,
  };
  if (
    scope.education !== null &&
    !(Number.isInteger(scope.education) && scope.education >= 1 && scope.education <= 6)
  ) {
    throw badInput('input.education', `${scope.education} is no education level.`, 'Give 1 初中及以下 to 6 博士.');
  }
  return {
    ...scope,
    occupationLevel: Math.max(scope.occupationLevel, own(taxonomy, 'occupation', occupation)),
    regionLevel: Math.max(scope.regionLevel, own(taxonomy, 'region', region)),
  };
}

/** The public map carries few filters: each crosses people counts once more. @throws BAD_INPUT */
export function checkFilters({ industry, workKind, education }: HeatScope, exact: boolean): void {
  const count = [industry, workKind, education].filter((filter) => filter !== null).length;
  if (count <= 2 || exact) return;
  throw badInput(
    'input',
    'At most two of industry, workKind and education restrict the public map.',
    'Leave one of them out.',
  );
}

/** In the order of the list; all that the map can carry when none is named. */
export function checkMeasures(asked: readonly HeatMeasure[] | null | undefined, scope: HeatScope): HeatMeasure[] {
  if (asked == null || asked.length === 0) return heatMeasures.filter((measure) => isOffered(measure, scope));
  return heatMeasures.filter((measure) => asked.includes(measure));
}

function code(
  text: string | null | undefined,
  scheme: 'region' | 'occupation' | 'industry',
  taxonomy: Taxonomy,
): string | null {
  return text == null ? null : taxonomy.check(scheme, text, `input.${scheme}`);
}

function own(taxonomy: Taxonomy, scheme: 'region' | 'occupation', restricted: string | null): number {
  return restricted === null ? 1 : (taxonomy.get(scheme, restricted)?.level ?? 1);
}

function checkDay(day: DayNumber, today: DayNumber): DayNumber {
  if (day >= today) return day;
  throw badInput(
    'input.day',
    `${formatDay(day)} is past: earlier days come from snapshots, and none are kept yet.`,
    `Ask for ${formatDay(today)} or a later day.`,
  );
}

function level(
  asked: number | null | undefined,
  axis: 'OCCUPATION' | 'REGION',
  path: string,
  shown: Pick<HeatScope, 'rows' | 'columns'>,
): number {
  const finest = axisDefinitions[axis].levels;
  const wanted = asked ?? finest;
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > finest) {
    throw badInput(path, `${axis} has no level ${wanted}.`, `Give 1 (coarsest) to ${finest}.`);
  }
  return hasAxis(shown, axis) ? wanted : finest;
}
