import type { ShortageLevel } from '../catalogs/index.ts';
import type { BandEdge } from '../matching/index.ts';
import type { Scheme } from '../taxonomy/index.ts';

/** Axes of the map. A new one is a line here, its fields below and the pairs that it is offered in. */
export const heatAxes = ['OCCUPATION', 'REGION', 'EDUCATION', 'GRADE'] as const;
export type HeatAxis = (typeof heatAxes)[number];

export const heatMeasures = [
  'NEED',
  'DEMAND',
  'POSITIONS',
  'EMPLOYERS',
  'SUPPLY',
  'QUALIFIED40',
  'QUALIFIED60',
  'QUALIFIED80',
  'GAP',
  'TIGHTNESS',
  'LISTED',
] as const;
export type HeatMeasure = (typeof heatMeasures)[number];

export const cellStates = ['VALUE', 'SUPPRESSED', 'NO_SUPPLY', 'UNRATED', 'NOT_OFFERED'] as const;
export type CellState = (typeof cellStates)[number];

export const qualifiedEdges = {
  QUALIFIED40: 40,
  QUALIFIED60: 60,
  QUALIFIED80: 80,
} as const satisfies Partial<Record<HeatMeasure, BandEdge>>;
export type QualifiedMeasure = keyof typeof qualifiedEdges;

export function isQualified(measure: HeatMeasure): measure is QualifiedMeasure {
  return measure in qualifiedEdges;
}

interface AxisDefinition {
  scheme: Scheme;
  /** Finest level; 1 where the scheme has no levels. */
  levels: number;
  /** The AXIS field of positions: what is asked. */
  asked(level: number): string;
  /** The AXIS field of talents: what is held, wanted or lived in. */
  held(level: number): string;
}

export const axisDefinitions: Record<HeatAxis, AxisDefinition> = {
  OCCUPATION: {
    scheme: 'occupation',
    levels: 4,
    asked: (level) => `occupation${level}`,
    held: (level) => `supplyOccupation${level}`,
  },
  REGION: { scheme: 'region', levels: 3, asked: (level) => `region${level}`, held: (level) => `region${level}` },
  EDUCATION: { scheme: 'education', levels: 1, asked: () => 'educationAsked', held: () => 'educationHeld' },
  GRADE: { scheme: 'grade', levels: 1, asked: () => 'gradeAsked', held: () => 'gradeHeld' },
};

/** Axes on which positions say what they ask and talents what they hold: shown side by side, without a difference. */
export const sideBySide: ReadonlySet<HeatAxis> = new Set(['EDUCATION', 'GRADE']);

export const offeredPairs: readonly (readonly [HeatAxis, HeatAxis | null])[] = [
  ['OCCUPATION', null],
  ['REGION', null],
  ['OCCUPATION', 'REGION'],
  ['OCCUPATION', 'EDUCATION'],
  ['OCCUPATION', 'GRADE'],
  ['REGION', 'OCCUPATION'],
  ['EDUCATION', 'OCCUPATION'],
  ['GRADE', 'OCCUPATION'],
];

/** What a map is of, checked and normalized: two inputs that ask the same give the same scope. */
export interface HeatScope {
  /** Null is the whole country. */
  region: string | null;
  day: number;
  rows: HeatAxis;
  columns: HeatAxis | null;
  occupationLevel: number;
  regionLevel: number;
  /** Only what is coded so or under it. */
  occupation: string | null;
  industry: string | null;
  workKind: string | null;
  education: number | null;
}

export interface Figure {
  value: number | null;
  state: CellState;
}

export const notOffered: Figure = { value: null, state: 'NOT_OFFERED' };

export function hasAxis({ rows, columns }: Pick<HeatScope, 'rows' | 'columns'>, axis: HeatAxis): boolean {
  return rows === axis || columns === axis;
}

export function levelOf(scope: HeatScope, axis: HeatAxis): number {
  if (axis === 'OCCUPATION') return scope.occupationLevel;
  return axis === 'REGION' ? scope.regionLevel : 1;
}

/** What the map can carry; the others are answered NOT_OFFERED. */
export function isOffered(measure: HeatMeasure, scope: HeatScope): boolean {
  const people = scope.industry === null;
  if (measure === 'SUPPLY') return people;
  if (isQualified(measure)) return people && hasAxis(scope, 'OCCUPATION');
  if (measure === 'GAP' || measure === 'TIGHTNESS') {
    return (
      people && scope.education === null && ![scope.rows, scope.columns].some((axis) => axis && sideBySide.has(axis))
    );
  }
  if (measure === 'LISTED') return hasAxis(scope, 'OCCUPATION') && (scope.region !== null || hasAxis(scope, 'REGION'));
  return true;
}

/** 缺口 = need − supply, of the published supply: what is hidden there stays hidden here. */
export function gapOf(need: number, supply: Figure): Figure {
  return supply.value === null ? supply : { value: need - supply.value, state: 'VALUE' };
}

/** 求人倍率 = need / supply, of the published supply. */
export function tightnessOf(need: number, supply: Figure): Figure {
  if (supply.value === null) return supply;
  return supply.value === 0 ? { value: null, state: 'NO_SUPPLY' } : { value: need / supply.value, state: 'VALUE' };
}

export const axisValueKinds = ['CONCEPT', 'UNSPECIFIED', 'UNSPLIT'] as const;
export type AxisValueKind = (typeof axisValueKinds)[number];

export interface AxisValueRecord {
  /** As `heatCell` takes it: the code, `~code` for what is coded coarser, `-` for what is not said. */
  key: string;
  code: string | null;
  kind: AxisValueKind;
  label: string;
  labelEn: string | null;
}

export interface MeasureRecord {
  measure: HeatMeasure;
  /** Row by row; one value a row where there are no columns. */
  cells: Figure[];
  rowTotals: Figure[];
  columnTotals: Figure[];
  grandTotal: Figure;
  /** For LISTED only: how short, cell by cell. */
  levels: (ShortageLevel | null)[] | null;
}

export interface HeatMapRecord {
  scope: HeatScope;
  asOf: Date;
  /** Whether people counts are exact. */
  exact: boolean;
  profileVersion: number;
  rows: AxisValueRecord[];
  columns: AxisValueRecord[];
  measures: MeasureRecord[];
}
