import { badInput } from '../../kernel/errors.ts';
import { checkId } from '../../kernel/ids.ts';
import { optionalText } from '../../kernel/text.ts';
import type { Taxonomy } from '../taxonomy/index.ts';
import { type Outcome, type ProgramValues, programKinds, programStatuses, type YearFigures } from './programs.rules.ts';

type Given<T> = { [Field in keyof T]?: T[Field] | null | undefined };

/** What a caller may give of a program; what is absent keeps its value, null clears it, a list replaces the list. */
export type ProgramDraft = Given<Omit<ProgramValues, 'yearsTenths' | 'figures' | 'outcomes'>> & {
  /** Length in years. */
  years?: number | null | undefined;
  figures?: (Given<Omit<YearFigures, 'year'>> & { year: number })[] | null | undefined;
  outcomes?: (Given<Pick<Outcome, 'inRegion'>> & Omit<Outcome, 'inRegion'>)[] | null | undefined;
};

const maxSkills = 50;
const maxFigures = 40;
const maxOutcomes = 500;
const maxPeople = 100_000;
/** Half a year is the shortest course that is a program; less is a mistake of units. */
const leastYears = 0.5;

/** A stored program as a draft, to lay a patch over. */
export function draftOf({ yearsTenths, ...values }: ProgramValues): ProgramDraft {
  return { ...values, years: yearsTenths / 10 };
}

/** The draft laid over what is there, without what is absent. */
export function overlaid(base: ProgramDraft, draft: ProgramDraft): ProgramDraft {
  return { ...base, ...Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) };
}

/** The whole of a program, checked and made canonical. @throws BAD_INPUT at `<path>.<field>` with a cure. */
export function checkProgram(draft: ProgramDraft, taxonomy: Taxonomy, path: string): ProgramValues {
  const at = (field: string): string => `${path}.${field}`;
  const values: ProgramValues = {
    externalId: optionalText(draft.externalId, at('externalId'), 100),
    name: required(optionalText(draft.name, at('name'), 200), at('name')),
    major: taxonomy.check('major', required(draft.major ?? null, at('major')), at('major')),
    level: required(whole(draft.level, at('level'), 1, 6), at('level')),
    yearsTenths: years(draft.years, at('years')),
    kind: oneOf(programKinds, draft.kind ?? 'FULL_TIME', at('kind')),
    firmId: draft.firmId == null ? null : checkId(draft.firmId, at('firm')),
    skills: skills(draft.skills ?? [], taxonomy, at('skills')),
    status: oneOf(programStatuses, draft.status ?? 'RUNNING', at('status')),
    figures: figures(draft.figures ?? [], at('figures')),
    outcomes: outcomes(draft.outcomes ?? [], taxonomy, at('outcomes')),
  };
  const forFirm = values.kind === 'ORDER_CLASS' || values.kind === 'NAMED_CLASS';
  if (forFirm && values.firmId === null) {
    throw badInput(at('firm'), `A program of kind ${values.kind} is held with a firm.`, 'Name the employer.');
  }
  if (!forFirm && values.firmId !== null) {
    throw badInput(
      at('firm'),
      'Only an order class or a named class has a firm.',
      'Leave firm out, or set kind to ORDER_CLASS or NAMED_CLASS.',
    );
  }
  return values;
}

function years(value: number | null | undefined, path: string): number {
  const tenths = Math.round(required(value ?? null, path) * 10);
  if (tenths >= leastYears * 10 && tenths <= 100) return tenths;
  throw badInput(path, `${value} is out of range.`, `Give the length in years, ${leastYears} to 10, such as 3 or 3.5.`);
}

function skills(codes: readonly string[], taxonomy: Taxonomy, path: string): string[] {
  if (codes.length > maxSkills)
    throw badInput(path, `${codes.length} skills were given.`, `Keep the ${maxSkills} that matter most.`);
  return [...new Set(codes.map((code, n) => taxonomy.check('skill', code, `${path}.${n}`)))].sort();
}

function figures(given: NonNullable<ProgramDraft['figures']>, path: string): YearFigures[] {
  if (given.length > maxFigures)
    throw badInput(path, `${given.length} years were given.`, `Keep the last ${maxFigures}.`);
  const rows = given.map((row, n) => {
    const count = (field: Exclude<keyof YearFigures, 'year'>): number | null =>
      whole(row[field], `${path}.${n}.${field}`, 0, maxPeople);
    return {
      year: year(row.year, `${path}.${n}.year`),
      places: count('places'),
      enrolled: count('enrolled'),
      graduatesDue: count('graduatesDue'),
      graduatesActual: count('graduatesActual'),
    };
  });
  refuseTwice(
    rows.map((row) => String(row.year)),
    path,
    'year',
  );
  return rows.sort((a, b) => a.year - b.year);
}

function outcomes(given: NonNullable<ProgramDraft['outcomes']>, taxonomy: Taxonomy, path: string): Outcome[] {
  if (given.length > maxOutcomes)
    throw badInput(path, `${given.length} outcomes were given.`, `Keep the ${maxOutcomes} largest.`);
  const rows = given.map((row, n) => {
    const count = required(whole(row.count, `${path}.${n}.count`, 0, maxPeople), `${path}.${n}.count`);
    return {
      year: year(row.year, `${path}.${n}.year`),
      occupation: taxonomy.check('occupation', row.occupation, `${path}.${n}.occupation`),
      count,
      inRegion: whole(row.inRegion, `${path}.${n}.inRegion`, 0, count),
    };
  });
  refuseTwice(
    rows.map((row) => `${row.year} ${row.occupation}`),
    path,
    'year and occupation',
  );
  return rows.sort((a, b) => a.year - b.year || (a.occupation < b.occupation ? -1 : 1));
}

function refuseTwice(keys: readonly string[], path: string, what: string): void {
  const twice = keys.findIndex((key, n) => keys.indexOf(key) < n);
  if (twice >= 0)
    throw badInput(`${path}.${twice}`, `The same ${what} stands in the list twice.`, 'Keep one of the two.');
}

function year(value: number, path: string): number {
  return required(whole(value, path, 1950, 2100), path);
}

function whole(value: number | null | undefined, path: string, min: number, max: number): number | null {
  if (value == null) return null;
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw badInput(path, `${value} is out of range.`, `Give a whole number from ${min} to ${max}.`);
}

function required<T>(value: T | null, path: string): T {
  if (value === null) throw badInput(path, 'This must be given.', 'Give a value.');
  return value;
}

function oneOf<T extends string>(values: readonly T[], value: string, path: string): T {
  const found = values.find((one) => one === value);
  if (found === undefined)
    throw badInput(path, `“${value.slice(0, 60)}” is not known here.`, `Write one of ${values.join(', ')}.`);
  return found;
}
