import type { Filter } from '../../platform/search/engine.ts';
import { type BandEdge, bandField } from '../matching/index.ts';
import { rankable } from '../talents/index.ts';
import { axisKeys, noKey, type Scheme, type Taxonomy } from '../taxonomy/index.ts';
import { peopleFilter } from './filters.rules.ts';
import { axisDefinitions, type HeatAxis, type HeatScope } from './heatmap.rules.ts';
import { anywhere, codeOfKey, meet, type People } from './people.rules.ts';
import { all, type Part, type Tally } from './tally.rules.ts';

const finestOccupation = axisDefinitions.OCCUPATION.held(axisDefinitions.OCCUPATION.levels);
const finestRegion = axisDefinitions.REGION.held(axisDefinitions.REGION.levels);

/**
 * People are always counted by the finest occupation and the finest region, and the levels of the map are made of that:
 * it costs no second statement for totals, and each count knows the place that holds its people.
 */
export function* supplyParts(scope: HeatScope, taxonomy: Taxonomy, tally: Tally<People>): Generator<Part> {
  const keyOf = keysAt(scope, taxonomy);
  const filter = peopleFilter(scope, taxonomy, { ownOccupation: true });
  const axes = [finestOccupation, finestRegion, ...thirdAxis(scope)];
  yield {
    request: { index: 'talent', filter, axes, measures: [{ op: 'COUNT' }] },
    take: (cells) => {
      for (const { keys, values } of cells) {
        const [occupation = noKey, region = noKey, third = noKey] = keys;
        const place = (axis: HeatAxis): string => keyOf(axis, { occupation, region, third });
        const people = { n: values[0] ?? 0, occupation: codeOfKey(occupation), region: codeOfKey(region) };
        tally.add(place(scope.rows), scope.columns ? place(scope.columns) : all, people);
      }
    },
  };
}

/**
 * A talent is qualified for many occupations, so what is said of all of them together is a count of its own: people
 * qualified for at least one. Along the other axis each stands once, and that adds up.
 */
export function* qualifiedParts(
  scope: HeatScope,
  taxonomy: Taxonomy,
  edge: BandEdge,
  tally: Tally<People>,
): Generator<Part> {
  const band = bandField(edge, scope.occupationLevel);
  const keyOf = keysAt(scope, taxonomy);
  const other = scope.rows === 'OCCUPATION' ? scope.columns : scope.rows;
  const put = (occupation: string, across: string, people: People): void =>
    scope.rows === 'OCCUPATION' ? tally.put(occupation, across, people) : tally.put(across, occupation, people);
  const across = (region: string, third: string): string =>
    other ? keyOf(other, { occupation: noKey, region, third }) : all;
  const met = new Map<string, string>();
  const filter: Filter = { op: 'AND', of: [peopleFilter(scope, taxonomy), rankable(), hasBand(scope, taxonomy, band)] };
  const isShown = (code: string): boolean =>
    code !== noKey && (scope.occupation === null || taxonomy.isWithin('occupation', code, scope.occupation));
  yield {
    request: { index: 'talent', filter, axes: [band, finestRegion, ...thirdAxis(scope)], measures: [{ op: 'COUNT' }] },
    take: (cells) => {
      for (const { keys, values } of cells) {
        const [occupation = noKey, region = noKey, third = noKey] = keys;
        if (!isShown(occupation)) continue;
        const at = across(region, third);
        const people = { n: values[0] ?? 0, occupation, region: codeOfKey(region) };
        put(occupation, at, people);
        if (at !== all) put(occupation, all, people);
        met.set(at, meet(taxonomy, 'occupation', met.get(at) ?? occupation, occupation));
      }
    },
  };
  yield {
    request: { index: 'talent', filter, axes: [finestRegion, ...thirdAxis(scope)], measures: [{ op: 'COUNT' }] },
    take: (cells) => {
      for (const { keys, values } of cells) {
        const [region = noKey, third = noKey] = keys;
        const at = across(region, third);
        const people = { n: values[0] ?? 0, occupation: met.get(at) ?? anywhere, region: codeOfKey(region) };
        put(all, at, people);
        if (at !== all) put(all, all, people);
      }
    },
  };
}

function hasBand({ occupation, occupationLevel }: HeatScope, taxonomy: Taxonomy, field: string): Filter {
  if (occupation === null) return { op: 'NOT', of: { op: 'MISSING', field } };
  const codes = taxonomy.within('occupation', occupation);
  return {
    op: 'ANY',
    field,
    keys: codes.filter((code) => taxonomy.get('occupation', code)?.level === occupationLevel),
  };
}

/** The education or grade axis of the map, counted beside occupation and region; none where the map has neither. */
function thirdAxis({ rows, columns }: HeatScope): string[] {
  const axis = [columns, rows].find((one) => one === 'EDUCATION' || one === 'GRADE');
  return axis ? [axisDefinitions[axis].held(1)] : [];
}

interface FineKeys {
  occupation: string;
  region: string;
  third: string;
}

/** Keys of the map's axes from those of the finest levels. */
function keysAt(scope: HeatScope, taxonomy: Taxonomy): (axis: HeatAxis, keys: FineKeys) => string {
  const coarsen = (scheme: Scheme, level: number): ((key: string) => string) => {
    const known = new Map<string, string>();
    return (key) => {
      let coarse = known.get(key);
      if (coarse === undefined) {
        coarse = axisKeys(taxonomy, scheme, key === noKey ? null : codeOfKey(key), [level])[0] ?? noKey;
        known.set(key, coarse);
      }
      return coarse;
    };
  };
  const occupation = coarsen('occupation', scope.occupationLevel);
  const region = coarsen('region', scope.regionLevel);
  return (axis, keys) => {
    if (axis === 'OCCUPATION') return occupation(keys.occupation);
    return axis === 'REGION' ? region(keys.region) : keys.third;
  };
}
