import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { diffModels, makeMigration, replaceMigrations } from '../../scripts/make-migration.ts';

let root = '';
const models = () => join(root, 'prisma', 'models');
const migrations = () =>
  readdirSync(join(root, 'prisma', 'migrations'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name.replace(/^\d+_/, ''));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), `jucai-test-${process.pid}-`));
  mkdirSync(models(), { recursive: true });
  cpSync(join(import.meta.dirname, '..', '..', 'prisma', 'schema.prisma'), join(root, 'prisma', 'schema.prisma'));
  writeFileSync(join(models(), 'people.prisma'), 'model Person {\n  id Int @id\n  pets Pet[]\n}\n');
  writeFileSync(
    join(models(), 'pets.prisma'),
    'model Pet {\n  id Int @id\n  ownerId Int\n  owner Person @relation(fields: [ownerId], references: [id])\n}\n',
  );
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('writes what the models need, over several files, and nothing when they are equal', async () => {
  const folder = await makeMigration('init', root);
  const sql = readFileSync(join(folder ?? '', 'migration.sql'), 'utf8');
  expect(sql).toContain('CREATE TABLE "Person"');
  expect(sql).toContain('FOREIGN KEY ("ownerId") REFERENCES "Person"("id")');
  expect(await diffModels(root)).toBe('');
  expect(await makeMigration('again', root)).toBeUndefined();
});

it('writes the difference to the last migration', async () => {
  await makeMigration('init', root);
  writeFileSync(join(models(), 'people.prisma'), 'model Person {\n  id Int @id\n  name String?\n  pets Pet[]\n}\n');
  expect(await diffModels(root)).toMatch(/^-- AlterTable\nALTER TABLE "Person" ADD COLUMN\s+"name" TEXT;$/);
});

it('replaces what it has written by one, and leaves alone what was written by hand', async () => {
  await makeMigration('init', root);
  writeFileSync(join(models(), 'people.prisma'), 'model Person {\n  id Int @id\n  name String?\n  pets Pet[]\n}\n');
  const second = await makeMigration('name', root);
  expect(second).toBeDefined();
  const byHand = join(root, 'prisma', 'migrations', '29990101000000_by_hand');
  mkdirSync(byHand);
  writeFileSync(join(byHand, 'migration.sql'), 'CREATE INDEX ON "Person" (lower(name));\n');
  expect(readFileSync(join(await replaceMigrations(root), 'migration.sql'), 'utf8')).toContain('"name" TEXT');
  expect(migrations()).toEqual(['init', 'by_hand']);
  expect(readFileSync(join(byHand, 'migration.sql'), 'utf8')).toBe('CREATE INDEX ON "Person" (lower(name));\n');
  expect(await diffModels(root)).toBe('');
});

it('says what is wrong with a model', async () => {
  writeFileSync(join(models(), 'pets.prisma'), 'model Pet {\n  id Nonsense @id\n}\n');
  await expect(diffModels(root)).rejects.toThrow(/Nonsense/);
});
