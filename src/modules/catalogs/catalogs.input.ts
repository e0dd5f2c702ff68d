import { type DayNumber, formatDay } from '../../kernel/day.ts';
import { badInput } from '../../kernel/errors.ts';
import { checkPay } from '../../kernel/money.ts';
import { inLines, optionalText } from '../../kernel/text.ts';
import type { Taxonomy } from '../taxonomy/index.ts';
import {
  type CatalogMode,
  type CatalogValues,
  catalogModes,
  type EntryValues,
  type ShortageLevel,
  shortageLevels,
} from './catalogs.rules.ts';

/** What a caller may give of a catalog as a whole; what is absent keeps its value, null clears it. */
export type CatalogDraft = { [Field in keyof CatalogValues]?: CatalogValues[Field] | null | undefined };

export interface EntryDraft {
  /** A code of any level, or exactly a name or alias that fits one occupation only. */
  occupation: string;
  tradeName?: string | null | undefined;
  level?: ShortageLevel | null | undefined;
  headcount?: number | null | undefined;
  majors?: readonly string[] | null | undefined;
  education?: number | null | undefined;
  grade?: number | null | undefined;
  schools?: readonly string[] | null | undefined;
  pay?: { from?: number | null; to?: number | null } | null | undefined;
  remark?: string | null | undefined;
  withdraws?: boolean | null | undefined;
}

export const maxEntries = 5_000;
const maxListed = 30;
const maxHeadcount = 1_000_000;

/** The draft laid over what is there, without what is absent. */
export function overlaid(base: CatalogDraft, draft: CatalogDraft): CatalogDraft {
  const given = Object.entries(draft).filter(([, value]) => value !== undefined);
  return { ...base, ...Object.fromEntries(given) };
}

/**
 * A catalog as a whole, checked and made canonical.
 * @param officeRegion the region that the issuing office serves
 * @throws BAD_INPUT at `<path>.<field>` with a cure.
 */
export function checkCatalog(
  draft: CatalogDraft,
  taxonomy: Taxonomy,
  officeRegion: string,
  path: string,
): CatalogValues {
  const at = (field: string): string => `${path}.${field}`;
  const validFrom = required(draft.validFrom, at('validFrom'));
  return {
    externalId: optionalText(draft.externalId, at('externalId'), 100),
    region: checkRegion(required(draft.region, at('region')), taxonomy, officeRegion, at('region')),
    title: required(optionalText(draft.title, at('title'), 200), at('title')),
    mode: oneOf<CatalogMode>(catalogModes, required(draft.mode, at('mode')), at('mode')),
    validFrom,
    validTo: checkValidTo(draft.validTo ?? null, validFrom, at('validTo')),
    edition: required(optionalText(draft.edition, at('edition'), 50), at('edition')),
  };
}

/** @throws BAD_INPUT at `<path>.<n>.<field>`; also for an occupation that stands there twice. */
export function checkEntries(drafts: readonly EntryDraft[], taxonomy: Taxonomy, path: string): EntryValues[] {
  if (drafts.length > maxEntries) {
    throw badInput(
      path,
      `The catalog has ${drafts.length} entries.`,
      `A catalog holds at most ${maxEntries}; make two for two regions.`,
    );
  }
  const entries = drafts.map((draft, n) => checkEntry(draft, taxonomy, `${path}.${n}`));
  const lines = new Map<string, number>();
  entries.forEach(({ occupation }, n) => {
    const earlier = lines.get(occupation);
    if (earlier !== undefined) {
      const name = taxonomy.get('occupation', occupation)?.name;
      throw badInput(
        `${path}.${n}.occupation`,
        `${occupation} (${name}) stands in entry ${earlier} already.`,
        'Join the two entries.',
      );
    }
    lines.set(occupation, n);
  });
  return entries;
}

/** One entry, checked and made canonical. @throws BAD_INPUT at `<path>.<field>` with a cure. */
export function checkEntry(draft: EntryDraft, taxonomy: Taxonomy, path: string): EntryValues {
  const at = (field: string): string => `${path}.${field}`;
  const occupation = taxonomy.resolve('occupation', draft.occupation, at('occupation'));
  const entry: EntryValues = {
    occupation,
    tradeName: optionalText(draft.tradeName, at('tradeName'), 100) ?? ownWords(draft.occupation, occupation, taxonomy),
    // To be listed in a 紧缺目录 at all says 紧缺; many cities state no levels.
    level: oneOf<ShortageLevel>(shortageLevels, draft.level ?? 'SHORT', at('level')),
    headcount: whole(draft.headcount, at('headcount'), 1, maxHeadcount),
    majors: list(draft.majors, at('majors'), (major, where) => taxonomy.resolve('major', major, where)),
    education: whole(draft.education, at('education'), 1, 6),
    grade: whole(draft.grade, at('grade'), 1, 8),
    schools: list(draft.schools, at('schools'), (school, where) => required(optionalText(school, where, 100), where)),
    pay: checkPay(draft.pay, at('pay')),
    remark: optionalText(draft.remark, at('remark'), 2_000, inLines),
    withdraws: draft.withdraws ?? false,
  };
  checkWithdrawal(entry, at);
  return entry;
}

/** An entry that takes the others out wants nobody: what it says of people would be lost unread. */
function checkWithdrawal({ withdraws, headcount, majors, pay }: EntryValues, at: (field: string) => string): void {
  if (!withdraws) return;
  const wanted = { headcount: headcount !== null, majors: majors.length > 0, pay: pay !== null };
  for (const [field, isGiven] of Object.entries(wanted)) {
    if (!isGiven) continue;
    throw badInput(
      at(field),
      `An entry that withdraws the occupation says no ${field} of it.`,
      `Leave ${field} out, or set withdraws to false to list the occupation.`,
    );
  }
}

/** What the office calls the occupation, where it wrote neither its code nor its name. */
function ownWords(written: string, code: string, taxonomy: Taxonomy): string | null {
  const words = written.trim();
  const isCode = taxonomy.get('occupation', words) !== null;
  return isCode || words === taxonomy.get('occupation', code)?.name ? null : words.slice(0, 100);
}

function checkRegion(code: string, taxonomy: Taxonomy, officeRegion: string, path: string): string {
  const region = taxonomy.check('region', code, path);
  if (taxonomy.isWithin('region', region, officeRegion)) return region;
  const name = taxonomy.get('region', officeRegion)?.name ?? officeRegion;
  throw badInput(
    path,
    `The region does not lie in ${name}, which your office serves.`,
    `Name ${officeRegion} or a region within it.`,
  );
}

function checkValidTo(validTo: DayNumber | null, validFrom: DayNumber, path: string): DayNumber | null {
  if (validTo === null || validTo >= validFrom) return validTo;
  throw badInput(
    path,
    `The last day lies before the first, ${formatDay(validFrom)}.`,
    'Move validTo to validFrom or later, or leave it out.',
  );
}

function list<T>(
  values: readonly T[] | null | undefined,
  path: string,
  check: (value: T, path: string) => string,
): string[] {
  const given = values ?? [];
  if (given.length > maxListed)
    throw badInput(path, `The list has ${given.length} items.`, `Keep the ${maxListed} that matter most.`);
  return [...new Set(given.map((value, n) => check(value, `${path}.${n}`)))];
}

function whole(value: number | null | undefined, path: string, min: number, max: number): number | null {
  if (value == null) return null;
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw badInput(path, `${value} is out of range.`, `Give a whole number from ${min} to ${max}.`);
}

function required<T>(value: T | null | undefined, path: string): T {
  if (value == null) throw badInput(path, 'This must be given.', 'Give a value.');
  return value;
}

function oneOf<T extends string>(values: readonly T[], value: T, path: string): T {
  if (values.includes(value)) return value;
  throw badInput(path, `“${value.slice(0, 60)}” is not known here.`, `Write one of ${values.join(', ')}.`);
}
