import type { CountCell, CountMeasure, CountRequest } from './engine.ts';
import { type IndexFields, noNumber } from './fields.ts';
import { type Writing, writeSource } from './postgres-filter.ts';
import type { TokenBook } from './tokens.ts';

/** The key of a document that has none on an axis. */
export const noKey = '-';

/** Columns of equal length: a token an axis, then a figure a measure; cells as rows would cost ten times the reading. */
export interface CountRow {
  request: number;
  cells: (number[] | null)[];
}

/** One request as a SELECT of one row. */
export function writeCount({ filter, axes, measures }: CountRequest, place: number, writing: Writing): string {
  const band = bandAmong(axes, writing.fields);
  const { from, where } = writeSource(filter, writing);
  const tokens = axes.map((axis) => (axis === band ? 'b.token' : `d.${writing.fields.column(axis, ['AXIS'])}`));
  const figures = measures.map((measure) => writeMeasure(measure, writing));
  const names = [...tokens.map((_, at) => `a${at}`), ...figures.map((_, at) => `f${at}`)];
  const columns = [...tokens, ...figures].map((expression, at) => `${expression} AS ${names[at]}`);
  const group = tokens.length > 0 ? ` GROUP BY ${tokens.join(', ')}` : '';
  const source = band === undefined ? from : `${from} ${writeBands(band, writing)}`;
  return `SELECT ${place} AS request, json_build_array(${names.map((name) => `json_agg(${name})`).join(', ')}) AS cells
    FROM (SELECT ${columns.join(', ') || '1'} FROM ${source} WHERE ${where}${group}) AS cell`;
}

/** The one of the axes that is BANDS, if any. */
function bandAmong(axes: readonly string[], fields: IndexFields): string | undefined {
  if (axes.length > 3) throw new Error('At most three axes can be counted by.');
  if (new Set(axes).size < axes.length) throw new Error(`An axis is given twice: ${axes.join(', ')}.`);
  const bands = axes.filter((axis) => fields.field(axis).kind === 'BANDS');
  if (bands.length > 1) throw new Error('At most one of the axes can be BANDS.');
  return bands[0];
}

/** One row a band of the document, one with token 0 where it has none. */
function writeBands(field: string, { fields, parameters }: Writing): string {
  return `LEFT JOIN search_band AS r ON r.index = ${parameters.text(fields.index)} AND r.field = ${parameters.text(field)} AND r.id = d.id
    CROSS JOIN LATERAL unnest(coalesce(r.tokens, '{0}'::int[])) AS b (token)`;
}

function writeMeasure(measure: CountMeasure, { fields }: Writing): string {
  if (measure.op === 'COUNT') return 'count(*)';
  if (measure.op === 'SUM')
    return `coalesce(sum(nullif(d.${fields.column(measure.field, ['NUMBER'])}, ${noNumber})), 0)`;
  const none = fields.field(measure.field).kind === 'AXIS' ? 0 : noNumber;
  return `count(DISTINCT nullif(d.${fields.column(measure.field, ['AXIS', 'NUMBER'])}, ${none}))`;
}

/** Tokens become keys again, those of all requests in one look. */
export async function readCounts(
  requests: readonly CountRequest[],
  rows: readonly CountRow[],
  book: TokenBook,
): Promise<CountCell[][]> {
  const byRequest = new Map(rows.map((row) => [row.request, row.cells.map((column) => column ?? [])]));
  const cellsOf = (place: number) => byRequest.get(place) ?? [];
  const tokens = requests.flatMap(({ axes }, place) =>
    cellsOf(place)
      .slice(0, axes.length)
      .flatMap((column) => column.filter((token) => token !== 0)),
  );
  const keyOf = await book.keysOf(tokens);
  return requests.map(({ axes, measures }, place) => {
    const columns = cellsOf(place);
    const length = columns[0]?.length ?? 0;
    return Array.from(
      { length },
      (_, at): CountCell => ({
        keys: axes.map((_axis, axis) => {
          const token = columns[axis]?.[at] ?? 0;
          return token === 0 ? noKey : keyOf(token);
        }),
        values: measures.map((_measure, measure) => columns[axes.length + measure]?.[at] ?? 0),
      }),
    );
  });
}
