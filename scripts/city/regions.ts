import { Weighted } from './random.ts';

export const jimei = '350211';
export const xiamen = '350200';

/** Where employers of the fairs sit. */
export const employerRegions = new Weighted([
  [jimei, 74],
  ['350206', 6],
  ['350203', 5],
  ['350205', 6],
  ['350212', 5],
  ['350213', 4],
] as const);

/** Where talents live: the district, its neighbours in 厦门, and the neighbouring cities 泉州 and 漳州. */
export const homes = new Weighted([
  [jimei, 46],
  ['350206', 9],
  ['350203', 7],
  ['350205', 8],
  ['350212', 10],
  ['350213', 4],
  ['350582', 3],
  ['350583', 4],
  ['350500', 3],
  ['350602', 3],
  ['350604', 3],
] as const);

export function cityOf(region: string): string {
  return `${region.slice(0, 4)}00`;
}
