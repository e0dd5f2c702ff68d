import { StartupError } from '../../startup-error.ts';

/** Older ones lack what the adapter asks of filters and swaps. */
const least = [1, 33, 1] as const;
/** Their filters or indexing give wrong answers. */
const broken = new Set(['1.45.0', '1.48.0']);

/** @throws StartupError that names the version and the cure. */
export function checkVersion(version: string): void {
  const cure = `use ${least.join('.')} or newer, but not ${[...broken].join(' or ')}.`;
  const [, ...parts] = /^(\d+)\.(\d+)\.(\d+)/.exec(version) ?? [];
  if (parts.length === 0) throw new StartupError(`Meilisearch tells no version that can be read: ${cure}`);
  const numbers = parts.map(Number);
  const at = numbers.findIndex((number, place) => number !== least[place]);
  const isOld = at >= 0 && (numbers[at] ?? 0) < (least[at] ?? 0);
  if (isOld || broken.has(numbers.join('.'))) throw new StartupError(`Meilisearch ${version} does not do: ${cure}`);
}
