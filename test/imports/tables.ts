import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import { openTable, type TableOptions, type TableReader, type TableRow } from '../../src/platform/files/table.ts';
import { gb18030 } from '../support/gb18030.ts';

/** The ways in which a table of texts comes. */
export const encodings = ['UTF-8', 'UTF-8 with a mark', 'GB18030', 'UTF-16LE', 'UTF-16BE', 'XLSX'] as const;
export type FileEncoding = (typeof encodings)[number];

/** The rows as the bytes of a file. Null where the encoding has not all of their characters. */
export async function fileOf(rows: readonly (readonly string[])[], encoding: FileEncoding): Promise<Buffer | null> {
  if (encoding === 'XLSX') return workbook(rows.map((row) => row.map((value) => ({ value, type: String }))));
  return encoded(csvOf(rows), encoding);
}

export function csvOf(rows: readonly (readonly string[])[]): string {
  const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

export function encoded(text: string, encoding: Exclude<FileEncoding, 'XLSX'>): Buffer | null {
  switch (encoding) {
    case 'UTF-8':
      return Buffer.from(text);
    case 'UTF-8 with a mark':
      return Buffer.from(`\ufeff${text}`);
    case 'GB18030':
      return gb18030(text);
    case 'UTF-16LE':
      return Buffer.from(`\ufeff${text}`, 'utf16le');
    case 'UTF-16BE':
      return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  }
}

export function workbook(data: SheetData): Promise<Buffer> {
  return writeXlsxFile(data).toBuffer();
}

/** The file in pieces of a size, as it may come from a disk or a net. */
export async function* inPieces(file: Buffer, size = file.length || 1): AsyncGenerator<Buffer> {
  for (let at = 0; at < file.length; at += size) yield file.subarray(at, at + size);
}

export interface ReadTable {
  table: TableReader;
  rows: TableRow[];
}

export async function read(file: Buffer, options: TableOptions & { size?: number } = {}): Promise<ReadTable> {
  const table = await openTable(inPieces(file, options.size), options);
  const rows: TableRow[] = [];
  for await (const row of table.rows()) rows.push(row);
  return { table, rows };
}
