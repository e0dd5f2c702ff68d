import { validate } from 'uuid';
import type { Filter } from './engine.ts';
import { greatestNumber, type IndexFields, leastNumber, noNumber } from './fields.ts';
import type { Parameters } from './parameters.ts';
import type { KnownTokens } from './tokens.ts';

/** What a piece of a statement is written with. `d` is the document's alias everywhere. */
export interface Writing {
  fields: IndexFields;
  tokens: KnownTokens;
  parameters: Parameters;
  /** The rows are found by other keys: a widespread one is checked on them, and not looked up in the index. */
  isProbed?: boolean;
}

/** Deep trees are a caller's mistake, and would end in PostgreSQL's own limit. */
const deepest = 50;

/** Adds the keys that a filter names to those to be looked up before it is written. */
export function gatherFilterKeys(filter: Filter, wanted: Map<string, Set<string>>): void {
  if (filter.op === 'NOT') gatherFilterKeys(filter.of, wanted);
  if (filter.op === 'AND' || filter.op === 'OR') for (const child of filter.of) gatherFilterKeys(child, wanted);
  if (filter.op !== 'ANY') return;
  const keys = wanted.get(filter.field) ?? new Set<string>();
  wanted.set(filter.field, keys);
  for (const key of filter.keys) keys.add(key);
}

/** A filter as a condition on `d`. It is never NULL, so NOT is exact. */
export function writeFilter(filter: Filter, writing: Writing, depth = 0): string {
  if (depth > deepest) throw new Error(`A filter nests deeper than ${deepest}.`);
  switch (filter.op) {
    case 'TRUE':
      return 'true';
    case 'FALSE':
      return 'false';
    case 'NOT':
      return `NOT (${writeFilter(filter.of, writing, depth + 1)})`;
    case 'AND':
    case 'OR':
      return joinConditions(
        filter.op,
        filter.of.map((child) => writeFilter(child, writing, depth + 1)),
      );
    case 'ANY':
      return writeAny(filter.field, filter.keys, writing);
    case 'RANGE':
      return writeRange(filter, writing);
    case 'MISSING':
      return writeMissing(filter.field, writing);
    case 'IDS': {
      // Text that is no UUID is the id of no document.
      const ids = filter.ids.filter((id) => validate(id));
      return ids.length === 0 ? 'false' : `d.id = ANY(${writing.parameters.ids(ids)})`;
    }
    default:
      throw new Error(`A filter has no operation ${JSON.stringify((filter as { op: unknown }).op)}.`);
  }
}

/** Constants are folded here: a tree that comes to FALSE is then seen by the planner, and its table is not touched. */
function joinConditions(op: 'AND' | 'OR', conditions: readonly string[]): string {
  const [neutral, decisive] = op === 'AND' ? ['true', 'false'] : ['false', 'true'];
  if (conditions.includes(decisive)) return decisive;
  const rest = [...new Set(conditions.filter((condition) => condition !== neutral))];
  return rest.length === 0 ? neutral : `(${rest.join(` ${op} `)})`;
}

function writeAny(name: string, keys: readonly string[], writing: Writing): string {
  const { fields, tokens: known, parameters, isProbed } = writing;
  const field = fields.field(name);
  if (field.kind === 'NUMBER') throw new Error(`Field ${name} is a NUMBER: it has no keys.`);
  const tokens = keys.map((key) => known.get(name)?.get(key)).filter((token) => token !== undefined);
  if (tokens.length === 0) return 'false';
  const wanted = parameters.integers(tokens);
  if (field.kind === 'AXIS') return `d.${field.column} = ANY(${wanted})`;
  // The index would read the key's whole list, ten times what the other keys leave; it knows no IS TRUE.
  if (field.kind === 'TOKENS')
    return isProbed && field.widespread ? `(d.tokens && ${wanted}) IS TRUE` : `d.tokens && ${wanted}`;
  return `d.id IN (SELECT band.id FROM search_band AS band WHERE band.index = ${parameters.text(fields.index)} AND band.tokens && ${wanted})`;
}

function writeRange({ field, min, max }: { field: string; min?: number; max?: number }, writing: Writing): string {
  const column = writing.fields.column(field, ['NUMBER']);
  if (Number.isNaN(min) || Number.isNaN(max)) throw new Error(`A range of ${field} has a bound that is no number.`);
  const least = Math.max(leastNumber, Math.ceil(min ?? leastNumber));
  const greatest = Math.min(greatestNumber, Math.floor(max ?? greatestNumber));
  if (least > greatest) return 'false';
  return `d.${column} BETWEEN ${writing.parameters.integer(least)} AND ${writing.parameters.integer(greatest)}`;
}

function writeMissing(name: string, { fields }: Writing): string {
  const { kind, column, bit } = fields.field(name);
  if (kind === 'AXIS') return `d.${column} = 0`;
  if (kind === 'NUMBER') return `d.${column} = ${noNumber}`;
  return `d.present & (1::bigint << ${bit}) = 0`;
}

/** The documents of an index that pass a filter, as FROM and WHERE; refuses documents of another layout. */
export function writeSource(filter: Filter, writing: Writing): { from: string; where: string } {
  const { fields, parameters } = writing;
  const index = parameters.text(fields.index);
  const layout = `(SELECT search_layout(${index}, ${parameters.text(fields.hash)}))`;
  return {
    from: 'search_document AS d',
    where: `${layout} AND d.index = ${index} AND NOT d.deleted AND ${writeFilter(filter, writing)}`,
  };
}
