import { buildSchema, type GraphQLSchema } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { afterAll, describe, expect, it } from 'vitest';
import { wire } from '../../src/app.ts';
import { createContext } from '../../src/graphql/context.ts';
import { buildSchema as schemaOf } from '../../src/graphql/schema.ts';
import { type Actor, anonymous } from '../../src/kernel/actor.ts';
import { DomainError, type ErrorCode } from '../../src/kernel/errors.ts';
import { type Permission, permissions } from '../../src/kernel/permissions.ts';
import { openDatabase } from '../../src/platform/db/db.ts';
import { createLog } from '../../src/platform/log.ts';
import { readSources, type Source, sourcesOf, type Violation, visit } from './source.ts';

/** Root fields that answer without a token. To add one here is to publish what it answers: think of whom it shows. */
const publicFields = [
  'catalog',
  'catalogs',
  'concept',
  'concepts',
  'effectiveCatalog',
  'effectiveEntry',
  'heatCell',
  'heatMap',
  'majorOccupations',
  'me',
  'occupations',
  'organization',
  'organizations',
  'position',
  'positions',
  'program',
  'programs',
  'programsLeadingTo',
  'resolveMajors',
  'resolveOccupations',
  'resolveRegions',
  'resolveSkills',
  'school',
  'schools',
  'taxonomyEditions',
];

/** A caller to whom nothing but ANYONE applies. */
const nobody = { ...anonymous, kind: 'NOBODY' } as unknown as Actor;

interface RootField {
  name: string;
  call(actor: Actor): Promise<unknown>;
}

/** The permission is asked before the arguments are read, so none are needed. */
function rootFields(schema: GraphQLSchema): RootField[] {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {}).map(({ name, resolve }) => ({
      name,
      call: async (actor: Actor) => resolve?.({}, {}, createContext(actor), { fieldName: name } as never),
    })),
  );
}

/** Root fields that do not turn away who may nothing, or turn away for another reason. */
async function open(schema: GraphQLSchema, exceptions: readonly string[]): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const field of rootFields(schema).filter(({ name }) => !exceptions.includes(name))) {
    const said = [await codeOf(field, anonymous), await codeOf(field, nobody)].join(', ');
    if (said !== 'NOT_SIGNED_IN, FORBIDDEN') found.push(`${field.name}: ${said}`);
  }
  return found;
}

async function codeOf(field: RootField, actor: Actor): Promise<ErrorCode | 'OPEN'> {
  try {
    await field.call(actor);
    return 'OPEN';
  } catch (error) {
    return error instanceof DomainError && error.details['permission'] !== undefined ? error.code : 'OPEN';
  }
}

/** What each root field carries by its decorator. */
function carried(schema: GraphQLSchema): Map<string, readonly Permission[]> {
  const { queries, mutations, subscriptions } = getMetadataStorage();
  const names = new Set(rootFields(schema).map(({ name }) => name));
  return new Map(
    [...queries, ...mutations, ...subscriptions].flatMap(({ schemaName, roles }) =>
      names.has(schemaName) ? [[schemaName, (roles ?? []) as Permission[]] as const] : [],
    ),
  );
}

function notOne(fields: ReadonlyMap<string, readonly string[]>): Violation[] {
  return [...fields].flatMap(([name, wanted]) => {
    if (wanted.length !== 1) return [`${name} carries ${wanted.length} permissions`];
    return wanted.every((one) => one in permissions) ? [] : [`${name}: ${wanted[0]} is no permission`];
  });
}

/** Permissions of the table that no code names. */
function unused(table: readonly string[], sources: readonly Source[]): Violation[] {
  const named = new Set<unknown>();
  for (const source of sources) visit(source, { Literal: ({ value }) => void named.add(value) });
  return table.filter((permission) => !named.has(permission));
}

const db = openDatabase('postgresql://127.0.0.1:1/none');
afterAll(() => db.close());
const core = wire(
  db,
  { secret: 'no secret is used to build a schema', publicUrl: 'http://127.0.0.1' },
  createLog('silent'),
);
const schema = schemaOf(core.modules);

describe('permissions', () => {
  it('turn away from every root field who has none, the public ones excepted', async () => {
    expect(await open(schema, publicFields)).toEqual([]);
  });

  it('are one a root field', () => {
    expect([...carried(schema).keys()].sort()).toEqual(
      rootFields(schema)
        .map(({ name }) => name)
        .sort(),
    );
    expect(notOne(carried(schema))).toEqual([]);
  });

  it('are granted to anyone at the public root fields, and at no other', () => {
    const isPublic = ([permission]: readonly Permission[]) =>
      permission !== undefined && (permissions[permission] as readonly string[]).includes('ANYONE');
    const granted = [...carried(schema)].flatMap(([name, wanted]) => (isPublic(wanted) ? [name] : []));
    expect(granted.sort()).toEqual([...publicFields].sort());
  });

  it('would show a root field without one', async () => {
    const bad = buildSchema('type Query { leak: Int, guarded: Int } type Mutation { broken: Int }');
    const query = bad.getQueryType()?.getFields();
    const refuse = (_root: unknown, _args: unknown, { actor }: { actor: Actor }) => {
      throw new DomainError(actor.kind === 'ANONYMOUS' ? 'NOT_SIGNED_IN' : 'FORBIDDEN', 'no', { permission: 'a:b' });
    };
    if (query?.['guarded']) query['guarded'].resolve = refuse;
    expect(await open(bad, [])).toEqual(['leak: OPEN, OPEN', 'broken: OPEN, OPEN']);
    expect(await open(bad, ['leak', 'broken'])).toEqual([]);
    expect(
      notOne(
        new Map([
          ['leak', []],
          ['two', ['talent:read', 'talent:update']],
          ['odd', ['talent:look']],
        ]),
      ),
    ).toEqual(['leak carries 0 permissions', 'two carries 2 permissions', 'odd: talent:look is no permission']);
  });

  it('are all asked somewhere', () => {
    const asking = readSources('src').filter(({ path }) => path !== 'src/kernel/permissions.ts');
    expect(unused(Object.keys(permissions), asking)).toEqual([]);
  });

  it('would show one that nobody asks', () => {
    const code = sourcesOf({ 'src/a.ts': "Allow('talent:read')(class {}); // 'talent:update'" });
    expect(unused(['talent:read', 'talent:update'], code)).toEqual(['talent:update']);
  });
});
