import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { queryPageFolder } from '../src/graphql/query-page.ts';
import { packageRoot } from '../src/platform/package-root.ts';

/** Builds the query page unless it was built from just these sources. */
export async function ensureQueryPage(): Promise<void> {
  const wanted = fingerprint();
  const mark = join(queryPageFolder, 'made-from');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  const { build } = await import('vite');
  await build({ configFile: join(packageRoot, 'vite.config.ts'), logLevel: 'error' });
  writeFileSync(mark, wanted);
}

function fingerprint(): string {
  const hash = createHash('sha256');
  const folder = join(packageRoot, 'src', 'web', 'query');
  const files = readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
  for (const file of [...files, join(packageRoot, 'vite.config.ts'), join(packageRoot, 'package-lock.json')]) {
    hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}
