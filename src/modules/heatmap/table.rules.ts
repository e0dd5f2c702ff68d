import { formatDay } from '../../kernel/day.ts';
import type { ShortageLevel } from '../catalogs/index.ts';
import type { AxisValueRecord, Figure, HeatMapRecord, HeatMeasure, MeasureRecord } from './heatmap.rules.ts';
import { axisNames, measureNames, textOf } from './names.rules.ts';

interface Spot {
  text: string;
  /** 0 coldest to 1 hottest; null has no colour. */
  heat: number | null;
}

/** Backgrounds of the 256-colour palette, light to deep red. */
const colours = [230, 223, 216, 209, 202, 196, 160];
const widest = 28;

/** A map as aligned lines for a terminal: one measure over rows and columns, or all measures of the rows. */
export function tableOf(map: HeatMapRecord, { measure, colour }: { measure: HeatMeasure; colour: boolean }): string[] {
  const shown = map.measures.filter((one) => map.scope.columns === null || one.measure === measure);
  const { scope } = map;
  const head = [
    axisNames[scope.rows],
    ...(map.scope.columns !== null
      ? [...map.columns.map(({ label }) => label), '合计']
      : shown.map((one) => measureNames[one.measure])),
  ];
  const bodies = map.rows.map((row, at) => [plain(nameOf(row)), ...spotsOfRow(map, shown, at)]);
  const totals = [
    plain('合计'),
    ...(map.scope.columns !== null
      ? shown.flatMap(totalSpots)
      : shown.map((one) => plain(textOf(one.measure, one.grandTotal)))),
  ];
  const lines = [head.map(plain), ...bodies, totals];
  const widths = head.map((_, at) => Math.min(widest, Math.max(...lines.map((line) => widthOf(line[at]?.text ?? '')))));
  const title = `${map.scope.columns !== null ? measureNames[measure] : '需求热力图'}  ${scope.region ?? '全国'}  ${formatDay(scope.day)}`;
  const note = map.exact
    ? '人数为实数。'
    : '人数按 5 取整，“<5”为 1 至 4 人，“…”由其推得；各合计单独取整，不必等于各项之和。';
  return [title, ...lines.map((line) => lineOf(line, widths, colour)), note];
}

function spotsOfRow({ columns, rows, scope }: HeatMapRecord, shown: readonly MeasureRecord[], at: number): Spot[] {
  if (scope.columns === null)
    return shown.map((one) => heated(one, one.cells[at], heatOf(one), one.levels?.[at] ?? null));
  return shown.flatMap((one) => {
    const heat = heatOf(one);
    const start = (at * one.cells.length) / rows.length;
    const cells = one.cells.slice(start, start + columns.length);
    const spots = cells.map((figure, across) => heated(one, figure, heat, one.levels?.[start + across] ?? null));
    const total = one.rowTotals[at];
    return [...spots, plain(total ? textOf(one.measure, total) : '')];
  });
}

function totalSpots({ measure, columnTotals, grandTotal }: MeasureRecord): Spot[] {
  return [...columnTotals, grandTotal].map((figure) => plain(textOf(measure, figure)));
}

/** By rank of the published values above 0, so that one giant does not leave the others pale. */
function heatOf({ cells }: MeasureRecord): (value: number) => number | null {
  const values = [...new Set(cells.flatMap(({ value }) => (value !== null && value > 0 ? [value] : [])))].sort(
    (a, b) => a - b,
  );
  const rank = new Map(values.map((value, at) => [value, values.length === 1 ? 1 : at / (values.length - 1)]));
  return (value) => rank.get(value) ?? null;
}

function heated(
  { measure }: MeasureRecord,
  figure: Figure | undefined,
  heat: (value: number) => number | null,
  level: ShortageLevel | null,
): Spot {
  if (!figure) return plain('');
  const text = figure.value === 0 && measure !== 'TIGHTNESS' ? '·' : textOf(measure, figure, level);
  return { text, heat: figure.value === null ? null : heat(figure.value) };
}

function plain(text: string): Spot {
  return { text, heat: null };
}

function nameOf({ code, label }: AxisValueRecord): string {
  return code === null ? label : `${code} ${label}`;
}

function lineOf(line: readonly Spot[], widths: readonly number[], colour: boolean): string {
  const cells = line.map(({ text, heat }, at) => {
    const width = widths[at] ?? 0;
    const cut = cutTo(text, width);
    const gap = ' '.repeat(width - widthOf(cut));
    const padded = at === 0 ? cut + gap : gap + cut;
    const shade = heat === null ? undefined : colours[Math.round(heat * (colours.length - 1))];
    return colour && shade !== undefined ? `\u001B[48;5;${shade};38;5;16m${padded}\u001B[0m` : padded;
  });
  return cells.join('  ').trimEnd();
}

/** Columns of a terminal that a text takes: two for Chinese characters and full-width signs. */
export function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += /[\p{Script=Han}\u3000-\u303F\uFF00-\uFF60\u201C\u201D\u2026]/u.test(sign) ? 2 : 1;
  return width;
}

function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let cut = '';
  for (const sign of text) {
    if (widthOf(cut + sign) > width - 1) break;
    cut += sign;
  }
  return `${cut}~`;
}
