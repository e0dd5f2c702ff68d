import { validate } from 'uuid';
import type { Filter } from '../engine.ts';
import { greatestNumber, type IndexFields, leastNumber } from '../fields.ts';
import type { KnownTokens } from '../tokens.ts';
import { all, any, type Condition, has, isIn, quoted } from './condition.rules.ts';
import { attributeOf } from './settings.rules.ts';

/** What a condition is written with. */
export interface Writing {
  fields: IndexFields;
  tokens: KnownTokens;
}

/** As deep as the other engine's; Meilisearch reads some 35 levels, and refuses what is deeper. */
const deepest = 50;

/**
 * A filter as a condition. NOT is pushed down to the comparisons, which then need no level of their own.
 * @throws Error for a field that is not declared, or not of the kind that the operation needs.
 */
export function conditionOf(filter: Filter, writing: Writing, isNegated = false, depth = 0): Condition {
  if (depth > deepest) throw new Error(`A filter nests deeper than ${deepest}.`);
  switch (filter.op) {
    case 'TRUE':
      return !isNegated;
    case 'FALSE':
      return isNegated;
    case 'NOT':
      return conditionOf(filter.of, writing, !isNegated, depth + 1);
    case 'AND':
    case 'OR': {
      const children = filter.of.map((child) => conditionOf(child, writing, isNegated, depth + 1));
      return (filter.op === 'AND') === isNegated ? any(children) : all(children);
    }
    case 'ANY':
      return signed(hasAny(filter.field, filter.keys, writing), isNegated);
    case 'RANGE':
      return signed(inRange(filter, writing), isNegated);
    case 'MISSING':
      return signed(isMissing(filter.field, writing), isNegated);
    case 'IDS':
      // Text that is no UUID is the id of no document.
      return signed(
        isIn(
          'id',
          filter.ids.filter((id) => validate(id)).map((id) => id.toLowerCase()),
        ),
        isNegated,
      );
    default:
      throw new Error(`A filter has no operation ${JSON.stringify((filter as { op: unknown }).op)}.`);
  }
}

/** All of these are one comparison each. */
function signed(condition: Condition, isNegated: boolean): Condition {
  if (!isNegated) return condition;
  if (typeof condition === 'boolean') return !condition;
  if (condition.op === 'HAS') return { op: 'TEXT', text: `tokens NOT IN [${condition.tokens.map(quoted).join(', ')}]` };
  if (condition.op !== 'TEXT') throw new Error('Only a comparison can be turned into its opposite.');
  return { op: 'TEXT', text: `(NOT ${condition.text})` };
}

function hasAny(name: string, keys: readonly string[], { fields, tokens: known }: Writing): Condition {
  const field = fields.field(name);
  if (field.kind === 'NUMBER') throw new Error(`Field ${name} is a NUMBER: it has no keys.`);
  const tokens = keys.map((key) => known.get(name)?.get(key)).filter((token) => token !== undefined);
  return field.kind === 'TOKENS' ? has(tokens) : isIn(attributeOf(field), tokens);
}

function inRange({ field, min, max }: { field: string; min?: number; max?: number }, { fields }: Writing): Condition {
  const attribute = fields.column(field, ['NUMBER']);
  if (Number.isNaN(min) || Number.isNaN(max)) throw new Error(`A range of ${field} has a bound that is no number.`);
  const least = Math.max(leastNumber, Math.ceil(min ?? leastNumber));
  const greatest = Math.min(greatestNumber, Math.floor(max ?? greatestNumber));
  return least <= greatest && { op: 'TEXT', text: `${attribute} ${quoted(least)} TO ${quoted(greatest)}` };
}

function isMissing(name: string, { fields }: Writing): Condition {
  const field = fields.field(name);
  if (field.kind === 'AXIS') return isIn(attributeOf(field), [0]);
  if (field.kind === 'NUMBER') return { op: 'TEXT', text: `${attributeOf(field)} NOT EXISTS` };
  return { op: 'TEXT', text: `present != ${quoted(field.bit ?? 0)}` };
}
