import { createHash } from 'node:crypto';
import type { SearchPart } from './document.ts';
import type { FieldDeclaration, FieldKind, SearchIndex } from './engine.ts';

/** Columns n1..n40 of `search_document`. */
export const numberColumns = 40;
/** Bits of `present` that a bigint holds without its sign. */
const presenceBits = 63;
/** What a NUMBER column holds for "none"; no declared number may be that low. */
export const noNumber = -2_147_483_648;
export const leastNumber = -2_147_483_647;
export const greatestNumber = 2_147_483_647;
/** To be raised when the projection itself changes, so that every index is made anew. */
const layoutVersion = 1;

/** A declared field and where its values stand. */
export interface Field extends FieldDeclaration {
  /** `n7` for AXIS and NUMBER, null for TOKENS and BANDS. */
  column: string | null;
  /** Bit of `present` for TOKENS and BANDS, null for the others. */
  bit: number | null;
}

export type ColumnField = Field & { column: string };

/** An index as its parts declare it. A mistake in a declaration is the programmer's, so it is a plain Error. */
export class IndexFields {
  readonly index: SearchIndex;
  readonly parts: readonly SearchPart[];
  readonly base: SearchPart;
  /** Changes when documents written before can no longer be read. */
  readonly hash: string;
  readonly #byName = new Map<string, Field>();
  readonly #all: readonly Field[];
  readonly #ofKind: Record<FieldKind, readonly Field[]>;
  readonly #inColumns: readonly ColumnField[];
  readonly #pairs: readonly (readonly [Field, Field])[];

  constructor(index: SearchIndex, parts: readonly SearchPart[]) {
    this.index = index;
    this.parts = parts;
    const bases = parts.filter((part) => part.rows);
    const [base] = bases;
    if (!base || bases.length > 1)
      throw new Error(`Index ${index} has ${bases.length} base parts; it needs exactly one.`);
    this.base = base;
    for (const declaration of parts.flatMap((part) => part.fields)) this.#add(declaration);
    const all = [...this.#byName.values()];
    const ofKind = (kind: FieldKind) => all.filter((field) => field.kind === kind);
    this.#all = all;
    this.#ofKind = { TOKENS: ofKind('TOKENS'), AXIS: ofKind('AXIS'), BANDS: ofKind('BANDS'), NUMBER: ofKind('NUMBER') };
    this.#inColumns = all.filter((field): field is ColumnField => field.column !== null);
    this.#pairs = all.flatMap((field) =>
      field.countedWith === undefined ? [] : [[field, this.field(field.countedWith)] as const],
    );
    const layout = all.map(({ name, kind, column, bit }) => [name, kind, column, bit]);
    this.hash = createHash('sha256')
      .update(JSON.stringify([layoutVersion, layout]))
      .digest('hex');
  }

  #add(declaration: FieldDeclaration): void {
    const { name, kind } = declaration;
    if (this.#byName.has(name)) throw new Error(`Field ${name} of index ${this.index} is declared twice.`);
    const inColumn = kind === 'AXIS' || kind === 'NUMBER';
    const before = [...this.#byName.values()].filter((field) => (field.column !== null) === inColumn).length;
    if (before >= (inColumn ? numberColumns : presenceBits)) {
      throw new Error(`Index ${this.index} has no room for ${name}: add columns to search_document by a migration.`);
    }
    this.#byName.set(name, {
      ...declaration,
      column: inColumn ? `n${before + 1}` : null,
      bit: inColumn ? null : before,
    });
  }

  /** In the order of declaration. */
  all(): readonly Field[] {
    return this.#all;
  }

  ofKind(kind: FieldKind): readonly Field[] {
    return this.#ofKind[kind];
  }

  /** AXIS and NUMBER fields, each with its column. */
  inColumns(): readonly ColumnField[] {
    return this.#inColumns;
  }

  /** Fields that are often counted together. */
  pairs(): readonly (readonly [Field, Field])[] {
    return this.#pairs;
  }

  field(name: string): Field {
    const field = this.#byName.get(name);
    if (!field) throw new Error(`Index ${this.index} declares no field ${name}.`);
    return field;
  }

  /** The column of an AXIS or NUMBER field of one of these kinds. */
  column(name: string, kinds: readonly FieldKind[]): string {
    const { kind, column } = this.field(name);
    if (!kinds.includes(kind) || column === null) {
      throw new Error(`Field ${name} of index ${this.index} is ${kind}; ${kinds.join(' or ')} is needed here.`);
    }
    return column;
  }
}

/** All indexes that have parts. */
export class FieldRegistry {
  readonly indexes: readonly IndexFields[];

  constructor(parts: readonly SearchPart[]) {
    const names = [...new Set(parts.map((part) => part.index))];
    this.indexes = names.map(
      (name) =>
        new IndexFields(
          name,
          parts.filter((part) => part.index === name),
        ),
    );
  }

  of(index: SearchIndex): IndexFields {
    const found = this.indexes.find((fields) => fields.index === index);
    if (!found) throw new Error(`No part declares the index ${index}.`);
    return found;
  }
}
