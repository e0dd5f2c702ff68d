// Writes the Prisma client into src/generated/prisma. Needs no network; does nothing when the models have not changed.
// Plain JavaScript, because everything in TypeScript may import what this makes.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const output = join(root, 'src', 'generated', 'prisma');
const mark = join(output, 'made-from');
const prisma = createRequire(import.meta.url).resolve('prisma/package.json');

/** Contents, not times of change: a checkout gives old models a new time and new ones an old one. */
function fingerprint() {
  const hash = createHash('sha256').update(JSON.parse(readFileSync(prisma, 'utf8')).version);
  const schema = join(root, 'prisma');
  const models = join(schema, 'models');
  const files = [
    join(schema, 'schema.prisma'),
    ...readdirSync(models)
      .filter((name) => name.endsWith('.prisma'))
      .sort()
      .map((name) => join(models, name)),
  ];
  for (const file of files) hash.update(`\0${file.slice(root.length)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

const wanted = fingerprint();
if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted && !process.argv.includes('--force')) process.exit(0);

rmSync(output, { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [join(dirname(prisma), 'build', 'index.js'), 'generate', '--no-hints'], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: {
    ...process.env,
    // Generating needs no engine, but looks for one and would download it; any program that exists will do.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  },
});
if (status === 0) writeFileSync(mark, wanted);
process.exit(status ?? 1);
