import type { ApolloServerPlugin } from '@apollo/server';
import { type GraphQLSchema, getNullableType, isListType } from 'graphql';
import { type ComplexityEstimator, getComplexity } from 'graphql-query-complexity';
import { badInput, DomainError } from '../kernel/errors.ts';
import type { Context } from './context.ts';
import { checkVariables } from './variables.ts';

/** Fields a request may ask in all, each list counted as often as its page is long. */
export const maxComplexity = 100_000;

/** What a list without a page size is taken to hold: children of a concept, skills of a person. */
const usualListLength = 10;

/** A page costs its size times its items, an answer a text the texts times theirs, another list ten times, a plain field 1. */
const listEstimator: ComplexityEstimator = ({ args, field, childComplexity }) => {
  const { first, texts } = args;
  if (typeof first === 'number') return 1 + Math.max(1, first) * childComplexity;
  if (Array.isArray(texts)) return 1 + Math.max(1, texts.length) * childComplexity;
  // The page above has counted its items.
  const isWholeList = isListType(getNullableType(field.type)) && field.name !== 'items';
  return 1 + (isWholeList ? usualListLength : 1) * childComplexity;
};

/** Refuses, before anything runs, variables of the wrong type and requests that ask for too much. */
export function checkOperation(schema: GraphQLSchema): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ request, document, operation }) {
          // Without an operation of the name asked for, Apollo says so.
          if (!operation) return;
          if (operation.operation === 'subscription') {
            throw badInput('query', 'There are no subscriptions here.', 'Send a query or a mutation.');
          }
          checkVariables(schema, operation, request.variables ?? {});
          const complexity = getComplexity({
            schema,
            query: document,
            variables: request.variables ?? {},
            ...(request.operationName ? { operationName: request.operationName } : {}),
            estimators: [listEstimator],
          });
          if (complexity > maxComplexity) {
            throw new DomainError(
              'TOO_COMPLEX',
              `The request asks for up to ${complexity} fields; the limit is ${maxComplexity}.`,
              {
                complexity,
                limit: maxComplexity,
                cure: 'Ask for shorter pages or fewer nested lists.',
              },
            );
          }
        },
      };
    },
  };
}
