import 'reflect-metadata';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaSync, type ClassType, type NonEmptyArray } from 'type-graphql';
import { checkPermission } from './auth.ts';
import type { Module } from './module.ts';

/** Builds the schema from the modules' resolver instances; TypeGraphQL asks for them by class. */
export function buildSchema(modules: readonly Module[]): GraphQLSchema {
  const instances = new Map<unknown, object>();
  for (const module of modules) {
    for (const resolver of module.resolvers) instances.set(resolver.constructor, resolver);
  }
  const classes = [...instances.keys()] as ClassType[];
  return buildSchemaSync({
    resolvers: classes as unknown as NonEmptyArray<ClassType>,
    container: { get: (someClass) => instances.get(someClass) },
    // An arrow: TypeGraphQL takes anything with a prototype for a class to construct.
    authChecker: (data, permissions) =>
      checkPermission(data as Parameters<typeof checkPermission>[0], permissions as never),
    validate: { forbidUnknownValues: false, validationError: { target: false, value: false } },
  });
}

/** The public contract as text, sorted, as `schema/schema.graphql` holds it. */
export function printContract(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
