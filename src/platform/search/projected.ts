import type { Client } from '../db/db.ts';
import type { DocumentPart, DocumentRow, SearchPart } from './document.ts';
import type { FieldKind } from './engine.ts';
import { greatestNumber, type IndexFields, leastNumber } from './fields.ts';
import { isKey } from './tokens.ts';

/** A document as its parts make it together. */
export interface ProjectedDocument extends DocumentRow {
  id: string;
  keys: Record<string, readonly string[]>;
  numbers: Record<string, number>;
  text: readonly string[];
  packed: unknown;
}

export interface Projection {
  documents: ProjectedDocument[];
  /** Ids that have no document now. */
  gone: string[];
  failed: Failure[];
}

export interface Failure {
  id: string;
  error: unknown;
}

/** Asks every part for its values of these ids. A part that fails, fails them all; a value that is wrong, its document. */
export async function projectDocuments(
  client: Client,
  fields: IndexFields,
  ids: readonly string[],
): Promise<Projection> {
  const rows = (await fields.base.rows?.(client, ids)) ?? new Map<string, DocumentRow>();
  const present = ids.filter((id) => rows.has(id));
  const values = new Map<SearchPart, Map<string, DocumentPart>>();
  for (const part of present.length > 0 ? fields.parts : []) values.set(part, await part.project(client, present));
  const projection: Projection = { documents: [], gone: ids.filter((id) => !rows.has(id)), failed: [] };
  for (const id of present) {
    try {
      const row = rows.get(id);
      if (row)
        projection.documents.push(
          merge(
            id,
            row,
            [...values].map(([part, made]) => [part, made.get(id) ?? {}]),
          ),
        );
    } catch (error) {
      projection.failed.push({ id, error });
    }
  }
  return projection;
}

function merge(id: string, { version, createdAt }: DocumentRow, made: [SearchPart, DocumentPart][]): ProjectedDocument {
  const document: ProjectedDocument = { id, version, createdAt, keys: {}, numbers: {}, text: [], packed: undefined };
  for (const [part, { keys = {}, numbers = {}, text = [], packed }] of made) {
    for (const [name, given] of Object.entries(keys))
      if (given.length > 0) document.keys[name] = checkKeys(part, name, given);
    for (const [name, given] of Object.entries(numbers))
      if (given !== null) document.numbers[name] = checkNumber(part, name, given);
    document.text = [...document.text, ...text];
    if (packed === undefined) continue;
    if (document.packed !== undefined) throw new Error('Two parts give packed values.');
    document.packed = packed;
  }
  return document;
}

const kinds = new WeakMap<SearchPart, ReadonlyMap<string, FieldKind>>();

/** Asked for each field of each document. */
function kindOf(part: SearchPart, name: string): FieldKind {
  let own = kinds.get(part);
  if (!own) {
    own = new Map(part.fields.map((declared) => [declared.name, declared.kind]));
    kinds.set(part, own);
  }
  const kind = own.get(name);
  if (!kind) throw new Error(`A part of ${part.index} gives ${name}, which it does not declare.`);
  return kind;
}

function checkKeys(part: SearchPart, name: string, given: readonly string[]): readonly string[] {
  const kind = kindOf(part, name);
  if (kind === 'NUMBER') throw new Error(`${name} is a NUMBER and is given keys.`);
  const keys = given.length > 1 ? [...new Set(given)] : given;
  if (kind === 'AXIS' && keys.length > 1) throw new Error(`${name} is an AXIS and is given ${keys.length} keys.`);
  const wrong = keys.find((key) => !isKey(key) || key === '-');
  if (wrong !== undefined)
    throw new Error(`${name} is given a key that is empty, too long or unfit: ${JSON.stringify(wrong.slice(0, 40))}.`);
  return keys;
}

function checkNumber(part: SearchPart, name: string, given: number): number {
  if (kindOf(part, name) !== 'NUMBER') throw new Error(`${name} is no NUMBER and is given one.`);
  if (Number.isInteger(given) && given >= leastNumber && given <= greatestNumber) return given;
  throw new Error(`${name} is given ${given}, which is no 32-bit integer.`);
}
