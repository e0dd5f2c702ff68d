import type { DayNumber } from '../../kernel/day.ts';
import { badInput } from '../../kernel/errors.ts';
import { inLines, optionalText } from '../../kernel/text.ts';
import type { Scheme, Taxonomy } from '../taxonomy/index.ts';
import {
  bounded,
  codeOrNone,
  dayWithin,
  distinct,
  email,
  oneOf,
  organizationId,
  phone,
  required,
  whole,
} from './talents.checks.ts';
import { checkLists } from './talents.lists.ts';
import {
  availabilities,
  type TalentContent,
  type TalentDraft,
  talentClasses,
  type Wish,
  workKinds,
} from './talents.record.ts';

/** What the checks rest on. */
export interface CheckBasis {
  taxonomy: Taxonomy;
  today: DayNumber;
  /** Where the draft stands in the caller's input: `input`, `patch`, `rows.12`. */
  path: string;
}

export const maxWishes = 5;
const maxHiddenFrom = 100;
const daysInTenYears = 3_653;
/** ¥10 million a month: above it a figure is a mistake of units. */
const maxFen = 1_000_000_000;

/** The draft laid over what is there, without what is absent; the wish is laid over field by field. */
export function overlaid(base: TalentDraft, draft: TalentDraft): TalentDraft {
  const wish = draft.wish === undefined ? base.wish : draft.wish && { ...base.wish, ...given(draft.wish) };
  return { ...base, ...given(draft), wish };
}

function given<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/**
 * The whole of a talent, checked and made canonical: current codes, trimmed texts, lists in one order.
 * @throws BAD_INPUT at `<path>.<field>` with a cure.
 */
export function checkTalent(draft: TalentDraft, basis: CheckBasis): TalentContent {
  const at = (field: string): string => `${basis.path}.${field}`;
  const birthYear = whole(draft.birthYear, at('birthYear'), yearOf(basis.today) - 100, yearOf(basis.today) - 14);
  const content: TalentContent = {
    externalId: optionalText(draft.externalId, at('externalId'), 100),
    name: required(optionalText(draft.name, at('name'), 100), at('name')),
    phone: phone(draft.phone, at('phone')),
    email: email(draft.email, at('email')),
    birthYear,
    residence: codeOrNone(basis.taxonomy, 'region', draft.residence, at('residence')),
    ...checkLists(draft, basis, birthYear),
    wish: checkWish(draft.wish ?? {}, basis, at('wish')),
    availability: oneOf(availabilities, draft.availability ?? 'AVAILABLE', at('availability')),
    unavailableUntil: dayWithin(draft.unavailableUntil, at('unavailableUntil'), {
      to: basis.today + daysInTenYears,
      why: 'it lies more than ten years ahead',
    }),
    refusesRanking: draft.refusesRanking ?? false,
    hiddenFrom: checkHiddenFrom(draft.hiddenFrom, at('hiddenFrom')),
    talentClass: draft.talentClass == null ? null : oneOf(talentClasses, draft.talentClass, at('talentClass')),
    resume: optionalText(draft.resume, at('resume'), 100_000, inLines),
  };
  if (content.unavailableUntil !== null && content.availability !== 'UNAVAILABLE') {
    throw badInput(
      at('unavailableUntil'),
      `The talent is ${content.availability}.`,
      'Set availability to UNAVAILABLE, or unavailableUntil to null.',
    );
  }
  return content;
}

function checkHiddenFrom(ids: readonly string[] | null | undefined, path: string): string[] {
  const checked = bounded(ids, path, maxHiddenFrom).map((id, n) => organizationId(id, `${path}.${n}`));
  return distinct(checked, path, String).sort();
}

function checkWish(wish: NonNullable<TalentDraft['wish']>, { taxonomy, today }: CheckBasis, path: string): Wish {
  const codes = (scheme: Scheme, list: readonly string[] | null | undefined, field: string): string[] => {
    const current = bounded(list, `${path}.${field}`, maxWishes).map((code, n) =>
      taxonomy.check(scheme, code, `${path}.${field}.${n}`),
    );
    return distinct(current, `${path}.${field}`, String);
  };
  const kinds = bounded(wish.kinds, `${path}.kinds`, workKinds.length).map((kind, n) =>
    oneOf(workKinds, kind, `${path}.kinds.${n}`),
  );
  return {
    occupations: codes('occupation', wish.occupations, 'occupations'),
    regions: codes('region', wish.regions, 'regions'),
    pay: whole(wish.pay, `${path}.pay`, 1, maxFen),
    kinds: distinct(kinds, `${path}.kinds`, String).sort((a, b) => workKinds.indexOf(a) - workKinds.indexOf(b)),
    from: dayWithin(wish.from, `${path}.from`, {
      to: today + daysInTenYears,
      why: 'it lies more than ten years ahead',
    }),
  };
}

function yearOf(day: DayNumber): number {
  return new Date(day * 86_400_000).getUTCFullYear();
}
