import { DomainError } from '../../kernel/errors.ts';
import { dateStyles } from './number-formats.ts';
import { sheetRows } from './sheet-rows.ts';
import { checkWorkbook } from './signature.ts';
import type { TableRow } from './table-row.ts';
import { type Merge, mergesOf, partsOf, type SheetPart } from './workbook-parts.ts';
import { elementsOf, richText } from './xml-text.ts';
import { unzipped, type ZipEntry, zipEntries } from './zip.ts';

export interface Workbook {
  sheets: string[];
  /** The one whose rows these are. */
  sheet: string | null;
  rows(): AsyncGenerator<TableRow>;
}

/** What a workbook may be unpacked. Its rows are read as a stream; only the texts that cells share stand in memory. */
const maxUnpacked = 400 * 1_048_576;
/** Above this, packed data says so little that it is a bomb, whatever its size in all. */
const maxRatio = 40;
const minSuspected = 32 * 1_048_576;
const maxStrings = 128 * 1_048_576;
/** Behind the rows of a sheet stand merged cells, and formats of all kinds. */
const maxBehind = 32 * 1_048_576;
const longestString = 4_000_000;
/** Of a cell with a value or a text; some writers put a prefix before all names. */
const valueTags = ['<v>', ':v>', '<v ', '<t>', ':t>', '<t '];

/**
 * Opens one sheet of an .xlsx workbook, as text.
 * @param wanted the sheet's name; the first that is shown and has a value when null
 * @throws BAD_INPUT for a sheet that there is not and for a workbook that cannot be read, TOO_LARGE for a bomb.
 */
export async function openWorkbook(file: Buffer, wanted: string | null): Promise<Workbook> {
  const archive = new Archive(file);
  const parts = partsOf(await archive.texts(['xl/_rels/workbook.xml.rels', 'xl/workbook.xml']));
  const sheets = parts.sheets.map(({ name }) => name);
  if (wanted !== null && !sheets.includes(wanted)) {
    throw new DomainError('BAD_INPUT', `The workbook has no sheet “${wanted.slice(0, 60)}”.`, {
      cure: `Name one of ${sheets.join(', ')}.`,
    });
  }
  const found = await archive.sheet(parts.sheets, wanted);
  if (!found) return { sheets, sheet: wanted, async *rows() {} };
  const styles = parts.styles === null ? '' : (await archive.texts([parts.styles]))(parts.styles);
  const words = { strings: await archive.strings(parts.strings), isDate: dateStyles(styles), is1904: parts.is1904 };
  return {
    sheets,
    sheet: found.sheet.name,
    rows: () => sheetRows(archive.bytes(found.sheet.path), words, found.merges),
  };
}

class Archive {
  private readonly file: Buffer;
  private readonly entries: ReadonlyMap<string, ZipEntry>;

  constructor(file: Buffer) {
    this.file = file;
    const entries = zipEntries(file);
    checkWorkbook(
      entries.map(({ name }) => name),
      entries.some(({ isEncrypted }) => isEncrypted),
    );
    const unpacked = entries.reduce((sum, { size }) => sum + size, 0);
    if (unpacked > maxUnpacked || (unpacked > minSuspected && unpacked > maxRatio * file.length)) throw bomb(unpacked);
    this.entries = new Map(entries.map((entry) => [entry.name, entry]));
  }

  async *bytes(path: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(path);
    if (entry) yield* unzipped(this.file, entry);
  }

  /** Small parts, whole. */
  async texts(paths: readonly string[]): Promise<(path: string) => string> {
    const texts = new Map<string, string>();
    for (const path of paths) {
      if ((this.entries.get(path)?.size ?? 0) > maxBehind) throw bomb(this.entries.get(path)?.size ?? 0);
      const pieces: Buffer[] = [];
      for await (const piece of this.bytes(path)) pieces.push(piece);
      texts.set(path, Buffer.concat(pieces).toString('utf8'));
    }
    return (path) => texts.get(path) ?? '';
  }

  /** The texts that cells refer to by number. */
  async strings(path: string | null): Promise<string[]> {
    const size = this.entries.get(path ?? '')?.size ?? 0;
    if (path === null || size === 0) return [];
    if (size > maxStrings) throw bomb(size);
    const strings: string[] = [];
    for await (const items of elementsOf(this.bytes(path), 'si', longestString, () => bomb(size))) {
      for (const { content } of items) strings.push(richText(content));
    }
    return strings;
  }

  /** The sheet that is wanted, else the first that is shown and has a value; with the merged cells, which stand behind. */
  async sheet(
    sheets: readonly SheetPart[],
    wanted: string | null,
  ): Promise<{ sheet: SheetPart; merges: Merge[] } | null> {
    for (const sheet of sheets) {
      if (wanted === null ? sheet.isHidden : sheet.name !== wanted) continue;
      const { hasValue, behind } = await this.look(sheet.path);
      if (hasValue || wanted !== null) return { sheet, merges: mergesOf(behind) };
    }
    return null;
  }

  /** Goes through a sheet once: whether it has a value, and what stands behind its rows. */
  private async look(path: string): Promise<{ hasValue: boolean; behind: string }> {
    const behind: string[] = [];
    let [hasValue, isBehind, length, end] = [false, false, 0, ''];
    for await (const piece of this.bytes(path)) {
      // A tag may be cut in two: its beginning waits for the rest.
      const text = end + piece.toString('latin1');
      const close = isBehind ? 0 : text.search(/<\/(?:\w+:)?sheetData>/);
      isBehind ||= close >= 0;
      if (!isBehind) hasValue ||= valueTags.some((tag) => text.includes(tag));
      else {
        hasValue ||= valueTags.some((tag) => text.slice(0, close).includes(tag));
        behind.push(text.slice(close));
        length += text.length - close;
        if (length > maxBehind) throw bomb(length);
      }
      end = isBehind ? '' : text.slice(-24);
    }
    return { hasValue, behind: behind.join('') };
  }
}

function bomb(bytes: number): DomainError {
  return new DomainError('TOO_LARGE', `The workbook would unpack to ${Math.ceil(bytes / 1_048_576)} MB.`, {
    cure: 'Delete empty formatted rows and columns and what is no table, or save the sheet as “CSV UTF-8”.',
  });
}
