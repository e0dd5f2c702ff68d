import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { badInput } from '../../kernel/errors.ts';
import { type MappingRelation, type OccupationScheme, type Scheme, schemes } from './concept.rules.ts';
import { conceptColumns, conceptTables, linkColumns, skillTables } from './edition.tables.ts';
import type { ConceptRow, EditionRows } from './edition.ts';

/**
 * Reads an edition from a folder of tab-separated tables: `edition.tsv` names it, a table a scheme holds its concepts,
 * others hold links. A table that is not there says nothing of what it would hold.
 * @throws BAD_INPUT with the file and line.
 */
export function readEditionFolder(folder: string): EditionRows {
  const tables = tablesIn(folder);
  const [head, ...more] = tables('edition') ?? [];
  if (!head || more.length > 0)
    throw badInput('edition.tsv', `${folder} needs a file edition.tsv with one row: name and source.`);
  const skills = Object.entries(skillTables).flatMap(([scheme, table]) => {
    const rows = tables(table);
    return rows
      ? [rows.map((row) => ({ ...skillScheme(scheme), occupation: row.get('occupation'), skill: row.get('skill') }))]
      : [];
  });
  const edition: EditionRows = {
    edition: head.get('name'),
    source: head.get('source') || null,
    concepts: schemes.flatMap((scheme) => (tables(conceptTables[scheme]) ?? []).map((row) => conceptOf(scheme, row))),
  };
  return Object.assign(
    edition,
    skills.length > 0 && { occupationSkills: skills.flat() },
    given('successors', tables('successor'), (row) => ({
      scheme: schemeOf(row, 'scheme'),
      code: row.get('code'),
      name: row.get('name') || null,
      successor: row.get('successor'),
    })),
    given('substitutes', tables('skill-substitute'), (row) => [row.get('a'), row.get('b')]),
    given('occupationLicences', tables('occupation-licence'), (row) => ({
      occupation: row.get('occupation'),
      licence: row.get('licence'),
      source: row.get('source'),
    })),
    given('majorOccupations', tables('major-occupation'), (row) => ({
      major: row.get('major'),
      occupation: row.get('occupation'),
      weight: Number(row.get('weight')),
    })),
    given('mappings', tables('mapping'), (row) => ({
      fromScheme: schemeOf(row, 'fromScheme'),
      fromCode: row.get('fromCode'),
      relation: row.get('relation') as MappingRelation,
      toScheme: schemeOf(row, 'toScheme'),
      toCode: row.get('toCode'),
    })),
  );
}

function given<T>(name: string, rows: Row[] | null, of: (row: Row) => T): Record<string, T[]> {
  return rows === null ? {} : { [name]: rows.map(of) };
}

function skillScheme(scheme: string): { scheme?: OccupationScheme } {
  return scheme === 'occupation' ? {} : { scheme: scheme as OccupationScheme };
}

const known: ReadonlySet<string> = new Set(conceptColumns);

function conceptOf(scheme: Scheme, row: Row): ConceptRow {
  const attributes: Record<string, string> = {};
  for (const [column, place] of row.table.at) {
    const cell = row.cells[place];
    if (cell && !known.has(column)) attributes[column] = cell;
  }
  return {
    scheme,
    code: row.get('code'),
    level: Number(row.get('level')),
    name: row.get('name'),
    nameEn: row.get('nameEn') || null,
    parent: row.get('parent') || null,
    aliases: row.get('aliases') === '' ? [] : row.get('aliases').split('|'),
    attributes,
  };
}

function schemeOf(row: Row, column: string): Scheme {
  const named = schemes.find((scheme) => scheme === row.get(column));
  if (!named) throw badInput(`${row.place}.${column}`, `A scheme is one of ${schemes.join(', ')}.`);
  return named;
}

/** The tables of a folder by name; null for one that is not there. @throws BAD_INPUT for a file that is none of them. */
function tablesIn(folder: string): (name: string) => Row[] | null {
  if (!existsSync(folder)) throw badInput('folder', `There is no folder ${folder}.`);
  const known = new Set<string>([...Object.values(conceptTables), ...Object.keys(linkColumns)]);
  const names = readdirSync(folder).flatMap((file) => (file.endsWith('.tsv') ? [file.slice(0, -'.tsv'.length)] : []));
  const strange = names.find((name) => !known.has(name));
  if (strange !== undefined)
    throw badInput(`${strange}.tsv`, 'An edition has no such table.', `It has ${[...known].sort().join(', ')}.`);
  const columns: Record<string, readonly string[]> = linkColumns;
  return (name) => (names.includes(name) ? readTable(folder, name, columns[name] ?? conceptColumns) : null);
}

/** Tab-separated with a header, one row a line, no quoting: no value holds a tab or a line feed. */
function readTable(folder: string, name: string, expected: readonly string[]): Row[] {
  const text = readFileSync(join(folder, `${name}.tsv`), 'utf8').replace(/^\uFEFF/, '');
  const [header = '', ...lines] = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const columns = header.split('\t');
  const missing = expected.find((column) => !columns.includes(column));
  if (missing !== undefined) throw badInput(`${name}.tsv:1`, `The table has no column “${missing}”.`);
  const table = { name, at: new Map(columns.map((column, index) => [column, index])) };
  return lines.map((line, index) => {
    const row = new Row(table, line.split('\t'), index + 2);
    if (row.cells.length !== columns.length)
      throw badInput(row.place, `The line has ${row.cells.length} cells, the header ${columns.length}.`);
    return row;
  });
}

class Row {
  readonly table: { name: string; at: ReadonlyMap<string, number> };
  readonly cells: readonly string[];
  private readonly line: number;

  constructor(table: Row['table'], cells: readonly string[], line: number) {
    this.table = table;
    this.cells = cells;
    this.line = line;
  }

  get(column: string): string {
    return this.cells[this.table.at.get(column) ?? -1] ?? '';
  }

  get place(): string {
    return `${this.table.name}.tsv:${this.line}`;
  }
}
