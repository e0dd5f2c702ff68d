import { describe, expect, it } from 'vitest';
import type { Fit, Match } from '../../src/modules/matching/matching.pair.ts';
import { score } from '../../src/modules/matching/matching.rules.ts';
import { compareMatches, sortKeyOf, withheldMatch } from '../../src/modules/matching/ranking.rules.ts';
import { goldenDay, positions, talents } from './golden.data.ts';
import {
  expectedFirmView,
  expectedForPosition,
  expectedForTalent,
  expectedMatches,
  expectedSkills,
} from './golden.expected.ts';
import { goldenTaxonomy } from './golden.taxonomy.ts';

const context = { taxonomy: goldenTaxonomy(), day: goldenDay };
const talentOf = (key: string) => found(talents.find((one) => one.key === key));
const positionOf = (key: string) => found(positions.find((one) => one.key === key));

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The example names a record that it does not have.');
  return value;
}

function matchOf(talent: string, position: string): Match {
  return score(talentOf(talent), positionOf(position), context);
}

/** A fit as one line a criterion: what differs is read at a glance. */
function told({ total, criteria }: Fit<string>): unknown[] {
  return [
    total,
    ...criteria.map((one) => `${one.criterion} ${one.state} ${one.weightBp}·${one.creditBp} = ${one.points}`),
  ];
}

describe('the golden example', () => {
  it.each(expectedMatches.map((expected) => [`${expected.talent} × ${expected.position}`, expected] as const))(
    '%s',
    (_name, expected) => {
      const match = matchOf(expected.talent, expected.position);
      expect(told(match.employerFit)).toEqual(told(expected.employerFit));
      expect(told(match.talentFit)).toEqual(told(expected.talentFit));
      expect([match.mutual, match.mutualOf, match.eligible]).toEqual([
        expected.mutual,
        expected.mutualOf,
        expected.eligible,
      ]);
      const reasons = match.ineligible.map((reason) => JSON.stringify(reason)).sort();
      expect(reasons).toEqual(expected.ineligible.map((reason) => JSON.stringify(reason)).sort());
    },
  );

  it.each([...expectedSkills])('credits skills of %s', (pair, expected) => {
    const [talent = '', position = ''] = pair.split(' ');
    const credits = matchOf(talent, position).skills.map(({ list: _list, ...credit }) => credit);
    expect(credits).toEqual(expected);
  });

  const open = positions.filter(
    ({ status, opensOn, closesOn, headcount, filled }) =>
      status === 'PUBLISHED' && opensOn <= goldenDay && (closesOn ?? goldenDay) >= goldenDay && filled < headcount,
  );
  const listed = talents.filter(
    ({ refusesRanking, availability, until }) =>
      !refusesRanking && (availability !== 'UNAVAILABLE' || (until !== null && until < goldenDay)),
  );

  it.each(Object.entries(expectedForPosition))('ranks talents for %s', (position, expected) => {
    const rows = listed.map((talent) => ({ talent, match: score(talent, positionOf(position), context) }));
    expect(inOrder(rows.map(({ talent, match }) => ({ ...talent, match })))).toEqual(expected);
  });

  it.each(Object.entries(expectedForTalent))('ranks positions for %s', (talent, expected) => {
    const rows = open.map((position) => ({ ...position, match: score(talentOf(talent), position, context) }));
    expect(inOrder(rows)).toEqual(expected);
  });

  it.each(Object.entries(expectedFirmView))('shows the firm of %s bands only', (position, expected) => {
    const firm = positionOf(position).employer;
    const seen = listed.filter(
      ({ consents, hiddenFrom }) => consents.includes('FOUND_BY_EMPLOYERS') && !hiddenFrom.includes(firm),
    );
    const rows = seen
      .map((talent) => ({ ...talent, match: score(talent, positionOf(position), context) }))
      .map((row) => ({
        ...row,
        eligible: row.match.eligible,
        sort: sortKeyOf(row.match, 'MUTUAL', 'BEFORE_DISCLOSURE'),
      }))
      .sort((a, b) => compareMatches({ ...a, key: a.sort }, { ...b, key: b.sort }));
    expect(
      rows.map(({ key, match }) => {
        const { talentBand, mutual, eligible, employerFit } = withheldMatch(match);
        return { key, eligible, employerFit: employerFit.total, band: talentBand, mutual };
      }),
    ).toEqual(expected.map(({ withoutPay: _withoutPay, ...row }) => row));
  });
});

function inOrder(rows: readonly { key: string; id: string; createdAt: number; match: Match }[]) {
  return rows
    .map((row) => ({ ...row, eligible: row.match.eligible, sort: sortKeyOf(row.match, 'MUTUAL', 'FULL') }))
    .sort((a, b) => compareMatches({ ...a, key: a.sort }, { ...b, key: b.sort }))
    .map(({ key, sort, eligible }) => ({ key, mutual: sort, eligible }));
}
