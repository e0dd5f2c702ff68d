import { DomainError } from '../../kernel/errors.ts';
import { isUnsplit, noKey, type Taxonomy } from '../taxonomy/index.ts';
import type { Tallies } from './counts.rules.ts';
import { type AxisValueRecord, axisDefinitions, type HeatAxis, type HeatScope, sideBySide } from './heatmap.rules.ts';
import { codeOfKey } from './people.rules.ts';

/** Cells × measures that one answer holds: 400,000 are 6 MB of JSON and half a second of GraphQL. */
export const mostFigures = 400_000;

/** The keys of every row and column that anything was counted in, in the order of their codes. */
export function keysOfMap({ positions, supply, qualified }: Tallies): { rows: string[]; columns: string[] } {
  const tallies = [positions, supply, ...qualified.values()];
  const sorted = (keys: string[]): string[] => [...new Set(keys)].sort(byCode);
  return {
    rows: sorted(tallies.flatMap((tally) => tally.rows())),
    columns: sorted(tallies.flatMap((tally) => tally.columns())),
  };
}

/** What is coded coarser stands before the finer codes under it, what is not said last. */
function byCode(a: string, b: string): number {
  if (a === noKey || b === noKey) return Number(a === noKey) - Number(b === noKey);
  const [codeA, codeB] = [codeOfKey(a), codeOfKey(b)];
  if (codeA === codeB) return Number(isUnsplit(b)) - Number(isUnsplit(a));
  return codeA < codeB ? -1 : 1;
}

/** @throws TOO_LARGE */
export function checkSize(rows: number, columns: number, measures: number): void {
  const figures = rows * Math.max(1, columns) * measures;
  if (figures <= mostFigures) return;
  throw new DomainError(
    'TOO_LARGE',
    `The map has ${rows} × ${columns} cells of ${measures} measures; an answer holds ${mostFigures} figures.`,
    {
      rows,
      columns,
      measures,
      limit: mostFigures,
      cure: 'Name a region or an occupation, take a coarser level, or ask for fewer measures.',
    },
  );
}

export function axisValue(taxonomy: Taxonomy, axis: HeatAxis, key: string): AxisValueRecord {
  if (key === noKey) {
    const [label, labelEn] = sideBySide.has(axis) ? ['不限/未说明', 'Any / not stated'] : ['未说明', 'Not stated'];
    return { key, code: null, kind: 'UNSPECIFIED', label, labelEn };
  }
  const code = codeOfKey(key);
  const concept = taxonomy.get(axisDefinitions[axis].scheme, code);
  const [name, nameEn] = [concept?.name ?? code, concept?.nameEn ?? null];
  if (!isUnsplit(key)) return { key, code, kind: 'CONCEPT', label: name, labelEn: nameEn };
  return { key, code, kind: 'UNSPLIT', label: `${name}（未细分）`, labelEn: nameEn && `${nameEn} (not split)` };
}

/** The key as a concept's code, or null for what is coarser or not said. */
export function conceptOfKey(key: string): string | null {
  return key === noKey || isUnsplit(key) ? null : key;
}

/** Codes of the regions whose catalogs say what is listed on the map. */
export function regionsToList(
  { region, rows, columns }: HeatScope,
  keys: { rows: string[]; columns: string[] },
): string[] {
  const shown = rows === 'REGION' ? keys.rows : columns === 'REGION' ? keys.columns : [];
  const codes = [region, ...shown.map(conceptOfKey)];
  return [...new Set(codes)].filter((code) => code !== null);
}
