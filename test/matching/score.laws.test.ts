import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysCovered } from '../../src/kernel/day.ts';
import { bestAssignment } from '../../src/modules/matching/assignment.rules.ts';
import { basisPoints, employerWeights, talentWeights } from '../../src/modules/matching/fit.rules.ts';
import {
  evidences,
  type Match,
  type ScoredPosition,
  type ScoredTalent,
  type ScoreTaxonomy,
} from '../../src/modules/matching/matching.pair.ts';
import { score, scorePrepared } from '../../src/modules/matching/matching.rules.ts';
import { preparePosition, prepareTalent } from '../../src/modules/matching/prepared.rules.ts';
import { compareMatches, sortKeyOf, withheldMatch } from '../../src/modules/matching/ranking.rules.ts';
import { smallTaxonomy } from '../support/score-taxonomy.ts';
import {
  experienceOf,
  gradeHeldOf,
  pairs,
  pairsWith,
  positionOf,
  skillOf,
  skillPairs,
  talentOf,
} from './pair.arbitraries.ts';
import { aPosition, aTalent, today } from './pairs.ts';

const runs = { numRuns: 600 };
const scored = (talent: ScoredTalent, position: ScoredPosition, taxonomy: ScoreTaxonomy): Match =>
  score(talent, position, { taxonomy, day: today });

describe('one score, both directions', () => {
  const several = pairsWith((of) =>
    fc.record({ talents: fc.array(talentOf(of)), positions: fc.array(positionOf(of)) }),
  );

  it('is the same whichever side is prepared and whatever was scored before', () => {
    fc.assert(
      fc.property(several, ({ taxonomy, talent, position, more }) => {
        const alone = scored(talent, position, taxonomy);
        const forPosition = preparePosition(position, taxonomy);
        const forTalent = prepareTalent(talent, { taxonomy, day: today });
        for (const other of more.talents) scorePrepared(prepareTalent(other, { taxonomy, day: today }), forPosition);
        for (const other of more.positions) scorePrepared(forTalent, preparePosition(other, taxonomy));
        expect(scorePrepared(prepareTalent(talent, { taxonomy, day: today }), forPosition)).toEqual(alone);
        expect(scorePrepared(forTalent, preparePosition(position, taxonomy))).toEqual(alone);
      }),
      { numRuns: 200 },
    );
  });

  it('does not depend on the order of a record’s lists', () => {
    const fewToUse = pairs.filter(({ talent }) => talent.skills.filter((skill) => skill.wantsToUse).length <= 5);
    const shuffled = fewToUse.chain((pair) =>
      fc.record({
        pair: fc.constant(pair),
        skills: fc.shuffledSubarray(pair.talent.skills, { minLength: pair.talent.skills.length }),
        mustHave: fc.shuffledSubarray(pair.position.mustHave, { minLength: pair.position.mustHave.length }),
        niceToHave: fc.shuffledSubarray(pair.position.niceToHave, { minLength: pair.position.niceToHave.length }),
      }),
    );
    const byAsked = (match: Match) => ({
      ...match,
      skills: [...match.skills].sort((a, b) => a.asked.localeCompare(b.asked)),
    });
    fc.assert(
      fc.property(shuffled, ({ pair: { talent, position, taxonomy }, skills, mustHave, niceToHave }) => {
        const reversed: ScoredTalent = {
          ...talent,
          skills,
          experiences: [...talent.experiences].reverse(),
          grades: [...talent.grades].reverse(),
          educations: [...talent.educations].reverse(),
        };
        const other = scored(reversed, { ...position, mustHave, niceToHave }, taxonomy);
        expect(byAsked(other)).toEqual(byAsked(scored(talent, position, taxonomy)));
      }),
      runs,
    );
  });
});

describe('integers that add up', () => {
  it('points sum to the fit, applicable weights to 10,000', () => {
    fc.assert(
      fc.property(pairs, ({ talent, position, taxonomy }) => {
        const match = scored(talent, position, taxonomy);
        for (const { total, criteria } of [match.employerFit, match.talentFit]) {
          const open = criteria.every(({ state }) => state === 'OPEN');
          const sum = (pick: 'points' | 'weightBp') => criteria.reduce((all, one) => all + one[pick], 0);
          expect(total).toBe(open ? null : sum('points'));
          expect(sum('weightBp')).toBe(open ? 0 : 10_000);
          for (const { state, weightBp, creditBp, points } of criteria) {
            expect(points).toBe(Math.floor((weightBp * creditBp) / 10_000));
            expect(Number.isInteger(creditBp) && creditBp >= 0 && creditBp <= 10_000).toBe(true);
            if (state !== 'SCORED') expect(creditBp).toBe(0);
            if (state === 'OPEN') expect(weightBp).toBe(0);
          }
        }
        const [e, t] = [match.employerFit.total, match.talentFit.total];
        const both = e !== null && t !== null;
        expect(match.mutual).toBe(both ? (e + t === 0 ? 0 : Math.floor((2 * e * t) / (e + t))) : (e ?? t ?? 0));
      }),
      runs,
    );
  });

  it('no weight is more than one basis point from its exact share', () => {
    const weights = fc.subarray([...Object.values(employerWeights), ...Object.values(talentWeights)], { minLength: 1 });
    fc.assert(
      fc.property(weights, (some) => {
        const sum = some.reduce((all, one) => all + one, 0);
        basisPoints(some).forEach((share, place) => {
          expect(Math.abs(share * sum - (some[place] ?? 0) * 10_000)).toBeLessThan(sum);
        });
      }),
    );
  });
});

describe('more never lowers employer fit', () => {
  const employer = (talent: ScoredTalent, position: ScoredPosition, taxonomy: ScoreTaxonomy) =>
    scored(talent, position, taxonomy).employerFit.total ?? 0;

  it('a skill more', () => {
    fc.assert(
      fc.property(fc.oneof(pairsWith(skillOf), skillPairs), ({ talent, position, taxonomy, more }) => {
        const richer = { ...talent, skills: [...talent.skills, more] };
        expect(employer(richer, position, taxonomy)).toBeGreaterThanOrEqual(employer(talent, position, taxonomy));
      }),
      { numRuns: 6_000 },
    );
  });

  it('better evidence', () => {
    const raised = pairsWith(() => fc.nat(6));
    fc.assert(
      fc.property(raised, ({ talent, position, taxonomy, more }) => {
        const skills = talent.skills.map((skill, place) => {
          const better = evidences[evidences.indexOf(skill.evidence) - 1];
          return place === more && better !== undefined ? { ...skill, evidence: better } : skill;
        });
        const before = employer(talent, position, taxonomy);
        expect(employer({ ...talent, skills }, position, taxonomy)).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 3_000 },
    );
  });

  it('a grade more, a grade or a title raised', () => {
    fc.assert(
      fc.property(pairsWith(gradeHeldOf), ({ talent, position, taxonomy, more }) => {
        const before = employer(talent, position, taxonomy);
        const raise = (most: number, value: number) => Math.min(most, value + 1);
        const grades = talent.grades.map((held) => ({ ...held, grade: raise(8, held.grade) }));
        const titleRanks = talent.titleRanks.map((held) => ({ ...held, rank: raise(5, held.rank) }));
        for (const richer of [{ grades: [...talent.grades, more] }, { grades }, { titleRanks }]) {
          expect(employer({ ...talent, ...richer }, position, taxonomy)).toBeGreaterThanOrEqual(before);
        }
      }),
      runs,
    );
  });

  it('months more in one field, on the day and on any later one', () => {
    const spans = fc.array(fc.record({ from: fc.nat(300), to: fc.option(fc.nat(400), { nil: null }) }), {
      maxLength: 5,
    });
    const position = aPosition({ experienceMonths: 14 });
    fc.assert(
      fc.property(spans, fc.nat(300), fc.nat(200), (some, from, days) => {
        const months = (more: typeof some, day: number) => {
          const experiences = more.map((span) => ({ occupation: '6-18-01-01', ...span }));
          return score(aTalent({ experiences }), position, { taxonomy: smallTaxonomy, day }).employerFit.total ?? 0;
        };
        const before = months(some, 400);
        expect(months([...some, { from, to: from + days }], 400)).toBeGreaterThanOrEqual(before);
        expect(months(some, 400 + days)).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 2_000 },
    );
  });

  it('days covered are those that lie in a span', () => {
    const spans = fc.array(fc.record({ from: fc.integer({ min: -9, max: 30 }), to: fc.integer({ min: -9, max: 30 }) }));
    fc.assert(
      fc.property(spans, (some) => {
        const days = Array.from({ length: 40 }, (_, place) => place - 9);
        expect(daysCovered(some)).toBe(
          days.filter((day) => some.some(({ from, to }) => from <= day && day <= to)).length,
        );
      }),
    );
  });

  it('months more', () => {
    const longer = pairsWith((of) => fc.tuple(experienceOf(of), fc.nat(2_000)));
    fc.assert(
      fc.property(longer, ({ talent, position, taxonomy, more: [experience, days] }) => {
        const before = employer(talent, position, taxonomy);
        const earlier = talent.experiences.map((one) => ({ ...one, from: one.from - days }));
        for (const experiences of [[...talent.experiences, experience], earlier]) {
          expect(employer({ ...talent, experiences }, position, taxonomy)).toBeGreaterThanOrEqual(before);
        }
        const tomorrow = score(talent, position, { taxonomy, day: today + days }).employerFit.total ?? 0;
        expect(tomorrow).toBeGreaterThanOrEqual(before);
      }),
      runs,
    );
  });
});

describe('what a score does not see', () => {
  it('forbidden attributes, refusal and consent change nothing', () => {
    const forbidden = fc.record({
      name: fc.string(),
      sex: fc.constantFrom('F', 'M'),
      birthYear: fc.integer({ min: 1950, max: 2010 }),
      ethnicity: fc.string(),
      familyStatus: fc.string(),
      health: fc.string(),
      householdRegistration: fc.string(),
      photo: fc.string(),
      phone: fc.string(),
      refusesRanking: fc.boolean(),
      hiddenFrom: fc.array(fc.string()),
    });
    fc.assert(
      fc.property(pairs, forbidden, ({ talent, position, taxonomy }, attributes) => {
        const same = scored({ ...talent, ...attributes }, { ...position, ...attributes }, taxonomy);
        expect(same).toEqual(scored(talent, position, taxonomy));
      }),
      runs,
    );
  });

  it('equal concepts (an alias, a successor) in place of each other', () => {
    fc.assert(
      fc.property(pairs, ({ tables, talent, position, taxonomy }) => {
        const known = new Set(tables.successors.map(([, , now]) => now));
        const renamed = <T>(value: T): T =>
          JSON.parse(JSON.stringify(value), (_key, one) =>
            typeof one === 'string' && known.has(one) ? `old-${one}` : one,
          );
        expect(scored(renamed(talent), renamed(position), taxonomy)).toEqual(scored(talent, position, taxonomy));
      }),
      runs,
    );
  });

  it('a firm learns nothing of expected pay by editing the pay that it offers', () => {
    const offers = fc.option(fc.record({ from: fc.constant(null), to: fc.integer({ min: 1, max: 2_000_000 }) }), {
      nil: null,
    });
    fc.assert(
      fc.property(pairs, offers, ({ talent, position, taxonomy }, pay) => {
        const before = scored(talent, position, taxonomy);
        const after = scored(talent, { ...position, pay }, taxonomy);
        expect(withheldMatch(after)).toEqual(withheldMatch(before));
        for (const key of ['MUTUAL', 'EMPLOYER', 'TALENT'] as const) {
          expect(sortKeyOf(after, key, 'BEFORE_DISCLOSURE')).toBe(sortKeyOf(before, key, 'BEFORE_DISCLOSURE'));
        }
      }),
      runs,
    );
  });

  it('what a firm sees is what its list is sorted by', () => {
    fc.assert(
      fc.property(pairs, ({ talent, position, taxonomy }) => {
        const match = scored(talent, position, taxonomy);
        const seen = withheldMatch(match);
        expect(sortKeyOf(match, 'MUTUAL', 'BEFORE_DISCLOSURE')).toBe(seen.mutual);
        expect(sortKeyOf(match, 'TALENT', 'BEFORE_DISCLOSURE')).toBe(seen.talentBand ?? 0);
        expect([0, 4_000, 7_000, null]).toContain(seen.talentBand);
      }),
      runs,
    );
  });
});

describe('the order of lists', () => {
  it('is total', () => {
    const row = fc.record({
      eligible: fc.boolean(),
      key: fc.nat(3),
      createdAt: fc.nat(2),
      id: fc.constantFrom('a', 'b', 'c'),
    });
    fc.assert(
      fc.property(row, row, row, (a, b, c) => {
        expect(Math.sign(compareMatches(a, b))).toBe(0 - Math.sign(compareMatches(b, a)));
        if (compareMatches(a, b) <= 0 && compareMatches(b, c) <= 0) expect(compareMatches(a, c)).toBeLessThanOrEqual(0);
        if (compareMatches(a, b) === 0) expect(a).toEqual(b);
      }),
    );
  });
});

describe('the assignment', () => {
  /** The first of the best in order, by trying all. */
  function byTrying(weights: readonly (readonly number[])[]): { total: number; columns: number[] } {
    let best = { total: -1, columns: [] as number[] };
    const tryRow = (row: number, total: number, columns: number[]): void => {
      if (row === weights.length) {
        if (total > best.total) best = { total, columns };
        return;
      }
      for (const [column, weight] of (weights[row] ?? []).entries()) {
        if (weight > 0 && !columns.includes(column)) tryRow(row + 1, total + weight, [...columns, column]);
      }
      tryRow(row + 1, total, [...columns, -1]);
    };
    tryRow(0, 0, []);
    return best;
  }

  const matrices = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).chain(([rows, columns]) => {
    const weight = fc.oneof(
      { arbitrary: fc.constant(0), weight: 2 },
      { arbitrary: fc.constantFrom(1, 2, 3, 4), weight: 3 },
    );
    const row = fc.array(weight, { minLength: columns, maxLength: columns });
    return fc.array(row, { minLength: rows, maxLength: rows });
  });

  it('is the first in order of those with the best total', () => {
    fc.assert(
      fc.property(matrices, (weights) => {
        expect(bestAssignment(weights)).toEqual(byTrying(weights).columns);
      }),
      { numRuns: 3_000 },
    );
  });

  it('holds for 30 × 60: no column twice, no pair without weight, no single pair to be bettered', () => {
    const big = fc.array(fc.array(fc.nat(6), { minLength: 60, maxLength: 60 }), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(big, (weights) => {
        const columns = bestAssignment(weights);
        const taken = columns.filter((column) => column >= 0);
        expect(new Set(taken).size).toBe(taken.length);
        const weightOf = (row: number) => weights[row]?.[columns[row] ?? -1] ?? 0;
        for (const [row, column] of columns.entries()) if (column >= 0) expect(weightOf(row)).toBeGreaterThan(0);
        const free = new Set(
          Array.from({ length: 60 }, (_, column) => column).filter((column) => !taken.includes(column)),
        );
        for (const [row, rowWeights] of weights.entries()) {
          for (const column of free) expect(rowWeights[column]).toBeLessThanOrEqual(weightOf(row));
        }
      }),
      { numRuns: 20 },
    );
  });
});
