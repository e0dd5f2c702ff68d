import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { badInput } from '../../../kernel/errors.ts';
import { openTable } from '../../../platform/files/table.ts';

/** A row by the names of its columns; '' for a cell that is not there. */
export type Cell = (column: string) => string;

/**
 * The rows of a CSV file by their header, one at a time: some of these files have a hundred thousand.
 * @throws BAD_INPUT when a column is missing.
 */
export async function* csvRows(path: string, columns: readonly string[]): AsyncGenerator<Cell> {
  const table = await openTable(createReadStream(path), { fileName: path });
  let at: Map<string, number> | null = null;
  for await (const { cells } of table.rows()) {
    if (at === null) at = headerOf(path, cells, columns);
    else yield cellOf(at, cells);
  }
  if (at === null) throw badInput(path, 'The file is empty.');
}

/** Tab-separated without quoting, as O*NET publishes its text files: a quote is a character as any other. */
export async function* tabRows(path: string, columns: readonly string[]): AsyncGenerator<Cell> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  let at: Map<string, number> | null = null;
  for await (const line of lines) {
    const cells = line.replace(/^\uFEFF/, '').split('\t');
    if (at === null) at = headerOf(path, cells, columns);
    else if (line !== '') yield cellOf(at, cells);
  }
  if (at === null) throw badInput(path, 'The file is empty.');
}

/** The first of some names that a folder has. @throws BAD_INPUT when it has none. */
export function fileIn(folder: string, ...names: string[]): string {
  const found = fileMaybeIn(folder, ...names);
  if (found === null)
    throw badInput(folder, `The folder has no file ${names.join(' or ')}.`, 'Unpack the archive whole.');
  return found;
}

export function fileMaybeIn(folder: string, ...names: string[]): string | null {
  return names.map((name) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** Names without repeats (case and width aside), and without the one that the concept bears itself. */
export function aliasesOf(name: string, texts: readonly string[]): string[] {
  const seen = new Set([fold(name)]);
  return texts.flatMap((text) => {
    const plain = text.replace(/[\s|]+/g, ' ').trim();
    if (plain === '' || seen.has(fold(plain))) return [];
    seen.add(fold(plain));
    return [plain];
  });
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

function headerOf(path: string, cells: readonly string[], columns: readonly string[]): Map<string, number> {
  const at = new Map(cells.map((cell, index) => [fold(cell), index]));
  const missing = columns.find((column) => !at.has(fold(column)));
  if (missing !== undefined)
    throw badInput(path, `The file has no column “${missing}”.`, `It has ${cells.slice(0, 20).join(', ')}.`);
  return at;
}

function cellOf(at: ReadonlyMap<string, number>, cells: readonly string[]): Cell {
  return (column) => cells[at.get(fold(column)) ?? -1]?.trim() ?? '';
}
