import type { CountCell, CountRequest } from '../../platform/search/engine.ts';
import type { Taxonomy } from '../taxonomy/index.ts';
import { demandFilter } from './filters.rules.ts';
import {
  axisDefinitions,
  type HeatAxis,
  type HeatMeasure,
  type HeatScope,
  isOffered,
  isQualified,
  levelOf,
  type QualifiedMeasure,
  qualifiedEdges,
} from './heatmap.rules.ts';
import { gathering, type People } from './people.rules.ts';
import { qualifiedParts, supplyParts } from './people-counts.rules.ts';
import { all, type Part, Tally } from './tally.rules.ts';

/** Everything counted for a map, before anything is published. */
export interface Tallies {
  positions: Tally<number>;
  demand: Tally<number>;
  employers: Tally<number>;
  supply: Tally<People>;
  qualified: Map<QualifiedMeasure, Tally<People>>;
}

export interface CountPlan {
  /** All in one call of the engine. */
  requests: CountRequest[];
  read(answers: readonly CountCell[][]): Tallies;
}

export function planCounts(scope: HeatScope, measures: readonly HeatMeasure[], taxonomy: Taxonomy): CountPlan {
  const sum = (a: number, b: number): number => a + b;
  const gather = gathering(taxonomy);
  const people = (): Tally<People> => new Tally(gather);
  const wanted = measures.filter((measure) => isOffered(measure, scope));
  const tallies: Tallies = {
    positions: new Tally(sum),
    demand: new Tally(sum),
    employers: new Tally(sum),
    supply: people(),
    qualified: new Map(wanted.filter(isQualified).map((measure) => [measure, people()])),
  };
  const parts = [...demandParts(scope, taxonomy, tallies, wanted.includes('EMPLOYERS'))];
  if (wanted.some((measure) => ['SUPPLY', 'GAP', 'TIGHTNESS'].includes(measure)))
    parts.push(...supplyParts(scope, taxonomy, tallies.supply));
  for (const [measure, tally] of tallies.qualified)
    parts.push(...qualifiedParts(scope, taxonomy, qualifiedEdges[measure], tally));
  return {
    requests: parts.map(({ request }) => request),
    read(answers) {
      parts.forEach(({ take }, at) => {
        take(answers[at] ?? []);
      });
      return tallies;
    },
  };
}

/** Distinct employers do not add up, so their totals are counts of their own. */
function* demandParts(scope: HeatScope, taxonomy: Taxonomy, tallies: Tallies, employers: boolean): Generator<Part> {
  const filter = demandFilter(scope, taxonomy);
  const field = (axis: HeatAxis): string => axisDefinitions[axis].asked(levelOf(scope, axis));
  const distinct = { op: 'DISTINCT', field: 'employerAxis' } as const;
  const row = field(scope.rows);
  const column = scope.columns && field(scope.columns);
  yield {
    request: {
      index: 'position',
      filter,
      axes: column ? [row, column] : [row],
      measures: [{ op: 'COUNT' }, { op: 'SUM', field: 'openings' }, ...(employers ? [distinct] : [])],
    },
    take: (cells) => {
      for (const { keys, values } of cells) {
        const [at, across = all] = keys as [string, string?];
        const [positions = 0, openings = 0, firms] = values;
        tallies.positions.add(at, across, positions);
        tallies.demand.add(at, across, openings);
        if (firms !== undefined) tallies.employers.put(at, across, firms);
      }
    },
  };
  if (!employers) return;
  const total = (axes: string[], place: (key: string) => [string, string]): Part => ({
    request: { index: 'position', filter, axes, measures: [distinct] },
    take: (cells) => {
      for (const { keys, values } of cells) tallies.employers.put(...place(keys[0] ?? all), values[0] ?? 0);
    },
  });
  if (column) {
    yield total([row], (key) => [key, all]);
    yield total([column], (key) => [all, key]);
  }
  yield total([], () => [all, all]);
}
