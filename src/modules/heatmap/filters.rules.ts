import type { Filter } from '../../platform/search/engine.ts';
import { openOn, positionsWith } from '../positions/index.ts';
import { availableOn } from '../talents/index.ts';
import { noKey, type Taxonomy } from '../taxonomy/index.ts';
import { axisDefinitions, type HeatAxis, type HeatScope, levelOf } from './heatmap.rules.ts';

/** The positions that a map counts, the same for all actors: open on the day. */
export function demandFilter(scope: HeatScope, taxonomy: Taxonomy): Filter {
  const of: Filter[] = [openOn(scope.day)];
  if (scope.region !== null) of.push(within('REGION', 'asked', scope.region, taxonomy));
  if (scope.occupation !== null) of.push(within('OCCUPATION', 'asked', scope.occupation, taxonomy));
  if (scope.industry !== null) of.push(positionsWith('industry', [scope.industry]));
  if (scope.workKind !== null) of.push(positionsWith('workKind', [scope.workKind]));
  if (scope.education !== null) of.push({ op: 'ANY', field: 'educationAsked', keys: [String(scope.education)] });
  return { op: 'AND', of };
}

/**
 * The talents that a map counts, the same for all actors: available on the day, those who refuse ranking too. Who names
 * no kind of work takes any. `ownOccupation` asks for supply in the map's occupation; who is qualified for it may be in
 * supply elsewhere.
 */
export function peopleFilter(scope: HeatScope, taxonomy: Taxonomy, { ownOccupation = false } = {}): Filter {
  const of: Filter[] = [availableOn(scope.day)];
  if (scope.region !== null) of.push(within('REGION', 'held', scope.region, taxonomy));
  if (ownOccupation && scope.occupation !== null) of.push(within('OCCUPATION', 'held', scope.occupation, taxonomy));
  if (scope.workKind !== null) {
    const named: Filter = { op: 'ANY', field: 'workKinds', keys: [scope.workKind] };
    of.push({ op: 'OR', of: [named, { op: 'MISSING', field: 'workKinds' }] });
  }
  if (scope.education !== null) of.push({ op: 'ANY', field: 'educationHeld', keys: [String(scope.education)] });
  return { op: 'AND', of };
}

/** The documents of one cell, over the fields of positions or of talents. */
export function cellFilter(scope: HeatScope, side: 'asked' | 'held', row: string, column: string | null): Filter {
  const at = (axis: HeatAxis, key: string): Filter => isAtKey(axisDefinitions[axis][side](levelOf(scope, axis)), key);
  const of = [at(scope.rows, row)];
  if (scope.columns !== null && column !== null) of.push(at(scope.columns, column));
  return { op: 'AND', of };
}

function isAtKey(field: string, key: string): Filter {
  return key === noKey ? { op: 'MISSING', field } : { op: 'ANY', field, keys: [key] };
}

/** Coded as `code` or under it: the code's own level of the axis holds it. */
function within(axis: 'OCCUPATION' | 'REGION', side: 'asked' | 'held', code: string, taxonomy: Taxonomy): Filter {
  const { scheme, levels, [side]: field } = axisDefinitions[axis];
  return { op: 'ANY', field: field(taxonomy.get(scheme, code)?.level ?? levels), keys: [code] };
}
