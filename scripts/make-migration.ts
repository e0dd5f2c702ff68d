import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diffSchemas, EMPTY_SCHEMA, type SchemaFile } from './schema-diff.ts';

const HERE = join(dirname(fileURLToPath(import.meta.url)), '..');
/** All models as the migrations leave them. Not named .prisma: Prisma reads every such file below prisma/. */
const SNAPSHOT = 'schema-snapshot.txt';
const MARK = '-- Written by scripts/make-migration.ts';
/** No semicolon: Prisma's adapters cut a script at each, in comments too. */
const HEAD = `${MARK} from prisma/models. SQL by hand goes into a migration of its own.`;
/** Sorts before whatever is written by hand, which builds upon it. */
const FIRST = '20260101000000_init';
const USAGE = `Usage: npm run make-migration -- <name>             what changed in prisma/models since the last migration
       npm run make-migration -- --replace          before a release: one first migration from nothing, in place of all written ones
       npm run make-migration -- --by-hand <name>   an empty migration for SQL that models cannot say`;

/** The SQL that is missing in prisma/migrations to reach prisma/models; '' when they are equal. */
export async function diffModels(root = HERE): Promise<string> {
  const file = join(migrationsOf(root), SNAPSHOT);
  const last = existsSync(file) ? readFileSync(file, 'utf8') : EMPTY_SCHEMA;
  return diffSchemas([{ path: SNAPSHOT, content: last }], readModels(root));
}

/** Writes what the models need; answers the new migration's folder, or undefined when there is nothing to do. */
export async function makeMigration(name: string, root = HERE): Promise<string | undefined> {
  const sql = await diffModels(root);
  if (sql === '') return undefined;
  const folder = join(migrationsOf(root), `${stamp()}_${name}`);
  writeMigration(folder, `${HEAD}\n${sql}\n`);
  renewSnapshot(root);
  return folder;
}

/** One migration in place of all that this script wrote. Those written by hand stay as and where they are. */
export async function replaceMigrations(root = HERE): Promise<string> {
  const migrations = migrationsOf(root);
  const sql = await diffSchemas([{ path: SNAPSHOT, content: EMPTY_SCHEMA }], readModels(root));
  const [first, ...others] = folders(migrations).filter((folder) =>
    readFileSync(join(folder, 'migration.sql'), 'utf8').startsWith(MARK),
  );
  for (const folder of others) rmSync(folder, { recursive: true });
  const folder = first ?? join(migrations, FIRST);
  writeMigration(folder, `${HEAD}\n${sql}\n`);
  renewSnapshot(root);
  return folder;
}

const migrationsOf = (root: string) => join(root, 'prisma', 'migrations');

function folders(migrations: string): string[] {
  if (!existsSync(migrations)) return [];
  const entries = readdirSync(migrations, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map(({ name }) => join(migrations, name)).sort();
}

function readModels(root: string): SchemaFile[] {
  const models = join(root, 'prisma', 'models');
  const names = readdirSync(models)
    .filter((name) => name.endsWith('.prisma'))
    .sort();
  const files = [join(root, 'prisma', 'schema.prisma'), ...names.map((name) => join(models, name))];
  return files.map((path) => ({ path, content: readFileSync(path, 'utf8') }));
}

function renewSnapshot(root: string): void {
  const text = readModels(root)
    .map(({ content }) => content.trim())
    .join('\n\n');
  writeFileSync(join(migrationsOf(root), SNAPSHOT), `${text}\n`);
  // Without it `prisma migrate deploy` refuses the folder.
  writeFileSync(join(migrationsOf(root), 'migration_lock.toml'), 'provider = "postgresql"\n');
}

function writeMigration(folder: string, sql: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'migration.sql'), sql);
}

const stamp = () => new Date().toISOString().replace(/\D/g, '').slice(0, 14);

async function main(args: string[]): Promise<void> {
  const [first = '', second = ''] = args;
  const name = first === '--by-hand' ? second : first;
  if (first === '--replace') {
    console.log(`Wrote ${await replaceMigrations()}.`);
  } else if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    console.error(`${USAGE}\nA name is made of a-z, 0-9 and _.`);
    process.exitCode = 2;
  } else if (first === '--by-hand') {
    const folder = join(migrationsOf(HERE), `${stamp()}_${name}`);
    writeMigration(folder, '');
    console.log(`Wrote ${folder}.`);
  } else {
    const folder = await makeMigration(name);
    console.log(
      folder
        ? `Wrote ${folder}. Read it before you commit it: it may drop data.`
        : 'Nothing to do: the migrations equal the models.',
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
