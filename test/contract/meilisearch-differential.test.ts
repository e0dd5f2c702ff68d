import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { rankLists } from '../../src/modules/matching/matching.lists.ts';
import type { Match } from '../../src/modules/matching/matching.pair.ts';
import { boundOf } from '../../src/platform/search/bound.ts';
import type { CountCell, Filter, RecallRequest, SearchEngine } from '../../src/platform/search/engine.ts';
import { testDatabase } from '../support/database.ts';
import { noMeili, testMeili } from '../support/meili-server.ts';
import { asBoundDocument, type CorpusDocument, corpus, passes } from './corpus.ts';
import { followed } from './loaded.ts';
import { counts, filters, recalls } from './requests.ts';

const corpora = 10;
const casesOfEach = 50;
const size = 240;
const ids = corpus(size).map(({ id }) => id);

interface Case {
  filter: Filter;
  first: number;
  counted: Parameters<SearchEngine['count']>[0];
  recall: RecallRequest;
  /** Makes a score of a bound: none is above it. */
  salt: number;
}

const cases: fc.Arbitrary<Case> = fc.record({
  filter: filters(ids),
  first: fc.integer({ min: 20, max: 100 }),
  counted: fc.array(counts(ids), { minLength: 1, maxLength: 4 }),
  recall: recalls(ids),
  salt: fc.integer({ min: 1, max: 1_000_000 }),
});

if (noMeili) {
  it.skip(`answers as PostgreSQL does (${noMeili})`);
} else {
  const db = await testDatabase();
  const meili = await testMeili();
  const { engine, postgres, load } = await followed(db, meili);
  let exactLists = 0;
  let byThreshold = 0;
  const among = vi.spyOn(postgres, 'recallAmong');

  describe.each(Array.from({ length: corpora }, (_, seed) => ({ seed })))(
    'Meilisearch over random documents, seed $seed',
    { timeout: 120_000 },
    ({ seed }) => {
      const documents = corpus(size, seed);
      const byPlace = new Map(documents.map((document, place) => [place, document]));
      beforeAll(() => load(documents));

      it('answers as PostgreSQL does', async () => {
        await fc.assert(
          fc.asyncProperty(cases, async ({ filter, first, counted, recall, salt }) => {
            expect(await pages(engine, filter, first)).toEqual(await pages(postgres, filter, first));
            expect((await engine.count(counted)).map(sorted)).toEqual((await postgres.count(counted)).map(sorted));
            const list = { request: recall, first: Math.min(first, 20), salt, byPlace };
            const [own, other] = [await matchList(engine, list), await matchList(postgres, list)];
            const asked = among.mock.calls.flatMap(([requests]) => requests.map((request) => request.ids?.length ?? 0));
            among.mockClear();
            const passing = documents.filter((document) => passes(document, recall.filter)).length;
            if (asked.some((found) => found > 0 && found < passing)) byThreshold += 1;
            if (!own?.orderExact || !other?.orderExact) return;
            exactLists += 1;
            expect(namesOf(own)).toEqual(namesOf(other));
          }),
          { numRuns: casesOfEach, seed },
        );
      });
    },
  );

  it('compared lists that both call exact', () => {
    expect(exactLists).toBeGreaterThan((corpora * casesOfEach) / 4);
    expect(byThreshold).toBeGreaterThan((corpora * casesOfEach) / 10);
  });
}

/** All pages of a list, to the end. */
async function pages(engine: SearchEngine, filter: Filter, first: number) {
  const found: string[][] = [];
  const totals = new Set<number>();
  for (let after: string | null = null, isMore = true; isMore; isMore = after !== null) {
    const answer = await engine.search('talent', '', filter, { first, after });
    found.push(answer.ids);
    totals.add(answer.total);
    after = answer.nextCursor;
  }
  return { found, totals: [...totals] };
}

interface List {
  request: RecallRequest;
  first: number;
  salt: number;
  byPlace: ReadonlyMap<number, CorpusDocument>;
}

/** A list as matching makes it, of scores that are invented: somewhere up to the bound, now and then not eligible. */
async function matchList(engine: SearchEngine, { request, first, salt, byPlace }: List) {
  const { limit: _limit, enough: _enough, index: _index, ...recall } = request;
  const scoreOne = (packed: unknown): Match => {
    const { place } = packed as { place: number };
    const document = byPlace.get(place);
    if (!document) throw new Error(`No document has the place ${place}.`);
    const drawn = ((place + 1) * 7_919 * salt) % 1_000;
    const total = Math.floor((boundOf(request, asBoundDocument(document)) * (800 + drawn / 5)) / 1_000);
    return { talentId: document.id, eligible: drawn % 10 > 0, employerFit: { total } } as Match;
  };
  const list = { order: 'EMPLOYER', view: 'FULL', first, after: null } as const;
  const [page] = await rankLists(engine, [{ recall: { ...recall, index: 'talent' }, scoreOne, list }], 'TOP');
  return page;
}

function namesOf({ items }: { items: { id: string; key: number }[] }): string[] {
  return items.map(({ id, key }) => `${id} ${key}`);
}

function sorted(cells: readonly CountCell[]): CountCell[] {
  return [...cells].sort((a, b) => (a.keys.join('\0') < b.keys.join('\0') ? -1 : 1));
}
