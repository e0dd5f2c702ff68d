import { expect, it } from 'vitest';
import {
  dueYear,
  effectiveLinks,
  MajorLinks,
  type OccupationLink,
} from '../../src/modules/schools/program-links.rules.ts';
import { goldenDay, organizations, programs, talents, taxonomy } from './golden.data.ts';
import { expectedPipeline } from './golden.expected.ts';
import { goldenTaxonomy } from './golden.taxonomy.ts';

const concepts = goldenTaxonomy();
const standard = Map.groupBy(taxonomy.majorOccupations, ([major]) => major);
const majors = new MajorLinks(
  new Map(
    [...standard].map(([major, rows]) => [
      major,
      rows.map(([, occupation, weight]) => link(occupation, weight, 'STANDARD')),
    ]),
  ),
);

function link(
  occupation: string,
  weight: number,
  source: OccupationLink['source'],
  validFrom = 0,
  validTo: number | null = null,
): OccupationLink {
  return { occupation, weightBp: Math.round(weight * 10_000), source, validFrom, validTo };
}

it('graduates of the example reach the occupations that it says, by the links in force', () => {
  const reached = programs
    // An order class has its graduates committed to the firm.
    .filter(({ kind, status }) => kind !== 'ORDER_CLASS' && status === 'RUNNING')
    .flatMap(({ school, major, graduates, links }) => {
      const own = links.map((one) => link(one.occupation, one.weight, 'MANUAL', one.validFrom, one.validTo));
      const due = graduates.find(({ year }) => year === dueYear(goldenDay))?.due ?? 0;
      const column = organizations.find(({ key }) => key === school)?.region;
      return effectiveLinks(own, () => majors.of(concepts, major, goldenDay).links, goldenDay).map(
        ({ occupation, weightBp }) => ({ row: occupation, column, pipeline: Math.round((due * weightBp) / 10_000) }),
      );
    })
    .sort((a, b) => (a.row < b.row ? -1 : 1));
  expect(reached).toEqual(expectedPipeline.map(({ how: _how, ...cell }) => cell));
});

it.each(talents.map((talent) => [talent.key, talent] as const))(
  '%s is trained for what its majors lead to',
  (_key, talent) => {
    const codes = talent.educations.flatMap(({ major, graduated }) =>
      graduated && major !== null ? majors.trained(concepts, major, goldenDay) : [],
    );
    expect([...new Set(codes)].sort()).toEqual([...talent.trained].sort());
  },
);
