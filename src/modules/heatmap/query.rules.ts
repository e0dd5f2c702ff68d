import { parseDay } from '../../kernel/day.ts';
import { badInput } from '../../kernel/errors.ts';
import { type HeatAxis, type HeatMeasure, heatAxes, heatMeasures } from './heatmap.rules.ts';
import type { HeatQuery } from './scope.rules.ts';

const workKinds = ['FULL', 'PART', 'INTERN', 'TEMPORARY', 'FLEXIBLE'] as const;

/** Names of the parameters, as an address or a command line gives them. */
export const queryNames = [
  'region',
  'day',
  'rows',
  'columns',
  'occupationLevel',
  'regionLevel',
  'occupation',
  'industry',
  'workKind',
  'education',
  'measures',
  'orderBy',
] as const;
export type QueryName = (typeof queryNames)[number];

/** A map's query from text: names in any case, measures separated by commas. @throws BAD_INPUT at the parameter. */
export function queryOf(text: Readonly<Partial<Record<QueryName, string>>>): HeatQuery {
  const { rows, columns, measures, orderBy, workKind, day } = text;
  if (!rows) throw badInput('rows', 'The rows are not named.', `Give one of ${lower(heatAxes)}.`);
  return {
    region: text.region || null,
    occupation: text.occupation || null,
    industry: text.industry || null,
    day: day ? parseDay(day, 'day') : null,
    rows: named(rows, heatAxes, 'rows'),
    columns: columns ? named<HeatAxis>(columns, heatAxes, 'columns') : null,
    workKind: workKind ? named(workKind, workKinds, 'workKind') : null,
    occupationLevel: whole(text.occupationLevel, 'occupationLevel'),
    regionLevel: whole(text.regionLevel, 'regionLevel'),
    education: whole(text.education, 'education'),
    measures: measures ? measures.split(',').map((name) => named<HeatMeasure>(name, heatMeasures, 'measures')) : null,
    orderBy: orderBy ? named<HeatMeasure>(orderBy, heatMeasures, 'orderBy') : null,
  };
}

function named<Name extends string>(text: string, names: readonly Name[], path: string): Name {
  const found = names.find((name) => name === text.trim().toUpperCase());
  if (found) return found;
  throw badInput(path, `“${text.slice(0, 40)}” is none of the ${path} there are.`, `Give one of ${lower(names)}.`);
}

function whole(text: string | undefined, path: string): number | null {
  if (!text) return null;
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw badInput(path, `“${text.slice(0, 40)}” is no whole number.`);
}

function lower(names: readonly string[]): string {
  return names.map((name) => name.toLowerCase()).join(', ');
}
