import {
  compareMatches,
  type PreparedPosition,
  type PreparedTalent,
  preparePosition,
  prepareTalent,
  type Ranked,
  ranked,
  type ScoredPosition,
  type ScoredTalent,
  scorePrepared,
} from '../../src/modules/matching/index.ts';
import type { BenchCity } from './city.ts';
import { readPacked } from './floor.store.ts';
import { idsOf, type ListKind, type ListPage } from './lists.ts';

/** Lists beside the order of scoring every pair. */
export interface OrderFigures {
  figure: string;
  lists: number;
  /** Mean share of the true first 50 that the list's first 50 hold. */
  recall: number;
  least: number;
  exact: number;
  /** Lists called exact whose order is not the true one. */
  wrong: number;
}

const depth = 50;

/** Every document of the city, prepared to be scored. */
export interface Everybody {
  talents: ReadonlyMap<string, PreparedTalent>;
  positions: ReadonlyMap<string, PreparedPosition>;
}

export async function prepareEverybody({ core, db, day }: BenchCity): Promise<Everybody> {
  const taxonomy = core.taxonomy.service.now;
  const talents = new Map<string, PreparedTalent>();
  for (const [id, packed] of await readPacked(db.pool, 'talent'))
    talents.set(id, prepareTalent(packed as ScoredTalent, { taxonomy, day }));
  const positions = new Map<string, PreparedPosition>();
  for (const [id, packed] of await readPacked(db.pool, 'position'))
    positions.set(id, preparePosition(packed as ScoredPosition, taxonomy));
  return { talents, positions };
}

export async function checkOrder(
  city: BenchCity,
  everybody: Everybody,
  { figure, asks }: ListKind,
  lists: number,
): Promise<OrderFigures> {
  const found: OrderFigures = { figure, lists: 0, recall: 0, least: 1, exact: 0, wrong: 0 };
  const pools = new Map<string, Promise<string[]>>();
  for (const { id, ask } of asks.slice(0, lists)) {
    const page = await ask(depth);
    const { index, filter } = page.pool;
    const key = JSON.stringify([index, filter]);
    const pool = pools.get(key) ?? idsOf(city.engine, index, filter);
    pools.set(key, pool);
    const truth = firstOfAll(everybody, await pool, id, page);
    const listed = new Set(page.items.map(({ row }) => row.id));
    const held = truth.filter((one) => listed.has(one.id)).length;
    const share = truth.length === 0 ? 1 : held / truth.length;
    found.lists += 1;
    found.recall += share;
    found.least = Math.min(found.least, share);
    if (!page.orderExact) continue;
    found.exact += 1;
    const isSame = page.items.length === truth.length && truth.every((one, at) => page.items[at]?.row.id === one.id);
    if (!isSame) found.wrong += 1;
  }
  return { ...found, recall: found.recall / Math.max(1, found.lists) };
}

/** The true beginning of a list: every pair of the pool scored. */
function firstOfAll(
  { talents, positions }: Everybody,
  pool: readonly string[],
  id: string,
  { view, pool: { index } }: ListPage,
): Ranked[] {
  const list = { order: 'MUTUAL', view, first: depth, after: null } as const;
  let best: Ranked[] = [];
  const [position, talent] = [positions.get(id), talents.get(id)];
  for (const other of pool) {
    const [one, asks] = index === 'talent' ? [talents.get(other), position] : [talent, positions.get(other)];
    if (!one || !asks) throw new Error(`The document of ${other} or of ${id} is missing.`);
    const { createdAt } = index === 'talent' ? one.talent : asks.position;
    best.push(ranked(scorePrepared(one, asks), other, createdAt, list));
    if (best.length > 20 * depth) best = best.sort(compareMatches).slice(0, depth);
  }
  return best.sort(compareMatches).slice(0, depth);
}
