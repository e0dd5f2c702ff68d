import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('The product has no package.json above its code.');
  return findRoot(parent);
}

/** The folder of package.json, the same whether the code runs from src or compiled from dist. */
export const packageRoot = findRoot(dirname(fileURLToPath(import.meta.url)));
