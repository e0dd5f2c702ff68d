/** The place, from 1, of a column that a sheet names by letters. */
export function columnOf(letters: string): number {
  let column = 0;
  for (let n = 0; n < letters.length; n += 1) column = column * 26 + letters.charCodeAt(n) - 64;
  return column;
}
