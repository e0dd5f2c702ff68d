import { v7, validate } from 'uuid';
import { badInput } from './errors.ts';

/** A UUIDv7: ids sort by the time they were made. */
export function newId(): string {
  return v7();
}

/** @throws BAD_INPUT at `path` unless `text` is a UUID. Returned in lower case, as PostgreSQL prints it. */
export function checkId(text: string, path: string): string {
  if (!validate(text)) throw badInput(path, 'This is not an id (UUID).');
  return text.toLowerCase();
}
