import type { Client } from '../db/db.ts';
import type { FieldDeclaration, SearchIndex } from './engine.ts';

/** What one part contributes to a document. Fields not named stay empty. */
export interface DocumentPart {
  /** TOKENS, AXIS and BANDS fields. */
  keys?: Record<string, readonly string[]>;
  /** NUMBER fields; null or absent is "none". */
  numbers?: Record<string, number | null>;
  /** Text to be found by, already free of what must not be searched (names, contact, employers' names). */
  text?: readonly string[];
  /** JSON that `recall` hands back; at most one part of an index gives it. */
  packed?: unknown;
}

/** The row behind a document: a document exists when the base part gives its row. */
export interface DocumentRow {
  version: number;
  createdAt: Date;
}

/**
 * A module's part of an index's documents: its fields, how rows become them, and on which rows they depend.
 * The part with `rows` is the base (one an index, from the module that owns the record); upper modules add parts without it.
 */
export interface SearchPart {
  index: SearchIndex;
  fields: readonly FieldDeclaration[];
  /** Base part only: the rows that have a document now; an id that is missing has none. */
  rows?(client: Client, ids: readonly string[]): Promise<Map<string, DocumentRow>>;
  /** Values for these ids in one or few statements, whatever their number. */
  project(client: Client, ids: readonly string[]): Promise<Map<string, DocumentPart>>;
  /**
   * Kinds of records (as named in `recordChange`) on which the part depends, each with the documents that a change of
   * such records touches. The owner's own kind maps ids to themselves.
   */
  dependsOn: Record<string, (client: Client, changedIds: readonly string[]) => Promise<readonly string[]>>;
  /** Base part only: every id, in pages of ascending id, for a rebuild. */
  ids?(client: Client, after: string | null, limit: number): Promise<readonly string[]>;
}
