import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { MeiliConfig } from '../../src/platform/config.ts';
import type { SearchBench, SearchOrder } from './search-bench.ts';

/** What the reading process is told. */
export interface ReaderOrder {
  order: SearchOrder;
  meili: MeiliConfig;
  databaseUrl: string;
}

/** What is read: first pages of matches and of talents, heat maps; and a count of all talents, bare of the product. */
export const readKinds = ['match lists', 'talent lists', 'heat maps', 'bare counts'] as const;
export type ReadKind = (typeof readKinds)[number];

/** What it has read since it was asked last. */
export interface Reads {
  /** Milliseconds of each. */
  times: Record<ReadKind, number[]>;
  /** Counts of all talents that lacked one, or were not answered. */
  missing: number;
}

/** Reads in a process of its own, one thing after the other, as an API beside a worker does; from now on until it is stopped. */
export async function startReader({ city, order, meili }: SearchBench) {
  const told: ReaderOrder = { order, meili, databaseUrl: city.url };
  const child = fork(new URL('search-reads.ts', import.meta.url), [JSON.stringify(told)]);
  await answered(child);
  return {
    take: async (): Promise<Reads> => {
      child.send('take');
      return answered(child);
    },
    stop: () => child.kill(),
  };
}

async function answered(child: ChildProcess) {
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('The reading process has ended.')));
  const [message] = await Promise.race([once(child, 'message'), ended]);
  return message;
}
