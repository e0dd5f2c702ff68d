import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diffModels } from '../../scripts/make-migration.ts';
import { diffSchemas, EMPTY_SCHEMA } from '../../scripts/schema-diff.ts';
import { packageRoot } from '../../src/platform/package-root.ts';
import { cloneTemplate, emptyDatabase } from '../support/database.ts';
import { runSql } from '../support/run-sql.ts';
import type { Violation } from './source.ts';

/** Tables that the search migration writes by hand: Prisma knows neither partitions nor intarray's index. */
const tablesByHand = [
  'outbox',
  'search_band',
  'search_checkpoint',
  'search_document',
  'search_document_occupation',
  'search_document_position',
  'search_document_program',
  'search_document_talent',
  'search_refused',
  'search_server',
  'search_setaside',
  'search_state',
  'search_token',
];
/** The list of what was applied: the runner’s own. */
const ownTable = '_prisma_migrations';
const functionsByHand = ['search_layout'];

/** Everything that a schema holds, one line each, each begun by the table (or function, or enum) that it belongs to. */
const contents = `
  SELECT c.relname AS owner, format('column %s %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attnotnull THEN ' not null' END, ' default ' || pg_get_expr(d.adbin, d.adrelid), nullif(a.attidentity, '')) AS line
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT t.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
  WHERE t.relnamespace = 'public'::regnamespace
  UNION ALL
  SELECT t.relname, format('constraint %s %s', k.conname, pg_get_constraintdef(k.oid)) FROM pg_constraint k
  JOIN pg_class t ON t.oid = k.conrelid WHERE t.relnamespace = 'public'::regnamespace AND k.contype <> 'n'
  UNION ALL
  SELECT t.relname, pg_get_triggerdef(g.oid) FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
  WHERE t.relnamespace = 'public'::regnamespace AND NOT g.tgisinternal
  UNION ALL
  SELECT t.typname, format('enum %s', string_agg(e.enumlabel, ' ' ORDER BY e.enumsortorder)) FROM pg_type t
  JOIN pg_enum e ON e.enumtypid = t.oid GROUP BY t.typname
  UNION ALL
  SELECT p.proname, 'function' FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
  AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.objid = p.oid AND x.deptype = 'e')`;

interface Line {
  owner: string;
  line: string;
}

async function contentsOf(url: string): Promise<Line[]> {
  const { rows } = await runSql(url, contents);
  return rows as Line[];
}

/** What only one of the two has, besides what is written by hand; and what should be written by hand and is not there. */
function schemaDrift(migrated: readonly Line[], models: readonly Line[], byHand: readonly string[]): Violation[] {
  const text = ({ owner, line }: Line) => `${owner}: ${line}`;
  const ofModels = new Set(models.map(text));
  const ofMigrations = new Set(migrated.map(text));
  const hand = new Set(byHand);
  return [
    ...migrated
      .filter((line) => !hand.has(line.owner) && !ofModels.has(text(line)))
      .map((line) => `only migrated: ${text(line)}`),
    ...models.filter((line) => !ofMigrations.has(text(line))).map((line) => `only in the models: ${text(line)}`),
    ...byHand.filter((name) => !migrated.some(({ owner }) => owner === name)).map((name) => `not there: ${name}`),
  ];
}

function modelFiles(): { path: string; content: string }[] {
  const models = join(packageRoot, 'prisma', 'models');
  const paths = [
    join(packageRoot, 'prisma', 'schema.prisma'),
    ...readdirSync(models).map((name) => join(models, name)),
  ];
  return paths.map((path) => ({ path, content: readFileSync(path, 'utf8') }));
}

describe('migrations', () => {
  it('need nothing more to reach the models', async () => {
    expect(await diffModels()).toBe('');
  });

  it('would show what is missing', async () => {
    const before = { path: 'a', content: `${EMPTY_SCHEMA}model Talent {\n  id Int @id\n}\n` };
    const after = { path: 'b', content: `${EMPTY_SCHEMA}model Talent {\n  id Int @id\n  name String?\n}\n` };
    expect(await diffSchemas([before], [before])).toBe('');
    expect(await diffSchemas([before], [after])).toContain('ADD COLUMN');
  });

  it('make the tables, columns, indexes, keys and enums of the models, and those by hand', async () => {
    const [migrated, models] = [await cloneTemplate(), await emptyDatabase()];
    try {
      await runSql(models.url, await diffSchemas([{ path: 'empty', content: EMPTY_SCHEMA }], modelFiles()));
      const drift = schemaDrift(await contentsOf(migrated.url), await contentsOf(models.url), [
        ...tablesByHand,
        ...functionsByHand,
        ownTable,
      ]);
      expect(drift).toEqual([]);
    } finally {
      await migrated.drop();
      await models.drop();
    }
  });

  it('would show a column, an index or a table that only one of the two has', async () => {
    const [one, other] = [await emptyDatabase(), await emptyDatabase()];
    try {
      await runSql(
        one.url,
        'CREATE TABLE talent (id int PRIMARY KEY, name text); CREATE TABLE extra (id int); CREATE TABLE hand (n int)',
      );
      await runSql(
        other.url,
        'CREATE TABLE talent (id int PRIMARY KEY, name text NOT NULL); CREATE INDEX i ON talent (name)',
      );
      expect(schemaDrift(await contentsOf(one.url), await contentsOf(other.url), ['hand', 'gone'])).toEqual([
        'only migrated: talent: column name text',
        'only migrated: extra: column id integer',
        'only in the models: talent: column name text not null',
        'only in the models: talent: CREATE INDEX i ON public.talent USING btree (name)',
        'not there: gone',
      ]);
    } finally {
      await one.drop();
      await other.drop();
    }
  });
});
