import { system } from '../../src/kernel/actor.ts';
import type { HeatMapRecord, HeatMeasure } from '../../src/modules/heatmap/index.ts';
import type { BenchCity } from './city.ts';
import { type Cells, type MapScope, readMap } from './map.store.ts';
import { type Line, Times } from './timing.ts';

/** What is counted; gap, tightness and listing are made of these and of catalogs. */
const measures = ['DEMAND', 'POSITIONS', 'EMPLOYERS', 'SUPPLY', 'QUALIFIED40', 'QUALIFIED60', 'QUALIFIED80'] as const;

const times = 7;
const wholeCountry = null;
const xiamen = '350200';

/** Heat maps beside the bare statements that give the same numbers. */
export async function measureMaps(city: BenchCity): Promise<{ lines: Line[]; wrong: number }> {
  const lines: Line[] = [];
  let wrong = 0;
  for (const region of [xiamen, wholeCountry]) {
    for (const columns of ['REGION', 'EDUCATION', 'GRADE'] as const) {
      const figure = `heat map occupation 4 × ${columns.toLowerCase()}, ${region ?? 'everywhere'}`;
      const line: Line = { figure, times: new Times(), floor: new Times() };
      // Another day each time: a map of the same scope is served again for a minute.
      for (let at = 0; at <= times; at += 1) {
        const scope: MapScope = { region, columns, day: city.day + at };
        const product = () => heatMap(city, scope);
        const bare = () => readMap(city.db.pool, city.fields, scope);
        const [map, cells] =
          at === 0 ? [await product(), await bare()] : [await line.times.of(product), await line.floor.of(bare)];
        const mistakes = differences(map, cells);
        wrong += mistakes.length;
        if (mistakes.length > 0)
          console.log(`${figure}: ${mistakes.length} cells differ: ${mistakes.slice(0, 3).join('; ')}`);
      }
      lines.push(line);
    }
  }
  return { lines, wrong };
}

function heatMap({ core }: BenchCity, { region, columns, day }: MapScope): Promise<HeatMapRecord> {
  return core.heatmap.service.heatMap(system, { region, day, rows: 'OCCUPATION', columns, measures });
}

function differences(map: HeatMapRecord, bare: Cells): string[] {
  const width = map.columns.length;
  return map.measures.flatMap(({ measure, cells }) => {
    const left = new Map(bare[measure as Exclude<HeatMeasure, 'NEED'>] ?? []);
    const wrong = cells.flatMap(({ value, state }, at) => {
      const key = `${map.rows[Math.floor(at / width)]?.key} ${map.columns[at % width]?.key}`;
      const wanted = left.get(key) ?? 0;
      left.delete(key);
      const isRight = state === 'UNRATED' ? wanted === 0 : value === wanted;
      return isRight ? [] : [`${measure} of ${key} is ${value}, counted ${wanted}`];
    });
    return [...wrong, ...[...left.keys()].map((key) => `${measure} has no cell ${key}`)];
  });
}
