import { isLostConnection } from '../db/lost-connection.ts';
import type { Failure } from '../search/projected.ts';

/**
 * Codes of errors that are no document's fault: a lost connection, a deadlock, a full disk, a stop by the operator
 * (PostgreSQL's classes, Prisma's and Node's codes). The whole batch is then tried again later.
 */
const passing = /^(08|40|53|55|57|58|XX)...$|^P10\d\d$|^P20(24|28|34)$|^E[A-Z]+$/;

export function isPassing(error: unknown): boolean {
  return isLostConnection(error) || passing.test(String((error as { code?: unknown } | null)?.code ?? ''));
}

/**
 * Does the work for all items, or, where it fails, for halves of them down to single ones, so that one that cannot be
 * done does not stop the rest. `check` throws when the failure is not the items' (the connection is gone).
 */
export async function isolate<Item>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  work: (items: readonly Item[]) => Promise<void>,
  check: (error: unknown) => Promise<unknown>,
): Promise<Failure[]> {
  if (items.length === 0) return [];
  try {
    await work(items);
    return [];
  } catch (error) {
    if (isPassing(error)) throw error;
    await check(error);
    const [only] = items;
    if (items.length === 1 && only !== undefined) return [{ id: idOf(only), error }];
    const half = Math.ceil(items.length / 2);
    const first = await isolate(items.slice(0, half), idOf, work, check);
    return [...first, ...(await isolate(items.slice(half), idOf, work, check))];
  }
}
