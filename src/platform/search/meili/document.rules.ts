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
  /** All keys of TOKENS fields: `array_to_json(tokens)`, as text. */
  tokens: string;
  /** The columns of `IndexFields.inColumns()`, in its order. */
  columns: readonly number[];
  /** `json_object_agg(field, tokens)` of `search_band`, null for none. */
  bands: Readonly<Record<string, readonly number[]>> | null;
  texts: readonly string[] | null;
}

/** A title and the rest of a text, at most so long each. */
const longestText = 100_000;

/**
 * Makes of a record the text of a JSON object on one line, whose attributes are those that `settingsOf` declares. Written
 * piece by piece: to make an object and have it written takes twice as long, and a whole city's are made at once.
 * @throws of the maker, an Error where the record cannot be read
 */
export function documentLines(fields: IndexFields): (record: DocumentRecord) => string {
  const columns = fields.inColumns().map((field) => ({ name: field.column, isAxis: field.kind === 'AXIS' }));
  const bands = fields.ofKind('BANDS').map((field) => ({ name: field.name, key: `,"${attributeOf(field)}":` }));
  const pairs = fields.pairs().map((pair) => ({
    key: `,"${pairAttribute(pair)}":`,
    valuesOf: pair.map((field) => valuesOf(field, fields)) as [ValuesOf, ValuesOf],
  }));
  return (record) => {
    const [title = '', ...rest] = record.texts ?? [];
    let line = `{"id":"${record.id}","version":${record.version},"sequence":${record.sequence}`;
    line += `,"createdAt":${record.createdMicros},"present":[${bitsOf(record.present)}],"tokens":${record.tokens}`;
    line += `,"title":${textOf([title])},"rest":${textOf(rest)}`;
    for (const [at, { name, isAxis }] of columns.entries()) {
      const value = record.columns[at];
      if (value === undefined) throw new Error(`The record of ${record.id} lacks the column ${name}.`);
      // An axis without a key is counted as 0; a missing number is in no range.
      if (isAxis || value !== noNumber) line += `,"${name}":${value}`;
    }
    for (const { name, key } of bands) line += `${key}[${bandOf(record, name).join(',')}]`;
    for (const { key, valuesOf } of pairs) line += `${key}[${pairsOf(record, valuesOf).join(',')}]`;
    return `${line}}`;
  };
}

type ValuesOf = (record: DocumentRecord) => readonly number[];

/** A document without a band is counted as 0, as an axis is. */
const withoutBand = [0];

function bandOf({ bands }: DocumentRecord, name: string): readonly number[] {
  return bands?.[name] ?? withoutBand;
}

/** The keys of an AXIS or BANDS field. */
function valuesOf(field: Field, fields: IndexFields): ValuesOf {
  if (field.kind === 'BANDS') return (record) => bandOf(record, field.name);
  const at = fields.inColumns().findIndex(({ name }) => name === field.name);
  return ({ columns }) => columns.slice(at, at + 1);
}

function pairsOf(record: DocumentRecord, [first, second]: readonly [ValuesOf, ValuesOf]): string[] {
  const others = second(record);
  return first(record).flatMap((one) => others.map((other) => `"${one}${pairSeparator}${other}"`));
}

function textOf(lines: readonly string[]): string {
  return JSON.stringify(evenLines(lines, longestText));
}

/** The numbers of the bits that are set, the least first. */
function bitsOf(present: string): string {
  const digits = BigInt(present).toString(2);
  const bits: number[] = [];
  for (let bit = 0; bit < digits.length; bit += 1) if (digits[digits.length - 1 - bit] === '1') bits.push(bit);
  return bits.join(',');
}
