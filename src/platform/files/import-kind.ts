import type { Actor, OrganizationKind } from '../../kernel/actor.ts';
import type { Client } from '../db/db.ts';
import type { Cells } from './cells.ts';
import type { FileWords } from './file-words.ts';

/** One column that a kind of file may have. */
export interface ColumnDeclaration {
  /** The API's word for it: a header that always works. */
  name: string;
  /** The Chinese header. */
  header: string;
  /** Other headers that are seen in the field. */
  further?: readonly string[];
  /** Headers that may mean it, and are taken for it, as a guess, where nothing surer stands in the file. */
  perhaps?: readonly string[];
  /** Headers that could mean it and more often do not: proposed for it, and taken only where the caller says so. */
  proposedFor?: readonly string[];
  /** Whether a cell's text could stand in this column and hardly in another: guesses of columns without a header. */
  looksLike?: (text: string) => boolean;
  required?: boolean;
  /** Its cells hold one number each: in a workbook they are written as such. */
  isNumber?: boolean;
  /** What stands in it is kept in other columns: a file that is written has no such column. */
  isOnlyRead?: boolean;
  /** One sentence, with the values that may stand there. */
  meaning: string;
  /** In the example file; empty for a column that it leaves out. */
  example: string;
}

/** The organization that was named for the whole file. */
export interface FileOwner {
  id: string;
  kind: OrganizationKind;
  region: string;
}

export interface ImportScope {
  actor: Actor;
  /** Of rows that name none. */
  owner: FileOwner | null;
  /** Reads the words of the file that are no names; without it names alone are read. */
  words?: FileWords;
  /** The import, to be named by what it makes by the way. */
  importId?: string;
  /** Records are put back as they were: what a row does not say stays. */
  restores?: boolean;
}

/** What became of a row that was written. */
export interface RowWritten {
  outcome: 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'LEFT';
  id: string;
  /** Of the record after it, as `RecordStanding` counts it. */
  version: number;
  /** Of one that was left as it is: what the file calls it, and why. */
  key?: string;
  reason?: string;
  /** Of the row by which something larger was changed: that, as it was before. */
  whole?: WholeImage;
}

/** What rows have in common, such as the catalog of entries, before an import changed it. */
export interface WholeImage {
  id: string;
  /** After the import: whoever changes it again changes the number. */
  version: number;
  /** Its own values as its kind keeps them, to be stored as JSON. */
  values: Readonly<Record<string, string | null>>;
}

/**
 * How the rows of one file become records, batch by batch, in the order of the steps. What `read` and `link` throw
 * (DomainError, `path` is a column) refuses the row. All that is written is written by `write`: a row that is refused
 * leaves nothing behind, and rows that were written once can be taken through the steps before it again.
 */
export interface ImportRun<Draft, Row> {
  /**
   * Cells to a draft, through the module's own checks: no waiting, no database. A row whose reading throws WordAwaited is
   * read again.
   */
  read(cells: Cells): Draft;
  /** What a row that stands alone needs of the rows above it, by column; asked after `read`. */
  carried?(cells: Cells): Readonly<Record<string, string>>;
  /** Looks up what a batch of drafts names, in few statements. */
  prepare?(client: Client, drafts: readonly Draft[]): Promise<void>;
  /** Puts ids in the place of names. @throws FORBIDDEN for a record that the actor may not write. */
  link(client: Client, draft: Draft, cells: Cells): Promise<Row> | Row;
  /** What a record is found again by: two rows of a file may not have the same. */
  keyOf(row: Row): string;
  /**
   * Puts rows in or up to date, in bulk, and records the changes for the projector.
   * @param keep to be called with the ids of records that are to change, before they do
   * @returns what became of each row, in their order
   */
  write(tx: Client, rows: readonly Row[], keep: (ids: readonly string[]) => Promise<void>): Promise<RowWritten[]>;
}

/** How a record stands: whoever changes it changes the number. */
export interface RecordStanding {
  version: number;
  archived: boolean;
}

/** How an import is taken back. */
export interface RecordsUndo {
  /** Of these, locked until the transaction ends; ids that are gone are left out. */
  standing(tx: Client, ids: readonly string[]): Promise<Map<string, RecordStanding>>;
  /**
   * Removes records that an import made since then, but for those that others refer to, and records the changes.
   * @returns the ids that were removed
   */
  erase(tx: Client, ids: readonly string[], since: Date): Promise<string[]>;
  /** To which organizations records belong, of kinds whose imports make organizations by the way. */
  owners?(tx: Client, ids: readonly string[]): Promise<Map<string, string>>;
  /**
   * Puts back what rows have in common, after the rows.
   * @returns of those that stay as they are, why
   */
  restoreWholes?(tx: Client, actor: Actor, images: readonly WholeImage[]): Promise<Map<string, string>>;
  /** Archives again what an import brought back into use. */
  archive?(tx: Client, ids: readonly string[]): Promise<void>;
}

/** Which records of a kind are wanted. */
export interface RecordsFilter {
  /** Id of the organization that they belong to; null: whosever they are. */
  organization: string | null;
  /** Whether only those that the actor writes, so that their file can be imported by it again. */
  own: boolean;
  /** Id of the catalog whose entries they are; for the kind `catalogs` alone. */
  catalog?: string | null;
}

/** A record as a row of its kind's file: what `read` makes of these cells is the record as it stands. */
export interface RecordCells {
  version: number;
  /** By the columns' names; a column that is left out is empty. */
  cells: Readonly<Record<string, string>>;
}

/** How the records of a kind become rows again. */
export interface RecordsOut {
  /** Ids of the records that the actor may see in a list, in a stable order, at most `limit`, after an id. */
  page(client: Client, actor: Actor, filter: RecordsFilter, after: string | null, limit: number): Promise<string[]>;
  /** All columns of these records as `read` takes them, whoever asks; ids that are gone are left out. */
  cells(client: Client, ids: readonly string[]): Promise<Map<string, RecordCells>>;
  /** The same as the actor may see them: what is closed to it is empty, what is out of its sight by now left out. */
  seen(client: Client, actor: Actor, ids: readonly string[]): Promise<Map<string, RecordCells>>;
}

/** A kind of file, as a module brings it in its manifest. */
export interface ImportKind {
  kind: string;
  /** In Chinese: of files and sheets. */
  title: string;
  description: string;
  columns: readonly ColumnDeclaration[];
  /** The column that tells the records of one owner apart. */
  keyColumn: string;
  /**
   * Sets of columns by which a record of one owner is known too: of a file without the key column the run makes the key of
   * the first that a row fills. None: such a file is refused.
   */
  naturalKeys?: readonly (readonly string[])[];
  /** What the organization that is named for the whole file may be; none for files without an owner. */
  ownerKinds: readonly OrganizationKind[];
  /** Further rows of the example file: what differs from the columns' examples. */
  examples?: readonly Readonly<Record<string, string>>[];
  /** Whose members may import it; the operator may import all. */
  importers: readonly OrganizationKind[];
  begin(scope: ImportScope): ImportRun<unknown, unknown>;
  undo: RecordsUndo;
  /** Its records as rows, for exports and for the image of a record before an import. */
  out: RecordsOut;
}
