import { firstByOrder, type SolvedAssignment } from './assignment-ties.rules.ts';

/**
 * Maximum-weight matching of two small sets, exact and in whole numbers: the Hungarian method by shortest augmenting
 * paths with potentials (Kuhn 1955, Munkres 1957; the O(rows² · columns) form).
 *
 * @param weights one row a left member, one whole number ≥ 0 a right member; 0 means "may not be paired".
 * @returns for each row its column, or -1. Of equal totals, the first in order: the first row is paired if it can be,
 *   with the first column that it can have, then the second row, and so on.
 */
export function bestAssignment(weights: readonly (readonly number[])[]): number[] {
  if (weights.length === 0) return [];
  if (weights.length === 1) return [firstBest(weights[0] ?? [])];
  const square = solved(weights);
  return firstByOrder(square).slice(0, weights.length);
}

function firstBest(weights: readonly number[]): number {
  let best = -1;
  weights.forEach((weight, column) => {
    if (weight > (weights[best] ?? 0)) best = column;
  });
  return best;
}

const noRow = -1;

function solved(weights: readonly (readonly number[])[]): SolvedAssignment {
  const size = Math.max(weights.length, weights[0]?.length ?? 0);
  const problem: SolvedAssignment = {
    size,
    weights,
    rowPotential: new Array<number>(size).fill(0),
    columnPotential: new Array<number>(size).fill(0),
    rowOf: new Array<number>(size).fill(noRow),
  };
  for (let row = 0; row < weights.length; row += 1) augment(problem, row);
  // The other rows have weight 0 everywhere, and a column that is still free has potential 0.
  let row = weights.length;
  problem.rowOf.forEach((taken, column) => {
    if (taken === noRow) problem.rowOf[column] = row++;
  });
  return problem;
}

/** Gives a row a column and moves others along the cheapest path of changes; Dijkstra with slacks. */
function augment({ size, weights, rowPotential, columnPotential, rowOf }: SolvedAssignment, first: number): void {
  const slack = new Array<number>(size).fill(Number.POSITIVE_INFINITY);
  const cameFrom = new Array<number>(size).fill(-1);
  const reached: number[] = [];
  const isReached = new Array<boolean>(size).fill(false);
  let row = first;
  let column = -1;
  while (row !== noRow) {
    const rowWeights = weights[row] ?? [];
    let next = -1;
    for (let other = 0; other < size; other += 1) {
      if (isReached[other]) continue;
      const gap = (rowPotential[row] ?? 0) + (columnPotential[other] ?? 0) - (rowWeights[other] ?? 0);
      if (gap < (slack[other] ?? 0)) {
        slack[other] = gap;
        cameFrom[other] = column;
      }
      if (next < 0 || (slack[other] ?? 0) < (slack[next] ?? 0)) next = other;
    }
    const by = slack[next] ?? 0;
    rowPotential[first] = (rowPotential[first] ?? 0) - by;
    for (const other of reached) {
      const itsRow = rowOf[other] ?? 0;
      rowPotential[itsRow] = (rowPotential[itsRow] ?? 0) - by;
      columnPotential[other] = (columnPotential[other] ?? 0) + by;
    }
    for (let other = 0; other < size; other += 1) if (!isReached[other]) slack[other] = (slack[other] ?? 0) - by;
    isReached[next] = true;
    reached.push(next);
    column = next;
    row = rowOf[next] ?? noRow;
  }
  for (let before = cameFrom[column] ?? -1; column >= 0; column = before, before = cameFrom[column] ?? -1) {
    rowOf[column] = before < 0 ? first : (rowOf[before] ?? first);
  }
}
