import type { Module } from '../../graphql/module.ts';
import type { SearchEngine } from '../../platform/search/engine.ts';
import { OperationsResolver } from './operations.resolver.ts';

export interface OperationsModuleDeps {
  engine: Pick<SearchEngine, 'status'>;
}

/** What who runs the service wants to see of it. */
export function operationsModule({ engine }: OperationsModuleDeps): Module {
  return { name: 'operations', resolvers: [new OperationsResolver(engine)] };
}
