import { type Actor, system } from '../../src/kernel/actor.ts';
import type { MatchingModule } from '../../src/modules/matching/index.ts';
import { openOn } from '../../src/modules/positions/index.ts';
import { availableOn, rankable } from '../../src/modules/talents/index.ts';
import type { Filter, SearchEngine, SearchIndex } from '../../src/platform/search/engine.ts';
import type { BenchCity } from './city.ts';
import { type PickedPosition, pickPositions, pickTalents, sendAll } from './floor.store.ts';
import { type Line, Times } from './timing.ts';

type Matching = MatchingModule['service'];
export type ListPage =
  | Awaited<ReturnType<Matching['matchesForPosition']>>
  | Awaited<ReturnType<Matching['matchesForTalent']>>;

/** One kind of list: how it is asked for, for each of the picked records. */
export interface ListKind {
  figure: string;
  asks: { id: string; ask(first: number): Promise<ListPage> }[];
}

export interface ListFigures extends Line {
  exact: number;
  /** Lists for which the engine was asked once only. */
  onceAsked: number;
}

const pageSize = 20;

export async function listKinds(city: BenchCity, seed: number, queries: number): Promise<ListKind[]> {
  const { core, db, engine, day } = city;
  const service = core.matching.service;
  const args = (first: number) => ({ first, after: null, order: 'MUTUAL' as const });
  const positions = await pickPositions(db.pool, await idsOf(engine, 'position', openOn(day)), seed, queries);
  const inRanking: Filter = { op: 'AND', of: [rankable(), availableOn(day)] };
  const talents = await pickTalents(db.pool, await idsOf(engine, 'talent', inRanking), seed, queries);
  const forPositions = (figure: string, actorOf: (position: PickedPosition) => Actor): ListKind => ({
    figure,
    asks: positions.map((position) => ({
      id: position.id,
      ask: (first) => service.matchesForPosition(actorOf(position), position.id, args(first)),
    })),
  });
  return [
    forPositions('talents for a position, office', () => officeOf('350200')),
    forPositions('talents for a position, firm', firmOf),
    {
      figure: 'positions for a talent',
      asks: talents.map((id) => ({ id, ask: (first) => service.matchesForTalent(system, id, args(first)) })),
    },
  ];
}

export async function idsOf(engine: SearchEngine, index: SearchIndex, filter: Filter): Promise<string[]> {
  return (await engine.search(index, '', filter, { first: 10_000_000, after: null })).ids;
}

/** A talent office; it need not exist to see what an office of its region sees. */
export function officeOf(region: string): Actor {
  const organization = { id: '00000000-0000-7000-8000-000000000001', kind: 'OFFICE', region, verified: true } as const;
  return { kind: 'MEMBER', userId: '00000000-0000-7000-8000-000000000002', organization, role: 'ADMIN' };
}

function firmOf({ employer }: PickedPosition): Actor {
  const organization = { ...employer, kind: 'EMPLOYER', verified: true } as const;
  return { kind: 'MEMBER', userId: '00000000-0000-7000-8000-000000000002', organization, role: 'ADMIN' };
}

/** The first pages of one kind, each beside the recall that it sent, sent bare. */
export async function measureLists({ db, taken }: BenchCity, { figure, asks }: ListKind): Promise<ListFigures> {
  const line: ListFigures = {
    figure: `${figure}, first ${pageSize}`,
    times: new Times(),
    floor: new Times(),
    exact: 0,
    onceAsked: 0,
  };
  for (const [at, { ask }] of asks.entries()) {
    taken();
    const page = await ask(pageSize);
    const statements = taken();
    if (page.orderExact) line.exact += 1;
    if (statements.length === 1) line.onceAsked += 1;
    const product = () => line.times.of(() => ask(pageSize));
    const bare = () => line.floor.of(() => sendAll(db.pool, statements));
    for (const work of at % 2 === 0 ? [bare, product] : [product, bare]) await work();
  }
  return line;
}

const parents = 10;

/** Lists of ten positions at once, the first ten talents each. */
export async function measureNested(city: BenchCity, seed: number, times: number): Promise<ListFigures> {
  const { core, db, engine, day, taken } = city;
  const line: ListFigures = {
    figure: `talents for ${parents} positions at once, first 10`,
    times: new Times(),
    floor: new Times(),
    exact: 0,
    onceAsked: 0,
  };
  const picked = await pickPositions(db.pool, await idsOf(engine, 'position', openOn(day)), seed + 1, parents * times);
  for (let at = 0; at + parents <= picked.length; at += parents) {
    const ids = picked.slice(at, at + parents).map(({ id }) => id);
    const ask = () =>
      core.matching.service.nestedTalents(officeOf('350200'), ids, { first: 10, after: null, order: 'MUTUAL' });
    taken();
    const pages = await ask();
    const statements = taken();
    line.exact += pages.filter((page) => page?.orderExact).length / parents;
    if (statements.length === 1) line.onceAsked += 1;
    await line.floor.of(() => sendAll(db.pool, statements));
    await line.times.of(ask);
  }
  return line;
}
