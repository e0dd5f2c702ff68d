import { type DayNumber, daysCovered, monthsOfDays } from '../../kernel/day.ts';
import { badInput } from '../../kernel/errors.ts';
import type { StoredTalent, TalentContent } from './talents.record.ts';

/** A day later than any: of those who are unavailable without an end. */
export const never = 2 ** 31 - 1;

/** The highest level that was graduated, 1–6, or null. */
export function educationLevel(talent: Pick<TalentContent, 'educations'>): number | null {
  return talent.educations.reduce<number | null>(
    (highest, { level, graduated }) => (graduated && level > (highest ?? 0) ? level : highest),
    null,
  );
}

export function highestGrade(talent: Pick<TalentContent, 'grades'>): number | null {
  return talent.grades.length === 0 ? null : Math.max(...talent.grades.map(({ grade }) => grade));
}

/** Whole months covered by the union of the intervals, both days included; one without an end lasts until `today`. */
export function monthsCovered(
  intervals: readonly { from: DayNumber; to: DayNumber | null }[],
  today: DayNumber,
): number {
  return monthsOfDays(daysCovered(intervals.map(({ from, to }) => ({ from, to: Math.min(to ?? today, today) }))));
}

/** The first day on which the talent can be counted as available. */
export function availableFrom(talent: Pick<TalentContent, 'availability' | 'unavailableUntil'>): DayNumber {
  if (talent.availability !== 'UNAVAILABLE') return 0;
  return talent.unavailableUntil === null ? never : talent.unavailableUntil + 1;
}

/** Where a talent counts as living: residence, else the first region wanted. */
export function placeOf(talent: Pick<TalentContent, 'residence' | 'wish'>): string | null {
  return talent.residence ?? talent.wish.regions[0] ?? null;
}

/** What a talent counts as in supply: the first occupation wanted, else the one held last. */
export function supplyOccupation(talent: Pick<TalentContent, 'experiences' | 'grades' | 'wish'>): string | null {
  const [wanted] = talent.wish.occupations;
  if (wanted !== undefined) return wanted;
  const held = talent.experiences.filter(({ occupation }) => occupation !== null);
  const end = ({ to }: { to: DayNumber | null }): number => to ?? never;
  const [last] = held.sort((a, b) => end(b) - end(a) || b.from - a.from);
  return last?.occupation ?? null;
}

/**
 * Evidence is not self-made: a person claims a skill, or names the certificate; that an employer or a school verified it
 * is written by an organization, and stays when the person changes something else. So does the class 人才层次, which
 * offices give.
 * @throws BAD_INPUT at the entry.
 */
export function checkSaidBy(
  by: 'PERSON' | 'OFFICE' | 'OTHERS',
  before: Pick<TalentContent, 'skills' | 'talentClass'> | null,
  after: Pick<TalentContent, 'skills' | 'talentClass'>,
  path: string,
): void {
  if (by !== 'OFFICE' && after.talentClass !== (before?.talentClass ?? null)) {
    throw badInput(
      `${path}.talentClass`,
      'The class of a talent 人才层次 is given by a talent office.',
      'Leave talentClass out.',
    );
  }
  if (by !== 'PERSON') return;
  const known = new Map(before?.skills.map((held) => [held.skill, held]));
  for (const { skill, evidence, source } of after.skills) {
    const stays = known.get(skill)?.evidence === evidence && known.get(skill)?.source === source;
    const own = evidence === 'CLAIMED' || evidence === 'INFERRED' || (evidence === 'CERTIFIED' && source !== null);
    if (stays || own) continue;
    throw badInput(
      `${path}.skills`,
      `A person cannot write ${evidence} for the skill ${skill}${evidence === 'CERTIFIED' ? ' without its source' : ''}.`,
      evidence === 'CERTIFIED'
        ? 'Name the certificate in source, or write CLAIMED.'
        : 'Write CLAIMED; who verified the skill records it.',
    );
  }
}

const legalForms = /(股份有限公司|有限责任公司|有限公司|分公司|公司|集团|工厂|厂|co\.?,? *ltd\.?|inc\.?|llc)$/;

/**
 * Whether a title as written gives away the person or an employer: “天马微电子 车工”. For Chinese names any four
 * characters in a row count, since titles shorten them; it errs on the side of silence.
 */
export function givesAway(title: string, talent: Pick<StoredTalent, 'name' | 'experiences'>): boolean {
  const plain = folded(title);
  const names = [talent.name, ...talent.experiences.map(({ employerName }) => employerName ?? '')].map(folded);
  return names.some((name) => {
    const core = name.replace(legalForms, '');
    if (core.length >= 2 && plain.includes(core)) return true;
    const runs = core.match(/\p{Script=Han}{4,}/gu) ?? [];
    return runs.some((run) => [...run].some((_, at) => at + 4 <= run.length && plain.includes(run.slice(at, at + 4))));
  });
}

function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}
