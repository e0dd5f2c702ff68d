import type { ShortageLevel } from '../catalogs/index.ts';
import { conceptOfKey } from './axes.rules.ts';
import type { Tallies } from './counts.rules.ts';
import {
  type Figure,
  gapOf,
  type HeatMeasure,
  type HeatScope,
  hasAxis,
  isOffered,
  isQualified,
  type MeasureRecord,
  notOffered,
  tightnessOf,
} from './heatmap.rules.ts';
import type { CountKind, People } from './people.rules.ts';
import { all } from './tally.rules.ts';

export interface Assembly {
  scope: HeatScope;
  tallies: Tallies;
  keys: { rows: string[]; columns: string[] };
  publish(kind: CountKind, people: People | undefined): Figure;
  /** Whether the occupation has a profile that people can be qualified for. */
  isRated(occupation: string): boolean;
  /** By region and occupation, what the region's effective catalog says. */
  listed: ReadonlyMap<string, ReadonlyMap<string, { level: ShortageLevel }>>;
}

/** A cell, a row's total (column `all`), a column's (row `all`), or the map's. */
type FigureAt = (row: string, column: string) => Figure;

export function assembleMeasure(assembly: Assembly, measure: HeatMeasure): MeasureRecord {
  const { rows, columns } = assembly.keys;
  const at = isOffered(measure, assembly.scope) ? figures(assembly, measure) : () => notOffered;
  const oneColumn = assembly.scope.columns === null;
  const places = rows.flatMap((row) =>
    oneColumn ? [[row, all] as const] : columns.map((column) => [row, column] as const),
  );
  return {
    measure,
    cells: places.map((place) => at(...place)),
    rowTotals: oneColumn ? [] : rows.map((row) => at(row, all)),
    columnTotals: oneColumn ? [] : columns.map((column) => at(all, column)),
    grandTotal: at(all, all),
    levels: measure === 'LISTED' ? places.map((place) => listing(assembly, ...place)?.level ?? null) : null,
  };
}

/** The row keys by a measure's published totals, highest first; what is hidden or not there comes last. */
export function orderedRows(assembly: Assembly, measure: HeatMeasure): string[] {
  const at = isOffered(measure, assembly.scope) ? figures(assembly, measure) : () => notOffered;
  const totals = new Map(assembly.keys.rows.map((row) => [row, at(row, all).value ?? Number.NEGATIVE_INFINITY]));
  const of = (row: string): number => totals.get(row) ?? 0;
  return assembly.keys.rows.toSorted((a, b) => (of(a) === of(b) ? 0 : of(b) - of(a)));
}

function figures(assembly: Assembly, measure: HeatMeasure): FigureAt {
  const { tallies, publish } = assembly;
  const counted = (n: number | undefined): Figure => ({ value: n ?? 0, state: 'VALUE' });
  // There are no declarations yet, so the need is what is open.
  const need = (row: string, column: string): number => tallies.demand.get(row, column) ?? 0;
  const supply: FigureAt = (row, column) => publish('supply', tallies.supply.get(row, column));
  if (isQualified(measure)) {
    const tally = tallies.qualified.get(measure);
    const isRated = ratedAt(assembly);
    return (row, column) =>
      isRated(row, column) ? publish('qualified', tally?.get(row, column)) : { value: null, state: 'UNRATED' };
  }
  switch (measure) {
    case 'POSITIONS':
      return (row, column) => counted(tallies.positions.get(row, column));
    case 'EMPLOYERS':
      return (row, column) => counted(tallies.employers.get(row, column));
    case 'SUPPLY':
      return supply;
    case 'GAP':
      return (row, column) => gapOf(need(row, column), supply(row, column));
    case 'TIGHTNESS':
      return (row, column) => tightnessOf(need(row, column), supply(row, column));
    case 'LISTED':
      return (row, column) => {
        const found = listing(assembly, row, column);
        return found === undefined ? notOffered : { value: found ? 1 : 0, state: 'VALUE' };
      };
    default:
      return (row, column) => counted(need(row, column));
  }
}

function occupationAt({ rows }: HeatScope, row: string, column: string): string {
  return rows === 'OCCUPATION' ? row : column;
}

/** A total over occupations is rated when one of them is. */
function ratedAt({ scope, keys, isRated }: Assembly): (row: string, column: string) => boolean {
  const rates = (key: string): boolean => {
    const code = conceptOfKey(key);
    return code !== null && isRated(code);
  };
  const any = (scope.rows === 'OCCUPATION' ? keys.rows : keys.columns).some(rates);
  return (row, column) => {
    const key = occupationAt(scope, row, column);
    return key === all ? any : rates(key);
  };
}

/** Null is not listed; undefined where there is no catalog to ask: all occupations, or the whole country. */
function listing(
  { scope, listed }: Assembly,
  row: string,
  column: string,
): { level: ShortageLevel } | null | undefined {
  const occupation = occupationAt(scope, row, column);
  const across = scope.rows === 'OCCUPATION' ? column : row;
  const ownRegion = hasAxis(scope, 'REGION') && across !== all;
  const region = ownRegion ? conceptOfKey(across) : scope.region;
  if (occupation === all) return undefined;
  if (region === null) return ownRegion ? null : undefined;
  const code = conceptOfKey(occupation);
  return (code === null ? null : listed.get(region)?.get(code)) ?? null;
}
