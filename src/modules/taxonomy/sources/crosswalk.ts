import { createReadStream } from 'node:fs';
import { badInput } from '../../../kernel/errors.ts';
import { openTable } from '../../../platform/files/table.ts';
import type { MappingRelation, MappingRow, Scheme } from '../concept.rules.ts';
import type { ConceptRow, EditionRows } from '../edition.ts';
import { placed, plainCode } from './code-shapes.rules.ts';

export interface CrosswalkOptions {
  edition: string;
  source: string | null;
  /** `isco` unless said otherwise. */
  from?: Scheme;
  /** `occupation` unless said otherwise. */
  to?: Scheme;
  /** Makes concepts of the first scheme out of the titles of the file, which must name all of them. */
  concepts?: boolean;
}

const relations: readonly [MappingRelation, RegExp][] = [
  ['exact', /^(exact|exactmatch|=|等同|完全对应|一致)$/i],
  ['close', /^(close|closematch|≈|~|相近|近似|部分对应)$/i],
  ['broad', /^(broad|broader|broadmatch|<|⊂|上位)$/i],
  ['narrow', /^(narrow|narrower|narrowmatch|>|⊃|下位)$/i],
];

const headerWithin = 30;

const fromTitle = /title|label|名称|name/i;

/**
 * A table of corresponding codes, CSV or XLSX, such as ISCO-08 to 职业分类大典. The columns are found by what stands in
 * them: codes of the one scheme and codes of the other. A row without a relation maps closely, never exactly.
 * @throws BAD_INPUT
 */
export async function readCrosswalk(path: string, options: CrosswalkOptions): Promise<EditionRows> {
  const { from = 'isco', to = 'occupation', edition, source } = options;
  const table = await openTable(createReadStream(path), { fileName: path });
  const rows: string[][] = [];
  for await (const { cells } of table.rows()) rows.push(cells.map((cell) => cell.normalize('NFKC').trim()));
  const [first, second] = codeColumns(path, rows, from, to);
  const relation = relationColumn(rows, [first, second]);
  const mappings = new Map<string, MappingRow>();
  for (const cells of rows) {
    const [fromCode, toCode] = [plainCode(from, cells[first] ?? ''), plainCode(to, cells[second] ?? '')];
    if (fromCode === null || toCode === null) continue;
    const said = relationOf(cells[relation] ?? '') ?? 'close';
    mappings.set(`${fromCode} ${toCode}`, { fromScheme: from, fromCode, relation: said, toScheme: to, toCode });
  }
  return {
    edition,
    source,
    concepts: options.concepts ? titledConcepts(rows, from, first) : [],
    mappings: [...mappings.values()],
  };
}

/** How the columns of codes are headed, where they are. */
const hints: Partial<Record<Scheme, RegExp>> = {
  isco: /isco|国际标准/i,
  occupation: /大典|^职业.*(代码|编码)/,
  onetOccupation: /o\*?net|soc/i,
  escoOccupation: /esco/i,
};

/** The columns that are headed so, else those in which the most cells are codes of the scheme. */
function codeColumns(path: string, rows: readonly string[][], from: Scheme, to: Scheme): [number, number] {
  const width = Math.max(0, ...rows.map((cells) => cells.length));
  // A title above the table fills one cell.
  const headed = rows.slice(0, headerWithin).filter((cells) => cells.filter((cell) => cell !== '').length > 1);
  const best = (scheme: Scheme, but: number): number => {
    const counts = Array.from({ length: width }, (_, at) => {
      const codes = at === but ? 0 : rows.filter((cells) => isSureCode(scheme, cells[at] ?? '')).length;
      const isHinted = headed.some((cells) => hints[scheme]?.test(cells[at] ?? ''));
      return codes > 0 && isHinted ? codes + rows.length : codes;
    });
    const most = Math.max(0, ...counts);
    return most === 0 ? -1 : counts.indexOf(most);
  };
  const second = best(to, -1);
  const first = best(from, second);
  if (first === -1 || second === -1)
    throw badInput(path, `The file has no two columns with codes of ${from} and of ${to}.`);
  return [first, second];
}

/** Running numbers look like the coarsest codes: here only finer ones tell their column. */
function isSureCode(scheme: Scheme, text: string): boolean {
  if (scheme === 'isco') return /^\d{4}$/.test(text);
  if (scheme === 'occupation' && !text.includes('-')) return false;
  return /\d/.test(text) && !/\s/.test(text) && plainCode(scheme, text) !== null;
}

function relationColumn(rows: readonly string[][], taken: readonly number[]): number {
  const width = Math.max(0, ...rows.map((cells) => cells.length));
  const columns = Array.from({ length: width }, (_, at) => at).filter((at) => !taken.includes(at));
  return columns.find((at) => rows.some((cells) => relationOf(cells[at] ?? '') !== null)) ?? -1;
}

function relationOf(text: string): MappingRelation | null {
  return relations.find(([, shape]) => shape.test(text))?.[0] ?? null;
}

/** The title stands right of its code, in the first column whose header says so. */
function titledConcepts(rows: readonly string[][], scheme: Scheme, codeAt: number): ConceptRow[] {
  const header = rows.find((cells) => cells.some((cell) => fromTitle.test(cell))) ?? [];
  const titleAt = header.findIndex((cell, at) => at > codeAt && fromTitle.test(cell));
  const names = new Map<string, string>();
  for (const cells of rows) {
    const code = plainCode(scheme, cells[codeAt] ?? '');
    if (code !== null && cells[titleAt]) names.set(code, cells[titleAt]);
  }
  if (names.size === 0) throw badInput('concepts', `The file has no titles of ${scheme}.`, 'Leave --concepts out.');
  return placed(scheme, [...names.keys()]).map(({ code, level, parent }) => {
    const name = names.get(code) ?? code;
    return { scheme, code, level, name, nameEn: name, parent, aliases: [], attributes: {} };
  });
}
