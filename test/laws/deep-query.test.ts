import { describe, expect, it } from 'vitest';
import { seedCity } from '../../scripts/city/city.ts';
import { dayAt } from '../../src/kernel/day.ts';
import { testProduct, testServer } from '../support/product.ts';

/** Position → occupation → catalog entry → programs; matches with explanations → each talent's own best positions. */
const deepQuery = `query Deep($first: Int!, $talents: Int!, $positions: Int!) {
  positions(region: "350200", first: $first) {
    items {
      title openings employer { name } region { name }
      occupation { code name parent { name } typicalSkills { name } }
      catalogEntry { matchedOccupation { name } entry { level headcount } catalog { title } }
      programs(first: 5) { weight graduatesDue program { name school { name } } }
      matches(first: $talents) {
        orderExact scored notScored { text }
        items {
          mutual eligible ineligible { reason licence { name } }
          employerFit { total criteria { criterion state weightBp creditBp points } }
          talentFit { total band criteria { criterion points } }
          skills { asked { name } by { name } relation creditBp }
          talent {
            educationLevel skills { skill { name } evidence }
            matches(first: $positions) { notScored items { mutual position { title employer { name } occupation { name } } } }
          }
        }
      }
    }
  }
}`;

const product = await testProduct(dayAt(new Date()));
await seedCity(product.core, { talents: 400, positions: 80, seed: 1 }, () => {});
await product.settle();
const office = await product.member('OFFICE', { region: '350200' });

async function statementsOf(variables: { first: number; talents: number; positions: number }): Promise<number> {
  const { data, errors, statements } = await product.run(deepQuery, variables, office);
  expect(errors).toEqual([]);
  expect(data.positions.items).toHaveLength(variables.first);
  const lengths = data.positions.items.map((item: { matches: { items: unknown[] } }) => item.matches.items.length);
  expect(new Set(lengths)).toEqual(new Set([variables.talents]));
  return statements;
}

describe('the query that joins everything', () => {
  it('sends the same number of SQL statements for 5 and for 50 rows', async () => {
    // Keys that were never asked before are looked up once a process.
    await statementsOf({ first: 50, talents: 5, positions: 5 });
    const few = await statementsOf({ first: 5, talents: 2, positions: 1 });
    const many = await statementsOf({ first: 50, talents: 5, positions: 5 });
    expect(many).toBe(few);
    expect(few).toBeLessThanOrEqual(25);
  }, 60_000);

  it('passes the limits of depth and cost over HTTP, for 50 rows', async () => {
    const server = await testServer(product);
    const token = await product.core.accounts.operator.issueToken(office.userId, office.organization.id, 'deep query');
    const answer = await server.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'x-api-key': token },
      payload: { query: deepQuery, variables: { first: 50, talents: 5, positions: 5 } },
    });
    expect(answer.json().errors).toBeUndefined();
    expect(answer.json().data.positions.items).toHaveLength(50);
  }, 30_000);

  it('would be seen to fail: fields side by side cost a statement each', async () => {
    const field = (at: number) => `a${at}: programsLeadingTo(occupation: "6-18-01-01", first: 1) { weight }`;
    const one = await product.run(`{ ${field(1)} }`);
    const five = await product.run(`{ ${[1, 2, 3, 4, 5].map(field).join(' ')} }`);
    expect(five.statements).toBeGreaterThan(one.statements);
  });
});
