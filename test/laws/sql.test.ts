import { expect, it } from 'vitest';
import { readSources, type Source, sourcesOf, type Violation, visit } from './source.ts';

/**
 * Files besides the stores and platform/ that may speak to the database, and why. A folder ends with a slash.
 * `$transaction` is no statement: services open one around what their stores do.
 */
const exceptions: Record<string, string> = {
  'src/serve.ts': 'asks SELECT 1 for /readyz',
  'src/modules/accounts/accounts.auth.ts': 'hands the client to better-auth’s own adapter',
  'scripts/city/': 'writes the invented city in bulk and asks what is there already',
};

const ofModel =
  /^(find(Many|Unique|First)(OrThrow)?|create(Many)?(AndReturn)?|update(Many)?(AndReturn)?|upsert|delete(Many)?|count|aggregate|groupBy)$/;
const rawCalls = /^\$(queryRaw|executeRaw)(Unsafe|Typed)?$/;
/** Names under which code holds a client of the database. */
const clients = /^(prisma|tx|client|db|trx|transaction)$/;

type Named = { type: string; name?: string; property?: Named; object?: Named };

function isMayBe(path: string): boolean {
  return path.endsWith('.store.ts') || path.startsWith('src/platform/');
}

function statementsOutside(sources: readonly Source[]): Violation[] {
  return sources
    .filter(({ path }) => !isMayBe(path))
    .flatMap((source) => {
      const found: Violation[] = [];
      visit(source, {
        MemberExpression: (node) => {
          const { object, property } = node as unknown as { object: Named; property: Named };
          const name = property.name ?? '';
          const owner = object.property?.name ?? object.name ?? '';
          const holder = object.object?.property?.name ?? object.object?.name ?? '';
          if (rawCalls.test(name) || (name === 'query' && clients.test(owner.replace('pool', 'db'))))
            found.push(`${source.path}: ${owner}.${name}`);
          else if (ofModel.test(name) && clients.test(holder)) found.push(`${source.path}: ${holder}.${owner}.${name}`);
          else if (owner === 'Prisma' && /^(sql|raw|join)$/.test(name)) found.push(`${source.path}: Prisma.${name}`);
        },
        ImportDeclaration: ({ source: from, importKind }) => {
          const named = String(from.value);
          if (
            importKind !== 'type' &&
            /^(pg|pg-.*|@prisma\/(client|adapter-pg))$|prismaAdapter|adapters\/prisma$/.test(named)
          )
            found.push(`${source.path}: import of ${named}`);
        },
      });
      return found;
    });
}

const exceptionOf = (violation: Violation) =>
  Object.keys(exceptions).find((path) =>
    path.endsWith('/') ? violation.startsWith(path) : violation.startsWith(`${path}:`),
  );

const found = statementsOutside(readSources('src', 'scripts'));

it('speaks to the database in stores and platform/ only', () => {
  expect(found.filter((violation) => exceptionOf(violation) === undefined)).toEqual([]);
});

it('has no exception that is not needed', () => {
  expect([...new Set(found.map(exceptionOf))].filter(Boolean).sort()).toEqual(Object.keys(exceptions).sort());
});

it('would show a statement in a service, a resolver or a script', () => {
  const bad = sourcesOf({
    'src/modules/talents/talents.service.ts':
      'await this.deps.db.prisma.talent.findMany({}); await tx.talent.update({}); await this.db.prisma.$transaction(work);',
    'src/modules/talents/talents.resolver.ts':
      'await tx.$queryRaw<Row[]>`SELECT 1`; await db.prisma.$executeRawUnsafe(text);',
    'src/modules/talents/talents.sight.ts':
      "import { Prisma } from '../../generated/prisma/client.ts'; const x = Prisma.sql`true`;",
    'src/graphql/server.ts':
      "import pg from 'pg'; import type { Pool } from 'pg'; await db.pool.query('SELECT 1'); url.query('x');",
    'src/modules/talents/talents.store.ts': "await client.talent.findMany({}); await pool.query('SELECT 1');",
    'src/modules/talents/talents.rules.ts':
      'const cache = new Map(); cache.delete(key); rows.count(); // tx.talent.create()',
  });
  expect(statementsOutside(bad)).toEqual([
    'src/modules/talents/talents.service.ts: prisma.talent.findMany',
    'src/modules/talents/talents.service.ts: tx.talent.update',
    'src/modules/talents/talents.resolver.ts: tx.$queryRaw',
    'src/modules/talents/talents.resolver.ts: prisma.$executeRawUnsafe',
    'src/modules/talents/talents.sight.ts: Prisma.sql',
    'src/graphql/server.ts: import of pg',
    'src/graphql/server.ts: pool.query',
  ]);
});
