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

/** Those of the texts that are ids as we write them: a record without a number of its own is called by its id in files. */
export function idsAmong(texts: readonly (string | null)[]): string[] {
  return texts.filter((text) => text !== null && validate(text) && text === text.toLowerCase()) as string[];
}
