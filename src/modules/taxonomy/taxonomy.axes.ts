import type { Scheme, Taxonomy } from './taxonomy.rules.ts';

/**
 * Keys by which the heat map counts a coded record, one for each level of an axis. This is the one place that says what
 * they mean, for talents, positions and programs alike:
 *
 * - the code of the record or of its ancestor, at each level that it has;
 * - `~code`, 「未细分」, where the record is coded coarser than the level or its line skips the level: `code` is the
 *   nearest coarser concept, under which the map shows the record;
 * - `-`, 未说明, when there is no code, or one that the taxonomy does not know.
 */
export const noKey = '-';
export const unsplitMark = '~';

export function axisKeys(taxonomy: Taxonomy, scheme: Scheme, code: string | null, levels: readonly number[]): string[] {
  const line = code === null ? [] : taxonomy.lineage(scheme, taxonomy.current(scheme, code));
  return levels.map((level) => {
    const nearest = line.find((concept) => concept.level <= level);
    if (!nearest) return noKey;
    return nearest.level === level ? nearest.code : `${unsplitMark}${nearest.code}`;
  });
}

/**
 * The same keys as values of AXIS fields `<name><level>` of a search document; a field without a key stays empty, which
 * an engine counts under `-`.
 */
export function axisFields(
  name: string,
  taxonomy: Taxonomy,
  scheme: Scheme,
  code: string | null,
  levels: readonly number[],
): Record<string, string[]> {
  const keys = axisKeys(taxonomy, scheme, code, levels);
  return Object.fromEntries(
    levels.map((level, at) => [`${name}${level}`, keys[at] === noKey ? [] : [String(keys[at])]]),
  );
}

/** Whether a key of an axis stands for records that are coded coarser than the axis. */
export function isUnsplit(key: string): boolean {
  return key.startsWith(unsplitMark);
}
