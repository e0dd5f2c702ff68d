import type { Actor } from '../kernel/actor.ts';
import { createLoaders, type Loaders } from './loader.ts';

/** What every resolver is given: who asks, and the loaders of this request. */
export interface Context {
  actor: Actor;
  loaders: Loaders;
}

export function createContext(actor: Actor): Context {
  return { actor, loaders: createLoaders() };
}
