import { formatDay } from '../../kernel/day.ts';
import type { AxisValueRecord, HeatMapRecord, MeasureRecord } from './heatmap.rules.ts';
import { totalsNote } from './heatmap.types.ts';
import { axisNames, measureNames, textOf } from './names.rules.ts';
import { all } from './tally.rules.ts';

const total = '合计';

/** A map as CSV; with a byte order mark, without which Excel takes UTF-8 for something else. */
export function csvOf(map: HeatMapRecord): string {
  return `\uFEFF${linesOf(map)
    .map((line) => line.map(field).join(','))
    .join('\r\n')}\r\n`;
}

/** A map as the lines of a file: the header, one line a cell and a total, and what is to be known of the figures. */
export function linesOf(map: HeatMapRecord): string[][] {
  const { scope, measures } = map;
  const axisHead = [scope.rows, scope.columns].flatMap((axis) =>
    axis ? [`${axisNames[axis]}代码 ${axis}`, `${axisNames[axis]} ${axis}`] : [],
  );
  return [
    [...axisHead, ...measures.map(({ measure }) => `${measureNames[measure]} ${measure}`)],
    ...map.rows.flatMap((row, at) => linesOfRow(map, row, at)),
    ...map.columns.map((column, at) => [
      all,
      total,
      ...named(column),
      ...texts(measures, (measure) => measure.columnTotals[at]),
    ]),
    [all, total, ...(scope.columns ? [all, total] : []), ...texts(measures, (measure) => measure.grandTotal)],
    [`# ${formatDay(scope.day)}`, `# ${map.asOf.toISOString()}`, map.exact ? '# exact' : `# <5: 1–4. ${totalsNote}`],
  ];
}

function linesOfRow({ columns, measures }: HeatMapRecord, row: AxisValueRecord, at: number): string[][] {
  if (columns.length === 0) return [[...named(row), ...texts(measures, ({ cells }) => cells[at], at)]];
  const cells = columns.map((column, across) => {
    const place = at * columns.length + across;
    return [...named(row), ...named(column), ...texts(measures, (measure) => measure.cells[place], place)];
  });
  return [...cells, [...named(row), all, total, ...texts(measures, (measure) => measure.rowTotals[at])]];
}

function named({ code, label }: AxisValueRecord): string[] {
  return [code ?? '', label];
}

function texts(
  measures: readonly MeasureRecord[],
  figureOf: (measure: MeasureRecord) => MeasureRecord['grandTotal'] | undefined,
  place?: number,
): string[] {
  return measures.map((measure) => {
    const figure = figureOf(measure);
    const level = place === undefined ? null : (measure.levels?.[place] ?? null);
    return figure ? textOf(measure.measure, figure, level) : '';
  });
}

/** A spreadsheet would run what begins like a formula; a number may begin with its sign. */
function field(text: string): string {
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  const safe = !isNumber && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
