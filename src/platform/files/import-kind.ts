import type { Actor, OrganizationKind } from '../../kernel/actor.ts';
import type { Client } from '../db/db.ts';
import type { Cells } from './cells.ts';

/** One column that a kind of file may have. */
export interface ColumnDeclaration {
  /** The API's word for it: a header that always works. */
  name: string;
  /** The Chinese header. */
  header: string;
  /** Other headers that are seen in the field. */
  further?: readonly string[];
  required?: boolean;
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
  owner: FileOwner | null;
}

/** A record that the file names and that was left as it is. */
export interface LeftRow {
  key: string;
  reason: string;
}

export interface WrittenRows {
  created: number;
  updated: number;
  unchanged: number;
  left?: readonly LeftRow[];
}

/**
 * How the rows of one file become records. The four steps are called in this order, batch by batch, in one transaction;
 * what `read` and `link` throw (DomainError, `path` is a column) refuses the row, and no row of the file is written.
 */
export interface ImportRun<Draft, Row> {
  /** Cells to a draft, through the module's own checks: no waiting, no database. */
  read(cells: Cells): Draft;
  /** Looks up what a batch of drafts names, in few statements. */
  prepare?(tx: Client, drafts: readonly Draft[]): Promise<void>;
  /** Puts ids in the place of names. */
  link(tx: Client, draft: Draft, cells: Cells): Promise<Row> | Row;
  /** What a record is found again by: two rows of a file may not have the same. */
  keyOf(row: Row): string;
  /** Puts rows in or up to date, in bulk, and records the changes for the projector. */
  write(tx: Client, rows: readonly Row[]): Promise<WrittenRows>;
}

/** A kind of file, as a module brings it in its manifest. */
export interface ImportKind {
  kind: string;
  description: string;
  columns: readonly ColumnDeclaration[];
  /** The column that tells the records of one owner apart. */
  keyColumn: string;
  /** What the organization that is named for the whole file may be; none for files without an owner. */
  ownerKinds: readonly OrganizationKind[];
  /** Further rows of the example file: what differs from the columns' examples. */
  examples?: readonly Readonly<Record<string, string>>[];
  begin(scope: ImportScope): ImportRun<unknown, unknown>;
}
