import { beforeAll, describe, expect, it } from 'vitest';
import { seedCity } from '../../scripts/city/city.ts';
import { type Actor, anonymous } from '../../src/kernel/actor.ts';
import { dayAt } from '../../src/kernel/day.ts';
import type { ScoredPosition, ScoredTalent } from '../../src/modules/matching/matching.pair.ts';
import { score } from '../../src/modules/matching/matching.rules.ts';
import { compareMatches, fitsWell, type MatchView, sortKeyOf } from '../../src/modules/matching/ranking.rules.ts';
import { testProduct } from '../support/product.ts';

const today = dayAt(new Date());
const product = await testProduct(today);
const { core } = product;
await seedCity(core, { talents: 600, positions: 120, seed: 7 });
await product.settle();
const office = await product.member('OFFICE', { region: '350200' });

interface Row {
  id: string;
  owner: string;
}
let firm: Actor;
let positions: Row[] = [];
let talents: Row[] = [];

beforeAll(async () => {
  positions = (
    await core.db.pool.query<Row>(
      `SELECT id, employer_id AS owner FROM position WHERE status = 'PUBLISHED' AND filled < headcount ORDER BY external_id`,
    )
  ).rows;
  talents = (
    await core.db.pool.query<Row>(
      `SELECT t.id, t.organization_id AS owner FROM talent t JOIN talent_consent c ON c.talent_id = t.id AND c.purpose = 'SHARED_WITH_OFFICE'
       WHERE NOT t.refuses_ranking AND t.residence LIKE '3502%' ORDER BY t.external_id`,
    )
  ).rows;
  const organization = { id: at(positions, 0).owner, kind: 'EMPLOYER' as const, region: '350211', verified: true };
  firm = { kind: 'MEMBER', userId: (office as { userId: string }).userId, role: 'ADMIN', organization };
});

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`The list has no item ${index}.`);
  return item;
}

const explained = `mutual eligible ineligible { reason filter }
  employerFit { total withheld band criteria { criterion state weightBp creditBp points } }
  talentFit { total withheld band criteria { criterion state weightBp creditBp points } } skills { asked { code } creditBp }`;
const forPosition = `query ($id: UUID!, $first: Int! = 20, $after: String, $order: MatchOrder! = MUTUAL) {
  matchesForPosition(positionId: $id, first: $first, after: $after, order: $order) {
    orderExact scored nextCursor notScored { value text } items { ${explained} talent { id } } } }`;
const forTalent = `query ($id: UUID!, $first: Int! = 20, $after: String) {
  matchesForTalent(talentId: $id, first: $first, after: $after) {
    orderExact scored nextCursor notScored items { ${explained} position { id } } } }`;
const onePair = `query ($talent: UUID!, $position: UUID!) { match(talentId: $talent, positionId: $position) { ${explained} } }`;

async function packedOf<T>(index: 'talent' | 'position'): Promise<T[]> {
  const { rows } = await core.db.pool.query<{ packed: T }>(
    'SELECT packed FROM search_document WHERE index = $1 AND NOT deleted',
    [index],
  );
  return rows.map(({ packed }) => packed);
}

/** The ids in the order of scoring every talent that the actor finds in the unranked list. */
async function bruteForce(
  position: ScoredPosition,
  actor: Actor,
  view: MatchView,
): Promise<{ id: string; key: number; fits: boolean }[]> {
  const context = { taxonomy: core.taxonomy.service.now, day: today };
  const all = await packedOf<ScoredTalent>('talent');
  const seen = new Set<string>();
  const rows = await core.db.pool.query<{ id: string }>(
    `SELECT id FROM talent WHERE NOT refuses_ranking AND (availability <> 'UNAVAILABLE' OR unavailable_until < $1::date)`,
    [new Date(today * 86_400_000).toISOString().slice(0, 10)],
  );
  const pool = new Set(rows.rows.map(({ id }) => id));
  for (let after: string | null = null; ; ) {
    const page: { items: { id: string }[]; nextCursor: string | null } = (
      await product.ask(
        'query ($after: String) { talents(first: 100, after: $after) { nextCursor items { id } } }',
        { after },
        actor,
      )
    ).talents;
    for (const { id } of page.items) seen.add(id);
    after = page.nextCursor;
    if (after === null) break;
  }
  return all
    .filter(({ id }) => seen.has(id) && pool.has(id))
    .map((talent) => ({ talent, match: score(talent, position, context) }))
    .map(({ talent, match }) => ({
      id: talent.id,
      createdAt: talent.createdAt,
      eligible: match.eligible,
      key: sortKeyOf(match, 'MUTUAL', view),
      fits: fitsWell(match),
    }))
    .sort(compareMatches);
}

describe('talents for a position', () => {
  it('come in the order of scoring every pair, for an office and for a firm', async () => {
    const packed = new Map((await packedOf<ScoredPosition>('position')).map((one) => [one.id, one]));
    let exact = 0;
    for (const [actor, view] of [
      [office, 'FULL'],
      [firm, 'BEFORE_DISCLOSURE'],
    ] as const) {
      for (const { id } of positions.slice(0, 12)) {
        const position = packed.get(id);
        if (!position) throw new Error('An open position has no document.');
        const { matchesForPosition: page } = await product.ask(forPosition, { id }, actor);
        const expected = await bruteForce(position, actor, view);
        expect(page.scored).toBeGreaterThan(0);
        if (!page.orderExact) continue;
        exact += 1;
        expect(page.items.map((item: { talent: { id: string } }) => item.talent.id)).toEqual(
          expected.slice(0, 20).map((one) => one.id),
        );
      }
    }
    expect(exact).toBeGreaterThan(20);
  }, 60_000);

  it('go on over pages as one list', async () => {
    const { id } = at(positions, 3);
    const { matchesForPosition: long } = await product.ask(forPosition, { id, first: 30 }, office);
    const ids: string[] = [];
    for (let after: string | null = null; ids.length < 30; ) {
      const page: { items: { talent: { id: string } }[]; nextCursor: string | null } = (
        await product.ask(forPosition, { id, first: 7, after }, office)
      ).matchesForPosition;
      ids.push(...page.items.map(({ talent }) => talent.id));
      after = page.nextCursor;
      if (after === null) break;
    }
    expect(ids.slice(0, 30)).toEqual(long.items.map((item: { talent: { id: string } }) => item.talent.id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are counted: scored and not scored make the pool', async () => {
    const { id } = at(positions, 1);
    const { matchesForPosition: page } = await product.ask(forPosition, { id, first: 1 }, office);
    const packed = new Map((await packedOf<ScoredPosition>('position')).map((one) => [one.id, one]));
    const pool = await bruteForce(packed.get(id) as ScoredPosition, office, 'FULL');
    expect(page.scored + page.notScored.value).toBe(pool.length);
  });

  it('are shown to a firm as bands that no change of the pay moves', async () => {
    const { id } = at(positions, 0);
    const before = (await product.ask(forPosition, { id }, firm)).matchesForPosition.items;
    expect(before.length).toBeGreaterThan(5);
    for (const item of before) {
      expect(item.talentFit).toMatchObject({ total: null, withheld: true, criteria: [] });
      expect([0, 4_000, 7_000, null]).toContain(item.talentFit.band);
    }
    const { position } = await product.ask('query ($id: UUID!) { position(id: $id) { version } }', { id }, firm);
    const pay = { from: 100_00, to: 110_00 };
    const change =
      'mutation ($id: UUID!, $version: Int!, $pay: PayInput!) { updatePosition(id: $id, version: $version, patch: { pay: $pay }) { version } }';
    await product.ask(change, { id, version: position.version, pay }, firm);
    await product.settle();
    expect((await product.ask(forPosition, { id }, firm)).matchesForPosition.items).toEqual(before);
  });

  it('leave out who hides from the firm, refuses ranking or is not consented', async () => {
    const { id } = at(positions, 0);
    const listed = (await product.ask(forPosition, { id, first: 100 }, firm)).matchesForPosition.items.map(
      (item: { talent: { id: string } }) => item.talent.id,
    );
    const { rows } = await core.db.pool.query<{ id: string }>(
      `SELECT id FROM talent t WHERE refuses_ranking OR $1 = ANY(hidden_from)
         OR (organization_id <> $1 AND NOT EXISTS (SELECT FROM talent_consent c WHERE c.talent_id = t.id AND c.purpose = 'FOUND_BY_EMPLOYERS'))`,
      [at(positions, 0).owner],
    );
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.filter(({ id: hidden }) => listed.includes(hidden))).toEqual([]);
  });

  it('that fit are counted over everybody', async () => {
    const packed = new Map((await packedOf<ScoredPosition>('position')).map((one) => [one.id, one]));
    const query = 'query ($id: UUID!) { fittingTalents(positionId: $id) { estimated count { value rounded } } }';
    const context = { taxonomy: core.taxonomy.service.now, day: today };
    const { rows } = await core.db.pool.query<{ id: string }>(
      `SELECT id FROM talent WHERE NOT refuses_ranking AND (availability <> 'UNAVAILABLE' OR unavailable_until < current_date)`,
    );
    const pool = new Set(rows.map(({ id }) => id));
    const all = (await packedOf<ScoredTalent>('talent')).filter(({ id }) => pool.has(id));
    for (const { id } of positions.slice(0, 8)) {
      const fit = all.filter((talent) => fitsWell(score(talent, packed.get(id) as ScoredPosition, context))).length;
      const { fittingTalents } = await product.ask(query, { id }, firm);
      expect(fittingTalents.estimated).toBe(false);
      const { value, rounded } = fittingTalents.count;
      expect(rounded).toBe(true);
      expect(value === null ? fit < 5 : Math.abs(value - fit) < 5 && value % 5 === 0).toBe(true);
      expect((await product.ask(query, { id }, office)).fittingTalents).toEqual(fittingTalents);
    }
  });
});

describe('both directions', () => {
  it('give the same match for a pair', async () => {
    for (const { id: position } of positions.slice(0, 5)) {
      const { matchesForPosition: page } = await product.ask(forPosition, { id: position, first: 3 }, office);
      for (const { talent, ...match } of page.items) {
        const { match: pair } = await product.ask(onePair, { talent: talent.id, position }, office);
        expect(pair).toEqual(match);
        const { matchesForTalent: back } = await product.ask(forTalent, { id: talent.id, first: 100 }, office);
        const found = back.items.find((item: { position: { id: string } }) => item.position.id === position);
        if (!found) continue;
        const { position: _position, ...same } = found;
        expect(same).toEqual(match);
      }
    }
  }, 60_000);

  it('add up: points are the fit, shares are 10,000', async () => {
    const { matchesForTalent: page } = await product.ask(forTalent, { id: at(talents, 0).id }, office);
    expect(page.items.length).toBe(20);
    for (const { employerFit, talentFit, mutual } of page.items) {
      for (const fit of [employerFit, talentFit]) {
        if (fit.total === null) continue;
        const sum = (name: 'points' | 'weightBp') =>
          fit.criteria.reduce((total: number, one: Record<string, number>) => total + (one[name] ?? 0), 0);
        expect(sum('points')).toBe(fit.total);
        expect(sum('weightBp')).toBe(10_000);
      }
      const [e, t] = [employerFit.total, talentFit.total];
      if (e !== null && t !== null) expect(mutual).toBe(e + t === 0 ? 0 : Math.floor((2 * e * t) / (e + t)));
    }
  });
});

describe('who may ask', () => {
  it('is nobody without a token', async () => {
    const { errors } = await product.run(forPosition, { id: at(positions, 0).id }, anonymous);
    expect(errors[0]?.extensions.code).toBe('NOT_SIGNED_IN');
  });

  it('sees nothing of a talent out of sight', async () => {
    const stranger = await product.member('EMPLOYER', { verified: false });
    const { errors } = await product.run(
      onePair,
      { talent: at(talents, 0).id, position: at(positions, 0).id },
      stranger,
    );
    expect(errors[0]?.extensions.code).toBe('NOT_FOUND');
    const { matchesForPosition: page } = await product.ask(forPosition, { id: at(positions, 0).id }, stranger);
    expect(page).toMatchObject({ items: [], orderExact: true, scored: 0 });
  });

  it('gets no ranking of a talent that refuses it', async () => {
    const { rows } = await core.db.pool.query<{ id: string }>(
      `SELECT t.id FROM talent t JOIN talent_consent c ON c.talent_id = t.id AND c.purpose = 'SHARED_WITH_OFFICE'
       WHERE refuses_ranking AND residence LIKE '3502%' LIMIT 1`,
    );
    const { errors } = await product.run(onePair, { talent: at(rows, 0).id, position: at(positions, 0).id }, office);
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', details: { path: 'talentId' } });
    const list = await product.run(forTalent, { id: at(rows, 0).id }, office);
    expect(list.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', details: { path: 'talentId' } });
  });

  it.each([
    [{ first: 1_000_000_000 }, 'first'],
    [{ first: 0 }, 'first'],
    [{ after: 'not a cursor' }, 'after'],
  ])('is told what is wrong with %j', async (wrong, path) => {
    const { errors } = await product.run(forPosition, { id: at(positions, 0).id, ...wrong }, office);
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', details: { path } });
  });

  it('nests at most ten', async () => {
    const { errors } = await product.run(
      '{ positions(first: 1) { items { matches(first: 11) { scored } } } }',
      {},
      office,
    );
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', details: { path: 'first' } });
  });
});
