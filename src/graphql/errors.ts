import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import { DomainError, type ErrorCode, type ErrorDetails } from '../kernel/errors.ts';
import { isLostConnection } from '../platform/db/lost-connection.ts';
import type { Log } from '../platform/log.ts';

/** Codes that Apollo or a guard gives before a resolver runs, in our words. */
const foreignCodes: Record<string, ErrorCode> = {
  GRAPHQL_PARSE_FAILED: 'BAD_INPUT',
  GRAPHQL_VALIDATION_FAILED: 'BAD_INPUT',
  BAD_USER_INPUT: 'BAD_INPUT',
  BAD_REQUEST: 'BAD_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_INPUT',
  PERSISTED_QUERY_NOT_FOUND: 'BAD_INPUT',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_INPUT',
};

/**
 * The one place where an error becomes what the wire carries: a code of the closed list, a message, details.
 * No stack, no SQL, no echoed value of a failed validation.
 */
export function createErrorFormatter(log: Log) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const original = causeOf(error);
    if (original instanceof DomainError) return shaped(formatted, original.code, original.message, original.details);
    if (original instanceof ArgumentValidationError) {
      const [first] = original.extensions.validationErrors ?? [];
      const path = first?.property ?? 'input';
      const said = Object.values(first?.constraints ?? {})[0] ?? 'is not valid';
      return shaped(formatted, 'BAD_INPUT', `${path}: ${said}`, { path });
    }
    const domain = databaseError(original);
    if (domain) return shaped(formatted, domain.code, domain.message, domain.details);
    const foreign = foreignCodes[String(formatted.extensions?.['code'] ?? '')];
    if (foreign && (error instanceof GraphQLError || original instanceof GraphQLError)) {
      return shaped(formatted, foreign, formatted.message.slice(0, 500), {});
    }
    log.error({ err: original, path: formatted.path }, 'an unforeseen error');
    return shaped(formatted, 'INTERNAL', 'Something went wrong here; it has been logged. Nothing was written.', {});
  };
}

/** What was thrown in the first place: before a resolver runs, too, graphql-js and Apollo wrap it. */
function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error;
}

function shaped(
  formatted: GraphQLFormattedError,
  code: ErrorCode,
  message: string,
  details: ErrorDetails,
): GraphQLFormattedError {
  return {
    message,
    ...(formatted.locations ? { locations: formatted.locations } : {}),
    ...(formatted.path ? { path: formatted.path } : {}),
    extensions: { code, details },
  };
}

/** What the database itself refuses: PostgreSQL's SQLSTATE, straight or inside Prisma's error. */
function databaseError(error: unknown): DomainError | null {
  const text = JSON.stringify(error, ['code', 'meta', 'driverAdapterError', 'cause', 'originalCode', 'kind']) ?? '';
  if (/"(P2002|23505)"/.test(text)) {
    return new DomainError('ALREADY_EXISTS', 'A record with the same key is there already. Nothing was written.');
  }
  if (/"(22021|22P05)"/.test(text)) {
    return new DomainError('BAD_INPUT', 'A text holds a character that cannot be stored (NUL).');
  }
  if (/"(08\w{3}|57P0\d|ECONNREFUSED|P1001|P1017|P2024)"/.test(text) || isLostConnection(error)) {
    return new DomainError('UNAVAILABLE', 'The database does not answer; try again in a moment.');
  }
  return null;
}
