import { areaList } from '@vant/area-data';
import type { ConceptRow } from './edition.ts';

/**
 * Provinces, cities and districts of GB/T 2260, from a package that mixes them with codes of its own. Left out:
 * - pseudo-cities 省直辖县 (4190, 4290, 4690, 6590): their counties hang under the province, for they share no city;
 *   the 5002 of 重庆 (“县”) joins 5001, for the municipality is one city;
 * - district codes from 90 on (“开发区”, “高新区”), and towns of cities without districts (东莞, 中山, 儋州, 嘉峪关):
 *   made up by the package;
 * - everything below 台湾, 香港, 澳门: the package's codes there are not those of the standard.
 * Kept: 71–79, zones with codes of the statistics bureau (370271 青岛高新技术产业开发区).
 */
const pseudoCities = new Set(['4190', '4290', '4690', '6590', '5002']);
const citiesWithoutDistricts = new Set(['4419', '4420', '4604', '6202']);
const provincesOnly = /^(71|81|82)/;
const inventedDistrict = /9\d$/;

export function editionRegions(): ConceptRow[] {
  const provinces = Object.entries(areaList.province_list);
  const cities = Object.entries(areaList.city_list).filter(
    ([code]) => !provincesOnly.test(code) && !pseudoCities.has(code.slice(0, 4)),
  );
  const districts = Object.entries(areaList.county_list).filter(
    ([code]) =>
      !provincesOnly.test(code) && !inventedDistrict.test(code) && !citiesWithoutDistricts.has(code.slice(0, 4)),
  );
  return [
    ...provinces.map(([code, name]) => region(code, 1, name, null)),
    ...cities.map(([code, name]) => region(code, 2, name, `${code.slice(0, 2)}0000`)),
    ...districts.map(([code, name]) => region(code, 3, name, parentOfDistrict(code))),
  ];
}

function parentOfDistrict(code: string): string {
  const city = code.slice(0, 4);
  if (city === '5002') return '500100';
  return pseudoCities.has(city) ? `${code.slice(0, 2)}0000` : `${city}00`;
}

function region(code: string, level: number, name: string, parent: string | null): ConceptRow {
  const aliases = level === 3 ? [] : shortNames(name, level);
  return { scheme: 'region', code, level, name, nameEn: null, parent, aliases, attributes: {} };
}

const municipality = /^(北京|天津|上海|重庆)市$/;
const autonomous = /^(内蒙古|广西|西藏|宁夏|新疆|香港|澳门).*区$/;

/** 厦门 for 厦门市, 福建 for 福建省. A municipality's one city has no short name: 北京 is the province. */
function shortNames(name: string, level: number): string[] {
  if (level === 2) return name.endsWith('市') && !municipality.test(name) ? [name.slice(0, -1)] : [];
  const short = autonomous.exec(name)?.[1] ?? name.replace(/[省市]$/, '');
  return short === name ? [] : [short];
}
