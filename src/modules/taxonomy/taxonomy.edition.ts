import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { areaList } from '@vant/area-data';
import type { Scheme } from './taxonomy.rules.ts';

export type { Scheme } from './taxonomy.rules.ts';

export interface ConceptRow {
  scheme: Scheme;
  code: string;
  level: number;
  name: string;
  nameEn: string | null;
  parent: string | null;
  aliases: string[];
  /** mark (green, digital, both) of an occupation, layer of a major, kind of a skill. */
  attributes: Record<string, string>;
}

export interface Edition {
  edition: string;
  concepts: ConceptRow[];
  /** Symmetric, each pair once. */
  substitutes: [string, string][];
  occupationSkills: { occupation: string; skill: string }[];
  occupationLicences: { occupation: string; licence: string; source: string }[];
  majorOccupations: { major: string; occupation: string; weight: number }[];
}

/** Raise it with every change of the files: a loaded edition never changes under its name. */
const editionName = '2026.1';

const conceptFiles: readonly (readonly [Scheme, string, readonly string[]])[] = [
  ['occupation', 'occupation', ['mark']],
  ['major', 'major', ['layer']],
  ['industry', 'industry', []],
  ['skill', 'skill', ['kind']],
  ['licence', 'licence', []],
  ['grade', 'grade', []],
  ['education', 'education', []],
  ['titleSeries', 'title-series', []],
];

/** The shipped taxonomy: the files of `edition/` and the regions. Every call reads anew and gives rows of its own. */
export function readEdition(): Edition {
  const folder = editionFolder();
  const table = (name: string): Row[] => readTable(join(folder, `${name}.tsv`));
  return {
    edition: editionName,
    concepts: [
      ...conceptFiles.flatMap(([scheme, file, attributes]) =>
        table(file).map((row) => conceptOf(scheme, row, attributes)),
      ),
      ...editionRegions(),
    ],
    substitutes: table('skill-substitute').map((row) => [row('a'), row('b')]),
    occupationSkills: table('occupation-skill').map((row) => ({ occupation: row('occupation'), skill: row('skill') })),
    occupationLicences: table('occupation-licence').map((row) => ({
      occupation: row('occupation'),
      licence: row('licence'),
      source: row('source'),
    })),
    majorOccupations: table('major-occupation').map((row) => ({
      major: row('major'),
      occupation: row('occupation'),
      weight: Number(row('weight')),
    })),
  };
}

function conceptOf(scheme: Scheme, row: Row, attributeColumns: readonly string[]): ConceptRow {
  const attributes = attributeColumns.flatMap((column) => (row(column) === '' ? [] : [[column, row(column)]]));
  return {
    scheme,
    code: row('code'),
    level: Number(row('level')),
    name: row('name'),
    nameEn: row('nameEn') || null,
    parent: row('parent') || null,
    aliases: row('aliases') === '' ? [] : row('aliases').split('|'),
    attributes: Object.fromEntries(attributes),
  };
}

/** The files stand beside the sources only; compiled code, at whatever depth, finds them from the root of the package. */
function editionFolder(): string {
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    const folder = join(at, 'src', 'modules', 'taxonomy', 'edition');
    if (existsSync(folder)) return folder;
    if (at === dirname(at))
      throw new Error('The folder src/modules/taxonomy/edition is missing from this installation.');
  }
}

/** A row, asked by column; an unknown column is a fault of the program, never an empty value. */
type Row = (column: string) => string;

/** Tab-separated with a header, one row a line, no quoting: no value holds a tab or a line feed. */
function readTable(path: string): Row[] {
  const [header = '', ...lines] = readFileSync(path, 'utf8').replace(/\n$/, '').split('\n');
  const columns = new Map(header.split('\t').map((column, index) => [column, index]));
  return lines.map((line, index) => {
    const cells = line.split('\t');
    if (cells.length !== columns.size)
      throw new Error(`${path}:${index + 2} has ${cells.length} cells, not ${columns.size}.`);
    return (column) => {
      const cell = cells[columns.get(column) ?? -1];
      if (cell === undefined) throw new Error(`${path} has no column “${column}”.`);
      return cell;
    };
  });
}

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

function editionRegions(): ConceptRow[] {
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
