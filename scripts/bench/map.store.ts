import type { Db } from '../../src/platform/db/db.ts';
import type { FieldRegistry } from '../../src/platform/search/fields.ts';

/** The bare statements of a heat map, written by hand over the search documents. */

export interface MapScope {
  region: string | null;
  columns: 'REGION' | 'EDUCATION' | 'GRADE';
  day: number;
}

/** By measure and `row column`. */
export type Cells = Record<string, Map<string, number>>;

type Row = { a: number; b: number; value: number; [figure: string]: number };

const axes = {
  REGION: { asked: 'region3', held: 'region3' },
  EDUCATION: { asked: 'educationAsked', held: 'educationHeld' },
  GRADE: { asked: 'gradeAsked', held: 'gradeHeld' },
} as const;

const none = -2_147_483_648;

export async function readMap(
  pool: Db['pool'],
  fields: FieldRegistry,
  { region, columns, day }: MapScope,
): Promise<Cells> {
  const { rows: known } = await pool.query<{ id: number; field: string; key: string }>(
    `SELECT id, field, key FROM search_token WHERE field = 'region2' AND key = $1 OR field = 'status' AND key = 'status:PUBLISHED'
       OR field = 'rankable' AND key = 'yes'`,
    [region ?? ''],
  );
  const token = (field: string): number => known.find((one) => one.field === field)?.id ?? 0;
  const position = (name: string) => `d.${fields.of('position').column(name, ['AXIS', 'NUMBER'])}`;
  const talent = (name: string) => `d.${fields.of('talent').column(name, ['AXIS', 'NUMBER'])}`;
  const within = (column: string) => (region === null ? '' : ` AND ${column} = ${token('region2')}`);
  const { asked, held } = axes[columns];
  const open = `FROM search_document_position AS d WHERE NOT d.deleted AND ${token('status')} = ANY(d.tokens)
    AND ${position('opensOn')} BETWEEN ${none + 1} AND ${day} AND ${position('closesOn')} >= ${day} AND ${position('openings')} >= 1${within(position('region2'))}`;
  const demand = await pool.query<Row>(
    `SELECT ${position('occupation4')} AS a, ${position(asked)} AS b, count(*) AS positions, sum(${position('openings')}) AS demand,
       count(DISTINCT ${position('employerAxis')}) AS employers ${open} GROUP BY 1, 2`,
  );
  // Employers do not add up: rows, columns and the whole are counted apart.
  await pool.query(
    `SELECT count(DISTINCT ${position('employerAxis')}) ${open} GROUP BY GROUPING SETS ((${position('occupation4')}), (${position(asked)}), ())`,
  );
  const here = `${talent('availableFrom')} BETWEEN ${none + 1} AND ${day}${within(talent('region2'))}`;
  const supply = await pool.query<Row>(
    `SELECT ${talent('supplyOccupation4')} AS a, ${talent(held)} AS b, count(*) AS value FROM search_document_talent AS d
     WHERE NOT d.deleted AND ${here} GROUP BY 1, 2`,
  );
  const qualified: [string, Row[]][] = [];
  for (const edge of [40, 60, 80]) {
    const band = `FROM search_document_talent AS d JOIN search_band AS r ON r.index = 'talent' AND r.field = 'qualified${edge}Occupation4' AND r.id = d.id`;
    const where = `WHERE NOT d.deleted AND ${token('rankable')} = ANY(d.tokens) AND ${here}`;
    const { rows } = await pool.query<Row>(
      `SELECT b.token AS a, ${talent(held)} AS b, count(*) AS value ${band} CROSS JOIN LATERAL unnest(r.tokens) AS b (token) ${where} GROUP BY 1, 2`,
    );
    // People qualified for at least one occupation.
    await pool.query(`SELECT ${talent(held)}, count(*) ${band} ${where} GROUP BY 1`);
    qualified.push([`QUALIFIED${edge}`, rows]);
  }
  const keyOf = await readKeys(pool, [demand.rows, supply.rows, ...qualified.map(([, rows]) => rows)].flat());
  const cells = (rows: Row[], figure: string) =>
    new Map(rows.map((row) => [`${keyOf(row.a)} ${keyOf(row.b)}`, Number(row[figure])]));
  return {
    POSITIONS: cells(demand.rows, 'positions'),
    DEMAND: cells(demand.rows, 'demand'),
    EMPLOYERS: cells(demand.rows, 'employers'),
    SUPPLY: cells(supply.rows, 'value'),
    ...Object.fromEntries(qualified.map(([measure, rows]) => [measure, cells(rows, 'value')])),
  };
}

async function readKeys(pool: Db['pool'], rows: readonly Row[]): Promise<(token: number) => string> {
  const tokens = [...new Set(rows.flatMap(({ a, b }) => [a, b]))];
  const found = await pool.query<{ id: number; key: string }>(
    'SELECT id, key FROM search_token WHERE id = ANY($1::int[])',
    [tokens],
  );
  const keys = new Map(found.rows.map(({ id, key }) => [id, key]));
  return (token) => (token === 0 ? '-' : (keys.get(token) ?? String(token)));
}
