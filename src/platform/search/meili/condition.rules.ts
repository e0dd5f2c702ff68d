/**
 * A filter of Meilisearch before it is text. Each comparison costs it some 30 µs, and that grows with their number (60 take
 * 4 ms, 120 ten, 1,000 three hundred), while a list of values after IN costs next to nothing: so what is joined by OR is
 * merged into one list, and constants are folded away. 100,000 comparisons in a row end the server.
 */
export type Condition =
  | boolean
  | { op: 'AND' | 'OR'; of: readonly Condition[] }
  /** The document has at least one of these tokens. */
  | { op: 'HAS'; tokens: readonly number[] }
  | { op: 'TEXT'; text: string };

/** Every value that stands in a filter goes through here: nothing of it is read as anything but a value. */
export function quoted(value: string | number): string {
  return `"${String(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

export function isIn(attribute: string, values: readonly (string | number)[]): Condition {
  return values.length > 0 && { op: 'TEXT', text: `${attribute} IN [${values.map(quoted).join(', ')}]` };
}

export function has(tokens: Iterable<number>): Condition {
  const distinct = [...new Set(tokens)];
  return distinct.length > 0 && { op: 'HAS', tokens: distinct };
}

export function all(conditions: readonly Condition[]): Condition {
  return joined('AND', conditions);
}

export function any(conditions: readonly Condition[]): Condition {
  return joined('OR', conditions);
}

function joined(op: 'AND' | 'OR', conditions: readonly Condition[]): Condition {
  const neutral = op === 'AND';
  const flat = conditions.flatMap((condition) =>
    typeof condition === 'object' && condition.op === op ? [...condition.of] : [condition],
  );
  if (flat.includes(!neutral)) return !neutral;
  let rest = flat.filter((condition) => condition !== neutral);
  const tokens = rest.flatMap((condition) =>
    typeof condition === 'object' && condition.op === 'HAS' ? condition.tokens : [],
  );
  if (op === 'OR' && tokens.length > 0)
    rest = [has(tokens), ...rest.filter((condition) => typeof condition === 'boolean' || condition.op !== 'HAS')];
  const [only] = rest;
  return rest.length > 1 ? { op, of: rest } : (only ?? neutral);
}

/** How many comparisons a condition takes. */
export function comparisonsOf(condition: Condition): number {
  if (typeof condition === 'boolean') return 0;
  if (condition.op !== 'AND' && condition.op !== 'OR') return 1;
  return condition.of.reduce((sum, each) => sum + comparisonsOf(each), 0);
}

/** As Meilisearch reads it; a condition that is always or never true has no such text. */
export function textOf(condition: Exclude<Condition, boolean>): string {
  if (condition.op === 'TEXT') return condition.text;
  if (condition.op === 'HAS') return `tokens IN [${condition.tokens.map(quoted).join(', ')}]`;
  return condition.of
    .map((each) => {
      if (typeof each === 'boolean') throw new Error('A constant was not folded away.');
      return each.op === 'AND' || each.op === 'OR' ? `(${textOf(each)})` : textOf(each);
    })
    .join(` ${condition.op} `);
}

/** For a query; `id NOT EXISTS` is true of no document. */
export function filterText(condition: Condition): { filter?: string } {
  if (condition === true) return {};
  return { filter: condition === false ? 'id NOT EXISTS' : textOf(condition) };
}
