import type { Actor } from '../../kernel/actor.ts';
import { badInput } from '../../kernel/errors.ts';

/** GB 32100-2015: digits and capitals without I, O, S, V, Z; the value of a character is its place. */
const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const creditForm = new RegExp(`^[${creditAlphabet}]{2}[0-9]{6}[${creditAlphabet}]{10}$`);

/** The 18th character of a code's first 17: weights are powers of 3 modulo 31 (GB 32100-2015, 5.5). */
export function creditCheckCharacter(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    sum += creditAlphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return creditAlphabet.charAt((31 - (sum % 31)) % 31);
}

/** @returns the code in capitals. @throws BAD_INPUT at `path` for a wrong form or check character. */
export function checkCreditCode(text: string, path: string): string {
  const code = text.trim().toUpperCase();
  if (!creditForm.test(code)) {
    throw badInput(
      path,
      'This is not a unified social credit code.',
      'Write its 18 characters: digits and capitals without I, O, S, V, Z.',
    );
  }
  if (creditCheckCharacter(code.slice(0, 17)) !== code.charAt(17)) {
    throw badInput(
      path,
      'The check character of the unified social credit code does not fit.',
      'Look for a mistyped or swapped character.',
    );
  }
  return code;
}

/** @returns the address in lower case: one person, one account. */
export function checkEmail(text: string, path: string): string {
  const email = text.trim().toLowerCase();
  if (email.length > 254 || !/^[^\s@"<>(),:;\\[\]]+@[^\s@."<>(),:;\\[\]]+(\.[^\s@."<>(),:;\\[\]]+)+$/.test(email)) {
    throw badInput(path, 'This is not an e-mail address.', 'Write name@domain.');
  }
  return email;
}

/** @returns the address as a browser would write it. @throws BAD_INPUT unless it is http or https. */
export function checkSite(text: string, path: string): string {
  const url = URL.parse(text.trim());
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.href.length > 500) {
    throw badInput(path, 'This is not the address of a web site.', 'Write https://… with at most 500 characters.');
  }
  return url.href;
}

export function checkSize(size: number, path: string): number {
  if (!Number.isInteger(size) || size < 0 || size > 10_000_000) {
    throw badInput(path, 'The count of employees is a whole number from 0 to 10,000,000.');
  }
  return size;
}

/** How an actor stands to an organization: it runs the place, belongs to it, serves its region, or none of these. */
export type Standing = 'OPERATOR' | 'OWN' | 'OFFICE' | 'STRANGER';

export function standingOf(
  actor: Actor,
  organization: { id: string; kind: string; region: string },
  regionsWithin: (region: string) => readonly string[],
): Standing {
  if (actor.kind === 'SYSTEM') return 'OPERATOR';
  if (actor.kind !== 'MEMBER') return 'STRANGER';
  if (actor.organization.id === organization.id) return 'OWN';
  // An office never keeps another office's record, not even of a district below it.
  const serves = actor.organization.kind === 'OFFICE' && organization.kind !== 'OFFICE';
  return serves && regionsWithin(actor.organization.region).includes(organization.region) ? 'OFFICE' : 'STRANGER';
}

/** True when the actor's organization is that one; later also when it is an agency with that employer's mandate. */
export function actsFor(actor: Actor, organizationId: string): boolean {
  return actor.kind === 'SYSTEM' || (actor.kind === 'MEMBER' && actor.organization.id === organizationId);
}
