import type { CountCell, CountRequest } from '../engine.ts';
import type { FieldRegistry } from '../fields.ts';
import type { PostgresEngine } from '../postgres-engine.ts';
import { all, isIn } from './condition.rules.ts';
import { type CountedAxes, cellsOf, countedAxesOf, namedCells, type Split, splitOf } from './count.ts';
import type { Found, Question } from './questions.ts';
import { attributeOf } from './settings.rules.ts';

/** What counts are made from. */
export interface CountSources {
  fields: FieldRegistry;
  /** Counts what facets do not. */
  postgres: PostgresEngine;
  ask(questions: readonly Question[]): Promise<Found[]>;
  /** The questions of requests, each without a facet yet. */
  questionsOf(requests: readonly CountRequest[]): Promise<Question[]>;
  /** As the indexes are set. */
  mostValues: number;
}

interface Counted {
  request: CountRequest;
  axes: CountedAxes;
  question: Question;
}

/** Counts by facets and by SQL, beside each other; in the order of the requests. */
export async function countAll(requests: readonly CountRequest[], sources: CountSources): Promise<CountCell[][]> {
  const answers = new Map<CountRequest, CountCell[]>();
  const bySql = async (some: readonly CountRequest[]) => {
    const counts = await sources.postgres.count(some);
    for (const [at, request] of some.entries()) answers.set(request, counts[at] ?? []);
  };
  const asked = requests.map((request) => ({
    request,
    axes: countedAxesOf(request, sources.fields.of(request.index)),
  }));
  const byFacets = async () => {
    const own = asked.flatMap(({ request, axes }) => (axes ? [{ request, axes }] : []));
    const questions = await sources.questionsOf(own.map(({ request }) => request));
    const counted = own.map((one, at): Counted => ({ ...one, question: questions[at] as Question }));
    const splits = await splitsOf(counted, sources);
    const found = counted.flatMap((one, at) => (splits[at] ? [{ ...one, split: splits[at] }] : []));
    const late = counted.flatMap(({ request }, at) => (splits[at] ? [] : [request]));
    const [cells] = await Promise.all([cellsOfSplits(found, sources), bySql(late)]);
    const named = await namedCells(cells, sources.postgres.book);
    for (const [at, { request }] of cells.entries()) answers.set(request, named[at] ?? []);
  };
  await Promise.all([byFacets(), bySql(asked.flatMap(({ request, axes }) => (axes ? [] : [request])))]);
  return requests.map((request) => answers.get(request) ?? []);
}

/** Which tokens the axes have is asked only for those that no single facet counts. */
async function splitsOf(counted: readonly Counted[], { ask }: CountSources): Promise<(Split | null)[]> {
  const parted = counted.filter(({ axes }) => !axes.whole);
  const found = await ask(
    parted.flatMap(({ axes, question }) => axes.fields.map((field) => ({ ...question, facet: attributeOf(field) }))),
  );
  return counted.map(({ axes }) => {
    const own = axes.whole ? [] : found.splice(0, axes.fields.length);
    return splitOf(axes, (place) => Object.keys(own[place]?.values ?? {}).map(Number));
  });
}

async function cellsOfSplits(found: readonly (Counted & { split: Split })[], { ask, mostValues }: CountSources) {
  const answers = await ask(found.flatMap(({ question, split }) => questionsBy(question, split)));
  return found.map(({ request, split }) => {
    const own = answers.splice(0, split.combinations.length);
    return {
      request,
      cells: own.flatMap((answer, at) => cellsOf(answer, split, split.combinations[at] ?? [], mostValues)),
    };
  });
}

function questionsBy(question: Question, { facet: { attribute }, others, combinations }: Split): Question[] {
  return combinations.map((tokens) => ({
    ...question,
    condition: all([
      question.condition,
      ...others.map(({ field }, at) => isIn(attributeOf(field), tokens.slice(at, at + 1))),
    ]),
    ...(attribute === null ? {} : { facet: attribute }),
  }));
}
