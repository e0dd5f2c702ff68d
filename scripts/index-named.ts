import { type SearchIndex, searchIndexes } from '../src/platform/search/engine.ts';
import { StartupError } from '../src/platform/startup-error.ts';

/** The index of a command's argument; undefined for all. @throws StartupError that names them */
export function indexNamed(argument: string | undefined): SearchIndex | undefined {
  if (argument === undefined) return undefined;
  const index = searchIndexes.find((name) => name === argument);
  if (index) return index;
  throw new StartupError(`There is no index “${argument}”: name one of ${searchIndexes.join(', ')}, or none for all.`);
}
