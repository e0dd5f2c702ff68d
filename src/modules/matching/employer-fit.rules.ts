import { daysCovered, monthsOfDays } from '../../kernel/day.ts';
import { ancestorAt } from './concepts.rules.ts';
import type { Credit } from './fit.rules.ts';
import { fullCredit, notStated, open, scored } from './fit.rules.ts';
import type { PreparedPosition, PreparedTalent, Rung } from './prepared.rules.ts';
import { majorClass, occupationGroup } from './prepared.rules.ts';

/** What a position asks and a talent has, one function a criterion; credits in basis points. */

/** The step of the ladder that a talent's occupations reach first: the position's own code or one under it is full. */
export function occupationCredit(ladder: readonly Rung[], codes: ReadonlySet<string>): Credit {
  if (codes.size === 0) return notStated;
  return scored(ladder.find(({ code }) => codes.has(code))?.creditBp ?? 0);
}

/** Both factors count in halves, so that their product is whole. */
type Halves = 0 | 1 | 2;

/** Reached 1, one below ½, else 0. */
function reached(has: number, asked: number): Halves {
  return has >= asked ? 2 : has === asked - 1 ? 1 : 0;
}

export function educationAndMajor(talent: PreparedTalent, position: PreparedPosition): Credit {
  const asked = position.position.education;
  const asksMajor = position.majors.size > 0;
  if (asked === null && !asksMajor) return open;
  if (asked !== null && talent.education === null) return notStated;
  if (asksMajor && talent.majors.length === 0) return notStated;
  const level = asked === null ? 2 : reached(talent.education ?? 0, asked);
  const major = asksMajor ? majorAccepted(talent, position) : 2;
  return scored((fullCredit / 4) * level * major);
}

/** The best graduated major: accepted (or under an accepted class) 1, of the class of an accepted one ½. */
export function majorAccepted(talent: PreparedTalent, position: PreparedPosition): Halves {
  let best: Halves = 0;
  for (const nodes of talent.majors) {
    if (nodes.some(({ code }) => position.majors.has(code))) return 2;
    const own = ancestorAt(nodes, majorClass);
    if (own !== null && position.majorClasses.has(own)) best = 1;
  }
  return best;
}

export function gradeOrTitle(talent: PreparedTalent, position: PreparedPosition): Credit {
  const { grade, titleRank } = position.position;
  if (grade === null && titleRank === null) return open;
  const { titleRanks } = talent.talent;
  const says = (grade !== null && talent.grades.length > 0) || (titleRank !== null && titleRanks.length > 0);
  if (!says) return notStated;
  let best = 0;
  if (grade !== null) {
    for (const held of talent.grades) {
      const place: Halves = held.nodes.some(({ code }) => code === position.occupation)
        ? 2
        : position.group !== null && ancestorAt(held.nodes, occupationGroup) === position.group
          ? 1
          : 0;
      best = Math.max(best, (fullCredit / 4) * place * reached(held.grade, grade));
    }
  }
  if (titleRank !== null) {
    for (const { series, rank } of titleRanks) {
      if (series === titleRank.series) best = Math.max(best, (fullCredit / 2) * reached(rank, titleRank.rank));
    }
  }
  return scored(best);
}

export function experience(talent: PreparedTalent, position: PreparedPosition): Credit {
  const asked = position.position.experienceMonths;
  if (asked === null || asked <= 0) return open;
  if (talent.experiences.length === 0) return notStated;
  const months = monthsIn(talent, position.field);
  return scored(Math.min(fullCredit, Math.floor((fullCredit * months) / asked)));
}

/** Whole months worked in an occupation or under it until the day. */
export function monthsIn(talent: PreparedTalent, occupation: string): number {
  const spans = talent.experiences
    .filter(({ nodes }) => nodes.some(({ code }) => code === occupation))
    .map(({ from, to }) => ({ from, to: Math.min(to ?? talent.day, talent.day) }));
  return monthsOfDays(daysCovered(spans));
}
