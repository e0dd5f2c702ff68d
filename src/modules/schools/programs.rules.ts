import { DomainError } from '../../kernel/errors.ts';
import type { OccupationLink } from './program-links.rules.ts';

export const programKinds = ['FULL_TIME', 'PART_TIME', 'ORDER_CLASS', 'NAMED_CLASS'] as const;
export type ProgramKind = (typeof programKinds)[number];

export const programStatuses = ['RUNNING', 'PAUSED', 'CLOSED'] as const;
export type ProgramStatus = (typeof programStatuses)[number];

/** Figures of a program in a year; null is unknown, not 0. */
export interface YearFigures {
  year: number;
  places: number | null;
  /** Of the cohort that begins in the year. */
  enrolled: number | null;
  graduatesDue: number | null;
  graduatesActual: number | null;
}

/** How many graduates of a year went to an occupation. */
export interface Outcome {
  year: number;
  occupation: string;
  count: number;
  /** Of them, within the school's city; null is unknown. */
  inRegion: number | null;
}

/** What a school says of a program. */
export interface ProgramValues {
  externalId: string | null;
  name: string;
  major: string;
  /** Education level of its graduates, 1–6. */
  level: number;
  yearsTenths: number;
  kind: ProgramKind;
  /** The firm of an order class or a named class. */
  firmId: string | null;
  skills: string[];
  status: ProgramStatus;
  figures: YearFigures[];
  outcomes: Outcome[];
}

export interface ProgramRecord extends ProgramValues {
  id: string;
  schoolId: string;
  schoolName: string;
  schoolRegion: string;
  /** Its own links, of any day. */
  links: OccupationLink[];
  version: number;
  createdAt: Date;
  updatedAt: Date;
  archivedAt: Date | null;
}

/** @throws CONFLICT when nothing may be written to the program any more. */
export function checkNotArchived(program: ProgramRecord): void {
  if (program.archivedAt !== null) {
    throw new DomainError('CONFLICT', 'The program is archived. Nothing was written.', {
      kind: 'program',
      id: program.id,
    });
  }
}
