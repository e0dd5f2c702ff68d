import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { badInput } from '../../kernel/errors.ts';
import { skillSchemes } from './concept.rules.ts';
import { conceptColumns, conceptTables, linkColumns, skillTables } from './edition.tables.ts';
import { type EditionRows, schemesOf } from './edition.ts';

type Line = readonly (string | number | null)[];

/**
 * Writes an edition as the folder that `readEditionFolder` reads, to be looked through before it is loaded.
 * @throws BAD_INPUT for a folder that has files already.
 */
export function writeEditionFolder(folder: string, edition: EditionRows): void {
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0)
    throw badInput('out', `${folder} is not empty.`, 'Name a new folder, or empty this one.');
  const write = (table: string, columns: readonly string[], lines: readonly Line[]): void => {
    const text = [columns, ...lines].map((line) => line.map((cell) => plain(cell)).join('\t')).join('\n');
    writeFileSync(join(folder, `${table}.tsv`), `${text}\n`);
  };
  write('edition', linkColumns.edition, [[edition.edition, edition.source ?? null]]);
  for (const scheme of schemesOf(edition)) {
    const concepts = edition.concepts.filter((concept) => concept.scheme === scheme);
    const further = [...new Set(concepts.flatMap(({ attributes }) => Object.keys(attributes)))].sort();
    write(
      conceptTables[scheme],
      [...conceptColumns, ...further],
      concepts.map(({ code, level, parent, name, nameEn, aliases, attributes }) => [
        ...[code, level, parent, name, nameEn, aliases.map((alias) => alias.replaceAll('|', ' ')).join('|')],
        ...further.map((column) => attributes[column] ?? null),
      ]),
    );
  }
  writeLinks(edition, write);
}

function writeLinks(
  edition: EditionRows,
  write: (table: string, columns: readonly string[], lines: readonly Line[]) => void,
): void {
  const given = <T>(table: keyof typeof linkColumns, rows: readonly T[] | undefined, of: (row: T) => Line): void => {
    if (rows) write(table, linkColumns[table], rows.map(of));
  };
  given('successor', edition.successors, (row) => [row.scheme, row.code, row.name, row.successor]);
  given('skill-substitute', edition.substitutes, (pair) => pair);
  given('occupation-licence', edition.occupationLicences, (row) => [row.occupation, row.licence, row.source]);
  given('major-occupation', edition.majorOccupations, (row) => [row.major, row.occupation, row.weight, 'STANDARD']);
  given('mapping', edition.mappings, (row) => [row.fromScheme, row.fromCode, row.relation, row.toScheme, row.toCode]);
  for (const scheme of Object.keys(skillSchemes) as (keyof typeof skillTables)[]) {
    const links = edition.occupationSkills?.filter((link) => (link.scheme ?? 'occupation') === scheme) ?? [];
    if (links.length > 0)
      write(
        skillTables[scheme],
        ['occupation', 'skill'],
        links.map(({ occupation, skill }) => [occupation, skill]),
      );
  }
}

/** No value holds a tab or a line feed. */
function plain(cell: string | number | null): string {
  return String(cell ?? '').replace(/[\t\r\n]+/g, ' ');
}
