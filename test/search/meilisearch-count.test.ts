import { describe, expect, it } from 'vitest';
import { FieldRegistry } from '../../src/platform/search/fields.ts';
import { type CountedAxes, cellsOf, countedAxesOf, splitOf } from '../../src/platform/search/meili/count.ts';
import { rowsPart } from './rows-part.ts';

const index = new FieldRegistry([
  rowsPart('talent', [
    { name: 'trade', kind: 'AXIS', meaning: 'Trade.', countedWith: 'region' },
    { name: 'region', kind: 'AXIS', meaning: 'Region.' },
    { name: 'level', kind: 'AXIS', meaning: 'Level.' },
    { name: 'pay', kind: 'NUMBER', meaning: 'Pay.' },
  ]),
]).of('talent');
const tokens = (count: number) => Array.from({ length: count }, (_, at) => at);

function axesOf(axes: readonly string[]): CountedAxes {
  const found = countedAxesOf({ index: 'talent', filter: { op: 'TRUE' }, axes, measures: [{ op: 'COUNT' }] }, index);
  if (!found) throw new Error('Facets count this.');
  return found;
}

describe('a count by facets', () => {
  it('takes the one facet that names all axes, without asking which tokens they have', () => {
    for (const axes of [[], ['level'], ['trade', 'region'], ['region', 'trade']]) {
      const split = splitOf(axesOf(axes), () => []);
      expect(split?.combinations).toEqual([[]]);
    }
  });

  it('takes the facet beside which the fewest combinations are left', () => {
    const sizes = [300, 7, 6];
    const split = splitOf(axesOf(['trade', 'region', 'level']), (place) => tokens(sizes[place] ?? 0));
    expect(split?.facet.attribute).toBe('n1_n2');
    expect(split?.combinations).toEqual([[0], [1], [2], [3], [4], [5]]);
    const other = splitOf(axesOf(['level', 'region']), (place) => tokens([6, 7][place] ?? 0));
    expect(other?.facet.attribute).toBe('n2');
    expect(other?.combinations).toHaveLength(6);
  });

  it('leaves what has too many to SQL, and what is no count of documents', () => {
    expect(splitOf(axesOf(['level', 'region']), () => tokens(49))).toBeNull();
    const sum = { index: 'talent', filter: { op: 'TRUE' }, axes: ['level'], measures: [{ op: 'SUM', field: 'pay' }] };
    expect(countedAxesOf(sum as never, index)).toBeNull();
  });

  it('puts each token in the place of its axis, and cuts nothing off', () => {
    const split = splitOf(axesOf(['level', 'region', 'trade']), () => tokens(2));
    if (!split) throw new Error('There are few.');
    const found = { total: 9, values: { '31|21': 4, '32|21': 5 } };
    expect(cellsOf(found, split, [11], 3)).toEqual([
      { tokens: [11, 21, 31], count: 4 },
      { tokens: [11, 21, 32], count: 5 },
    ]);
    expect(() => cellsOf(found, split, [11], 2)).toThrow('maxValuesPerFacet');
  });
});
