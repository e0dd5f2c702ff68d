import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getOperationAST, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { wire } from '../../src/app.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { createLog } from '../../src/platform/log.ts';
import { packageRoot } from '../../src/platform/package-root.ts';
import { examples } from '../../src/web/query/examples.ts';
import { testDatabase } from '../support/database.ts';

const db = await testDatabase();
const config = { secret: 'a secret of at least thirty-two characters', publicUrl: 'http://127.0.0.1:4000' };
const schema = buildSchema(wire(db, config, createLog('silent')).modules);

test('there is an example for each question, and one a tab', () => {
  expect(examples.length).toBeGreaterThanOrEqual(5);
  expect(examples.length).toBeLessThanOrEqual(7);
});

test.each(examples.map(({ query, variables }) => [query.split('\n')[0] ?? '', query, variables] as const))(
  '%s',
  (_title, query, variables) => {
    const document = parse(query);
    expect(validate(schema, document)).toEqual([]);
    const named = document.definitions.flatMap((one) => (one.kind === 'OperationDefinition' ? [one.name?.value] : []));
    expect(named.every(Boolean)).toBe(true);
    const declared = document.definitions.flatMap((one) =>
      one.kind === 'OperationDefinition'
        ? (one.variableDefinitions ?? []).map(({ variable }) => variable.name.value)
        : [],
    );
    expect(Object.keys(variables ?? {}).filter((name) => !declared.includes(name))).toEqual([]);
    expect(getOperationAST(document, named[0])).not.toBeNull();
  },
);

test('an example that names what is not in the schema is found out', () => {
  const errors = validate(schema, parse('query Wrong { positions { items { salary } } }'));
  expect(errors[0]?.message).toContain('salary');
});

const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8');
const told = [...readme.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, query]) => query ?? '');

test('the README answers four questions', () => {
  expect(told).toHaveLength(4);
});

test.each(told)('the README asks what the schema has: %s', (query) => {
  expect(validate(schema, parse(query))).toEqual([]);
});
