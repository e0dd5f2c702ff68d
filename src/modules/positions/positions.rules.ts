import { type Actor, organizationOf } from '../../kernel/actor.ts';
import type { DayNumber } from '../../kernel/day.ts';
import { badInput, DomainError } from '../../kernel/errors.ts';
import type { PayRange } from '../../kernel/money.ts';

export const workKinds = ['FULL', 'PART', 'INTERN', 'TEMPORARY', 'FLEXIBLE'] as const;
export type WorkKind = (typeof workKinds)[number];

export const hardFilters = ['EDUCATION', 'MAJORS', 'GRADE', 'LICENCES', 'REGION', 'EXPERIENCE'] as const;
export type HardFilter = (typeof hardFilters)[number];

export const positionStatuses = ['DRAFT', 'PUBLISHED', 'CLOSED'] as const;
export type PositionStatus = (typeof positionStatuses)[number];

/** A skill that a position asks, with the least level (1–5) where it names one. */
export interface AskedSkill {
  skill: string;
  level: number | null;
}

/** What an employer says of a position. */
export interface PositionValues {
  externalId: string | null;
  title: string;
  occupation: string;
  description: string | null;
  headcount: number;
  filled: number;
  region: string;
  industry: string | null;
  pay: PayRange | null;
  kind: WorkKind;
  startFrom: DayNumber | null;
  education: number | null;
  majors: string[];
  grade: number | null;
  titleRank: { series: string; rank: number } | null;
  experienceMonths: number | null;
  mustHave: AskedSkill[];
  niceToHave: AskedSkill[];
  licences: string[];
  hardFilters: HardFilter[];
  opensOn: DayNumber;
  closesOn: DayNumber | null;
  repostOfId: string | null;
}

export interface PositionRecord extends PositionValues {
  id: string;
  employerId: string;
  postedById: string;
  status: PositionStatus;
  closedReason: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  archivedAt: Date | null;
}

/** Of an employer, what decides who may write its positions. */
export interface PositionEmployer {
  id: string;
  region: string;
  isEmployer: boolean;
  archived: boolean;
  /** Has members of its own; until then the office of its region keeps its positions. */
  claimed: boolean;
}

/**
 * Who sees the employer's own number of a position: the employer, who posted it, and the office that writes its positions.
 * @param employer of an office alone it is asked
 */
export function seesNumber(
  actor: Actor,
  position: Pick<PositionRecord, 'employerId' | 'postedById'>,
  employer: PositionEmployer | null,
  isWithin: (region: string, of: string) => boolean,
): boolean {
  const own = organizationOf(actor)?.id;
  if (actor.kind === 'SYSTEM' || own === position.employerId || own === position.postedById) return true;
  return employer !== null && mayWriteFor(actor, employer, isWithin);
}

/** Open on a day: published, opensOn ≤ day ≤ closesOn, a place left, not archived. */
export function isOpenOn(position: PositionRecord, day: DayNumber): boolean {
  return (
    position.status === 'PUBLISHED' &&
    position.archivedAt === null &&
    position.opensOn <= day &&
    (position.closesOn === null || day <= position.closesOn) &&
    position.filled < position.headcount
  );
}

/**
 * The employer's own members write its positions. While it has none, the office in whose region it sits does, and stops
 * the moment somebody claims the employer. An agency would need a mandate of the employer, of which there is no record
 * yet: until there is, agencies write none.
 */
export function mayWriteFor(
  actor: Actor,
  employer: PositionEmployer,
  isWithin: (region: string, of: string) => boolean,
): boolean {
  if (actor.kind === 'SYSTEM') return true;
  if (actor.kind !== 'MEMBER') return false;
  const { organization } = actor;
  if (organization.kind === 'EMPLOYER') return organization.id === employer.id;
  return organization.kind === 'OFFICE' && !employer.claimed && isWithin(employer.region, organization.region);
}

/** @throws BAD_INPUT for what is no employer, FORBIDDEN for an employer that the actor does not write for. */
export function checkWriter(
  actor: Actor,
  employer: PositionEmployer | null,
  isWithin: (region: string, of: string) => boolean,
): void {
  if (!employer?.isEmployer || employer.archived) {
    throw badInput('input.employer', 'This is no employer in use.', 'Name an organization of kind EMPLOYER.');
  }
  if (mayWriteFor(actor, employer, isWithin)) return;
  throw new DomainError('FORBIDDEN', 'You do not write this employer’s positions.', {
    cure:
      organizationOf(actor)?.kind === 'AGENCY'
        ? 'An agency writes positions once an employer’s mandate can be recorded; let the employer post it.'
        : 'Only the employer’s members write them, and the office of its region while the employer has no members.',
  });
}

/** @throws BAD_INPUT unless the repeated position is an earlier one of the same employer. */
export function checkRepost(earlier: PositionRecord | undefined, employerId: string): void {
  if (earlier?.employerId === employerId) return;
  throw badInput(
    'input.repostOf',
    'This is no position of the employer.',
    'Give the id of an earlier one of the same employer.',
  );
}

/** @throws CONFLICT when nothing may be written to the position any more. */
export function checkNotArchived(position: PositionRecord): void {
  if (position.archivedAt !== null) {
    throw new DomainError('CONFLICT', 'The position is archived. Nothing was written.', {
      kind: 'position',
      id: position.id,
    });
  }
}

/** @throws CONFLICT unless the position is a draft; BAD_INPUT when it could not be open from `today` on. */
export function checkPublish(position: PositionRecord, today: DayNumber): void {
  checkStatus(
    position,
    'DRAFT',
    position.status === 'CLOSED' ? 'Create a new position with repostOf: a closed one keeps its history.' : undefined,
  );
  if (position.closesOn !== null && position.closesOn < today) {
    throw badInput(
      'closesOn',
      'The position’s last day has passed.',
      'Set a later closesOn, or none, and publish again.',
    );
  }
  if (position.filled >= position.headcount) {
    throw badInput(
      'filled',
      'Every place of the position is filled.',
      'Raise the headcount or lower filled, and publish again.',
    );
  }
}

/** @throws CONFLICT unless the position is published. */
export function checkClose(position: PositionRecord): void {
  checkStatus(position, 'PUBLISHED', position.status === 'DRAFT' ? 'Archive a draft that is not wanted.' : undefined);
}

/** @throws CONFLICT when a closed position is to be changed in more than the places that were filled. */
export function checkChange(position: PositionRecord, changed: readonly string[]): void {
  if (position.status !== 'CLOSED' || changed.every((field) => field === 'filled')) return;
  checkStatus(
    position,
    'PUBLISHED',
    'Of a closed position only filled can be changed; create a new one with repostOf.',
  );
}

function checkStatus(position: PositionRecord, wanted: PositionStatus, cure?: string): void {
  if (position.status === wanted) return;
  throw new DomainError('CONFLICT', `The position is ${position.status}, not ${wanted}. Nothing was written.`, {
    kind: 'position',
    id: position.id,
    status: position.status,
    ...(cure === undefined ? {} : { cure }),
  });
}
