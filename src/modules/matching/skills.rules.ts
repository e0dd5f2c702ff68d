import { bestAssignment } from './assignment.rules.ts';
import { byCode } from './concepts.rules.ts';
import type { Credit } from './fit.rules.ts';
import { fullCredit, notStated, open, scored } from './fit.rules.ts';
import type { SkillCredit } from './matching.pair.ts';
import type { PreparedPosition, PreparedSkill, PreparedTalent } from './prepared.rules.ts';

/** Coverage of asked skills by the talent's, each of which is credited to one asked skill only. */

/** Adjacent is worth half of exact. All evidence credits are even, so halves are whole. */
export function adjacentCredit(evidenceBp: number): number {
  return evidenceBp / 2;
}

export function creditSkills(talent: PreparedTalent, position: PreparedPosition): SkillCredit[] {
  const exact = new Map<number, PreparedSkill>();
  const free: PreparedSkill[] = [];
  for (const skill of talent.skills) {
    const place = position.placeOf.get(skill.code);
    if (place === undefined) free.push(skill);
    else exact.set(place, skill);
  }
  const missing = free.length > 0 && exact.size < position.asked.length;
  const adjacent = missing ? assignAdjacent(position, exact, free) : nobody;
  return position.asked.map(({ code, list }, place): SkillCredit => {
    const itself = exact.get(place);
    if (itself !== undefined) return credited(code, list, itself, 'EXACT', itself.evidenceBp);
    const near = adjacent.get(place);
    if (near !== undefined) return credited(code, list, near, 'ADJACENT', adjacentCredit(near.evidenceBp));
    return { asked: code, list, by: null, relation: 'NONE', evidence: null, creditBp: 0 };
  });
}

const nobody: ReadonlyMap<number, PreparedSkill> = new Map();

function credited(
  asked: string,
  list: SkillCredit['list'],
  { code, evidence }: PreparedSkill,
  relation: SkillCredit['relation'],
  creditBp: number,
): SkillCredit {
  return { asked, list, by: code, relation, evidence, creditBp };
}

/**
 * The best total is that of the criterion: a must-have weighs 8,000/m and a nice-to-have 2,000/n, here as 4n to m.
 * With any other total, a skill more could take credit from a must-have and lower the fit.
 */
function assignAdjacent(
  position: PreparedPosition,
  exact: ReadonlyMap<number, PreparedSkill>,
  free: readonly PreparedSkill[],
): ReadonlyMap<number, PreparedSkill> {
  const places: number[] = [];
  const near = new Set<PreparedSkill>();
  for (const [place, { adjacent }] of position.asked.entries()) {
    if (exact.has(place) || adjacent.size === 0) continue;
    let isNear = false;
    for (const skill of free) {
      if (!adjacent.has(skill.code)) continue;
      isNear = true;
      near.add(skill);
    }
    if (isNear) places.push(place);
  }
  if (places.length === 0) return nobody;
  const codeAt = (place: number): string => position.asked[place]?.code ?? '';
  if (places.length > 1) places.sort((a, b) => (codeAt(a) < codeAt(b) ? -1 : 1));
  const columns = [...near].sort(byCode);
  const columnOf = bestAssignment(places.map((place) => weightsOf(position, place, columns)));
  const assigned = new Map<number, PreparedSkill>();
  places.forEach((place, row) => {
    const skill = columns[columnOf[row] ?? -1];
    if (skill !== undefined) assigned.set(place, skill);
  });
  return assigned;
}

function weightsOf(position: PreparedPosition, place: number, columns: readonly PreparedSkill[]): number[] {
  const { mustCount, niceCount } = position;
  const asked = position.asked[place];
  if (asked === undefined) return columns.map(() => 0);
  const bothAsked = mustCount > 0 && niceCount > 0;
  const weight = bothAsked ? (asked.list === 'MUST' ? 4 * niceCount : mustCount) : 1;
  return columns.map(({ code, evidenceBp }) => (asked.adjacent.has(code) ? weight * adjacentCredit(evidenceBp) : 0));
}

/** ⌊(8,000·M/m + 2,000·N/n) / 10,000⌋ over common denominators; with one list only, ⌊sum / count⌋. */
export function coverage(talent: PreparedTalent, position: PreparedPosition, credits: readonly SkillCredit[]): Credit {
  const { mustCount, niceCount } = position;
  if (mustCount + niceCount === 0) return open;
  if (talent.skills.length === 0) return notStated;
  let must = 0;
  let nice = 0;
  for (const { list, creditBp } of credits) {
    if (list === 'MUST') must += creditBp;
    else nice += creditBp;
  }
  if (niceCount === 0) return scored(Math.floor(must / mustCount));
  if (mustCount === 0) return scored(Math.floor(nice / niceCount));
  return scored(Math.floor((4 * must * niceCount + nice * mustCount) / (5 * mustCount * niceCount)));
}

/** Share of the skills that the talent wants to use which the position asks for. */
export function skillsToUse(talent: PreparedTalent, position: PreparedPosition): Credit {
  const wanted = talent.skillsToUse;
  if (wanted.length === 0) return open;
  if (position.asked.length === 0) return notStated;
  const asked = wanted.filter((code) => position.placeOf.has(code)).length;
  return scored(Math.floor((fullCredit * asked) / wanted.length));
}
