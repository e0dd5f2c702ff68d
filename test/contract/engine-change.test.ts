import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Filter, SearchEngine } from '../../src/platform/search/engine.ts';
import { testDatabase } from '../support/database.ts';
import { noMeili, testMeili } from '../support/meili-server.ts';
import { corpus } from './corpus.ts';
import { followed } from './loaded.ts';

const all: Filter = { op: 'TRUE' };

if (noMeili) it.skip(`a list goes on when the engine changes (${noMeili})`);
else
  describe('A list that is paged while the engine changes', { timeout: 60_000 }, async () => {
    const db = await testDatabase();
    const meili = await testMeili();
    const { engine: own, postgres, load } = await followed(db, meili);
    const engines: Readonly<Record<'meilisearch' | 'postgres', SearchEngine>> = { meilisearch: own, postgres };
    const whole = async (engine: SearchEngine, text: string) =>
      (await engine.search('talent', text, all, { first: 1_000, after: null })).ids;
    const texts = [['数控'], ['数控车工、数控机床操作', '数控编程'], ['车工', '数控'], ['会计', '兼做数控'], ['会计']];
    beforeAll(() => load(corpus(120).map((document, at) => ({ ...document, text: texts[at % texts.length] ?? [] }))));

    const cases = fc.record({
      first: fc.integer({ min: 3, max: 20 }),
      asked: fc.infiniteStream(fc.constantFrom('meilisearch' as const, 'postgres' as const)),
    });

    it.each(['数控', ''])('by “%s” shows of each what it would have shown at that place', async (text) => {
      const lists = { meilisearch: await whole(own, text), postgres: await whole(postgres, text) };
      expect(lists.meilisearch.length).toBeGreaterThan(20);
      expect(lists.meilisearch.length).toBe(lists.postgres.length);
      // By words they differ, or the change between them would show nothing.
      expect(lists.meilisearch.join() === lists.postgres.join()).toBe(text === '');
      await fc.assert(
        fc.asyncProperty(cases, async ({ first, asked }) => {
          let place = 0;
          for (let after: string | null = null; place === 0 || after !== null; place += first) {
            const name: 'meilisearch' | 'postgres' = asked.next().value;
            const page = await engines[name].search('talent', text, all, { first, after });
            expect(page.ids).toEqual(lists[name].slice(place, place + first));
            after = page.nextCursor;
          }
          expect(place).toBeGreaterThanOrEqual(lists.postgres.length);
        }),
        { numRuns: 40 },
      );
    });

    it('is refused behind the deepest place that Meilisearch looks at, and not by PostgreSQL', async () => {
      const { nextCursor } = await postgres.search('talent', '数控', all, { first: 1, after: null });
      const [rank, created, id] = JSON.parse(Buffer.from(nextCursor ?? '', 'base64url').toString());
      const after = Buffer.from(JSON.stringify([rank, created, id, 100_001])).toString('base64url');
      await expect(own.search('talent', '数控', all, { first: 5, after })).rejects.toMatchObject({ code: 'BAD_INPUT' });
      expect((await postgres.search('talent', '数控', all, { first: 5, after })).ids).toHaveLength(5);
    });
  });
