import { createReadStream } from 'node:fs';
import { badInput } from '../../../kernel/errors.ts';
import { openTable } from '../../../platform/files/table.ts';
import type { Scheme } from '../concept.rules.ts';
import type { ConceptRow, EditionRows, SuccessorRow } from '../edition.ts';
import { attributesOf, placed, plainCode } from './code-shapes.rules.ts';
import { columnsOf, type ListColumn, type ListColumns } from './list-columns.rules.ts';
import { keptFrom, recoded } from './list-kept.rules.ts';
import { aliasesOf } from './rows.ts';

export interface ListOptions {
  scheme: Scheme;
  edition: string;
  source: string | null;
  /** Concepts of the scheme whose English names, aliases and attributes are kept where the list says nothing of them. */
  base: readonly ConceptRow[];
  /** Headers of columns that are not guessed right. */
  columns?: Partial<Record<ListColumn, string>>;
}

export interface ReadList {
  edition: EditionRows;
  /** How the columns were understood, by their headers. */
  columns: Partial<Record<ListColumn, string>>;
  /** Rows below the header without a code or a name: headings and notes, or a mistyped code. */
  skipped: { line: number; text: string }[];
}

/** Rows above the header: a title, a date, an empty line. */
const headerWithin = 30;

/**
 * An official list of one scheme, CSV in any encoding or XLSX: codes and names, and what else it has columns for. Level
 * and parent are told from the code's shape where it has none.
 * @throws BAD_INPUT with the row.
 */
export async function readOfficialList(path: string, options: ListOptions): Promise<ReadList> {
  const { columns, headers, rows } = await tableOf(path, options);
  const given = new Map<string, GivenRow>();
  const skipped: ReadList['skipped'] = [];
  for (const { line, cells } of rows) {
    const cell = (column: ListColumn): string => cells[columns[column] ?? -1]?.trim() ?? '';
    const code = plainCode(options.scheme, cell('code'));
    if (code === null || cell('name') === '') skipped.push({ line, text: cells.join(' ').trim().slice(0, 80) });
    else take(given, { code, line, cell });
  }
  if (given.size === 0) throw badInput(path, `No row holds a code of the scheme ${options.scheme} and a name.`);
  const concepts = conceptsOf([...given.values()], options);
  const successors: SuccessorRow[] = recoded(options.base, concepts);
  const { edition, source } = options;
  return {
    edition: { edition, source, concepts, ...(successors.length > 0 ? { successors } : {}) },
    columns: Object.fromEntries(Object.entries(columns).map(([column, at]) => [column, headers[at] ?? ''])),
    skipped,
  };
}

interface GivenRow {
  code: string;
  line: number;
  cell(column: ListColumn): string;
}

async function tableOf(path: string, { columns: asked = {} }: ListOptions) {
  const table = await openTable(createReadStream(path), { fileName: path });
  const rows: { line: number; cells: string[] }[] = [];
  for await (const row of table.rows()) rows.push(row);
  for (const [at, { cells }] of rows.slice(0, headerWithin).entries()) {
    const columns: ListColumns | null = columnsOf(cells, asked);
    if (columns) return { columns, headers: cells, rows: rows.slice(at + 1) };
  }
  throw badInput(
    path,
    'The first rows name no columns of code and name.',
    'Name them: --column code=职业编码 --column name=职业名称.',
  );
}

/** 大典 prints a 小类 and its only 细类 with one code and one name: they are one concept. */
function take(given: Map<string, GivenRow>, row: GivenRow): void {
  const known = given.get(row.code);
  if (!known) given.set(row.code, row);
  else if (plainName(known.cell('name')) !== plainName(row.cell('name'))) {
    throw badInput(
      `row ${row.line}`,
      `The code ${row.code} stands in row ${known.line} with the name “${known.cell('name').slice(0, 60)}”.`,
      'Keep one of the two.',
    );
  }
}

function conceptsOf(rows: readonly GivenRow[], { scheme, base }: ListOptions): ConceptRow[] {
  const places = new Map(
    placed(
      scheme,
      rows.map(({ code }) => code),
    ).map((place) => [place.code, place]),
  );
  const kept = keptFrom(base);
  return rows.map(({ code, line, cell }) => {
    const name = plainName(cell('name'));
    const place = places.get(code);
    const level = cell('level') === '' ? place?.level : Number(cell('level').normalize('NFKC'));
    if (level === undefined || !Number.isInteger(level))
      throw badInput(`row ${line}`, `“${cell('level').slice(0, 60)}” is no level.`, 'Write 1, 2, 3 or 4.');
    const parent = cell('parent') === '' ? (place?.parent ?? null) : plainCode(scheme, cell('parent'));
    const was = kept(code, name);
    return {
      scheme,
      code,
      level,
      name,
      nameEn: cell('nameEn') || was?.nameEn || null,
      parent,
      aliases: aliasesOf(name, [...cell('aliases').split(/[|;；、\n]/), ...(was?.aliases ?? [])]),
      attributes: {
        ...was?.attributes,
        ...attributesOf(scheme, code),
        ...(cell('mark') === '' ? {} : { mark: markOf(cell('mark')) }),
      },
    };
  });
}

/** Tables that were read off a page break lines within a name: between two Chinese characters no space belongs. */
function plainName(text: string): string {
  const cjk = '[\\p{Script=Han}、，；：（）]';
  return text.replace(/\s+/g, ' ').replace(new RegExp(`(?<=${cjk}) (?=${cjk})`, 'gu'), '');
}

/** 大典 marks green occupations L and digital ones S. */
function markOf(text: string): string {
  const [green, digital] = [/L|绿|green/i.test(text), /S|数字|digital/i.test(text)];
  return green && digital ? 'both' : digital ? 'digital' : 'green';
}
