import pg from 'pg';

const { INT8, DATE, TIMESTAMP } = pg.types.builtins;
/** pg names the types of single values only. */
const INT8_ARRAY = 1016 as typeof INT8;

/** Counts and sums are int8: a number where it is exact, else a bigint, so that nothing is rounded in silence. */
function parseInt8(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

const readInt8Array = pg.types.getTypeParser(INT8_ARRAY) as unknown as (text: string) => (string | null)[];

const parsers = new Map<number, (text: string) => unknown>([
  [INT8, parseInt8],
  [INT8_ARRAY, (text) => readInt8Array(text).map((item) => (item === null ? null : parseInt8(item)))],
  // A day has no hour and no zone: pg would make it midnight of this machine's zone.
  [DATE, (text) => text],
  [TIMESTAMP, (text) => new Date(`${text.replace(' ', 'T')}Z`)],
]);

/** How rows read by raw SQL become values. Prisma brings its own reading and is not touched by this. */
export const rowTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(oid)) ||
    pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
};
