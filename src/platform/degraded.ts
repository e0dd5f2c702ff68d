import { AsyncLocalStorage } from 'node:async_hooks';

/** What is found out while one request is answered. */
interface Answering {
  isDegraded: boolean;
}

const answering = new AsyncLocalStorage<Answering>();

/** Runs what answers one request, so that `isDegraded` tells of that request alone. */
export function answeringOne<T>(work: () => T): T {
  return answering.run({ isDegraded: false }, work);
}

/** Says that a part of the service stood in for another that is away: the answer is right, and may be slower. */
export function noteDegraded(): void {
  const request = answering.getStore();
  if (request) request.isDegraded = true;
}

export function isDegraded(): boolean {
  return answering.getStore()?.isDegraded ?? false;
}

/** Something that was made once for several requests. */
export interface Shared<T> {
  value: T;
  isDegraded: boolean;
}

/** Makes what several requests share, whichever of them is first: `taken` tells each of them how it was made. */
export function shared<T>(make: () => Promise<T>): Promise<Shared<T>> {
  return answeringOne(async () => {
    const value = await make();
    return { value, isDegraded: isDegraded() };
  });
}

export function taken<T>({ value, isDegraded }: Shared<T>): T {
  if (isDegraded) noteDegraded();
  return value;
}
