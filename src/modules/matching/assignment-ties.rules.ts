/**
 * An optimal pairing with the proof that it is: potentials for which no weight exceeds rowPotential + columnPotential,
 * and all pairs are equal to it. Rows and columns are filled up with members of weight 0 until there are as many.
 */
export interface SolvedAssignment {
  size: number;
  weights: readonly (readonly number[])[];
  rowPotential: number[];
  columnPotential: number[];
  /** The row of each column. */
  rowOf: number[];
}

/**
 * All best assignments are the perfect matchings of the tight pairs, those of which the weight equals the sum of both
 * potentials. So the first of them in order is found by moving pairs along cycles of tight pairs, row by row.
 *
 * @returns for each row its column, or -1 where it is not paired with any weight.
 */
export function firstByOrder(solved: SolvedAssignment): number[] {
  const { size, weights, rowPotential, columnPotential, rowOf } = solved;
  const columnOf = new Array<number>(size).fill(-1);
  rowOf.forEach((row, column) => {
    columnOf[row] = column;
  });
  const weightOf = (row: number, column: number): number => weights[row]?.[column] ?? 0;
  const isTight = (row: number, column: number): boolean =>
    (rowPotential[row] ?? 0) + (columnPotential[column] ?? 0) === weightOf(row, column);
  // Rows before `settled` keep their column, or keep being unpaired: those may still move among columns of weight 0.
  let settled = 0;
  const mayTake = (row: number, column: number): boolean =>
    isTight(row, column) &&
    (row >= settled || (weightOf(row, columnOf[row] ?? -1) === 0 && weightOf(row, column) === 0));

  /** Moves `row` to another column and so on, until somebody takes the column `goal`. */
  const moves = (row: number, goal: number, tried: Set<number>): boolean => {
    for (let column = 0; column < size; column += 1) {
      if (tried.has(column) || !mayTake(row, column)) continue;
      tried.add(column);
      if (column === goal || moves(rowOf[column] ?? -1, goal, tried)) {
        place(row, column);
        return true;
      }
    }
    return false;
  };
  const place = (row: number, column: number): void => {
    columnOf[row] = column;
    rowOf[column] = row;
  };

  for (let row = 0; row < weights.length; row += 1) {
    for (let column = 0; column < (weights[row]?.length ?? 0); column += 1) {
      const now = columnOf[row] ?? -1;
      if (weightOf(row, column) === 0 || !isTight(row, column)) continue;
      if (column === now) break;
      const other = rowOf[column] ?? -1;
      settled = row + 1;
      // The row itself is on its way to `column` and may not be moved; what it leaves has to be taken.
      if (moves(other, now, new Set([column]))) {
        place(row, column);
        break;
      }
    }
    settled = row + 1;
  }
  return columnOf.map((column, row) => (weightOf(row, column) > 0 ? column : -1));
}
