import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TaskWatch } from '../../src/platform/search/meili/task-watch.ts';

const patience = 120_000;
let told: (string | null)[];
let watch: TaskWatch;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-06-01T08:00:00Z') });
  told = [];
  watch = new TaskWatch((text) => told.push(text));
});
afterEach(() => {
  vi.useRealTimers();
});

/** A task that is awaited from now on, and how it ends. */
function task(uid: number) {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const over = watch.over(uid, promise).catch((error: unknown) => String(error));
  const end = (how: () => void) => () => {
    how();
    return over;
  };
  return { done: end(resolve), failed: end(() => reject(new Error('no'))) };
}

it('tells once of a task that is not done, and that it is', async () => {
  const { done } = task(7);
  await vi.advanceTimersByTimeAsync(patience - 1);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(10 * patience);
  expect(told).toEqual([
    'Meilisearch has had task 7 since 2026-06-01T08:00:00.000Z and has not done it: its disk may be full, see its log.',
  ]);
  await done();
  expect(told.slice(1)).toEqual([null]);
  await vi.advanceTimersByTimeAsync(patience);
  expect(told).toHaveLength(2);
});

it('says nothing of a server that is slow with many, and does one after another', async () => {
  const tasks = [1, 2, 3, 4].map(task);
  for (const { done } of tasks) {
    await vi.advanceTimersByTimeAsync(patience - 1);
    await done();
  }
  expect(told).toEqual([]);
});

it('tells of the one that holds up the others', async () => {
  const [first, second] = [task(1), task(2)];
  await vi.advanceTimersByTimeAsync(1_000);
  await first.done();
  await vi.advanceTimersByTimeAsync(patience);
  expect(told).toEqual([expect.stringContaining('task 2 since 2026-06-01T08:00:01.000Z')]);
  await second.done();
});

it('leaves it to others to say how a task has failed, and takes nothing back', async () => {
  const { failed } = task(1);
  await vi.advanceTimersByTimeAsync(patience);
  expect(await failed()).toBe('Error: no');
  await vi.advanceTimersByTimeAsync(patience);
  expect(told).toEqual([expect.stringContaining('task 1')]);
});
