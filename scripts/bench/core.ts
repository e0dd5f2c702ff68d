import type { CityOrder } from '../city/city.ts';
import { readFigures } from '../city/figures.ts';
import { type BenchCity, openCity } from './city.ts';
import { type ListFigures, listKinds, measureLists, measureNested } from './lists.ts';
import { measureMaps } from './maps.ts';
import { checkOrder, type OrderFigures, prepareEverybody } from './order.ts';
import { measureProjection, type Rate } from './projection.ts';
import { type Line, printLines, ratioOf, rounded } from './timing.ts';

export interface BenchOrder extends CityOrder {
  queries: number;
}

/** Share of lists that must be exact, and of the true first 50 that a list must hold. */
const leastExact = 0.95;
const leastRecall = 0.999;
const checkedLists = 30;

/** @returns false when a result is wrong; how fast it was changes nothing. */
export async function benchCore(order: BenchOrder): Promise<boolean> {
  const city = await openCity(order);
  try {
    console.table(await readFigures(city.db));
    if (city.seeded !== null)
      console.log(
        `The city was made in ${city.seeded.toFixed(0)} s, ${Math.round(order.talents / city.seeded)} talents a second.`,
      );
    const maps = await measureMaps(city);
    printLines(maps.lines);
    const kinds = await listKinds(city, order.seed, order.queries);
    const lists: ListFigures[] = [];
    for (const kind of kinds) lists.push(await measureLists(city, kind));
    lists.push(await measureNested(city, order.seed, Math.ceil(order.queries / 10)));
    printLines(lists);
    printShares(lists);
    const orders = await checkOrders(city, kinds);
    console.table(orders);
    const rates = [await measureProjection(city, 'talent', 4_000), await measureProjection(city, 'position', 4_000)];
    console.table(rates);
    summarize([...maps.lines, ...lists], lists, orders, rates);
    return maps.wrong === 0 && orders.every(({ wrong }) => wrong === 0);
  } finally {
    await city.close();
  }
}

async function checkOrders(city: BenchCity, kinds: Awaited<ReturnType<typeof listKinds>>): Promise<OrderFigures[]> {
  const everybody = await prepareEverybody(city);
  const orders: OrderFigures[] = [];
  for (const kind of kinds) orders.push(await checkOrder(city, everybody, kind, checkedLists));
  return orders;
}

function exactShare({ exact, times }: ListFigures): number {
  return exact / Math.max(1, times.count);
}

function printShares(lists: readonly ListFigures[]): void {
  console.table(
    lists.map((line) => ({
      figure: line.figure,
      'order exact': rounded(exactShare(line), 3),
      'engine asked once': rounded(line.onceAsked / Math.max(1, line.times.count), 3),
    })),
  );
}

function summarize(
  lines: readonly Line[],
  lists: readonly ListFigures[],
  orders: readonly OrderFigures[],
  rates: readonly Rate[],
): void {
  console.log('\nSummary: median of the product to median of the floor');
  for (const line of lines) console.log(`  ${ratioOf(line).toFixed(2)} × ${line.figure}`);
  for (const { figure, ratio } of rates) console.log(`  ${ratio.toFixed(2)} × ${figure}`);
  const least = (figures: readonly number[]) => Math.min(1, ...figures);
  const said = (what: string, value: number, wanted: number) =>
    console.log(`  ${what} ${value.toFixed(4)}, wanted ${wanted}: ${value >= wanted ? 'reached' : 'MISSED'}`);
  said('least share of exact lists', least(lists.slice(0, 3).map(exactShare)), leastExact);
  said('least recall of the first 50', least(orders.map(({ recall }) => recall)), leastRecall);
  console.log(`  lists called exact whose order is wrong: ${orders.reduce((sum, { wrong }) => sum + wrong, 0)}`);
}
