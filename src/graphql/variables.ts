import {
  coerceInputValue,
  type GraphQLError,
  type GraphQLSchema,
  isInputType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { badInput, DomainError } from '../kernel/errors.ts';

/** As graphql-js says what is wrong, it repeats the value; a long one is cut. */
const longestReason = 300;

/**
 * What graphql-js checks of variables, but with the place as a path, such as `input.mustHave.0.level`.
 * @throws BAD_INPUT for the first that does not fit its type.
 */
export function checkVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Record<string, unknown>,
): void {
  for (const definition of operation.variableDefinitions ?? []) checkVariable(schema, definition, given);
}

function checkVariable(
  schema: GraphQLSchema,
  { variable, type: node, defaultValue }: VariableDefinitionNode,
  given: Record<string, unknown>,
): void {
  const name = variable.name.value;
  const type = typeFromAST(schema, node);
  if (!isInputType(type)) return;
  const value = Object.hasOwn(given, name) ? given[name] : undefined;
  if (value === null || value === undefined) {
    if (isNonNullType(type) && (value === null || defaultValue === undefined)) {
      throw badInput(name, `The variable $${name} must be given.`, `Send a value of type ${type}.`);
    }
    return;
  }
  coerceInputValue(value, type, (path, _value, error) => {
    throw fault([name, ...path].join('.'), error);
  });
}

function fault(path: string, error: GraphQLError): DomainError {
  const said = error.originalError;
  if (said instanceof DomainError) return new DomainError(said.code, said.message, { ...said.details, path });
  return badInput(path, error.message.slice(0, longestReason));
}
