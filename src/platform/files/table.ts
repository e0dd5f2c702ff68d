import { badInput, DomainError } from '../../kernel/errors.ts';
import { CountedBytes } from './bytes.ts';
import { type Delimiter, maxRowBytes, readCsv } from './csv.ts';
import { TextBytes, type TextEncoding } from './encoding.ts';
import { formatOf, refuseOle, signatureBytes } from './signature.ts';
import type { TableRow } from './table-row.ts';
import { openWorkbook } from './workbook.ts';

export type { TableRow } from './table-row.ts';

export interface TableOptions {
  /** Named in refusals; the format is seen from the bytes. */
  fileName?: string | undefined;
  /** The sheet of a workbook by name; the first that has rows when left out. */
  sheet?: string | undefined;
  /** Of a CSV file; seen from its first lines when left out. */
  delimiter?: Delimiter | undefined;
  /** A larger CSV file is refused; 500 MB when left out. */
  maxCsvBytes?: number | undefined;
  /** A larger workbook is refused, which stands in memory packed; 20 MB when left out. */
  maxWorkbookBytes?: number | undefined;
}

/** One table out of a file, once: its rows can be read a single time. */
export interface TableReader {
  readonly format: 'CSV' | 'XLSX';
  /** Of a CSV file, UTF-8 as long as only ASCII was read; null for a workbook. */
  readonly encoding: TextEncoding | null;
  /** The names of all sheets of a workbook, in its order; empty for a CSV file. */
  readonly sheets: readonly string[];
  /** The sheet that `rows` reads; null for a CSV file and for a workbook without any row. */
  readonly sheet: string | null;
  /**
   * Empty rows are left out, the header is among them.
   * @throws BAD_INPUT with the row for what cannot be read, TOO_LARGE for a file or a row above its limit.
   */
  rows(): AsyncGenerator<TableRow>;
  /** Of the whole file; only once `rows` has come to its end. */
  sha256(): string;
}

export const defaultCsvBytes = 500 * 1_048_576;
export const defaultWorkbookBytes = 20 * 1_048_576;

/**
 * Opens a CSV file or a workbook (.xlsx), whichever the bytes are.
 * @throws BAD_INPUT for other formats and for a sheet that there is not, TOO_LARGE above a limit; each with a cure.
 */
export async function openTable(
  source: AsyncIterable<Uint8Array | string>,
  options: TableOptions = {},
): Promise<TableReader> {
  const bytes = new CountedBytes(source);
  try {
    const maxWorkbook = options.maxWorkbookBytes ?? defaultWorkbookBytes;
    switch (formatOf(await bytes.peek(signatureBytes))) {
      case 'CSV':
        return csvTable(bytes, options);
      case 'OLE':
        return await refuseOle(bytes, maxWorkbook, options.fileName);
      case 'ZIP':
        return await workbookTable(bytes, maxWorkbook, options.sheet ?? null);
    }
  } catch (error) {
    await bytes.end();
    throw error;
  }
}

function csvTable(bytes: CountedBytes, { sheet, delimiter, maxCsvBytes }: TableOptions): TableReader {
  if (sheet !== undefined) throw badInput('sheet', 'A CSV file has no sheets.', 'Leave the sheet out.');
  const text = new TextBytes(bytes.upTo(maxCsvBytes ?? defaultCsvBytes, 'The CSV file'));
  return {
    format: 'CSV',
    get encoding() {
      return text.encoding;
    },
    sheets: [],
    sheet: null,
    rows: () => readCsv(text, delimiter),
    sha256: () => bytes.sha256(),
  };
}

async function workbookTable(bytes: CountedBytes, most: number, wanted: string | null): Promise<TableReader> {
  const pieces: Buffer[] = [];
  for await (const piece of bytes.upTo(most, 'The workbook')) pieces.push(piece);
  const { sheets, sheet, rows } = await openWorkbook(Buffer.concat(pieces), wanted);
  return {
    format: 'XLSX',
    encoding: null,
    sheets,
    sheet,
    async *rows() {
      for await (const row of rows()) {
        checkRow(row);
        yield row;
      }
    },
    sha256: () => bytes.sha256(),
  };
}

/** The same bound as a row of a CSV file has. */
function checkRow({ line, cells }: TableRow): void {
  const length = cells.reduce((sum, cell) => sum + cell.length, 0);
  if (length * 3 <= maxRowBytes || cells.reduce((sum, cell) => sum + Buffer.byteLength(cell), 0) <= maxRowBytes) return;
  throw new DomainError('TOO_LARGE', 'The cells of the row are larger than 1 MB.', {
    row: line,
    cure: 'Shorten them.',
  });
}
