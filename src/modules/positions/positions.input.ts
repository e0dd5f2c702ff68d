import { type DayNumber, formatDay } from '../../kernel/day.ts';
import { badInput } from '../../kernel/errors.ts';
import { checkPay } from '../../kernel/money.ts';
import { inLines, optionalText } from '../../kernel/text.ts';
import type { Scheme, Taxonomy } from '../taxonomy/index.ts';
import { type AskedSkill, type HardFilter, hardFilters, type PositionValues, workKinds } from './positions.rules.ts';

export { optionalText as text } from '../../kernel/text.ts';

/** What a caller may give of a position; what is absent keeps its value, null clears it. */
export type PositionDraft = { [Field in keyof PositionValues]?: PositionInputValue<Field> | null | undefined };

type PositionInputValue<Field extends keyof PositionValues> = Field extends 'pay'
  ? { from?: number | null; to?: number | null }
  : Field extends 'mustHave' | 'niceToHave'
    ? { skill: string; level?: number | null }[]
    : PositionValues[Field];

const maxListed = 30;
/** A start further off than this is a mistyped year. */
const maxDaysToStart = 3 * 366;

export function emptyPosition(today: DayNumber): PositionDraft {
  return { filled: 0, kind: 'FULL', opensOn: today };
}

/** The draft laid over what is there, without what is absent. */
export function overlaid(base: PositionDraft, draft: PositionDraft): PositionDraft {
  const given = Object.entries(draft).filter(([, value]) => value !== undefined);
  return { ...base, ...Object.fromEntries(given) };
}

/**
 * The whole of a position, checked and made canonical: current codes, trimmed texts, no repetitions.
 * @throws BAD_INPUT at `<path>.<field>` with a cure.
 */
export function checkPosition(draft: PositionDraft, taxonomy: Taxonomy, path: string): PositionValues {
  const at = (field: string): string => `${path}.${field}`;
  const code = (scheme: Scheme, value: string | null | undefined, field: string): string | null =>
    value == null ? null : taxonomy.check(scheme, value, at(field));
  const codes = (scheme: Scheme, values: readonly string[] | null | undefined, field: string): string[] =>
    bounded(values ?? [], at(field))
      .map((value, n) => taxonomy.check(scheme, value, `${at(field)}.${n}`))
      .filter(isFirst);
  const values: PositionValues = {
    externalId: optionalText(draft.externalId, at('externalId'), 100),
    title: required(optionalText(draft.title, at('title'), 200), at('title')),
    occupation: required(code('occupation', draft.occupation, 'occupation'), at('occupation')),
    description: optionalText(draft.description, at('description'), 20_000, inLines),
    headcount: required(whole(draft.headcount, at('headcount'), 1, 100_000), at('headcount')),
    filled: whole(draft.filled, at('filled'), 0, 100_000) ?? 0,
    region: required(code('region', draft.region, 'region'), at('region')),
    industry: code('industry', draft.industry, 'industry'),
    pay: checkPay(draft.pay, at('pay')),
    kind: oneOf(workKinds, draft.kind ?? 'FULL', at('kind')),
    startFrom: draft.startFrom ?? null,
    education: whole(draft.education, at('education'), 1, 6),
    majors: codes('major', draft.majors, 'majors'),
    grade: whole(draft.grade, at('grade'), 1, 8),
    titleRank: titleRank(draft.titleRank, taxonomy, at('titleRank')),
    experienceMonths: whole(draft.experienceMonths, at('experienceMonths'), 0, 600),
    mustHave: skills(draft.mustHave, taxonomy, at('mustHave')),
    niceToHave: skills(draft.niceToHave, taxonomy, at('niceToHave')),
    licences: codes('licence', draft.licences, 'licences'),
    hardFilters: (draft.hardFilters ?? [])
      .map((filter, n) => oneOf(hardFilters, filter, `${at('hardFilters')}.${n}`))
      .filter(isFirst),
    opensOn: required(draft.opensOn ?? null, at('opensOn')),
    closesOn: draft.closesOn ?? null,
    repostOfId: draft.repostOfId ?? null,
  };
  checkTogether(values, at);
  return values;
}

/** What one field forbids another. */
function checkTogether(values: PositionValues, at: (field: string) => string): void {
  const { headcount, filled, opensOn, closesOn, startFrom } = values;
  if (filled > headcount) {
    throw badInput(
      at('filled'),
      `${filled} places cannot be filled of a headcount of ${headcount}.`,
      'Lower filled or raise headcount.',
    );
  }
  if (closesOn !== null && closesOn < opensOn) {
    throw badInput(
      at('closesOn'),
      `The last day lies before the first, ${formatDay(opensOn)}.`,
      'Move closesOn to opensOn or later.',
    );
  }
  if (startFrom !== null && Math.abs(startFrom - opensOn) > maxDaysToStart) {
    throw badInput(
      at('startFrom'),
      'The start lies more than three years from opensOn.',
      'Check the year, or leave startFrom out.',
    );
  }
  const must = new Set(values.mustHave.map(({ skill }) => skill));
  const twice = values.niceToHave.findIndex(({ skill }) => must.has(skill));
  if (twice >= 0) {
    throw badInput(
      `${at('niceToHave')}.${twice}`,
      'The skill is among the must-haves already.',
      'Name it in one of the two lists.',
    );
  }
  values.hardFilters.forEach((filter, n) => {
    const cure = missingFor(filter, values);
    if (cure)
      throw badInput(
        `${at('hardFilters')}.${n}`,
        `${filter} cannot be a hard filter: the position does not ask it.`,
        cure,
      );
  });
}

/** How to make a hard filter meaningful, or null when the position asks what it filters by. */
function missingFor(filter: HardFilter, values: PositionValues): string | null {
  switch (filter) {
    case 'EDUCATION':
      return values.education === null ? 'Set education, or leave the filter out.' : null;
    case 'MAJORS':
      return values.majors.length === 0 ? 'Name the majors, or leave the filter out.' : null;
    case 'GRADE':
      return values.grade === null ? 'Set grade, or leave the filter out.' : null;
    case 'LICENCES':
      return values.licences.length === 0 ? 'Name the licences; those that the law demands are always asked.' : null;
    case 'EXPERIENCE':
      return values.experienceMonths ? null : 'Set experienceMonths above 0, or leave the filter out.';
    case 'REGION':
      return null;
  }
}

function skills(asked: PositionDraft['mustHave'], taxonomy: Taxonomy, path: string): AskedSkill[] {
  const list = bounded(asked ?? [], path).map(({ skill, level }, n) => ({
    skill: taxonomy.check('skill', skill, `${path}.${n}.skill`),
    level: whole(level, `${path}.${n}.level`, 1, 5),
  }));
  list.forEach(({ skill }, n) => {
    if (list.findIndex((other) => other.skill === skill) < n) {
      throw badInput(`${path}.${n}.skill`, 'The skill stands in the list twice.', 'Name it once.');
    }
  });
  return list.sort((a, b) => (a.skill < b.skill ? -1 : 1));
}

function titleRank(asked: PositionDraft['titleRank'], taxonomy: Taxonomy, path: string): PositionValues['titleRank'] {
  if (!asked) return null;
  const rank = whole(asked.rank, `${path}.rank`, 1, 5);
  return {
    series: taxonomy.check('titleSeries', asked.series, `${path}.series`),
    rank: required(rank, `${path}.rank`),
  };
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

function bounded<T>(list: readonly T[], path: string): readonly T[] {
  if (list.length > maxListed)
    throw badInput(path, `The list has ${list.length} entries.`, `Keep the ${maxListed} that matter most.`);
  return list;
}

function isFirst<T>(value: T, at: number, list: readonly T[]): boolean {
  return list.indexOf(value) === at;
}
