import type { MultiSearchQuery } from 'meilisearch';
import { expect, it } from 'vitest';
import type { MeiliClient } from '../../src/platform/search/meili/client.ts';
import { askAll } from '../../src/platform/search/meili/questions.ts';

/** Answers each question with the number in its index’s name, one call after another. */
function server() {
  const calls: number[] = [];
  let underWay = 0;
  const multiSearch = async ({ queries }: { queries: MultiSearchQuery[] }) => {
    underWay += 1;
    calls.push(queries.length);
    await Promise.resolve();
    expect(underWay).toBe(1);
    underWay -= 1;
    return { results: queries.map(({ indexUid }) => ({ totalHits: Number(indexUid) })) };
  };
  const client = { ask: (work: (to: unknown) => unknown) => work({ multiSearch }) } as unknown as MeiliClient;
  return { client, calls };
}

const questions = (count: number) => Array.from({ length: count }, (_, at) => ({ uid: String(at), condition: true }));

it.each([
  [0, []],
  [1, [1]],
  [30, [30]],
  [31, [30, 1]],
  [680, [...Array.from({ length: 22 }, () => 30), 20]],
])('%i questions are asked in calls of %j, and answered in their order', async (count, expected) => {
  const { client, calls } = server();
  const found = await askAll([client], questions(count));
  expect(found.map(({ total }) => total)).toEqual(Array.from({ length: count }, (_, at) => at));
  expect(calls).toEqual(expected);
});
