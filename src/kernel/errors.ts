/**
 * The closed list of error codes. Each is mapped once to an HTTP status; GraphQL carries it as `extensions.code`.
 */
export const errorStatus = {
  BAD_INPUT: 400,
  NOT_SIGNED_IN: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  ALREADY_EXISTS: 409,
  EDITION_CHANGED: 409,
  TOO_LARGE: 413,
  TOO_COMPLEX: 400,
  TOO_MANY_REQUESTS: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** Where the fault lies and how to mend it. `path` is a dotted input path, `row` a 1-based line of a file. */
export interface ErrorDetails {
  path?: string;
  row?: number;
  column?: string;
  cure?: string;
  [more: string]: string | number | boolean | null | undefined | readonly (string | number)[];
}

/** The only error whose words reach a caller. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = 'DomainError';
    this.code = code;
    this.details = details;
  }
}

export function badInput(path: string, message: string, cure?: string): DomainError {
  return new DomainError('BAD_INPUT', message, cure === undefined ? { path } : { path, cure });
}

export function notFound(kind: string, id: string): DomainError {
  return new DomainError('NOT_FOUND', `There is no ${kind} ${id} that you may see.`, { kind, id });
}

export function conflict(kind: string, id: string, yours: number, current: number): DomainError {
  return new DomainError(
    'CONFLICT',
    `The ${kind} has changed since you read it: you sent version ${yours}, it is at ${current}. Nothing was written.`,
    { kind, id, yours, current, cure: 'Read it again, apply your change to the new version, and send that version.' },
  );
}
