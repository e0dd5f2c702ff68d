import type { TalentContent } from '../../src/modules/talents/index.ts';
import type { Career } from './careers.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

type Skill = TalentContent['skills'][number];

/** Most of the trade's typical skills, more with the years, and a few next to them. */
export function skillsOf(random: Random, { trade, months, experiences }: Career): Skill[] {
  const share = Math.min(0.97, 0.3 + 0.035 * (months / 12) + 0.3 * random.next());
  const count = Math.max(1, Math.round(trade.skills.length * share));
  const codes = [...random.few(trade.skills, count), ...random.few(trade.nearby, random.whole(0, 3))];
  const held = [...new Set(codes)].map((skill): Skill => {
    const evidence = evidenceOf(random, experiences.length > 0);
    const source = evidence === 'CERTIFIED' ? '演示证书' : evidence === 'VERIFIED' ? '演示往任单位' : null;
    const level = random.chance(0.7) ? Math.min(5, 1 + Math.floor(months / 40) + random.whole(0, 2)) : null;
    return { skill, level, evidence, source, wantsToUse: false };
  });
  if (random.chance(0.4)) for (const skill of random.few(held, random.whole(1, 3))) skill.wantsToUse = true;
  return held.sort((a, b) => (a.skill < b.skill ? -1 : 1));
}

function evidenceOf(random: Random, hasWorked: boolean): Skill['evidence'] {
  const draw = random.next();
  if (draw < 0.14) return 'CERTIFIED';
  if (draw < 0.2 && hasWorked) return 'VERIFIED';
  return draw < 0.94 ? 'CLAIMED' : 'INFERRED';
}

/** Of 154 grade certificates that Jimei gave first (J3), 94 were 中级工, 40 高级工, 15 技师, 5 高级技师. */
const ladder = [
  { grade: 6, from: 144, share: 5 / 154 },
  { grade: 5, from: 96, share: 20 / 154 },
  { grade: 4, from: 48, share: 60 / 154 },
] as const;

export function gradesOf({ day }: World, random: Random, { trade, months }: Career): TalentContent['grades'] {
  if (trade.line !== 'WORKER' || !random.chance(0.45)) return [];
  const step = ladder.find(({ from, share }) => months >= from && random.chance(share * 2));
  const grade = step?.grade ?? (months >= 18 ? 3 : 2);
  const issuedOn = day - random.whole(30, Math.max(60, Math.min(2_000, months * 30)));
  return [{ occupation: trade.occupation, grade, certificateNo: null, issuer: '演示评价机构', issuedOn }];
}

export function titleRanksOf(
  { day }: World,
  random: Random,
  { trade, months, education }: Career,
): TalentContent['titleRanks'] {
  const series = trade.line === 'ENGINEER' ? 'engineering' : trade.occupation === '2-06-03-00' ? 'accounting' : null;
  if (series === null || months < 24 || !random.chance(0.4)) return [];
  const rank = months >= 150 && education >= 4 && random.chance(0.3) ? 4 : months >= 72 ? 3 : 2;
  return [{ series, rank, issuedOn: day - random.whole(30, 1_500) }];
}

/** Who works in a trade that the law reserves mostly has its licence. */
export function licencesOf({ day }: World, random: Random, { trade }: Career): TalentContent['licences'] {
  const held = trade.licences.filter(() => random.chance(0.85));
  if (random.chance(0.12) && !held.includes('motor-vehicle-driving')) held.push('motor-vehicle-driving');
  const sorted = held.sort();
  return sorted.map((licence) => ({ licence, validTo: random.chance(0.5) ? day + random.whole(400, 2_000) : null }));
}
