import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { boundOf } from '../../src/platform/search/bound.ts';
import type { CountCell, CountRequest, Filter, RecallRequest, SearchEngine } from '../../src/platform/search/engine.ts';
import { asBoundDocument, axisKeys, bandKeys, type CorpusDocument, corpus, passes } from './corpus.ts';
import { counts, filters, hostile, recalls } from './requests.ts';

export interface EngineUnderTest {
  engine: SearchEngine;
  /** Makes exactly these the documents of the index `talent`, with the fields of the corpus, and waits until they are found. */
  load(documents: readonly CorpusDocument[]): Promise<void>;
}

export interface ContractOptions {
  /** The engine computes bounds exactly; else they may be higher than the reference's. */
  exactBounds: boolean;
}

const all: Filter = { op: 'TRUE' };

/** What every engine behind the port has to do. */
export function engineContract(
  name: string,
  make: () => Promise<EngineUnderTest>,
  { exactBounds }: ContractOptions,
): void {
  describe(`${name} keeps the engine's contract`, { timeout: 60_000 }, () => {
    const documents = corpus(220);
    const ids = documents.map(({ id }) => id);
    const byId = new Map(documents.map((document) => [document.id, document]));
    let engine: SearchEngine;
    beforeAll(async () => {
      const made = await make();
      engine = made.engine;
      await made.load(documents);
    });

    it('filters as the tree says, whatever the keys are', async () => {
      await fc.assert(
        fc.asyncProperty(filters(ids), async (filter) => {
          const { ids: found, total } = await engine.search('talent', '', filter, { first: 1_000, after: null });
          const wanted = documents
            .filter((document) => passes(document, filter))
            .sort(newestFirst)
            .map(({ id }) => id);
          expect(found).toEqual(wanted);
          expect(total).toBe(wanted.length);
        }),
        { numRuns: 150 },
      );
    });

    it('refuses fields that are not declared', async () => {
      const page = { first: 1, after: null };
      await expect(engine.search('talent', '', { op: 'ANY', field: 'nothing', keys: ['a'] }, page)).rejects.toThrow(
        /nothing/,
      );
      await expect(engine.count([{ index: 'talent', filter: all, axes: ['pay'], measures: [] }])).rejects.toThrow(
        /pay/,
      );
      await expect(engine.search('talent', '', { op: 'RANGE', field: 'skill', min: 1 }, page)).rejects.toThrow(/skill/);
    });

    it('pages through everything once', async () => {
      const seen: string[] = [];
      for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
        const page = await engine.search('talent', '数控', all, { first: 7, after });
        seen.push(...page.ids);
        after = page.nextCursor;
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.sort()).toEqual(
        documents
          .filter(({ text }) => text[0]?.includes('数控'))
          .map(({ id }) => id)
          .sort(),
      );
    });

    it('takes any text and any cursor', async () => {
      await fc.assert(
        fc.asyncProperty(hostile, async (text) => {
          expect((await engine.search('talent', text, all, { first: 5, after: null })).total).toBeGreaterThanOrEqual(0);
          if (text !== '')
            await expect(engine.search('talent', '', all, { first: 5, after: text })).rejects.toMatchObject({
              code: 'BAD_INPUT',
            });
        }),
        { numRuns: 60 },
      );
    });

    it('counts as a plain loop over the documents does', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(counts(ids), { maxLength: 4 }), async (requests) => {
          const answers = await engine.count(requests);
          expect(answers.map(sorted)).toEqual(requests.map((request) => sorted(countPlainly(documents, request))));
        }),
        { numRuns: 100 },
      );
    });

    it('recalls with true bounds, and says what it left out', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(recalls(ids), { maxLength: 3 }), async (requests) => {
          const answers = await engine.recall(requests);
          expect(answers).toHaveLength(requests.length);
          requests.forEach((request, at) => {
            const answer = answers[at];
            if (!answer) throw new Error('An answer is missing.');
            const passing = documents.filter((document) => passes(document, request.filter));
            const found = new Set(answer.candidates.map(({ id }) => id));
            expect(found.size).toBe(answer.candidates.length);
            expect(found.size).toBeLessThanOrEqual(request.limit);
            for (const candidate of answer.candidates) {
              const document = byId.get(candidate.id);
              if (!document || !passes(document, request.filter)) throw new Error('A candidate does not pass.');
              expect(candidate).toMatchObject({ version: document.version, packed: document.packed });
              const bound = boundOf(request, asBoundDocument(document));
              if (exactBounds) expect(candidate.bound).toBe(bound);
              else expect(candidate.bound).toBeGreaterThanOrEqual(bound);
            }
            const bounds = answer.candidates.map(({ bound }) => bound);
            expect(bounds).toEqual([...bounds].sort((a, b) => b - a));
            const left = passing.filter(({ id }) => !found.has(id));
            expect(answer.leftOut).toBeLessThanOrEqual(left.length);
            expect(answer.leftOut === 0).toBe(left.length === 0);
            if (request.countLeftOut || left.length === 0) expect(answer.leftOutAtLeast).toBeUndefined();
            if (!answer.leftOutAtLeast) expect(answer.leftOut).toBe(left.length);
            expect(answer.leftOutBound === null).toBe(left.length === 0);
            for (const document of left)
              expect(answer.leftOutBound).toBeGreaterThanOrEqual(boundOf(request, asBoundDocument(document)));
            if (exactBounds && (answer.leftOutBound ?? -1) < (bounds.at(-1) ?? -1)) {
              const wanted =
                (request.enough ?? request.limit) < request.limit ? answer.candidates.length : request.limit;
              expect(answer.candidates.map(({ id }) => id)).toEqual(best(passing, request).slice(0, wanted));
            }
          });
        }),
        { numRuns: 200 },
      );
    });

    it('tells its state', async () => {
      const status = await engine.status();
      expect(status).toMatchObject({ lagRows: 0, lagSeconds: 0 });
      expect(status.indexes.find(({ index }) => index === 'talent')).toMatchObject({
        documents: documents.length,
        setAside: 0,
      });
    });
  });
}

function newestFirst(a: CorpusDocument, b: CorpusDocument): number {
  return b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? -1 : 1);
}

function best(documents: readonly CorpusDocument[], request: RecallRequest): string[] {
  const bounded = documents.map((document) => ({ document, bound: boundOf(request, asBoundDocument(document)) }));
  return bounded
    .sort((a, b) => b.bound - a.bound || newestFirst(a.document, b.document))
    .map(({ document }) => document.id);
}

function sorted(cells: readonly CountCell[]): CountCell[] {
  return [...cells].sort((a, b) => (a.keys.join('\0') < b.keys.join('\0') ? -1 : 1));
}

function countPlainly(documents: readonly CorpusDocument[], { filter, axes, measures }: CountRequest): CountCell[] {
  const cells = new Map<string, { keys: string[]; members: CorpusDocument[] }>();
  if (axes.length === 0) cells.set('', { keys: [], members: [] });
  for (const document of documents.filter((each) => passes(each, filter))) {
    let combinations: string[][] = [[]];
    for (const axis of axes) {
      const own = document.keys[axis] ?? [];
      combinations = combinations.flatMap((keys) => (own.length > 0 ? own : ['-']).map((key) => [...keys, key]));
    }
    for (const keys of combinations) {
      const cell = cells.get(keys.join('\0')) ?? { keys, members: [] };
      cell.members.push(document);
      cells.set(keys.join('\0'), cell);
    }
  }
  const valueIn = (document: CorpusDocument, field: string) =>
    field in axisKeys || field in bandKeys ? document.keys[field]?.[0] : document.numbers[field];
  return [...cells.values()].map(({ keys, members }) => ({
    keys,
    values: measures.map((measure) => {
      if (measure.op === 'COUNT') return members.length;
      const values = members.map((member) => valueIn(member, measure.field)).filter((value) => value !== undefined);
      return measure.op === 'SUM'
        ? values.reduce<number>((sum, value) => sum + Number(value), 0)
        : new Set(values).size;
    }),
  }));
}
