import { badInput, type DomainError } from './errors.ts';

/** What a caller asks of a list: forward pages only. */
export interface PageRequest {
  first: number;
  after: string | null;
}

export interface Page<T> {
  items: T[];
  /** Opaque; give it as `after` for what follows. Null at the end. */
  nextCursor: string | null;
}

export const maxPageSize = 100;

/** @throws BAD_INPUT when `first` is not 1..max. */
export function checkPageSize(first: number, path = 'first', max = maxPageSize): number {
  if (!Number.isInteger(first) || first < 1 || first > max) {
    throw badInput(
      path,
      `A page holds 1 to ${max} items; ${first} was asked.`,
      `Ask for at most ${max} and follow nextCursor.`,
    );
  }
  return first;
}

/** The cursor of a list by its name: another list does not take it. */
export function encodeListCursor(list: string, parts: readonly (string | number | boolean)[]): string {
  return encodeCursor([list, ...parts]);
}

/** @throws BAD_INPUT when the text is no cursor of that list with `length` parts. */
export function decodeListCursor(
  list: string,
  cursor: string,
  length: number,
  path = 'after',
): (string | number | boolean)[] {
  const [name, ...parts] = decodeCursor(cursor, length + 1, path);
  if (name !== list) throw notACursor(path);
  return parts;
}

export function encodeCursor(parts: readonly (string | number | boolean)[]): string {
  return Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url');
}

/** @throws BAD_INPUT when the text is no cursor of `length` parts. */
export function decodeCursor(cursor: string, length: number, path = 'after'): (string | number | boolean)[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(parts) &&
      parts.length === length &&
      parts.every((part) => ['string', 'number', 'boolean'].includes(typeof part))
    ) {
      return parts;
    }
  } catch {
    // falls through to the one error
  }
  throw notACursor(path);
}

function notACursor(path: string): DomainError {
  return badInput(path, 'This is not a cursor that the list gave.', 'Pass nextCursor of the page before, unchanged.');
}
