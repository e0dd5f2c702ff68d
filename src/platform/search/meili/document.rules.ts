import { type Field, type IndexFields, noNumber } from '../fields.ts';
import { evenLines } from '../segment.ts';
import { attributeOf, pairAttribute, pairSeparator } from './settings.rules.ts';

/** A row of `search_document`, with its bands, as a follower reads it. */
export interface DocumentRecord {
  id: string;
  version: number;
  /** bigint, as text. */
  sequence: string;
  /** `(extract(epoch FROM created_at) * 1000000)::bigint`, as text. */
  createdMicros: string;
  /** bigint, as text. */
  present: string;
  /** All keys of TOKENS fields. */
  tokens: readonly number[];
  /** The columns of `IndexFields.inColumns()`, in its order. */
  columns: readonly number[];
  /** `json_object_agg(field, tokens)` of `search_band`, null for none. */
  bands: Readonly<Record<string, readonly number[]>> | null;
  texts: readonly string[] | null;
}

/** Its attributes are those that `settingsOf` declares. */
export type MeiliDocument = { id: string } & Record<string, unknown>;

/** A title and the rest of a text, at most so long each. */
const longestText = 100_000;

export function documentOf(record: DocumentRecord, fields: IndexFields): MeiliDocument {
  const { id, version, sequence, createdMicros, present, tokens, columns, bands, texts } = record;
  const [title = '', ...rest] = texts ?? [];
  const document: MeiliDocument = {
    id,
    version,
    sequence: Number(sequence),
    createdAt: Number(createdMicros),
    present: bitsOf(BigInt(present)),
    tokens,
    title: evenLines([title], longestText),
    rest: evenLines(rest, longestText),
  };
  fields.inColumns().forEach((field, at) => {
    const value = columns[at];
    if (value === undefined) throw new Error(`The record of ${id} lacks the column ${field.column}.`);
    // An axis without a key is counted as 0; a missing number is in no range.
    if (field.kind === 'AXIS' || value !== noNumber) document[attributeOf(field)] = value;
  });
  // A document without a band is counted as 0, as an axis is.
  for (const field of fields.ofKind('BANDS')) document[attributeOf(field)] = bands?.[field.name] ?? [0];
  for (const pair of fields.pairs()) document[pairAttribute(pair)] = pairsOf(document, pair);
  return document;
}

function pairsOf(document: MeiliDocument, [first, second]: readonly [Field, Field]): string[] {
  const valuesOf = (field: Field) => [document[attributeOf(field)]].flat();
  return valuesOf(first).flatMap((one) => valuesOf(second).map((other) => `${one}${pairSeparator}${other}`));
}

function bitsOf(present: bigint): number[] {
  const bits: number[] = [];
  for (let bit = 0, rest = present; rest > 0n; bit += 1, rest >>= 1n) if (rest & 1n) bits.push(bit);
  return bits;
}
