import type { RecallRequest } from '../../src/platform/search/engine.ts';
import { MeiliEngine } from '../../src/platform/search/meili/engine.ts';
import { sendAll } from './floor.store.ts';
import { listKinds } from './lists.ts';
import type { SearchBench } from './search-bench.ts';
import { rounded, Times } from './timing.ts';

const pageSize = 20;

/** What the product asked of Meilisearch, to be asked again bare. */
interface Call {
  url: string;
  init: RequestInit;
}

/**
 * The recall of first pages beside the very calls that it makes, sent bare one after the other: to Meilisearch, and to
 * PostgreSQL for the bounds of what was found. With it the whole page, scored.
 */
export async function measureQueries({ city, order: { seed, queries } }: SearchBench): Promise<object[]> {
  const kinds = await listKinds(city, seed, queries);
  const tap = new Tap();
  const lines: object[] = [];
  try {
    for (const { figure, asks } of kinds) {
      const [recall, bare, engine, page] = [new Times(), new Times(), new Times(), new Times()];
      const scored = { exact: 0, fromMeili: 0 };
      for (const [at, { ask }] of asks.entries()) {
        tap.clear();
        city.taken();
        const shown = await ask(pageSize);
        // What is asked again below is heard too.
        const [calls, recalls] = [[...tap.calls], [...tap.recalls]];
        const statements = city.taken();
        if (shown.orderExact) scored.exact += 1;
        if (calls.length > 0) scored.fromMeili += 1;
        const own = () =>
          recall.of(async () => {
            for (const { asked, requests } of recalls) await asked.recall(requests);
          });
        const floor = () =>
          bare.of(async () => {
            await engine.of(async () => {
              for (const { url, init } of calls) await (await tap.fetch(url, init)).json();
            });
            await sendAll(city.db.pool, statements);
          });
        for (const work of at % 2 === 0 ? [floor, own] : [own, floor]) await work();
        await page.of(() => ask(pageSize));
      }
      const ms = (value: number) => rounded(value, 1);
      lines.push({
        figure,
        n: bare.count,
        'exact order': ms(scored.exact / asks.length),
        'from Meilisearch': ms(scored.fromMeili / asks.length),
        'recall ms': ms(recall.median),
        'bare calls ms': ms(bare.median),
        'to Meilisearch': ms(engine.median),
        wanted: ms(1.3 * bare.median + 2),
        'recall p90': ms(recall.p90),
        'bare p90': ms(bare.p90),
        'page ms': ms(page.median),
      });
    }
  } finally {
    tap.close();
  }
  return lines;
}

/** Hears what the product asks, and of whom. */
class Tap {
  readonly fetch = globalThis.fetch;
  calls: Call[] = [];
  recalls: { asked: MeiliEngine; requests: readonly RecallRequest[] }[] = [];
  readonly #recall = MeiliEngine.prototype.recall;

  constructor() {
    const tap = this;
    globalThis.fetch = (input, init) => {
      const url = String(input instanceof Request ? input.url : input);
      if (/\/(multi-search|documents\/fetch)$/.test(url) && init)
        tap.calls.push({ url, init: { ...init, signal: null } });
      return tap.fetch(input, init);
    };
    const own = this.#recall;
    MeiliEngine.prototype.recall = function (requests) {
      tap.recalls.push({ asked: this, requests });
      return own.call(this, requests);
    };
  }

  clear(): void {
    this.calls = [];
    this.recalls = [];
  }

  close(): void {
    globalThis.fetch = this.fetch;
    MeiliEngine.prototype.recall = this.#recall;
  }
}
