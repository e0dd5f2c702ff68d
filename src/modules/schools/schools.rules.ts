import { type Actor, organizationOf } from '../../kernel/actor.ts';
import { badInput, DomainError } from '../../kernel/errors.ts';
import { checkText } from '../../kernel/text.ts';

export const schoolKinds = ['UNIVERSITY', 'VOCATIONAL_COLLEGE', 'TECHNICIAN_COLLEGE', 'TRAINING'] as const;
export type SchoolKind = (typeof schoolKinds)[number];

/** What a school is beyond being an organization. */
export interface SchoolRecord {
  id: string;
  /** Null while nobody has said. */
  kind: SchoolKind | null;
  tierTags: string[];
  /** 0 while nothing of it is stored. */
  version: number;
}

/** Of a school's organization, what decides who may write for it. */
export interface SchoolStanding {
  id: string;
  region: string;
  isSchool: boolean;
  archived: boolean;
  /** Somebody has said what kind of school it is: there is a row that programs hang on. */
  described: boolean;
  /** Has members of its own; until then the office of its region keeps its programs. */
  claimed: boolean;
}

const maxTags = 10;
const maxTagLength = 30;

/** The school's own members write for it; while it has none, the office in whose region it sits does. */
export function mayWriteFor(
  actor: Actor,
  school: SchoolStanding,
  isWithin: (region: string, of: string) => boolean,
): boolean {
  if (actor.kind === 'SYSTEM') return true;
  if (actor.kind !== 'MEMBER') return false;
  const { organization } = actor;
  if (organization.kind === 'SCHOOL') return organization.id === school.id;
  return organization.kind === 'OFFICE' && !school.claimed && isWithin(school.region, organization.region);
}

/**
 * Who sees the school's own numbers: the school, and the office that writes for it.
 * @param school of an office alone it is asked
 */
export function seesNumbers(
  actor: Actor,
  schoolId: string,
  school: SchoolStanding | null,
  isWithin: (region: string, of: string) => boolean,
): boolean {
  if (actor.kind === 'SYSTEM' || organizationOf(actor)?.id === schoolId) return true;
  return school !== null && mayWriteFor(actor, school, isWithin);
}

/** @throws FORBIDDEN for a school that the actor does not write for. */
export function refuseStranger(
  actor: Actor,
  school: SchoolStanding,
  isWithin: (region: string, of: string) => boolean,
): void {
  if (mayWriteFor(actor, school, isWithin)) return;
  throw new DomainError('FORBIDDEN', 'You do not write for this school.', {
    cure: 'Only the school’s members do, and the office of its region while the school has no members.',
  });
}

/** @returns the tags trimmed, each once. @throws BAD_INPUT at `path` for too many or too long ones. */
export function checkTierTags(tags: readonly string[], path: string): string[] {
  if (tags.length > maxTags)
    throw badInput(path, `A school has at most ${maxTags} tags; ${tags.length} were given.`, 'Keep the official ones.');
  const trimmed = tags.map((tag, n) => checkText(tag, `${path}.${n}`, { min: 1, max: maxTagLength }));
  return [...new Set(trimmed)];
}
